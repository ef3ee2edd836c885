import { isInNotice, inNoticeFrom } from "#lib/schedule/door-notice.ts";
import { messageToDoor, type DoorHalfDay } from "#lib/message/door-changes.ts";
import { instant, type Instant } from "#lib/time/instant.ts";
import { localDateOf } from "#lib/time/zone.ts";
import { toDate } from "#lib/server/clock.ts";
import type { Queryable } from "#lib/server/db.ts";
import { WAITS } from "#lib/server/outbox/outbox.ts";
import {
  tellDifferences,
  comparedByMail,
  tellAllDifferences,
  type Comparison,
  type MailReader,
} from "#lib/server/message/tell-differences.ts";
import { channelsSetUp } from "#lib/server/message/channels-set-up.ts";
import { halfDaysOfDoor, IS_HELD_THERE } from "./half-days-of-door.ts";

/** Half-days compared in one transaction. */
const BATCH = 100;

/**
 * Compares half-days that acts have cancelled, shut, moved, given other hours or made held after all with what the
 * contacts on site know, and puts in what tells them (docs/messages.md#to-the-contact-on-site). One that is further
 * ahead than the notice for the door speaks is looked at again on the day on which it does. Returns of how many
 * half-days.
 */
export const tellDoors = (now: Instant): Promise<number> => tellAllDifferences(comparison, now);

const comparison: Comparison<MailReader> = {
  batch: BATCH,
  take: takeNoted,
  compare: comparedByMail("contact", async (tx, contacts, now) => {
    const halfDays = await halfDaysOfDoor(tx, [...new Set(contacts.map(({ id }) => id))], now);
    return ({ id, organisation }) => {
      const message = messageToDoor(halfDays.get(id) ?? [], organisation);
      if (!message) return [];
      const spans = message.tells.flatMap(({ planned, isNow }) => [planned, ...(isNow ? [isNow] : [])]);
      return [{ kind: message.kind, spans }];
    };
  }),
};

/**
 * Takes half-days that were noted, and says when one is looked at again. Its readers are the contacts who are told, for
 * each organisation whose half-days they are.
 */
async function takeNoted(
  tx: Queryable,
  now: Instant,
): Promise<{ readonly taken: number; readonly readers: readonly MailReader[] }> {
  const noted = await tx.$queryRaw<readonly NotedHalfDay[]>`
    WITH mine AS MATERIALIZED (SELECT * FROM door_change WHERE look_at <= ${toDate(now)} ORDER BY permanence_id LIMIT ${BATCH} FOR UPDATE SKIP LOCKED)
    SELECT p.id::text AS permanence, p.organisation_id::text AS organisation, c.place_id::text AS place, l.hidden, c.starts_at AS start, c.ends_at AS end,
      p.time_zone AS zone, ${IS_HELD_THERE} AS "isHeld", EXISTS (SELECT FROM door_told t WHERE t.permanence_id = p.id) AS "isKnown",
      EXISTS (SELECT FROM series s WHERE s.id = p.series_id AND s.until_date < p.local_date) AS "isAfterItsSeries"
    FROM mine c JOIN permanence p ON p.id = c.permanence_id JOIN place l ON l.id = c.place_id`;
  const looked = noted.map((one) => ({ ...one, then: whatFollows(one, now) }));
  const told = looked.filter(({ then }) => then === "tell");
  await tx.$queryRaw`
    DELETE FROM door_change WHERE permanence_id = ANY (${idsOf(looked, "forget")}::uuid[]) RETURNING 1`;
  await tx.$queryRaw`
    UPDATE door_change c SET look_at = k.at
    FROM unnest(${looked.map(({ permanence }) => permanence)}::uuid[], ${looked.map(lookAgain)}::timestamptz[]) AS k (id, at) WHERE c.permanence_id = k.id RETURNING 1`;
  return { taken: noted.length, readers: await contactsToTell(tx, told) };
}

/** `start`, `end`: as its door says. */
type NotedHalfDay = {
  readonly permanence: string;
  readonly organisation: string;
  readonly place: string;
  readonly hidden: boolean;
  readonly start: Date;
  readonly end: Date;
  readonly zone: string;
  readonly isHeld: boolean;
  /** Some contact was told something of it. */
  readonly isKnown: boolean;
  /** Its series has no such date any more. */
  readonly isAfterItsSeries: boolean;
};

/**
 * What is done about a half-day that was noted. `tell`: contacts are compared; `later`: it is too far ahead; `nothing`:
 * it is over, or its place is on no public page. `forget`: the contacts are not told, as of everything that a series
 * changes further ahead, since the poster is printed anew by then.
 */
type NextStep = "tell" | "later" | "forget" | "nothing";

