import { median, p95 } from "../figures.ts";
import type { Line } from "../line.ts";

export const FEW = 24;
export const MANY = 2_400;

/** Both are measured in turns, so that noise of the machine affects both alike. */
const TURNS = 12;

/** Milliseconds of server time that the page may take, and how much more with a hundred times the places. */
const MOST_MS = 50;
const MORE = { times: 1.5, ms: 5 };

/** Measures one of the two several times, in milliseconds. */
export type Look = () => Promise<readonly number[]>;

/** Measures both in turns and compares them. `advice`: where to look when a bound is missed. */
export async function compare(what: string, few: Look, many: Look, advice: string): Promise<readonly Line[]> {
  const taken: { few: number[]; many: number[] } = { few: [], many: [] };
  for (let warm = 0; warm < 4; warm += 1) for (const look of [few, many]) await look();
  for (let turn = 0; turn < TURNS; turn += 1) {
    for (const side of turn % 2 === 0 ? (["few", "many"] as const) : (["many", "few"] as const))
      taken[side].push(...(await (side === "few" ? few : many)()));
  }
  const [less, more] = [p95(taken.few), p95(taken.many)];
  const quick = (slowest: number) => ({ description: `under ${MOST_MS} ms`, holds: slowest < MOST_MS, missed: advice });
  return [
    {
      figure: `${what}: p95 with ${FEW} places`,
      measured: `${less.toFixed(1)} ms`,
      spread: `median ${median(taken.few).toFixed(1)} ms`,
      bound: quick(less),
    },
    {
      figure: `${what}: p95 with ${MANY} places`,
      measured: `${more.toFixed(1)} ms`,
      spread: `median ${median(taken.many).toFixed(1)} ms`,
      bound: quick(more),
    },
    {
      figure: `${what}: p95 with ${MANY} ÷ with ${FEW}`,
      measured: (more / less).toFixed(2),
      spread: `${(more - less).toFixed(1)} ms more`,
      bound: {
        description: `${MORE.times} or + ${MORE.ms} ms`,
        holds: more <= less * MORE.times || more <= less + MORE.ms,
        missed: "It reads places it does not show: see that the town is asked in SQL, by its index.",
      },
    },
  ];
}
