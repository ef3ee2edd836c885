import { brokenPromises } from "#tests/support/closed-list.ts";
import type { Replay } from "./replay.ts";

/** The promise of the closed list was kept at every call, counted without the functions of the rule (docs/line.md#the-promise). */
export const orderLaw = ({ record, steps }: Replay): readonly string[] =>
  brokenPromises([
    ...record.changes
      .filter(({ stands }) => stands)
      .map(({ appointment, bookedAt }) => ({ told: "booked", appointment, at: bookedAt }) as const),
    ...steps.flatMap(({ event, at, act }) => (event ? [{ event, at, command: act }] : [])),
  ]);
