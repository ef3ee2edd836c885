import { brokenPromises } from "#tests/support/closed-list.ts";
import type { Replay, Step } from "./replay.ts";

/** The promise of the closed list was kept at every call, counted without the functions of the rule (docs/line.md#the-promise). */
export const orderLaw = ({ steps }: Replay): readonly string[] => brokenPromises(steps.flatMap(toldBy));

const toldBy = ({ event, at, act, booked }: Step): Parameters<typeof brokenPromises>[0] =>
  event
    ? [{ event, at, command: act }]
    : booked.map(({ id, span, bookedAt }) => ({ told: "booked", appointment: id, hour: span.start, at: bookedAt }));
