import type { Actor } from "../../access/actor.ts";
import type { PlaceOrBeside } from "../../booking/overbook.ts";
import type { Instant } from "../../time/instant.ts";
import type { BookingWish } from "../../wire/booking.ts";
import { toDate } from "../clock.ts";
import type { Tx } from "../db.ts";
import type { BookableHalfDay } from "./load-bookable.ts";

/** An appointment to be written: where the rule placed it, what was wished, by whom. */
export type NewAppointment = {
  readonly id: string; readonly code: string; readonly bookable: BookableHalfDay; readonly placed: PlaceOrBeside;
  readonly wanted: BookingWish; readonly actor: Actor; readonly now: Instant;
};

/** Writes it. The database's constraints have the last word and throw. */
export const insertAppointment = (tx: Tx, { id, code, bookable, placed, wanted, actor, now }: NewAppointment): Promise<unknown> =>
  tx.appointment.create({
    data: {
      id, code,
      permanenceId: bookable.id,
      placeId: bookable.placeId,
      startsAt: toDate(placed.span.start),
      endsAt: toDate(placed.span.end),
      ...standing(placed.lane, wanted.overbook?.reason),
      bookedAt: toDate(now),
      createdAt: toDate(now),
      topicKeys: [...new Set(wanted.topics)],
      origin: actor.kind === "staff" ? "reception" : "online",
      onBehalfOf: wanted.onBehalfOf,
      wantedConseillerId: wanted.wantedConseiller ?? null,
      name: wanted.name ?? null,
      phone: wanted.phone ?? null,
      email: wanted.email ?? null,
      language: wanted.language ?? null,
    },
    select: { id: true },
  });

/** In a lane, or beside the lanes and why: a state is a shape (`appointment_lane_or_overbooked`). */
export const standing = (lane: number | undefined, reason: string | undefined) =>
  lane === undefined
    ? { lane: null, overbooked: true, overbookReason: reason ?? null }
    : { lane, overbooked: false, overbookReason: null };
