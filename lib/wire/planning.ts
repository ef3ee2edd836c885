import { z } from "zod";
import type { LanesChanged } from "../booking/allot-lanes.ts";
import type { CancelledHalfDay } from "../booking/cancelled-half-day.ts";
import { isoInZone } from "../time/zone.ts";
import { reason } from "./booking.ts";
import { spanToWire } from "./moment.ts";

/** The body of POST …/permanences/:id/cancel: `preview: true` changes nothing; `preview: false` cancels and needs a reason. */
export const cancelPermanenceBody = z.discriminatedUnion("preview", [
  z.object({ preview: z.literal(true), reason: reason.optional() }),
  z.object({ preview: z.literal(false), reason }),
]);

/** The body of POST …/permanences/:id/lanes. */
export const changeLanesBody = z.object({ bookableLanes: z.int().min(0).max(20) });

/** Encodes what a cancellation would do, or has done, for POST …/cancel. */
export const cancelledToWire = ({ preview, appointments, waiting, beingHelped, alternatives }: CancelledHalfDay) => ({
  preview,
  appointments,
  waiting,
  beingHelped,
  alternatives: alternatives.map(({ span, timeZone, ...other }) => ({ ...other, ...spanToWire(span, timeZone) })),
});

/** Encodes the effect of a change of lanes for POST …/lanes; the share is rounded to two decimals. */
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
