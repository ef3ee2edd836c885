import type { Expected } from "./commands.ts";
import { visitOf, type LineState } from "./line-state.ts";
import type { QueueRefusal } from "./refusal.ts";
import { isAtDesk } from "./visit.ts";

/**
 * What differs from what the sender saw. Somebody expected in line whom a desk has called meanwhile is
 * `already-called`: the second tablet reads at which table, never an error.
 */
export function differenceFrom(expected: Expected | undefined, state: LineState): QueueRefusal | undefined {
  if (expected === undefined) return undefined;
  if ("version" in expected) return expected.version === state.version ? undefined : "state-changed";
  const visit = visitOf(state, expected.visit);
  if (!visit) return "not-found";
  if (visit.state === expected.state) return undefined;
  const wasInLine = expected.state === "waiting" || expected.state === "absent";
  return wasInLine && isAtDesk(visit) ? "already-called" : "state-changed";
}
