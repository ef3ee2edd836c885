import { pause } from "#scripts/pause.ts";
import { diceOf, type Dice } from "#tests/endurance/dice.ts";
import { DESKS, type Intent, type Wish } from "#tests/endurance/plan.ts";

/** The clients of a burst over the API: conseillers at tables 2 and 3, and residents. Table 1 is the tablet’s. */
export const CLIENTS = [1, 2, 3, 4];

const AT_A_DESK: readonly (readonly [Wish, number])[] = [
  ["serve", 70],
  ["add-visit", 15],
  ["check-in", 5],
  ["repeat", 10],
];
const RESIDENTS: readonly (readonly [Wish, number])[] = [
  ["join", 38],
  ["book", 20],
  ["move", 10],
  ["cancel", 6],
  ["leave", 6],
  ["repeat", 20],
];

/** Milliseconds between two operations of a client: from the first to the sum of both. */
const PACE = { desk: [1_000, 1_000], resident: [300, 700] } as const;

const RANDOM_BELOW = 1_000_000;

/** The operations of one client in one round, until `isOver`. The same seed, names and answers give the same operations. */
export async function* intentsOfRound(
  seed: number,
  names: readonly (string | number)[],
  client: number,
  isOver: () => boolean,
): AsyncGenerator<Intent> {
  const dice = diceOf(seed, ...names, "client", client);
  const atDesk = client < DESKS;
  const [least, more] = atDesk ? PACE.desk : PACE.resident;
  for (let turn = 0; ; turn += 1) {
    await pause(least + dice.whole(more));
    if (isOver()) return;
    yield {
      client,
      group: 0,
      rank: client,
      turn,
      round: 0,
      wish: drawn(atDesk ? AT_A_DESK : RESIDENTS, dice),
      random: [dice.whole(RANDOM_BELOW), calm(dice), dice.whole(RANDOM_BELOW)],
      ids: [dice.id(), dice.id(), dice.id()],
    };
  }
}

/**
 * A random number for which `choose` keeps to this client’s own table, and neither pauses a visit nor hands it over: the
 * tablet’s table is left to the tablet.
 */
function calm(dice: Dice): number {
  for (;;) {
    const how = dice.whole(RANDOM_BELOW);
    if (how % 9 !== 0 && how % 25 !== 0 && how % 12 > 2 && how % 3 !== 0) return how;
  }
}

function drawn(weighted: readonly (readonly [Wish, number])[], dice: Dice): Wish {
  let rest = dice.whole(weighted.reduce((sum, [, weight]) => sum + weight, 0));
  for (const [wish, weight] of weighted) {
    if (rest < weight) return wish;
    rest -= weight;
  }
  return "repeat";
}
