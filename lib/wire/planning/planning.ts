import { z } from "zod";
import type { LanesChanged } from "../../booking/allot-lanes.ts";
import type { CancelledHalfDay } from "../../booking/cancelled-half-day.ts";
import { daysBetween, isoInZone } from "../../time/zone.ts";
import { reason } from "../free-text.ts";
import { spanToWire } from "../moment.ts";

/** The body of POST …/permanences/:id/cancel: `preview: true` changes nothing; `preview: false` cancels and needs a reason. */
export const cancelPermanenceBody = z.discriminatedUnion("preview", [
  z.strictObject({ preview: z.literal(true), reason: reason.optional() }),
  z.strictObject({ preview: z.literal(false), reason }),
]);

/** The body of POST …/permanences/:id/lanes. */
export const changeLanesBody = z.strictObject({ bookableLanes: z.int().min(0).max(20) });

/** Encodes what a cancellation would do, or has done, for POST …/cancel. */
export const cancelledToWire = ({ preview, appointments, waiting, beingHelped, alternatives }: CancelledHalfDay) => ({
  preview,
  appointments,
  waiting,
  beingHelped,
  alternatives: alternatives.map(({ span, timeZone, permanence, place, access, free }) => ({
    permanence,
    place,
    access,
    free,
    ...spanToWire(span, timeZone),
  })),
});

/**
 * The body of the answer to POST …/lanes. `bookableShare`: how much of the desk time can be booked, from 0 to 1, rounded to
 * two decimals. `overbooked`: the appointments that have no lane any more and are kept beside the lanes.
 */
export const changedLanesToWire = ({ bookableLanes, share, timeZone, beside }: LanesChanged) => ({
  bookableLanes,
  bookableShare: Math.round(share.share * 100) / 100,
  warning: share.warning,
  overbooked: beside.map(({ span, bookedAt, code, ...one }) => ({
    ...one,
    ...(code !== null && { code }),
    ...spanToWire(span, timeZone),
    bookedAt: isoInZone(bookedAt, timeZone),
  })),
});

/** Days of one table, with room for a year that ends in a week of the next. */
const MOST_DAYS = 400;

/** The query of GET …/planning/half-days.csv. Years begin with 1 or 2, so that adding days still gives a valid date. */
const day = z.iso.date().refine((text) => /^[12]/u.test(text));
export const halfDaysQuery = { organisation: z.uuid(), from: day, to: day, place: z.uuid().optional() };

/** The parsed query; undefined when a value is invalid, the days are none, or too many. */
export function readHalfDaysQuery(query: Readonly<Record<string, string>>) {
  const read = z.object(halfDaysQuery).safeParse(query);
  if (!read.success) return undefined;
  const { place, ...asked } = read.data;
  const days = daysBetween(asked.from, asked.to);
  return days < 1 || MOST_DAYS < days ? undefined : { ...asked, ...(place !== undefined && { place }) };
}
