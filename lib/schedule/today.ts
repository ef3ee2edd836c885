import { nightAfter } from "../access/retention.ts";
import type { Instant } from "../time/instant.ts";
import { contains, type Interval } from "../time/interval.ts";
import { localDateOf } from "../time/zone.ts";
import type { PermanenceStatus } from "./permanence.ts";

type HalfDay = { readonly span: Interval; readonly status: PermanenceStatus };

/**
 * Whether a half-day is one of today: it starts on the place's day of that moment, has gone on since before midnight, or has
 * begun and is open still, also after its end. One that nobody closed is over with the night, at three in the morning.
 */
export const isToday = ({ span, status }: HalfDay, zone: string, now: Instant): boolean =>
  localDateOf(span.start, zone) === localDateOf(now, zone) ||
  contains(span, now) ||
  (status === "open" && span.start <= now && now < nightAfter(span.end, zone));
