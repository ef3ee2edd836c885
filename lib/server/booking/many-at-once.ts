import type { Actor } from "#lib/access/actor.ts";
import { reachIn, type Reach } from "#lib/access/where-may.ts";
import { manyAtOnce, type ManyAtOnce } from "#lib/booking/many-at-once.ts";
import { originsKeptSince } from "#lib/access/retention.ts";
import { accept, refuse, type Result } from "#lib/result.ts";
import { instant, type Instant } from "#lib/time/instant.ts";
import { Prisma } from "#prisma/generated/client.ts";
import { clock, toDate } from "#lib/server/clock.ts";
import { db } from "#lib/server/db.ts";
import { originOf, sharedAddresses } from "#lib/server/edge/hashed-address.ts";
import { appendJournal } from "#lib/server/journal/append-journal.ts";
import { tellingTransaction } from "#lib/server/message/telling-transaction.ts";
import { withdrawOffers } from "#lib/server/queue/withdraw-offers.ts";
import { notifyLineChanged } from "./appointment-rows.ts";
import { lockPermanences } from "./load-bookable.ts";

/**
 * Notes from where an appointment was booked online, as a keyed hash; nothing where its contact is proven, or where the
 * address is one that many people share. One statement.
 */
export async function noteOrigin(appointment: string, headers: Pick<Headers, "get">): Promise<void> {
  const origin = originOf(headers, clock.now());
  if (origin === undefined) return;
  await db.$queryRaw`
    INSERT INTO booking_origin (appointment_id, organisation_id, origin, booked_at)
    SELECT id, organisation_id, ${origin}, booked_at FROM appointment WHERE id = ${appointment}::uuid AND proven IS NULL
    ON CONFLICT DO NOTHING RETURNING 1`;
}

/** Where somebody may take back what was booked, as SQL about `appointment a`. */
const within = ({ organisation, places }: Reach): Prisma.Sql =>
  Prisma.sql`a.organisation_id = ${organisation}::uuid ${places === "all" ? Prisma.empty : Prisma.sql`AND a.place_id = ANY (${[...places]}::uuid[])`}`;

/** SQL: whether `appointment a` can be taken back: booked and to come, nobody came, and no contact is proven. */
const canBeTakenBack = (now: Instant): Prisma.Sql =>
  Prisma.sql`(a.state = 'booked' AND a.starts_at > ${toDate(now)} AND a.proven IS NULL AND NOT EXISTS (SELECT FROM visit v WHERE v.appointment_id = a.id))`;

/**
 * What was booked at once within the last 48 hours at the places where this person plans
 * (docs/booking.md#many-at-once); undefined where nothing was, or nothing of it is left to be taken back. One query.
 */
export async function readManyAtOnce(actor: Actor, organisation: string): Promise<ManyAtOnce | undefined> {
  const reach = reachIn(actor, "plan-half-days", organisation);
  if (!reach) return undefined;
  const now = clock.now();
  const rows = await db.$queryRaw<
    {
      readonly id: string;
      readonly origin: string;
      readonly booked: Date;
      readonly start: Date;
      readonly end: Date;
      readonly zone: string;
      readonly place: string;
      readonly isLeft: boolean;
    }[]
  >`
    SELECT a.id::text, o.origin, o.booked_at AS booked, a.starts_at AS start, a.ends_at AS "end", l.time_zone AS zone, l.name AS place,
      ${canBeTakenBack(now)} AS "isLeft"
    FROM booking_origin o JOIN appointment a ON a.id = o.appointment_id JOIN place l ON l.id = a.place_id
    WHERE o.organisation_id = ${organisation}::uuid AND o.booked_at > ${toDate(originsKeptSince(now))} AND ${within(reach)}
    ORDER BY o.booked_at, a.id`;
  const many = manyAtOnce(rows.map((row) => ({ ...row, bookedAt: instant(row.booked.getTime()) })));
  const left = many?.of.filter(({ isLeft }) => isLeft) ?? [];
  if (!many || left.length === 0) return undefined;
  const origins = [...Map.groupBy(left, ({ origin }) => origin)].map(([origin, those]) => ({
    origin,
    appointments: those
      .toSorted((a, b) => a.start.getTime() - b.start.getTime())
      .map(({ id, start, end, zone, place }) => ({
        id,
        span: { start: instant(start.getTime()), end: instant(end.getTime()) },
        place,
        timeZone: zone,
      })),
  }));
  return {
    most: many.most,
    origins: origins.toSorted((a, b) => b.appointments.length - a.appointments.length),
    shared: [...sharedAddresses().values()],
  };
}

/**
 * Whoever plans takes back what was booked from one address without a proven contact: each appointment that is to come
 * is cancelled by the service, so whoever left a contact is told, and its hour is free at once. Each is noted in the
 * journal. Asked again, it does nothing more. Refused `not-found` where this person plans nowhere there.
 */
export async function takeBack(
  actor: Actor,
  { organisation, origin }: { readonly organisation: string; readonly origin: string },
): Promise<Result<void, "not-found">> {
  const reach = reachIn(actor, "plan-half-days", organisation);
  if (!reach) return refuse("not-found");
  return tellingTransaction(async (tx) => {
    const now = clock.now();
    const theirs = Prisma.sql`${within(reach)} AND ${canBeTakenBack(now)} AND a.id IN (
      SELECT appointment_id FROM booking_origin WHERE organisation_id = ${organisation}::uuid AND origin = ${origin})`;
    const halfDays = await tx.$queryRaw<
      { readonly id: string }[]
    >`SELECT DISTINCT a.permanence_id::text AS id FROM appointment a WHERE ${theirs}`;
    const locked = halfDays.map(({ id }) => id);
    await lockPermanences(tx, locked);
    const taken = await tx.$queryRaw<{ readonly id: string; readonly permanence: string; readonly place: string }[]>`
      UPDATE appointment a SET state = 'cancelled-by-service', cancelled_at = ${toDate(now)}
      WHERE ${theirs} AND a.permanence_id = ANY (${locked}::uuid[])
      RETURNING a.id::text, a.permanence_id::text AS permanence, a.place_id::text AS place`;
    await withdrawOffers(
      tx,
      taken.map(({ id }) => id),
      now,
    );
    for (const id of new Set(taken.map(({ permanence }) => permanence))) await notifyLineChanged(tx, id);
    for (const { place, permanence } of taken)
      await appendJournal(tx, actor, { act: "appointment-cancelled", organisation, place, permanence, data: {} }, now);
    return accept(undefined);
  }, actor);
}
