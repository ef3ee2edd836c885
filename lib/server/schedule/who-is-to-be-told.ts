import { Prisma } from "#prisma/generated/client.ts";
import type { Instant } from "#lib/time/instant.ts";
import { clock, toDate } from "#lib/server/clock.ts";
import { db } from "#lib/server/db.ts";
import { columnOf, dateOfColumn } from "./permanence-rows.ts";

/** SQL: nobody has come for appointment `a`. */
export const NOBODY_CAME = Prisma.sql`NOT EXISTS (SELECT FROM visit WHERE visit.appointment_id = a.id)`;

/** SQL, after a JOIN: the contact `c` that the person of appointment `a` left, as long as it is kept. */
export const CONTACT_OF = Prisma.sql`
  appointment_contact c ON c.appointment_id = a.id AND c.day = (a.ends_at AT TIME ZONE 'UTC')::date`;

/**
 * Finds the contact of an appointment that ends then. Its day says in which partition it stands; without it Postgres
 * looks in every month.
 */
export const whereContactOf = (appointmentId: string, endsAt: Date): Prisma.AppointmentContactWhereInput => ({
  appointmentId,
  day: columnOf(dateOfColumn(endsAt)),
});

/**
 * SQL: appointment `a` of half-day `p` is not received at its hour: the service cancelled it, or the line was closed
 * before it and nobody came.
 */
const IS_NOT_RECEIVED = Prisma.sql`(a.state = 'cancelled-by-service' OR (
  a.state = 'booked' AND p.closed_at IS NOT NULL AND p.closed_at < greatest(a.ends_at, a.expected_at) AND ${NOBODY_CAME}))`;

/**
 * SQL: another hour is held for the person of `a`, who has not answered. A hold that has expired is deleted within a
 * minute.
 */
const HAS_AN_OFFER = Prisma.sql`(a.state IN ('booked', 'cancelled-by-service') AND ${NOBODY_CAME} AND EXISTS (
  SELECT FROM appointment_offer o WHERE o.appointment_id = a.id AND o.answer IS NULL AND o.hold_id IS NOT NULL))`;

/** SQL: the person of `a` has answered no to an offer since they were not received any more, so they know. */
const KNOWS = Prisma.sql`EXISTS (
  SELECT FROM appointment_offer o WHERE o.appointment_id = a.id AND o.answer = 'no' AND o.answered_at >= coalesce(a.cancelled_at, p.closed_at))`;

/**
 * SQL: what is true of appointment `a` of half-day `p` for its person, whatever they were told and whatever the hour is
 * (`AppointmentTruth` in lib/message/what-to-tell.ts): booked, cancelled (by the service), offered, or over, once they
 * are here, cancelled it themselves or said no.
 */
export const TRUTH = Prisma.sql`CASE
  WHEN ${HAS_AN_OFFER} THEN 'offered'
  WHEN ${IS_NOT_RECEIVED} THEN CASE WHEN ${KNOWS} OR NOT ${NOBODY_CAME} THEN 'over' ELSE 'cancelled' END
  WHEN a.state = 'booked' AND ${NOBODY_CAME} THEN 'booked'
  ELSE 'over' END`;

/** SQL: the open offers of `a`: one at most. */
const OPEN_OFFERS = Prisma.sql`(SELECT o.id FROM appointment_offer o WHERE o.appointment_id = a.id AND o.answer IS NULL AND o.hold_id IS NOT NULL)`;

/**
 * SQL: the person of `a` was told last that its hour is not kept, and has not said no to the hour that was offered
 * then.
 */
const KNOWS_OTHERWISE = Prisma.sql`EXISTS (
  SELECT FROM told t WHERE t.appointment_id = a.id AND t.known <> 'booked' AND t.hour = a.starts_at AND t.place_id = a.place_id
    AND NOT EXISTS (SELECT FROM appointment_offer o WHERE o.id = t.offer_id AND o.answer = 'no'))`;

/**
 * SQL, after the half-day `p` of appointment `a`: joins `n.news`, what of it has to be told, whoever tells it:
 * cancelled, offered, or booked, that it is held after all; null where nothing has.
 */
export const newsOf = (now: Instant): Prisma.Sql => Prisma.sql`CROSS JOIN LATERAL (SELECT CASE
  WHEN ${HAS_AN_OFFER} THEN 'offered'
  WHEN ${IS_NOT_RECEIVED} THEN CASE WHEN NOT ${KNOWS} THEN 'cancelled' END
  WHEN a.state = 'booked' AND ${NOBODY_CAME} AND ${toDate(now)} < a.ends_at AND ${KNOWS_OTHERWISE} THEN 'booked' END AS news) AS n`;

