import { Prisma } from "#prisma/generated/client.ts";
import { db } from "../db.ts";

/** SQL: nobody has come for appointment `a`. */
export const NOBODY_CAME = Prisma.sql`NOT EXISTS (SELECT FROM visit WHERE visit.appointment_id = a.id)`;

/** SQL, after a JOIN: the contact `c` that the person of appointment `a` left, as long as it is kept. */
export const CONTACT_OF = Prisma.sql`
  appointment_contact c ON c.appointment_id = a.id AND c.day = (a.ends_at AT TIME ZONE 'UTC')::date`;

/** SQL: appointment `a` of half-day `p` is not received at its hour: the service cancelled it, or the line was closed before it and nobody came. */
const IS_NOT_RECEIVED = Prisma.sql`(a.state = 'cancelled-by-service' OR (
  a.state = 'booked' AND p.closed_at IS NOT NULL AND p.closed_at < greatest(a.ends_at, a.expected_at) AND ${NOBODY_CAME}))`;

/** SQL: another hour is held for the person of `a`, who has not answered. A hold that has expired is deleted within a minute. */
const HAS_AN_OFFER = Prisma.sql`(a.state IN ('booked', 'cancelled-by-service') AND ${NOBODY_CAME} AND EXISTS (
  SELECT FROM appointment_offer o WHERE o.appointment_id = a.id AND o.answer IS NULL AND o.hold_id IS NOT NULL))`;

/** SQL: the person of `a` has answered no to an offer since they were not received any more, so they know. */
const KNOWS = Prisma.sql`EXISTS (
  SELECT FROM appointment_offer o WHERE o.appointment_id = a.id AND o.answer = 'no' AND o.answered_at >= coalesce(a.cancelled_at, p.closed_at))`;

/**
 * SQL: what is true of appointment `a` of half-day `p` for its person, whatever they were told and whatever the hour is (`Truth` in lib/message/what-to-tell.ts): booked,
 * cancelled (by the service), offered, or over, once they are here, cancelled it themselves or said no.
 */
export const TRUTH = Prisma.sql`CASE
  WHEN ${HAS_AN_OFFER} THEN 'offered'
  WHEN ${IS_NOT_RECEIVED} THEN CASE WHEN ${KNOWS} OR NOT ${NOBODY_CAME} THEN 'over' ELSE 'cancelled' END
  WHEN a.state = 'booked' AND ${NOBODY_CAME} THEN 'booked'
  ELSE 'over' END`;

/**
 * Whether the person of appointment `a` of half-day `p` has to be told by the team (docs/booking.md#who-is-to-be-told): they are not received at
 * their hour and have not said no to another one, or another hour is held for them.
 */
export const IS_TO_BE_TOLD = Prisma.sql`(${HAS_AN_OFFER} OR (${IS_NOT_RECEIVED} AND NOT ${KNOWS}))`;

/**
 * Whether they stand at the end of the list of that half-day, with nothing to tell them any more: they said no to another hour, or an offer has
 * ended without an answer and they keep their hour. Offers made before they moved themselves do not count.
 */
export const WAS_TOLD = Prisma.sql`(NOT ${HAS_AN_OFFER} AND ((${IS_NOT_RECEIVED} AND ${KNOWS}) OR (
  a.state = 'booked' AND p.closed_at IS NULL AND ${NOBODY_CAME} AND EXISTS (
    SELECT FROM appointment_offer o WHERE o.appointment_id = a.id AND (o.answer IS NULL OR o.answer = 'no') AND o.created_at >= a.booked_at))))`;

/** How many booked people of each of these half-days the team has to tell; those without any are missing. */
export async function toTellAt(ids: readonly string[]): Promise<ReadonlyMap<string, number>> {
  if (ids.length === 0) return new Map();
  const groups = await db.$queryRaw<{ readonly id: string; readonly count: number }[]>`
    SELECT p.id, count(*)::int AS count FROM appointment a JOIN permanence p ON p.id = a.permanence_id
    WHERE p.id = ANY (${[...ids]}::uuid[]) AND ${IS_TO_BE_TOLD} GROUP BY p.id`;
  return new Map(groups.map(({ id, count }) => [id, count]));
}
