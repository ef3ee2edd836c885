import { Prisma } from "#prisma/generated/client.ts";
import type { Offer } from "#lib/booking/offer.ts";
import type { Instant } from "#lib/time/instant.ts";
import type { Interval } from "#lib/time/interval.ts";
import { toDate, freshId } from "#lib/server/clock.ts";
import type { Queryable } from "#lib/server/db.ts";
import { withdrawOffers } from "#lib/server/queue/withdraw-offers.ts";
import { canBeWanted } from "#lib/server/booking/wanted-conseiller.ts";

/**
 * An hour to offer to the person of an appointment. `permanence`, `span`, `lane`: where it is, found by a rule such as
 * `book` under the lock of that half-day. `until`: see `offerUntil`; at the latest the hour begins.
 */
export type OfferWish = {
  readonly appointment: string;
  readonly permanence: string;
  readonly span: Interval;
  readonly lane: number;
  readonly until: Instant;
};

/** An offer that was made, of which appointment. */
export type MadeOffer = Offer & { readonly appointment: string };

/**
 * Holds each of these hours for its person and offers it (docs/booking.md#offers); an earlier offer of the same
 * appointment is withdrawn, and its hour is free. The hour is held about the person's topics and with the conseiller
 * whom they want, unless that one is away, not known there or wanted by somebody else then. Three statements, however
 * many wishes. The caller holds the locks of the half-days of the appointments and of the hours, and names an
 * appointment once. In the answer is no appointment to which nothing can be offered: whose person is here or has
 * cancelled, or which another organisation holds; nor a wish whose moment is past. Throws when a constraint is broken
 * (`bookingRefusals` of refusal-of-constraint.ts): somebody was quicker to have the hour or the conseiller.
 */
export async function makeOffers(
  tx: Queryable,
  wishes: readonly OfferWish[],
  now: Instant,
): Promise<readonly MadeOffer[]> {
  const asked = wishes
    .map((wish) => ({ ...wish, until: wish.until < wish.span.start ? wish.until : wish.span.start }))
    .filter(({ until }) => now < until);
  if (asked.length === 0) return [];
  const appointments = asked.map(({ appointment }) => appointment);
  await withdrawOffers(tx, appointments, now);
  await endHoldsInTheWay(tx, asked, now);
  const made = await insertOffers(
    tx,
    asked.map((wish) => ({ ...wish, id: freshId(), hold: freshId() })),
    now,
  );
  const offered = new Map(made.map(({ id, appointment }) => [appointment, id]));
  return asked.flatMap(({ appointment, permanence, span, until }) => {
    const id = offered.get(appointment);
    return id === undefined ? [] : [{ id, appointment, permanence, span, until, held: true }];
  });
}

/**
 * Deletes the expired holds that the constraints would count: those of the half-days, and of the conseillers who are
 * wanted, at any half-day.
 */
const endHoldsInTheWay = (tx: Queryable, asked: readonly OfferWish[], now: Instant): Promise<unknown> => tx.$queryRaw`
  DELETE FROM appointment WHERE id IN (
    SELECT id FROM appointment WHERE state = 'held' AND held_until <= ${toDate(now)} AND (
      permanence_id = ANY (${asked.map(({ permanence }) => permanence)}::uuid[])
      OR wanted_conseiller_id IN (SELECT wanted_conseiller_id FROM appointment WHERE id = ANY (${asked.map(({ appointment }) => appointment)}::uuid[])))
    ORDER BY id FOR UPDATE)`;

type NewOffer = OfferWish & { readonly id: string; readonly hold: string };

const isoOf = (moment: Instant): string => toDate(moment).toISOString();

/** Writes the held rows and the offers of those to whom one can be made. */
const insertOffers = (
  tx: Queryable,
  offers: readonly NewOffer[],
  now: Instant,
): Promise<readonly { readonly id: string; readonly appointment: string }[]> => tx.$queryRaw`
  WITH wish AS (
    SELECT * FROM unnest(
      ${offers.map(({ id }) => id)}::uuid[], ${offers.map(({ hold }) => hold)}::uuid[], ${offers.map(({ appointment }) => appointment)}::uuid[],
      ${offers.map(({ permanence }) => permanence)}::uuid[], ${offers.map(({ span }) => isoOf(span.start))}::timestamptz[],
      ${offers.map(({ span }) => isoOf(span.end))}::timestamptz[], ${offers.map(({ lane }) => lane)}::int[],
      ${offers.map(({ until }) => isoOf(until))}::timestamptz[])
    WITH ORDINALITY AS w (id, hold, appointment, permanence, starts, ends, lane, until, rank)),
  possible AS (
    SELECT wish.*, p.organisation_id AS organisation, p.place_id AS place, a.topic_keys AS topics, a.wanted_conseiller_id AS conseiller
    FROM wish JOIN appointment a ON a.id = wish.appointment JOIN permanence former ON former.id = a.permanence_id
      JOIN permanence p ON p.id = wish.permanence AND p.organisation_id = former.organisation_id
    WHERE a.state IN ('booked', 'cancelled-by-service') AND NOT EXISTS (SELECT FROM visit WHERE visit.appointment_id = a.id)),
  held AS (
    INSERT INTO appointment (
      id, permanence_id, organisation_id, place_id, starts_at, ends_at, state, held_until, lane, booked_at, created_at, topic_keys, origin,
      wanted_conseiller_id)
    SELECT
      hold, permanence, organisation, place, starts, ends, 'held', until, lane, ${toDate(now)}, ${toDate(now)}, topics, 'reception',
      CASE WHEN ${canBeWanted(ONE, now)} AND NOT EXISTS (
        SELECT FROM possible AS earlier WHERE earlier.rank < one.rank AND earlier.conseiller = one.conseiller
          AND earlier.starts < one.ends AND earlier.ends > one.starts) THEN conseiller END
    FROM possible AS one
    RETURNING id)
  INSERT INTO appointment_offer (id, appointment_id, permanence_id, organisation_id, starts_at, ends_at, hold_id, until, created_at)
  SELECT possible.id, appointment, permanence, organisation, starts, ends, hold, until, ${toDate(now)}
  FROM possible JOIN held ON held.id = possible.hold
  RETURNING id::text, appointment_id::text AS appointment`;

const ONE = {
  conseiller: Prisma.sql`one.conseiller`,
  place: Prisma.sql`one.place`,
  organisation: Prisma.sql`one.organisation`,
  starts: Prisma.sql`one.starts`,
  ends: Prisma.sql`one.ends`,
};
