import type { Actor } from "#lib/access/actor.ts";
import { may } from "#lib/access/may.ts";
import type { BookingRefusal } from "#lib/booking/appointment.ts";
import { hold, type HoldWish } from "#lib/booking/hold.ts";
import { forTeam } from "#lib/booking/online-share.ts";
import { unlessAway } from "#lib/booking/book.ts";
import { accept, refuse, type Result } from "#lib/result.ts";
import { instant, type Instant } from "#lib/time/instant.ts";
import type { Interval } from "#lib/time/interval.ts";
import { isUuid } from "#lib/uuid.ts";
import { clock, freshId } from "#lib/server/clock.ts";
import { db, plainTransaction, type Queryable } from "#lib/server/db.ts";
import { keepOutcome, outcomeOf } from "#lib/server/idempotency.ts";
import { claimedId, opens, secretOf } from "#lib/server/secrets.ts";
import { loadBookingFacts } from "./book.ts";
import { loadBookable, conseillerKey } from "./load-bookable.ts";
import { retryOnConflict, insertHold } from "./appointment-rows.ts";

export type HoldRefusal = BookingRefusal | "not-allowed" | "idempotency-key-reused";

/**
 * What is asked to be held: an hour of a half-day about topics, until a moment, and the conseiller who is wanted then,
 * if any.
 */
export type HoldRequest = HoldWish & { readonly permanence: string; readonly wantedConseiller?: string };

/** A held hour. `secret`: with it `bookAppointment` books the hour, whoever has it. */
export type HeldHour = {
  readonly id: string;
  readonly span: Interval;
  readonly until: Instant;
  readonly secret: string;
};

/** The scope of the idempotency keys of holds. */
const SCOPE = "hold-hour";

/**
 * The team holds an hour of a half-day until a moment, for somebody who has not said yes yet
 * (docs/booking.md#held-hours). It says nothing of that person. Nobody else can book it meanwhile; when it expires it
 * is free at once. The same key (a UUID) leads to the same hold. Refused as `lib/booking/hold.ts` says; `too-late` also
 * when the hold of that key is over; `unknown-conseiller`; `conseiller-absent`; `not-allowed` for anybody else than the
 * team.
 */
export async function holdHour(
  actor: Actor,
  wanted: HoldRequest,
  key?: string,
): Promise<Result<HeldHour, HoldRefusal>> {
  if (!isUuid(wanted.permanence)) return refuse("not-found");
  return retryOnConflict(
    () => undefined,
    () => plainTransaction((tx) => holdOnce(tx, actor, wanted, key), actor),
  );
}

async function holdOnce(
  tx: Queryable,
  actor: Actor,
  wanted: HoldRequest,
  key: string | undefined,
): Promise<Result<HeldHour, HoldRefusal>> {
  const bookable = await loadBookable(tx, wanted.permanence, "locked", conseillerKey(wanted.wantedConseiller));
  if (!bookable) return refuse("not-found");
  const { id: permanence, placeId: place, organisation } = bookable;
  if (!may(actor, { act: "book-as-team", place, organisation })) return refuse("not-allowed");
  const earlier = key === undefined ? accept(undefined) : await outcomeOf(tx, SCOPE, key, wanted);
  if (!earlier.ok) return earlier;
  const now = clock.now();
  const { appointments, knownConseiller, away } = await loadBookingFacts(
    tx,
    { permanence, place, organisation, contact: {}, conseiller: wanted.wantedConseiller },
    now,
  );
  if (earlier.value) {
    const { id } = earlier.value;
    const own = appointments.find((one) => one.id === id);
    return own?.heldUntil !== undefined && now < own.heldUntil
      ? accept(heldHour(id, own.span, own.heldUntil))
      : refuse("too-late");
  }
  if (!knownConseiller) return refuse("unknown-conseiller");
  const found = hold(forTeam(bookable.halfDay), bookable.topics, appointments, wanted, now);
  const placed = unlessAway(found, away);
  if (!placed.ok) return placed;
  const id = freshId();
  await insertHold(tx, { id, bookable, placed: placed.value, wanted, now });
  if (key !== undefined) await keepOutcome(tx, SCOPE, key, wanted, { kind: "hold", id }, now);
  return accept(heldHour(id, placed.value.span, placed.value.until));
}

const heldHour = (id: string, span: Interval, until: Instant): HeldHour => ({
  id,
  span,
  until: instant(until),
  secret: secretOf("hold", id, 1),
});

/**
 * Gives a held hour back before it expires, to whoever has its secret; nothing for any other text, and once it has
 * ended. One statement.
 */
export async function releaseHold(secret: string): Promise<void> {
  const id = claimedId(secret);
  if (id !== undefined && opens(secret, "hold", id, 1))
    await db.appointment.deleteMany({ where: { id, state: "held" } });
}
