import { pause } from "#scripts/pause.ts";
import { diceOf, type Dice } from "./dice.ts";
import { DESKS, operationsOfClient, type Size } from "./town.ts";

/**
 * What a client wants to do. Random numbers of the intent choose the person or hour among those known from the answers
 * so far.
 */
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

/**
 * One operation as generated from the seed, before any answer is known. `random`: numbers used modulo the number of
 * choices.
 */
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

/** Wishes, each with how often it is drawn. */
type Weighted = readonly (readonly [Wish, number])[];

const AT_A_DESK: Weighted = [
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
const AT_LARGE: Weighted = [
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
    wish: wishOf(rank, turn, size, dice.whole(RANDOM_BELOW)),
    random: [dice.whole(RANDOM_BELOW), dice.whole(RANDOM_BELOW), dice.whole(RANDOM_BELOW)],
    ids: [dice.id(), dice.id(), dice.id()],
  }));
}

/** The first desk closes every third half-day with its last turn there, while others may still act. */
const wishOf = (rank: number, turn: number, { turns }: Size, value: number): Wish =>
  rank === 0 && (turn + 1) % (3 * turns) === 0 ? "close" : drawn(rank < DESKS ? AT_A_DESK : AT_LARGE, value);

/** The wish that a random number chooses by weight. */
function drawn(weighted: Weighted, value: number): Wish {
  let rest = value % totalOf(weighted);
  for (const [wish, weight] of weighted) {
    if (rest < weight) return wish;
    rest -= weight;
  }
  return "repeat";
}

const totalOf = (weighted: Weighted): number => weighted.reduce((sum, [, weight]) => sum + weight, 0);

/** The clients of a burst over the API: conseillers at desks 2 and 3, and residents. Desk 1 is the tablet’s. */
export const BURST = [1, 2, 3, 4];

/** Of a burst: the wishes, and milliseconds between two operations of a client, from the first to the sum of both. */
const OF_A_BURST = {
  desk: {
    wishes: [
      ["serve", 70],
      ["add-visit", 15],
      ["check-in", 5],
      ["repeat", 10],
    ],
    pace: [1_000, 1_000],
  },
  resident: {
    wishes: [
      ["join", 38],
      ["book", 20],
      ["move", 10],
      ["cancel", 6],
      ["leave", 6],
      ["repeat", 20],
    ],
    pace: [300, 700],
  },
} as const satisfies Readonly<Record<string, { readonly wishes: Weighted; readonly pace: readonly [number, number] }>>;

/**
 * The operations of one client of a burst, until `isOver`. The same seed, names and answers give the same operations.
 */
export async function* intentsOfBurst(
  seed: number,
  names: readonly (string | number)[],
  client: number,
  isOver: () => boolean,
): AsyncGenerator<Intent> {
  const dice = diceOf(seed, ...names, "client", client);
  const {
    wishes,
    pace: [least, more],
  } = OF_A_BURST[client < DESKS ? "desk" : "resident"];
  for (let turn = 0; ; turn += 1) {
    await pause(least + dice.whole(more));
    if (isOver()) return;
    yield {
      client,
      group: 0,
      rank: client,
      turn,
      round: 0,
      wish: drawn(wishes, dice.whole(totalOf(wishes))),
      random: [dice.whole(RANDOM_BELOW), calm(dice), dice.whole(RANDOM_BELOW)],
      ids: [dice.id(), dice.id(), dice.id()],
    };
  }
}

/**
 * A random number for which `choose` keeps to this client’s own desk, and neither pauses a visit nor hands it over: the
 * tablet’s desk is left to the tablet.
 */
function calm(dice: Dice): number {
  for (;;) {
    const how = dice.whole(RANDOM_BELOW);
    if (how % 9 !== 0 && how % 25 !== 0 && how % 12 > 2 && how % 3 !== 0) return how;
  }
}