function whatFollows(
  { hidden, start, end, zone, isHeld, isKnown, isAfterItsSeries }: NotedHalfDay,
  now: Instant,
): NextStep {
  if (hidden || end <= toDate(now)) return "nothing";
  if (isKnown || isInNotice(localDateOf(instant(start.getTime()), zone), now, zone)) return "tell";
  return isHeld || isAfterItsSeries ? "forget" : "later";
}

const idsOf = (looked: readonly { readonly permanence: string; readonly then: NextStep }[], then: NextStep): string[] =>
  looked.flatMap((one) => (one.then === then ? [one.permanence] : []));

const lookAgain = ({ then, start, zone }: NotedHalfDay & { readonly then: NextStep }): string | null =>
  then === "later" ? toDate(inNoticeFrom(localDateOf(instant(start.getTime()), zone), zone)).toISOString() : null;

/** The contacts at the doors of these half-days, locked, with what each knows of them. Nobody without a mail server. */
async function contactsToTell(tx: Queryable, halfDays: readonly NotedHalfDay[]): Promise<readonly MailReader[]> {
  if (halfDays.length === 0 || !channelsSetUp().mail) return [];
  // In the order in which a message that leaves takes them: the message, then its contact.
  await tx.$queryRaw`
    SELECT m.id FROM outbox m JOIN place_contact k ON k.id = m.contact_id
    WHERE k.place_id = ANY (${halfDays.map(({ place }) => place)}::uuid[]) AND ${WAITS} ORDER BY m.id FOR NO KEY UPDATE OF m`;
  const contacts = await tx.$queryRaw<readonly { readonly id: string; readonly place: string }[]>`
    SELECT id::text, place_id::text AS place FROM place_contact WHERE place_id = ANY (${halfDays.map(({ place }) => place)}::uuid[]) AND email IS NOT NULL
    ORDER BY id FOR NO KEY UPDATE`;
  await tx.$queryRaw`
    INSERT INTO door_told (contact_id, permanence_id, ends_at, known_start, known_end)
    SELECT k.id, c.permanence_id, c.ends_at, CASE WHEN c.was_held THEN c.starts_at END, CASE WHEN c.was_held THEN c.ends_at END
    FROM unnest(${contacts.map(({ id }) => id)}::uuid[], ${contacts.map(({ place }) => place)}::uuid[]) AS k (id, place)
      JOIN door_change c ON c.place_id = k.place AND c.permanence_id = ANY (${halfDays.map(({ permanence }) => permanence)}::uuid[])
    ON CONFLICT (contact_id, permanence_id) DO NOTHING RETURNING 1`;
  return contacts.flatMap(({ id, place }) => {
    const organisations = new Set(halfDays.flatMap((one) => (one.place === place ? [one.organisation] : [])));
    return [...organisations].map((organisation) => ({ id, organisation }));
  });
}

/**
 * Notes what a contact knows since a message that told them these half-days has left, and compares them with what is
 * true once more. What the same closure shuts further ahead they know with it: the notice says until when.
 */
export async function noteDoorTold(
  tx: Queryable,
  { id: contact, organisation }: MailReader,
  tells: readonly DoorHalfDay[],
  now: Instant,
): Promise<void> {
  const of = <Value>(value: (halfDay: DoorHalfDay) => Value): Value[] => tells.map(value);
  const iso = (moment: Instant | undefined): string | null =>
    moment === undefined ? null : toDate(moment).toISOString();
  await tx.$queryRaw`
    UPDATE door_told t SET known_start = k.start, known_end = k.until
    FROM unnest(${of(({ permanence }) => permanence)}::uuid[], ${of(({ isNow }) => iso(isNow?.start))}::timestamptz[], ${of(({ isNow }) => iso(isNow?.end))}::timestamptz[]) AS k (id, start, until)
    WHERE t.contact_id = ${contact}::uuid AND t.permanence_id = k.id RETURNING 1`;
  await tx.$queryRaw`
    INSERT INTO door_told (contact_id, permanence_id, ends_at)
    SELECT ${contact}::uuid, c.permanence_id, c.ends_at
    FROM door_change c JOIN permanence p ON p.id = c.permanence_id
    WHERE c.place_id = (SELECT place_id FROM place_contact WHERE id = ${contact}::uuid) AND c.look_at > ${toDate(now)} AND NOT is_held_half_day(p.status, p.closure_id)
      AND p.closure_id IN (SELECT closure_id FROM permanence WHERE id = ANY (${of(({ permanence, isNow }) => (isNow ? [] : [permanence])).flat()}::uuid[]))
    ON CONFLICT (contact_id, permanence_id) DO NOTHING RETURNING 1`;
  const [held] = await tx.$queryRaw<
    unknown[]
  >`SELECT FROM place_contact WHERE id = ${contact}::uuid AND email IS NOT NULL FOR NO KEY UPDATE`;
  if (held) await tellDifferences(tx, comparison, [{ id: contact, organisation }], now);
}
