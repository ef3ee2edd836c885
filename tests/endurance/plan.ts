import { diceOf } from "./dice.ts";
import { operationsOfClient, type Size } from "./size.ts";

/** What a client wants to do. Random numbers of the intent choose the person or hour among those known from the answers so far. */
export type Wish =
  | "book"
  | "overbook"
  | "move"
  | "cancel"
  | "join"
  | "leave"
  | "away"
  | "repeat"
  | "serve"
  | "call"
  | "check-in"
  | "add-visit"
  | "staff-join"
  | "undo"
  | "prioritise"
  | "staff-leave"
  | "staff-away"
  | "desk"
  | "line"
  | "lease"
  | "close";

/** One operation as generated from the seed, before any answer is known. `random`: numbers used modulo the number of choices. */
export type Intent = {
  readonly client: number;
  readonly group: number;
  /** Which place among the clients of its group: the first three sit at a desk. */
  readonly rank: number;
  readonly turn: number;
  readonly round: number;
  readonly wish: Wish;
  readonly random: readonly [number, number, number];
  readonly ids: readonly [string, string, string];
};

/** A process that is killed once that many operations were begun; `pause` milliseconds later it is started again. */
export type Kill = {
  readonly after: number;
  readonly victim: "application" | "postmaster" | "postmaster-and-backends";
  readonly pause: number;
};

const AT_A_DESK: readonly (readonly [Wish, number])[] = [
  ["serve", 46],
  ["call", 5],
  ["undo", 6],
  ["prioritise", 3],
  ["check-in", 6],
  ["add-visit", 7],
  ["staff-join", 3],
  ["staff-leave", 2],
  ["staff-away", 2],
  ["desk", 3],
  ["line", 2],
  ["lease", 2],
  ["overbook", 4],
  ["book", 3],
  ["repeat", 6],
];
const AT_LARGE: readonly (readonly [Wish, number])[] = [
  ["book", 28],
  ["move", 15],
  ["cancel", 13],
  ["join", 19],
  ["leave", 4],
  ["away", 7],
  ["overbook", 4],
  ["check-in", 4],
  ["repeat", 6],
];

/** The first three clients of a group have a desk each. */
export const DESKS = 3;
const RANDOM_BELOW = 1_000_000;

/** The intents of one client in order: a pure function of the seed, whatever the answers are. */
export function intentsOf(size: Size, client: number): readonly Intent[] {
  const dice = diceOf(size.seed, "client", client);
  const group = client % size.groups;
  const rank = Math.floor(client / size.groups);
  return Array.from({ length: operationsOfClient(size) }, (_, turn): Intent => ({
    client,
    group,
    rank,
    turn,
    round: Math.floor(turn / size.turns),
    wish: drawn(
      rank < DESKS ? AT_A_DESK : AT_LARGE,
      dice.whole(RANDOM_BELOW),
      rank === 0 && (turn + 1) % (3 * size.turns) === 0,
    ),
    random: [dice.whole(RANDOM_BELOW), dice.whole(RANDOM_BELOW), dice.whole(RANDOM_BELOW)],
    ids: [dice.id(), dice.id(), dice.id()],
  }));
}

/** The planned kills, spread over the run at random moments, with application and database in random order. */
export function killsOf({ seed, operations, applicationKills, databaseKills }: Size): readonly Kill[] {
  const dice = diceOf(seed, "kills");
  const count = applicationKills + databaseKills;
  let applications = applicationKills;
  return Array.from({ length: count }, (_, index) => {
    const isApplication = dice.whole(count - index) < applications;
    if (isApplication) applications -= 1;
    const together = dice.chance(0.5);
    return {
      // No kill in the first and last tenth of its part, so that two kills never coincide.
      after: Math.floor(((index + 0.1 + 0.8 * (dice.whole(RANDOM_BELOW) / RANDOM_BELOW)) * operations) / count),
      victim: isApplication ? "application" : together ? "postmaster-and-backends" : "postmaster",
      pause: dice.whole(300),
    };
  });
}

/** The wish that a random number chooses by weight. The first desk closes every third half-day with its last turn there, while others may still act. */
function drawn(weighted: readonly (readonly [Wish, number])[], value: number, isLast: boolean): Wish {
  if (isLast) return "close";
  const all = weighted.reduce((sum, [, weight]) => sum + weight, 0);
  let rest = value % all;
  for (const [wish, weight] of weighted) {
    if (rest < weight) return wish;
    rest -= weight;
  }
  return "repeat";
}
