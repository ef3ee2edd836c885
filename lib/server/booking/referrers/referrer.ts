import type { Instant } from "#lib/time/instant.ts";
import { toDate } from "#lib/server/clock.ts";
import { db, type Queryable } from "#lib/server/db.ts";
import { claimedId, opens } from "#lib/server/secrets.ts";

/** A structure that books for people by its own address: its organisation, and by what it is told. */
export type Referrer = {
  readonly id: string;
  readonly organisation: string;
  readonly name: string;
  readonly phone?: string;
  readonly email?: string;
};

/** The structure whose address has this secret; undefined for any other text, and once it is revoked. */
export async function referrerOfSecret(secret: string): Promise<Referrer | undefined> {
  const id = claimedId(secret);
  if (id === undefined) return undefined;
  const row = await db.referrer.findUnique({ where: { id, revokedAt: null } });
  if (!row || !opens(secret, "referrer", id, row.generation)) return undefined;
  const { organisationId: organisation, name, phone, email } = row;
  return { id, organisation, name, ...(phone !== null && { phone }), ...(email !== null && { email }) };
}

/**
 * Whether a structure may book no further appointment at a half-day of this organisation: it holds as many to come as
 * it may, it was revoked, or works with another organisation. The caller holds the lock of the structure.
 */
export async function isReferrerFull(tx: Queryable, id: string, organisation: string, now: Instant): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ readonly full: boolean }[]>`
    SELECT most <= (SELECT count(*) FROM appointment WHERE referrer_id = r.id AND state = 'booked' AND ends_at > ${toDate(now)}) AS full
    FROM referrer r WHERE r.id = ${id}::uuid AND organisation_id = ${organisation}::uuid AND revoked_at IS NULL`;
  return row?.full ?? true;
}
