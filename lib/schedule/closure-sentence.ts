import type { Instant } from "#lib/time/instant.ts";
import type { Interval } from "#lib/time/interval.ts";
import { localDateOf, plusDays } from "#lib/time/zone.ts";

/** A closure as residents are told of it: its sentence, and its span on the clock of its place. */
export type ClosureToTell = {
  readonly id: string;
  readonly span: Interval;
  readonly timeZone: string;
  /** Nobody knows its end. */
  readonly unknownEnd: boolean;
  /** Then the day on which somebody decides, YYYY-MM-DD, as long as it is not past. */
  readonly decideOn?: string;
  readonly sentence: string;
};

/**
 * How long a place is closed, as it is said on its pages: `now`, `until` and `today` while it is closed; `from`, `days`
 * and `day` before. `from` and `until` are its first and last day, YYYY-MM-DD. A closure of a part of a day is said
 * with its hours (`hours`).
 */
export type ClosureSentence =
  | { readonly kind: "now" }
  | { readonly kind: "today" }
  | { readonly kind: "until"; readonly until: string }
  | { readonly kind: "hours"; readonly day: string; readonly span: Interval }
  | { readonly kind: "from"; readonly from: string }
  | { readonly kind: "day"; readonly day: string }
  | { readonly kind: "days"; readonly from: string; readonly until: string };

/** How long it is closed, at that moment (docs/calendars.md#what-residents-read-of-a-closure). */
export function closureSentence({ span, timeZone, unknownEnd }: ClosureToTell, now: Instant): ClosureSentence {
  const today = localDateOf(now, timeZone);
  const from = localDateOf(span.start, timeZone);
  if (unknownEnd) return span.start <= now ? { kind: "now" } : { kind: "from", from };
  // It ends before its last moment, so a closure until midnight ends on the day before.
  const until = localDateOf((span.end - 1) as Instant, timeZone);
  if (from === until && !isWholeDay(span, from, timeZone)) return { kind: "hours", day: from, span };
  if (span.start <= now) return until === today ? { kind: "today" } : { kind: "until", until };
  return from === until ? { kind: "day", day: from } : { kind: "days", from, until };
}

/** The day of the decision that is told: of a closure without a known end, unless it is past and nobody has decided. */
export const decisionToTell = (decideOn: string | undefined, today: string): string | undefined =>
  decideOn !== undefined && today <= decideOn ? decideOn : undefined;

/** How long it is closed, as paper says it: with its first day, also once it has begun. */
export const closureOnPaper = (closure: ClosureToTell): ClosureSentence =>
  closureSentence(closure, (closure.span.start - 1) as Instant);

const isWholeDay = ({ start, end }: Interval, day: string, zone: string): boolean =>
  localDateOf((start - 1) as Instant, zone) === plusDays(day, -1) && localDateOf(end, zone) === plusDays(day, 1);
