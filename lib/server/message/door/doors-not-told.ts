import { messageToDoor } from "#lib/message/door-changes.ts";
import { instant, type Instant } from "#lib/time/instant.ts";
import type { MessageNotSent, WhyNotSent } from "#lib/message/not-sent.ts";
import { toDate } from "#lib/server/clock.ts";
import { db, type Queryable } from "#lib/server/db.ts";
import { halfDaysOfDoor } from "./half-days-of-door.ts";
import { noteDoorTold } from "./tell-doors.ts";

/**
 * The mails to contacts on site about half-days of an organisation that never left since `since` and still tell them
 * something (docs/messages.md#what-never-left): at which place, what about, and the telephone of the contact where it
 * is a place of this organisation. One is gone as those to partners are. Two statements at most.
 */
export async function doorsNotTold(
  organisation: string,
  { since, most }: { readonly since: Instant; readonly most: number },
  now: Instant,
): Promise<readonly MessageNotSent[]> {
  const rows = await db.$queryRaw<readonly ContactMailRow[]>`
    SELECT * FROM (
      SELECT DISTINCT ON (m.contact_id, m.kind) m.id::text, m.kind, coalesce(m.given_up_why, 'unknown') AS why, m.given_up_at AS since,
        k.id::text AS contact, k.role_name AS name, l.slug, l.name AS place, CASE WHEN l.organisation_id = m.organisation_id THEN k.phone END AS phone
      FROM outbox m JOIN place_contact k ON k.id = m.contact_id JOIN place l ON l.id = k.place_id
      WHERE m.organisation_id = ${organisation}::uuid AND m.contact_id IS NOT NULL AND m.given_up_at > ${toDate(since)} AND m.settled_at IS NULL AND k.email IS NOT NULL AND NOT l.hidden
        AND NOT EXISTS (
          SELECT FROM outbox s WHERE s.contact_id = m.contact_id AND s.organisation_id = m.organisation_id AND s.kind = m.kind AND s.sent_at > m.given_up_at)
      ORDER BY m.contact_id, m.kind, m.given_up_at DESC) AS newest
    ORDER BY since DESC, id LIMIT ${most}`;
  const halfDays = await halfDaysOfDoor(db, [...new Set(rows.map(({ contact }) => contact))], now);
  return rows.flatMap(
    ({ id, kind, why, since: gaveUp, contact, name, slug, place, phone }): readonly MessageNotSent[] => {
      const told = messageToDoor(halfDays.get(contact) ?? [], organisation);
      if (told?.kind !== kind) return [];
      return [
        {
          id,
          kind,
          why,
          since: instant(gaveUp.getTime()),
          to: { is: "contact", name, slug, place, ...(phone !== null && { phone }) },
          halfDays: told.what.halfDays.map(({ span, place: { shortName, zone } }) => ({
            span,
            place: shortName,
            zone,
          })),
        },
      ];
    },
  );
}

type ContactMailRow = {
  readonly id: string;
  readonly kind: string;
  readonly why: WhyNotSent;
  readonly since: Date;
  readonly contact: string;
  readonly name: string;
  readonly slug: string;
  readonly place: string;
  readonly phone: string | null;
};

/** Notes that somebody told a contact themselves what a mail of this kind would tell now. Returns their place. */
export async function settleWithContact(
  tx: Queryable,
  { contact, organisation, kind }: { readonly contact: string; readonly organisation: string; readonly kind: string },
  now: Instant,
): Promise<string | undefined> {
  const [row] = await tx.$queryRaw<readonly { readonly place: string }[]>`
    SELECT place_id::text AS place FROM place_contact WHERE id = ${contact}::uuid FOR NO KEY UPDATE`;
  const told = messageToDoor((await halfDaysOfDoor(tx, [contact], now)).get(contact) ?? [], organisation);
  await noteDoorTold(tx, { id: contact, organisation }, told?.kind === kind ? told.tells : [], now);
  return row?.place;
}
