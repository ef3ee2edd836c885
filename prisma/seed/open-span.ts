import { instant, MINUTE, plusMinutes, type Instant } from "#lib/time/instant.ts";
import type { Interval } from "#lib/time/interval.ts";
import { instantAt, localDateOf } from "#lib/time/zone.ts";

const QUARTER = 15 * MINUTE;
const HOURS = 3;

/**
 * When the demo's open permanence is held: it began half an hour to three quarters ago, on a quarter of an hour, and
 * lasts three hours. One that would start between 2 and 3 at night, when clocks change, starts at 1:45
 * (docs/calendars.md#time).
 */
export function openSpan(now: Instant, zone: string): Interval & { readonly localDate: string } {
  const wished = instant(Math.floor((now - 30 * MINUTE) / QUARTER) * QUARTER);
  const localDate = localDateOf(wished, zone);
  const lastBefore = instantAt(localDate, 105, zone);
  const start = lastBefore < wished && wished < instantAt(localDate, 180, zone) ? lastBefore : wished;
  return { start, end: plusMinutes(start, HOURS * 60), localDate };
}
