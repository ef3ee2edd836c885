import { HELD_FOR, type ReceptionCase } from "#lib/booking/reception-case.ts";
import type { BookingRequest, Contact } from "#lib/booking/booking-request.ts";
import { accept, refuse, type Result } from "#lib/result.ts";
import { plusMinutes, type Instant } from "#lib/time/instant.ts";
import type { StaffActor } from "#lib/server/auth/options.ts";
import { clock } from "#lib/server/clock.ts";
import { db } from "#lib/server/db.ts";
import { claimedId } from "#lib/server/secrets.ts";
import { bookAppointment, secretOfFormKey, type BookRefusal } from "#lib/server/booking/book.ts";
import { holdHour, releaseHold, type HoldRefusal } from "#lib/server/booking/hold.ts";
import { removeCase, saveCase } from "./cases.ts";

/** An hour as the reception chose it. */
export type ChosenHour = { readonly permanence: string; readonly start: Instant };

/**
 * Holds an hour for a case for five minutes, and gives the hour back that was held for it before; with `begin` the case
 * begins with it. Choosing the hour again that it holds holds it for another five minutes. Refused as `holdHour`
 * refuses: the case then keeps the hour that it has.
 */
export async function holdForCase(
  actor: StaffActor,
  kept: ReceptionCase,
  { permanence, start }: ChosenHour,
): Promise<Result<ReceptionCase, HoldRefusal>> {
  const former = kept.hour;
  // Its own hour is in the way of itself: it is given back first, and nobody else asks in between but by chance.
  if (former?.permanence === permanence && former.start === start) await releaseHold(former.hold);
  const until = plusMinutes(clock.now(), HELD_FOR);
  const held = await holdHour(actor, { permanence, topics: [kept.topic], start, until });
  if (!held.ok) return held;
  if (former) await releaseHold(former.hold);
  const at = await db.permanence.findUniqueOrThrow({
    where: { id: permanence },
    select: { timeZone: true, place: { select: { name: true } } },
  });
  const hour = {
    permanence,
    start,
    place: at.place.name,
    timeZone: at.timeZone,
    hold: held.value.secret,
    until: held.value.until,
  };
  const now = { ...kept, hour };
  await saveCase(actor, now);
  return accept(now);
}

/** `hour-missing`: no hour was chosen for the case yet. */
export type BookCaseRefusal = BookRefusal | "hour-missing";

/**
 * Books the hour of a case for the person, with what they want to say of themselves, and ends the case; answers the id
 * of the appointment. The id of the case is the idempotency key, so that a form that is sent twice books once. What was
 * refused is kept in the case. Refused as `bookAppointment` refuses.
 */
export async function bookCase(
  actor: StaffActor,
  kept: ReceptionCase,
  person: Pick<BookingRequest, "prefersCall" | "toFetch"> & Contact,
): Promise<Result<string, BookCaseRefusal>> {
  if (!kept.hour) return refuse("hour-missing");
  const { permanence, start, hold } = kept.hour;
  const wish = { permanence, start, topics: [kept.topic], onBehalfOf: false, hold, ...person };
  const booked = await bookAppointment(actor, wish, kept.id);
  if (!booked.ok) return booked;
  await removeCase(actor, kept.id);
  return accept(booked.value.id);
}

/** The id of the appointment that this case has become; undefined for one that was never booked. */
export async function bookedOfCase(id: string): Promise<string | undefined> {
  const secret = await secretOfFormKey(id);
  return secret === undefined ? undefined : claimedId(secret);
}

/** Drops a case: its hour is free at once. */
export async function dropCase(actor: StaffActor, kept: ReceptionCase): Promise<void> {
  if (kept.hour) await releaseHold(kept.hour.hold);
  await removeCase(actor, kept.id);
}
