import type { Actor } from "../../access/actor.ts";
import { may } from "../../access/may.ts";
import { holdsPersonalNumber } from "../../access/personal-number.ts";
import type { BookingRefusal } from "../../booking/appointment.ts";
import { book as place, type Place } from "../../booking/book.ts";
import { accept, refuse, type Result } from "../../result.ts";
import type { Instant } from "../../time/instant.ts";
import { isUuid } from "../../uuid.ts";
import type { BookingWish, HeldAppointment } from "../../wire/booking.ts";
import { clock, toDate } from "../clock.ts";
import { transaction, type Tx } from "../db.ts";
import { freshId } from "../fresh-id.ts";
import { keepOutcome, outcomeOf } from "../once.ts";
import { bookingRefusals, refusalOfConstraint } from "../refusal-of-constraint.ts";
import { secretOf } from "../secrets.ts";
import { freshCode } from "./fresh-code.ts";
import { loadAppointments } from "./load-appointments.ts";
import { loadBookable, type BookableHalfDay } from "./load-bookable.ts";
import { heldById } from "./read-appointment.ts";

export type BookRefusal = BookingRefusal | "not-allowed" | "idempotency-key-reused";
export type Booking = BookingWish & { readonly permanence: string };

const SCOPE = "book-appointment";
/** Two equal codes among a place's bookings come once in a million; three times in a row never. */
const TRIES = 3;

/**
 * Books an hour of a permanence, in the lowest lane where it fits. The same key (a UUID) leads to the same appointment
 * however often it is sent. Decided under the permanence's lock; six statements in the transaction. Refused as
 * `lib/booking/book.ts` says, and `personal-number-refused` for a name that holds a social security or CAF number.
 */
export async function bookAppointment(actor: Actor, wanted: Booking, key?: string, codes: () => string = freshCode): Promise<Result<HeldAppointment, BookRefusal>> {
  if (!may(actor, { act: "book" })) return refuse("not-allowed");
  if (!isUuid(wanted.permanence)) return refuse("not-found");
  if (wanted.name !== undefined && holdsPersonalNumber(wanted.name)) return refuse("personal-number-refused");
  for (let left = TRIES; ; left -= 1) {
    try {
      return await transaction((tx) => bookOnce(tx, actor, wanted, key, codes()));
    } catch (error) {
      const refusal = refusalOfConstraint(error, { ...bookingRefusals, appointment_code_unique: "code-taken", idempotency_key_pkey: "key-taken" });
      if (refusal === undefined) throw error;
      if (refusal !== "code-taken" && refusal !== "key-taken") return refuse(refusal);
      if (left === 1) throw error;
    }
  }
}

async function bookOnce(tx: Tx, actor: Actor, wanted: Booking, key: string | undefined, code: string): Promise<Result<HeldAppointment, BookRefusal>> {
  const bookable = await loadBookable(tx, wanted.permanence, "locked");
  if (!bookable) return refuse("not-found");
  const earlier = key === undefined ? accept(undefined) : await outcomeOf(tx, SCOPE, key, wanted);
  if (!earlier.ok) return earlier;
  const now = clock.now();
  if (earlier.value) return accept(await heldById(tx, earlier.value.id, now));
  const placed = place(bookable.halfDay, bookable.topics, await loadAppointments(tx, [bookable.id]), wanted, now);
  if (!placed.ok) return placed;
  const id = freshId();
  await insert(tx, { id, code, bookable, placed: placed.value, wanted, actor, now });
  await tellTheLine(tx, bookable.id);
  if (key !== undefined) await keepOutcome(tx, SCOPE, key, wanted, { kind: "appointment", id }, now);
  return accept(held(id, code, bookable, placed.value, wanted, now));
}

type Row = { id: string; code: string; bookable: BookableHalfDay; placed: Place; wanted: Booking; actor: Actor; now: Instant };

const insert = (tx: Tx, { id, code, bookable, placed, wanted, actor, now }: Row): Promise<unknown> =>
  tx.appointment.create({
    data: {
      id, code,
      permanenceId: bookable.id,
      placeId: bookable.placeId,
      startsAt: toDate(placed.span.start),
      endsAt: toDate(placed.span.end),
      lane: placed.lane,
      bookedAt: toDate(now),
      createdAt: toDate(now),
      topicKeys: [...new Set(wanted.topics)],
      origin: actor.kind === "staff" ? "reception" : "online",
      onBehalfOf: wanted.onBehalfOf,
      name: wanted.name ?? null,
      phone: wanted.phone ?? null,
      email: wanted.email ?? null,
      language: wanted.language ?? null,
    },
    select: { id: true },
  });

/** The line now expects one person more: its version grows, and whoever follows it is told when this commits. */
const tellTheLine = (tx: Tx, permanenceId: string): Promise<unknown> => tx.$queryRaw`
  WITH changed AS (UPDATE permanence SET version = version + 1 WHERE id = ${permanenceId}::uuid RETURNING id)
  SELECT pg_notify('permanence', id::text)::text FROM changed`;

const held = (id: string, code: string, { id: permanence, timeZone, place: where, phone }: BookableHalfDay, { span }: Place, { topics }: Booking, bookedAt: Instant): HeldAppointment => ({
  id, code, span, bookedAt, timeZone, permanence, place: where,
  secret: secretOf("appointment", id, 1),
  state: "booked",
  topics: [...new Set(topics)],
  ...(phone !== undefined && { phone }),
});
