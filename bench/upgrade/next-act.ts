import { randomUUID } from "node:crypto";
import type { Act } from "#lib/queue/acts/acts.ts";
import type { LineState } from "#lib/queue/line/line-state.ts";

/** People who wait in a line of a bench: a further number is given below it. */
const WAITING = 10;

/** One after the other at table 1: a call, the beginning of the help, its end, and a new number. */
export function nextAct(state: LineState | undefined): Act {
  const called = state?.visits.find((one) => one.state === "called");
  if (called) return { type: "start", visit: called.id };
  const helped = state?.visits.find((one) => one.state === "serving");
  if (helped) return { type: "finish", visit: helped.id };
  return state && state.visits.filter((one) => one.state === "waiting").length < WAITING
    ? { type: "add-visit", visit: randomUUID() }
    : { type: "call-next", desk: 1 };
}
