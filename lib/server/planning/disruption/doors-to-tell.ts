import { NO_DOORS, type DoorContact, type DoorsToTell } from "#lib/booking/disruption.ts";
import { isInNotice } from "#lib/schedule/door-notice.ts";
import { plusMinutes, type Instant } from "#lib/time/instant.ts";
import { toDate } from "#lib/server/clock.ts";
import type { Queryable } from "#lib/server/db.ts";
import { channelsSetUp } from "#lib/server/message/channels-set-up.ts";

/**
 * Half-days of which a door does not say the truth any more. `changed`: those that are cancelled or have other hours;
 * `shut`: those that a closure keeps from being held unless the team has opened them.
 */
export type ChangedAtDoors = { readonly changed: readonly string[]; readonly shut?: readonly string[] };

/** The contact of a place, for the organisation that holds half-days there. */
type ContactAt = DoorContact & { readonly place: string; readonly organisation: string };

/**
 * The contacts on site of the places of these half-days that are told of the notice
 * (docs/messages.md#to-the-contact-on-site), as `tellDoors` tells them: of half-days that are not over and of which the
 * notice speaks. Whoever has neither an e-mail that is used nor a telephone is not among them. A telephone is shown to
 * the organisation of the place alone. One statement.
 */
export async function contactsAtDoors(
  tx: Queryable,
  { changed, shut = [] }: ChangedAtDoors,
  now: Instant,
): Promise<readonly ContactAt[]> {
  const rows = await tx.$queryRaw<readonly ContactRow[]>`
    SELECT k.id::text, k.role_name AS role, k.email IS NOT NULL AS "hasMail", CASE WHEN l.organisation_id = p.organisation_id THEN k.phone END AS phone,
      p.place_id::text AS place, p.organisation_id::text AS organisation, p.local_date::text AS day, p.time_zone AS zone
    FROM permanence p JOIN place l ON l.id = p.place_id JOIN place_contact k ON k.place_id = l.id
    WHERE (p.id = ANY (${[...changed]}::uuid[]) OR (p.id = ANY (${[...shut]}::uuid[]) AND p.status = 'scheduled')) AND p.ends_at > ${toDate(now)} AND NOT l.hidden
    ORDER BY k.role_name, k.id, p.id`;
  const told = rows.filter(({ day, zone }) => isInNotice(day, now, zone));
  const once = new Map(told.map((row) => [`${row.id} ${row.organisation}`, row]));
  return [...once.values()].flatMap(({ id, role, hasMail, phone, place, organisation }) => {
    const byMail = hasMail && channelsSetUp().mail;
    if (!byMail && phone === null) return [];
    return [{ id, role, byMail, place, organisation, ...(!byMail && phone !== null && { phone }) }];
  });
}

type ContactRow = {
  readonly id: string;
  readonly role: string;
  readonly hasMail: boolean;
  readonly phone: string | null;
  readonly place: string;
  readonly organisation: string;
  readonly day: string;
  readonly zone: string;
};

/** How many of them are told by mail, and how many are called. */
export async function doorsToTell(tx: Queryable, which: ChangedAtDoors, now: Instant): Promise<DoorsToTell> {
  const contacts = await contactsAtDoors(tx, which, now);
  const mails = contacts.filter(({ byMail }) => byMail).length;
  return contacts.length === 0
    ? NO_DOORS
    : { mail: mails, calls: new Set(contacts.flatMap(({ id, byMail }) => (byMail ? [] : [id]))).size };
}

/**
 * Those of these half-days, and of those of these places in the days of which a notice speaks, that are not held
 * already: the contacts know.
 */
export async function notHeldBefore(
  tx: Queryable,
  { permanences, places }: { readonly permanences: readonly string[]; readonly places: readonly string[] },
  now: Instant,
): Promise<ReadonlySet<string>> {
  const rows = await tx.$queryRaw<readonly { readonly id: string }[]>`
    SELECT id::text FROM permanence
    WHERE (id = ANY (${[...permanences]}::uuid[]) OR (place_id = ANY (${[...places]}::uuid[]) AND starts_at < ${toDate(plusMinutes(now, AHEAD))}))
      AND ends_at > ${toDate(now)} AND NOT is_held_half_day(status, closure_id)`;
  return new Set(rows.map(({ id }) => id));
}

/** Minutes ahead: more than the days of which a notice speaks. */
const AHEAD = 16 * 24 * 60;
