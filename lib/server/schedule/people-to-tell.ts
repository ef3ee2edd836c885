import { Prisma } from "#prisma/generated/client.ts";

/**
 * Whether the person of appointment `a` of half-day `p` has to be told by the team that they are not received
 * (docs/booking.md#who-is-to-be-told): the service cancelled it, or the line was closed before its hour and nobody came.
 */
export const IS_TO_BE_TOLD = Prisma.sql`(a.state = 'cancelled-by-service' OR (
  a.state = 'booked' AND p.closed_at < greatest(a.ends_at, a.expected_at)
  AND NOT EXISTS (SELECT FROM visit WHERE visit.appointment_id = a.id)))`;
