import { brokenPromises } from "#tests/support/closed-list.ts";
import type { Story } from "./story.ts";

/** The closed list was kept at every call by the rule, counted by somebody who does not know the rule. */
export const orderLaw = ({ record, steps }: Story): readonly string[] =>
  brokenPromises([
    ...record.changes
      .filter(({ stands }) => stands)
      .map(({ appointment, bookedAt }) => ({ told: "booked", appointment, at: bookedAt }) as const),
    ...steps.flatMap(({ event, at, act }) => (event ? [{ event, at, command: act }] : [])),
  ]);