/** SQL: message `m` tells the news of `a`. */
export const TELLS_IT = Prisma.sql`(m.hour = a.starts_at AND m.place_id = a.place_id
  AND m.kind = CASE n.news WHEN 'offered' THEN 'offer' WHEN 'cancelled' THEN 'cancelled' ELSE 'kept' END AND (m.offer_id IS NULL OR m.offer_id IN ${OPEN_OFFERS}))`;

/** SQL: message `m` waits to be sent, and is not held for a person to decide. */
const IS_BEING_SENT = Prisma.sql`(m.sent_at IS NULL AND m.given_up_at IS NULL AND m.cancelled_at IS NULL AND m.held_at IS NULL)`;

/** SQL: the receipt of message `m` says that it did not arrive. */
const DID_NOT_ARRIVE = Prisma.sql`(m.sent_at IS NOT NULL AND m.result IS NOT NULL AND m.result <> 'delivered')`;

/** SQL: row `t` of what somebody knows says the news of `a`, and arrived, as far as is known. */
export const KNOWS_IT = Prisma.sql`(t.appointment_id = a.id AND t.known = n.news AND t.hour = a.starts_at AND t.place_id = a.place_id AND (t.offer_id IS NULL OR t.offer_id IN ${OPEN_OFFERS})
  AND (t.way NOT IN ('sms', 'mail') OR NOT EXISTS (SELECT FROM outbox m WHERE m.appointment_id = a.id AND ${TELLS_IT} AND ${DID_NOT_ARRIVE})))`;

/**
 * SQL, with `newsOf`: a person of the team has to tell appointment `a` of half-day `p` something
 * (docs/booking.md#who-is-to-be-told): there is news, and its person does not know it, nor does a message that waits
 * say it.
 */
export const IS_TO_BE_TOLD = Prisma.sql`(n.news IS NOT NULL AND NOT EXISTS (SELECT FROM told t WHERE ${KNOWS_IT})
  AND NOT EXISTS (SELECT FROM outbox m WHERE m.appointment_id = a.id AND ${IS_BEING_SENT} AND ${TELLS_IT}))`;

/** SQL: row `t` of what somebody knows: that it is held, after they had been told that it is not. */
export const WAS_OTHERWISE = Prisma.sql`(t.known = 'booked' AND t.was_known <> 'booked' AND t.was_hour = t.hour AND t.way <> 'self')`;

/** SQL: they were told that it is held after all, once it was not to be. */
const KNOWS_IT_IS_HELD = Prisma.sql`(a.state = 'booked' AND p.closed_at IS NULL AND ${NOBODY_CAME} AND NOT ${HAS_AN_OFFER} AND EXISTS (
  SELECT FROM told t WHERE t.appointment_id = a.id AND t.hour = a.starts_at AND ${WAS_OTHERWISE}))`;

/**
 * SQL: they said no to another hour, or an offer has ended without an answer and they keep their hour. Offers made
 * before they moved themselves do not count.
 */
const HAS_ANSWERED = Prisma.sql`(NOT ${HAS_AN_OFFER} AND ((${IS_NOT_RECEIVED} AND ${KNOWS}) OR (
  a.state = 'booked' AND p.closed_at IS NULL AND ${NOBODY_CAME} AND EXISTS (
    SELECT FROM appointment_offer o WHERE o.appointment_id = a.id AND (o.answer IS NULL OR o.answer = 'no') AND o.created_at >= a.booked_at))))`;

/**
 * SQL, with `newsOf`: they stand on the list of that half-day: they are to be told, or, at its end, there is nothing to
 * tell them any more.
 */
export const IS_LISTED = Prisma.sql`(n.news IS NOT NULL OR ${KNOWS_IT_IS_HELD} OR ${HAS_ANSWERED})`;

/** How many booked people of each of these half-days the team has to tell; those without any are missing. */
export async function toTellAt(ids: readonly string[]): Promise<ReadonlyMap<string, number>> {
  if (ids.length === 0) return new Map();
  const groups = await db.$queryRaw<{ readonly id: string; readonly count: number }[]>`
    SELECT p.id, count(*)::int AS count FROM appointment a JOIN permanence p ON p.id = a.permanence_id ${newsOf(clock.now())}
    WHERE p.id = ANY (${[...ids]}::uuid[]) AND ${IS_TO_BE_TOLD} GROUP BY p.id`;
  return new Map(groups.map(({ id, count }) => [id, count]));
}
