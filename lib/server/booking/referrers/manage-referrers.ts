import type { Actor } from "#lib/access/actor.ts";
import { may } from "#lib/access/may.ts";
import { accept, refuse, type Result } from "#lib/result.ts";
import { instant, type Instant } from "#lib/time/instant.ts";
import { isUuid } from "#lib/uuid.ts";
import type { ReferrerTyped } from "#lib/wire/booking/referrer.ts";
import { clock, toDate, freshId } from "#lib/server/clock.ts";
import { db, transaction } from "#lib/server/db.ts";
import { env } from "#lib/server/env.ts";
import { appendJournal } from "#lib/server/journal/append-journal.ts";
import { secretOf } from "#lib/server/secrets.ts";

/** Structures on a page at most. */
const MOST = 300;

/**
 * A structure that refers people, as the organisation sees it. `address`: its own page. `toCome`, `booked`,
 * `cancelled`: how many appointments it has now, booked in all in the last twelve months, and how many of these are
 * cancelled; nothing of any one of them.
 */
export type ManagedReferrer = {
  readonly id: string;
  readonly name: string;
  readonly phone?: string;
  readonly email?: string;
  readonly most: number;
  readonly address: string;
  readonly createdAt: Instant;
  readonly toCome: number;
  readonly booked: number;
  readonly cancelled: number;
};

/** Makes the address of a structure that books for people. The same key (a UUID), which is its id, makes one. */
export async function makeReferrer(
  actor: Actor,
  { organisation, name, phone, email, most }: ReferrerTyped,
  key: string = freshId(),
): Promise<Result<void, "not-allowed">> {
  if (!may(actor, { act: "manage-shares", organisation })) return refuse("not-allowed");
  const now = clock.now();
  await transaction(async (tx) => {
    const made = await tx.referrer.createMany({
      data: { id: key, organisationId: organisation, name, phone, email, most, createdAt: toDate(now) },
      skipDuplicates: true,
    });
    if (made.count === 0) return;
    await appendJournal(tx, actor, { act: "referrer-made", organisation, data: { referrer: key, most } }, now);
  }, actor);
  return accept(undefined);
}

/** Ends it: its address opens nothing any more, its contact goes; what it booked stays. Again changes nothing. */
export async function revokeReferrer(actor: Actor, id: string): Promise<Result<void, "not-allowed" | "not-found">> {
  const row = isUuid(id) ? await db.referrer.findUnique({ where: { id }, select: { organisationId: true } }) : null;
  if (!row) return refuse("not-found");
  const { organisationId: organisation } = row;
  if (!may(actor, { act: "manage-shares", organisation })) return refuse("not-allowed");
  const now = clock.now();
  await transaction(async (tx) => {
    const revoked = await tx.referrer.updateMany({
      where: { id, revokedAt: null },
      data: { revokedAt: toDate(now), phone: null, email: null },
    });
    if (revoked.count > 0)
      await appendJournal(tx, actor, { act: "referrer-revoked", organisation, data: { referrer: id } }, now);
  }, actor);
  return accept(undefined);
}

/** The structures that refer people to an organisation, by name, with how many. One query. */
export async function listReferrers(
  actor: Actor,
  organisation: string,
): Promise<Result<readonly ManagedReferrer[], "not-allowed">> {
  if (!isUuid(organisation) || !may(actor, { act: "manage-shares", organisation })) return refuse("not-allowed");
  const now = toDate(clock.now());
  const rows = await db.$queryRaw<
    {
      readonly id: string;
      readonly name: string;
      readonly phone: string | null;
      readonly email: string | null;
      readonly most: number;
      readonly generation: number;
      readonly createdAt: Date;
      readonly toCome: number;
      readonly booked: number;
      readonly cancelled: number;
    }[]
  >`
    SELECT r.id::text, r.name, r.phone, r.email, r.most, r.generation, r.created_at AS "createdAt", c.*
    FROM referrer r CROSS JOIN LATERAL (
      SELECT (count(*) FILTER (WHERE state = 'booked' AND ends_at > ${now}))::int AS "toCome", count(*)::int AS booked,
        (count(*) FILTER (WHERE state <> 'booked'))::int AS cancelled
      FROM appointment WHERE referrer_id = r.id AND starts_at > ${now}::timestamptz - interval '12 months') AS c
    WHERE r.organisation_id = ${organisation}::uuid AND r.revoked_at IS NULL ORDER BY r.name, r.id LIMIT ${MOST}`;
  return accept(
    rows.map(({ generation, createdAt, phone, email, ...row }) => ({
      ...row,
      address: `${env.APP_URL}/orienter/${secretOf("referrer", row.id, generation)}`,
      createdAt: instant(createdAt.getTime()),
      ...(phone !== null && { phone }),
      ...(email !== null && { email }),
    })),
  );
}
