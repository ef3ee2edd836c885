import type { TypedContact } from "#lib/booking/found-appointment.ts";
import { typedDay } from "#lib/booking/typed-day.ts";
import { distinctNames } from "#lib/place/distinct-names.ts";
import { accept, refuse, type Result } from "#lib/result.ts";
import { plusMinutes, type Instant } from "#lib/time/instant.ts";
import { localDateOf } from "#lib/time/zone.ts";
import type { TypedCode } from "#lib/wire/booking/find-again.ts";
import { Prisma } from "#prisma/generated/client.ts";
import { clock, toDate } from "#lib/server/clock.ts";
import { db, transaction } from "#lib/server/db.ts";
import { sharedAddressOf } from "#lib/server/edge/hashed-address.ts";
import { consume, giveBack, type TooOften } from "#lib/server/edge/rate-limit.ts";
import { logUnexpected } from "#lib/server/log.ts";
import { sendAgain } from "#lib/server/message/send-again.ts";
import { secretOf, sharedHash } from "#lib/server/secrets.ts";

/**
 * The secret of the appointment with this code at this place on this day, also of one that is cancelled or over, as
 * long as its code is kept; a booked one before any other. Refused: `place-missing` (no such place), `day-wrong`,
 * `nothing-found`; `too-many-requests` after ten wrong ones in a quarter of an hour and sixty in a day from one
 * address, and after 200 in a day at a place from anywhere (docs/booking.md#finding-it-again). What cannot be a code or
 * a day is no try.
 */
export async function findByCode(
  { code, place: slug, day }: TypedCode,
  headers: Pick<Headers, "get">,
): Promise<Result<string, "place-missing" | "day-wrong" | "nothing-found"> | TooOften> {
  const place = await db.place.findUnique({ where: { slug }, select: { id: true, timeZone: true } });
  if (!place) return refuse("place-missing");
  const date = typedDay(day, localDateOf(clock.now(), place.timeZone));
  if (date === undefined) return refuse("day-wrong");
  const address = sharedAddressOf(headers);
  const counted = [
    ["finding-tries", address],
    ["finding-tries-of-day", address],
    ["finding-tries-at-place", sharedHash("place", place.id)],
  ] as const;
  // Counted before the code is looked at, so that guesses sent at once are counted too.
  for (const [limit, who] of counted) {
    const seconds = await consume(limit, who);
    if (seconds !== undefined) return { ok: false, refusal: "too-many-requests", seconds };
  }
  const [found] = await db.$queryRaw<{ readonly id: string; readonly generation: number }[]>`
    SELECT a.id::text, a.generation FROM appointment a JOIN permanence p ON p.id = a.permanence_id
    WHERE p.place_id = ${place.id}::uuid AND p.local_date = ${date}::date AND a.code = ${code} AND a.state <> 'held'
    ORDER BY a.state = 'booked' DESC, a.created_at DESC LIMIT 1`;
  if (!found) return refuse("nothing-found");
  for (const [limit, who] of counted) await giveBack(limit, who);
  return accept(secretOf("appointment", found.id, found.generation));
}

/** Links that are sent at once to one contact, the soonest hours first. */
const MOST_LINKS = 3;

/**
 * Has the links of a contact’s appointments sent again to the contacts that were given when booking. Nothing tells
 * whether there are any: the answer is the same, and does not wait for the work (docs/booking.md#finding-it-again). A
 * contact that was typed three times in a day is answered so too, and nothing is sent. Refused `too-many-requests`
 * after twenty in an hour from one address, whatever was typed.
 */
export async function askForLinks(
  contact: TypedContact,
  headers: Pick<Headers, "get">,
): Promise<Result<void, never> | TooOften> {
  const seconds = await consume("links-asked", sharedAddressOf(headers));
  if (seconds !== undefined) return { ok: false, refusal: "too-many-requests", seconds };
  const who = sharedHash("contact", "phone" in contact ? contact.phone : contact.email);
  if ((await consume("links-asked-for-contact", who)) === undefined)
    void sendLinksOf(contact, clock.now()).catch(logUnexpected);
  return accept(undefined);
}

/** Puts in a message for each of the three soonest appointments of a contact that are not over. Answers how many. */
export function sendLinksOf(contact: TypedContact, now: Instant): Promise<number> {
  const [column, value] =
    "phone" in contact ? [Prisma.sql`phone`, contact.phone] : [Prisma.sql`lower(email)`, contact.email];
  const at = Prisma.sql`${toDate(now)}::timestamptz`;
  return transaction(async (tx) => {
    const booked = await tx.$queryRaw<{ readonly id: string }[]>`
      SELECT a.id::text FROM appointment a JOIN (
        SELECT appointment_id FROM appointment_contact
        WHERE ${column} = ${value}::text AND ends_at > ${at} AND day >= (${at} AT TIME ZONE 'UTC')::date
      ) AS contact ON a.id = contact.appointment_id
      WHERE a.state = 'booked' ORDER BY a.starts_at, a.id LIMIT ${MOST_LINKS}`;
    return (
      await sendAgain(
        tx,
        booked.map(({ id }) => id),
        now,
      )
    ).length;
  }, "service");
}

/** A place to choose, by its slug. */
export type PlaceToChoose = { readonly slug: string; readonly name: string };

/** Places that are listed to choose from; more than any organisation has. */
const MOST_PLACES = 500;
/** Minutes before and after now within which a half-day may be whose appointment somebody looks for. */
const BACK = 31 * 24 * 60;
const AHEAD = 180 * 24 * 60;

/**
 * The places where an organisation takes appointments around these days, or took them lately, by name; hidden ones too,
 * since somebody may be booked there.
 */
export async function placesToFindAt(organisation: string): Promise<readonly PlaceToChoose[]> {
  const now = clock.now();
  const rows = await db.$queryRaw<
    { readonly slug: string; readonly name: string; readonly city: string; readonly address: string }[]
  >`
    SELECT slug, name, city, address FROM place WHERE id IN (
      SELECT place_id FROM permanence WHERE organisation_id = ${organisation}::uuid AND bookable_lanes > 0
        AND starts_at BETWEEN ${toDate(plusMinutes(now, -BACK))} AND ${toDate(plusMinutes(now, AHEAD))})
    ORDER BY name, id LIMIT ${MOST_PLACES}`;
  return distinctNames(rows.map(({ slug, ...named }) => ({ id: slug, ...named }))).map(({ id, name }) => ({
    slug: id,
    name,
  }));
}
