import { z } from "zod";
import type { BookableShare } from "../booking/bookable-share.ts";
import type { Mode } from "../schedule/permanence.ts";
import type { Instant } from "../time/instant.ts";
import type { Interval } from "../time/interval.ts";
import { isoInZone } from "../time/zone.ts";
import { reason } from "./booking.ts";
import { spanToWire } from "./span.ts";

/** The body of POST …/permanences/:id/cancel: first with `preview`, which changes nothing; then with the reason. */
export const cancelPermanenceBody = z.discriminatedUnion("preview", [
  z.object({ preview: z.literal(true), reason: reason.optional() }),
  z.object({ preview: z.literal(false), reason }),
]);

/** The body of POST …/permanences/:id/lanes. */
export const changeLanesBody = z.object({ bookableLanes: z.int().min(0).max(20) });

/** What a cancellation does or did, and where its people can go instead. */
export type CancelledHalfDay = {
  readonly preview: boolean;
  readonly appointments: number;
  readonly waiting: number;
  readonly beingHelped: number;
  readonly alternatives: readonly {
    readonly permanence: string;
    readonly span: Interval;
    readonly timeZone: string;
    readonly place: { readonly slug: string; readonly name: string };
    readonly access: Mode;
    readonly free: number;
  }[];
};

/** The same as POST …/cancel answers it. */
export const cancelledToWire = ({ preview, appointments, waiting, beingHelped, alternatives }: CancelledHalfDay) => ({
  preview,
  appointments,
  waiting,
  beingHelped,
  alternatives: alternatives.map(({ span, timeZone, ...other }) => ({ ...other, ...spanToWire(span, timeZone) })),
});

/** What changing the lanes did: how much of the desk-time can be booked, and who stands beside the lanes. */
export type ChangedLanes = {
  readonly bookableLanes: number;
  readonly share: BookableShare;
  readonly timeZone: string;
  readonly beside: readonly {
    readonly id: string;
    readonly span: Interval;
    readonly code: string | null;
    readonly topics: readonly string[];
    readonly bookedAt: Instant;
    readonly reachable: boolean;
  }[];
};

/** The same as POST …/lanes answers it. */
export const changedLanesToWire = ({ bookableLanes, share, timeZone, beside }: ChangedLanes) => ({
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
