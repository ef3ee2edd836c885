import { Prisma } from "#prisma/generated/client.ts";
import { keptSince } from "#lib/access/retention.ts";
import type { Instant } from "#lib/time/instant.ts";
import { toDate } from "#lib/server/clock.ts";
import type { Queryable } from "#lib/server/db.ts";
import { CONTACT_OF } from "#lib/server/schedule/who-is-to-be-told.ts";

/** What of a contact is proven to reach somebody (docs/booking.md#online-share). */
export type Proven = "phone" | "email";

/** SQL: contact `c` is kept: its appointment ended less than 30 days ago. `day` leaves out the months before. */
const isKept = (now: Instant): Prisma.Sql => {
  const since = Prisma.sql`${toDate(keptSince(now))}::timestamptz`;
  return Prisma.sql`c.ends_at > ${since} AND c.day >= (${since} AT TIME ZONE 'UTC')::date`;
};

/** SQL: whether an appointment with this telephone or e-mail address is proven by it; false without one. */
const isProven = (what: Proven, value: string | undefined, now: Instant): Prisma.Sql =>
  value === undefined
    ? Prisma.sql`false`
    : Prisma.sql`EXISTS (
        SELECT FROM appointment_contact c JOIN appointment a ON a.id = c.appointment_id
        WHERE ${Prisma.raw(what === "phone" ? "c.phone" : "lower(c.email)")} = ${value}::text AND ${isKept(now)} AND a.proven = ${what})`;

/**
 * SQL: what of this contact, its e-mail address in small letters, is proven by a kept appointment; null for nothing.
 */
export const provenOf = (
  { phone, email }: { readonly phone?: string; readonly email?: string },
  now: Instant,
): Prisma.Sql =>
  Prisma.sql`CASE WHEN ${isProven("phone", phone, now)} THEN 'phone' WHEN ${isProven("email", email, now)} THEN 'email' END`;

/**
 * Notes that the telephone or the e-mail address of an appointment reaches somebody, for every kept appointment with
 * it. One statement; it changes nothing where that contact is not kept, or is proven.
 */
export async function proveContact(tx: Queryable, appointment: string, what: Proven, now: Instant): Promise<void> {
  const same = what === "phone" ? Prisma.sql`c.phone = own.value` : Prisma.sql`lower(c.email) = own.value`;
  const value = what === "phone" ? Prisma.sql`c.phone` : Prisma.sql`lower(c.email)`;
  await tx.$queryRaw`
    WITH own AS (SELECT ${value} AS value FROM appointment a JOIN ${CONTACT_OF} WHERE a.id = ${appointment}::uuid)
    UPDATE appointment SET proven = ${what}
    FROM own JOIN appointment_contact c ON ${same} AND ${isKept(now)}
    WHERE id = c.appointment_id AND (proven IS NULL OR (proven = 'email' AND ${what} = 'phone')) RETURNING 1`;
}
