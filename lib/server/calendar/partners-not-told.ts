import { Prisma } from "#prisma/generated/client.ts";
import { messagesToPartner, type HalfDayOfShare } from "#lib/message/partner-changes.ts";
import { instant, type Instant } from "#lib/time/instant.ts";
import type { MessageNotSent, WhyNotSent } from "#lib/message/not-sent.ts";
import { toDate } from "#lib/server/clock.ts";
import { db, type Queryable } from "#lib/server/db.ts";
import { changesOfShares, notePartnerTold, sharesToTell } from "./tell-partners.ts";

/**
 * The mails to partners of an organisation that never left since `since` and still tell them something
 * (docs/messages.md#what-never-left). One is gone from the list once somebody noted that it is settled, a later one of
 * its kind has left, what it would tell is over or not so any more, or nobody of that share is written to. Three
 * statements at most.
 */
export async function partnersNotTold(
  organisation: string,
  { since, most }: { readonly since: Instant; readonly most: number },
  now: Instant,
): Promise<readonly MessageNotSent[]> {
  // The telephone of whoever asked for the calendar is that of the person who reads it.
  const rows = await db.$queryRaw<readonly PartnerMailRow[]>`
    SELECT * FROM (
    SELECT DISTINCT ON (m.share_id, m.kind) m.id::text, m.kind, coalesce(m.given_up_why, 'unknown') AS why, m.given_up_at AS since,
      share.id::text AS share, share.name AS "shareName", o.name,
      coalesce((SELECT r.phone FROM share_request r WHERE r.share_id = share.id AND r.phone IS NOT NULL ORDER BY r.created_at DESC LIMIT 1), o.phone) AS phone
    FROM outbox m JOIN calendar_share share ON share.id = m.share_id JOIN organisation o ON o.id = share.receiver_id
    WHERE m.organisation_id = ${organisation}::uuid AND share.giver_id = m.organisation_id AND m.given_up_at > ${toDate(since)} AND m.settled_at IS NULL
      AND NOT EXISTS (SELECT FROM outbox s WHERE s.share_id = m.share_id AND s.kind = m.kind AND s.sent_at > m.given_up_at)
    ORDER BY m.share_id, m.kind, m.given_up_at DESC) AS newest
    ORDER BY since DESC, id LIMIT ${most}`;
  if (rows.length === 0) return [];
  const ids = [...new Set(rows.map(({ share }) => share))];
  const shares = await sharesToTell(db, Prisma.sql`share.id = ANY (${ids}::uuid[])`, now);
  const changes = await changesOfShares(db, shares, now);
  return rows.flatMap(({ id, kind, why, since: gaveUp, share, shareName, name, phone }): readonly MessageNotSent[] => {
    const told = toldBy(kind, changes.get(share) ?? []);
    if (!told) return [];
    return [
      {
        id,
        kind,
        why,
        since: instant(gaveUp.getTime()),
        to: { is: "partner", share, shareName, name, ...(phone !== null && { phone }) },
        halfDays: told.tells.map(({ span, place }) => ({ span, place: place.shortName, zone: place.zone })),
      },
    ];
  });
}

type PartnerMailRow = {
  readonly id: string;
  readonly kind: string;
  readonly why: WhyNotSent;
  readonly since: Date;
  readonly share: string;
  readonly shareName: string;
  readonly name: string;
  readonly phone: string | null;
};

/** What a mail of this kind would tell of these half-days now. */
const toldBy = (kind: string, halfDays: readonly HalfDayOfShare[]) =>
  messagesToPartner(halfDays).find((message) => message.kind === kind);

/**
 * Notes that somebody told a partner themselves what a mail of this kind would tell now. Returns the organisation of
 * the partner.
 */
export async function settleWithPartner(
  tx: Queryable,
  { share, kind }: { readonly share: string; readonly kind: string },
  now: Instant,
): Promise<string | undefined> {
  const shares = await sharesToTell(tx, Prisma.sql`share.id = ${share}::uuid`, now, "locked");
  const changes = await changesOfShares(tx, shares, now);
  await notePartnerTold(tx, share, toldBy(kind, changes.get(share) ?? [])?.tells ?? [], now);
  const [row] = await tx.$queryRaw<readonly { readonly receiver: string }[]>`
    SELECT receiver_id::text AS receiver FROM calendar_share WHERE id = ${share}::uuid`;
  return row?.receiver;
}
