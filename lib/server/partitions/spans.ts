import { instant, instantOf, MINUTE, type Instant } from "#lib/time/instant.ts";
import { localDateOf, plusDays } from "#lib/time/zone.ts";
import type { RetentionPeriod, PartitionedTable, Unit } from "./partitioned-tables.ts";

/** The dates of one partition, YYYY-MM-DD, half-open. An empty `from`: everything before `to`. */
export type Span = { readonly from: string; readonly to: string };

/** The day or the month in which this date is. */
function spanOf(date: string, unit: Unit): Span {
  if (unit === "day") return { from: date, to: plusDays(date, 1) };
  const from = firstOfMonth(date);
  return { from, to: firstOfMonth(plusDays(from, 31)) };
}

const firstOfMonth = (date: string): string => `${date.slice(0, 7)}-01`;

/** The moment from which the rows of this span are not kept any more. */
export function keptUntil({ to }: Span, kept: RetentionPeriod): Instant {
  if ("hours" in kept) return instant(instantOf(`${to}T00:00:00Z`) + kept.hours * 60 * MINUTE);
  const [year = 0, month = 1, day = 1] = to.split("-").map(Number);
  return instant(Date.UTC(year, month - 1 + kept.months, day));
}

/**
 * The spans that should have a partition at `now`: the present one in UTC, the one before it, which goes on in zones
 * further west, and those ahead; none that is not kept any more.
 */
export function wantedSpans({ span: unit, ahead, kept }: PartitionedTable, now: Instant): readonly Span[] {
  const present = spanOf(localDateOf(now, "UTC"), unit);
  const spans = [spanOf(plusDays(present.from, -1), unit), present];
  for (let { to } = present; spans.length < ahead + 2; { to } = spans.at(-1)!) spans.push(spanOf(to, unit));
  return spans.filter((span) => keptUntil(span, kept) > now);
}
