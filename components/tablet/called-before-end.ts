import { forwardWalk, type MinutesOf } from "#lib/queue/forward-walk.ts";
import type { LineState } from "#lib/queue/line-state.ts";
import { isUncalled } from "#lib/queue/visit.ts";
import type { Instant } from "#lib/time/instant.ts";

/** How many of those in line will be called before the half-day ends, by the usual times. Undefined when nobody is in line. */
export function calledBeforeEnd(state: LineState, now: Instant, minutesOf: MinutesOf): number | undefined {
  const inLine = state.visits.filter(isUncalled);
  if (inLine.length === 0 || now >= state.span.end) return undefined;
  const walk = forwardWalk(state, now, minutesOf);
  return inLine.filter(({ id }) => (walk.get(id) ?? state.span.end) < state.span.end).length;
}
