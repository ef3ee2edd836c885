import { nightAfter } from "#lib/access/retention.ts";
import type { Instant } from "#lib/time/instant.ts";
import { contains, type Interval } from "#lib/time/interval.ts";
import { localDateOf } from "#lib/time/zone.ts";
import type { PermanenceStatus } from "./permanence.ts";

type HalfDay = { readonly span: Interval; readonly status: PermanenceStatus };

/**
 * Whether a half-day belongs to today: it starts on the present day of the place, has gone on since before midnight, or
 * has begun and is still open after its end. One that nobody closed belongs to its day until three in the morning.
 */
export const isToday = ({ span, status }: HalfDay, zone: string, now: Instant): boolean =>
  localDateOf(span.start, zone) === localDateOf(now, zone) ||
  contains(span, now) ||
  (status === "open" && span.start <= now && now < nightAfter(span.end, zone));
