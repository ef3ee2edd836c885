import type { Instant } from "../time/instant.ts";
import { contains, type Interval } from "../time/interval.ts";
import { localDateOf } from "../time/zone.ts";

/** Whether a half-day is one of today: it starts on the place's day of that moment, or has gone on since before midnight. */
export const isToday = (span: Interval, zone: string, now: Instant): boolean =>
  localDateOf(span.start, zone) === localDateOf(now, zone) || contains(span, now);
