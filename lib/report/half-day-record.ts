import { refuse, accept, type Result } from "#lib/result.ts";
import type { Permanence } from "#lib/schedule/permanence.ts";
import type { Instant } from "#lib/time/instant.ts";
import { localDateOf } from "#lib/time/zone.ts";
import { lastDayToWrite } from "./report-deadline.ts";
import type { PaperRows } from "./paper-rows.ts";

/** Why a half-day was not held. */
export const NOT_HELD_BECAUSE = ["nobody-free", "place-closed", "breakdown", "other"] as const;
export type NotHeldBecause = (typeof NOT_HELD_BECAUSE)[number];

/**
 * The totals of a paper sheet: people whom the line does not hold. Whoever had a number and stands in none of the
 * others was not served.
 */
export type PaperTotals = {
  readonly received: number;
  readonly helped: number;
  readonly gone: number;
  readonly redirected: number;
  readonly turnedAway: number;
};

/**
 * What the team says of a half-day once it is over and its line does not hold (docs/decisions/figures-and-reports.md).
 */
export type HalfDayRecord =
  | { readonly kind: "held-with-nobody" }
  | { readonly kind: "not-held"; readonly why: NotHeldBecause }
  | ({ readonly kind: "paper-totals" } & PaperTotals)
  | ({ readonly kind: "paper-rows" } & PaperRows);

/** The most people on a sheet: more is a slip of the finger. */
export const MOST_ON_PAPER = 999;

/** `half-day-cancelled`; `not-over`: its line goes on, or its hours do; `month-closed`. */
export type RecordingRefusal = "half-day-cancelled" | "not-over" | "month-closed";

/**
 * Whether something may be recorded of this half-day now: once it is closed or its planned end has passed, until the
 * day on which its reports may still be written.
 */
export function mayBeRecorded(
  { status, span, localDate, timeZone }: Pick<Permanence, "status" | "span" | "localDate" | "timeZone">,
  now: Instant,
): Result<void, RecordingRefusal> {
  if (status === "cancelled") return refuse("half-day-cancelled");
  if (status === "open" || (status === "scheduled" && now < span.end)) return refuse("not-over");
  return localDateOf(now, timeZone) > lastDayToWrite(localDate) ? refuse("month-closed") : accept(undefined);
}

/**
 * `nobody-on-sheet`: nothing was counted; `more-than-received`: more people were helped, gone or sent on than had a
 * number.
 */
export type TotalsRefusal = "nobody-on-sheet" | "more-than-received";

/** Whether these totals can be those of a sheet. */
export function checkTotals({
  received,
  helped,
  gone,
  redirected,
  turnedAway,
}: PaperTotals): Result<void, TotalsRefusal> {
  if (received + turnedAway === 0) return refuse("nobody-on-sheet");
  return helped + gone + redirected > received ? refuse("more-than-received") : accept(undefined);
}
