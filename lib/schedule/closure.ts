import { instantOf } from "#lib/time/instant.ts";
import { overlaps, type Interval } from "#lib/time/interval.ts";

/**
 * The end of a closure whose end nobody knows: a moment that no half-day reaches (constraint
 * `closure_without_end_is_decided_again`).
 */
export const NO_END = instantOf("2200-01-01T00:00:00Z");

/**
 * A closure as its half-days are decided by it. `decideOn`: the day on which somebody decides again, of one without a
 * known end.
 */
export type ClosingSpan = { readonly span: Interval; readonly decideOn?: string };

/**
 * A half-day that a closure may touch. `own`: of the organisation that closes. `held`: this closure keeps it from being
 * booked already. `localDate`: YYYY-MM-DD.
 */
type HalfDayToClose = {
  readonly span: Interval;
  readonly localDate: string;
  readonly own: boolean;
  readonly held: boolean;
};

/**
 * What a closure does to a half-day: it is cancelled; it stays and cannot be booked until somebody decides (`is-kept`);
 * the same, because it is another organisation's, who decides (`is-a-guests`); or it can be booked again, since the
 * closure no longer reaches it.
 */
export type ClosureOutcome = "is-cancelled" | "is-kept" | "is-a-guests" | "is-given-back";

/**
 * What becomes of a half-day (docs/calendars.md#closures-without-a-known-end). Of a closure without a known end only
 * half-days up to the day of the decision, that day included, are cancelled. Undefined: the closure does not touch it.
 */
export function outcomeInClosure(
  { span, localDate, own, held }: HalfDayToClose,
  closing: ClosingSpan | undefined,
): ClosureOutcome | undefined {
  if (!closing || !overlaps(closing.span, span)) return held ? "is-given-back" : undefined;
  if (!own) return "is-a-guests";
  return closing.decideOn === undefined || localDate <= closing.decideOn ? "is-cancelled" : "is-kept";
}
