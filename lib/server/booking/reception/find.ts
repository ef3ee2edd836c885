import { actorName } from "#lib/access/actor.ts";
import { reachIn, type Reach } from "#lib/access/where-may.ts";
import { isSameName } from "#lib/booking/same-name.ts";
import { typedDay } from "#lib/booking/typed-day.ts";
import { accept, refuse, type Result } from "#lib/result.ts";
import { localDateOf } from "#lib/time/zone.ts";
import { instantAt } from "#lib/time/zone.ts";
import type { ReceptionSearch } from "#lib/booking/found-appointment.ts";
import { Prisma } from "#prisma/generated/client.ts";
import type { StaffActor } from "#lib/server/auth/options.ts";
import { clock, toDate } from "#lib/server/clock.ts";
import { db, transaction } from "#lib/server/db.ts";
import { sharedHash } from "#lib/server/secrets.ts";
import { consume, giveBack, type TooOften } from "#lib/server/edge/rate-limit.ts";
import { appendJournal } from "#lib/server/journal/append-journal.ts";
import { sealFound, sealMasked } from "./open-found.ts";

/** As many as somebody looks through while a person waits. */
const MOST = 10;

/**
 * `opened`: the appointment is open to whoever looked for it. `masked`: they may have it sent again, and read neither
 * hour nor place. Both sealed for an address.
 */
export type FoundAppointment = { readonly opened: string } | { readonly masked: string };

/**
 * `code-unknown`: no such code at these places. `not-by-hour`: nobody of that first name has that hour there, or no
 * first name was noted. `nobody-found`. `no-such-place`, `day-unreadable`: as typed.
 */
export type FindRefusal =
  | "not-allowed"
  | "code-unknown"
  | "not-by-hour"
  | "nobody-found"
  | "no-such-place"
  | "day-unreadable";

type AppointmentRow = { readonly id: string; readonly name: string | null; readonly place: string };

/**
 * Looks for an appointment of an organisation at the places where this person may, for whoever asks at the desk or on
 * the telephone (docs/booking.md#reception). A code opens it, and so does the first name that was noted, said with
 * place, day and hour. A telephone, or a first name with place and day, only leads to having its link sent again:
 * whoever knows them is perhaps not the person. The journal notes by what was looked for and how many were found, never
 * what was typed. Five tries that find nothing a minute.
 */
export async function findAtReception(
  actor: StaffActor,
  organisation: string,
  search: ReceptionSearch,
): Promise<Result<FoundAppointment, FindRefusal> | TooOften> {
  const reach = reachIn(actor, "find-appointment", organisation);
  if (!reach) return refuse("not-allowed");
  const who = sharedHash("actor", actorName(actor));
  const seconds = await consume("appointment-code-tries", who);
  if (seconds !== undefined) return { ok: false, refusal: "too-many-requests", seconds };
  const where = await whereOf(search);
  if (!where.ok) {
    await giveBack("appointment-code-tries", who);
    return where;
  }
  const rows = await rowsWhere(reach, where.value);
  const found = "name" in search ? rows.filter(({ name }) => name !== null && isSameName(search.name, name)) : rows;
  const opens = (search.by === "code" || search.by === "hour") && found.length === 1 ? found[0] : undefined;
  await note(actor, organisation, search, found, opens);
  if (found.length === 0 || (search.by === "hour" && !opens)) return refuse(NOTHING[search.by]);
  await giveBack("appointment-code-tries", who);
  return accept(
    opens
      ? { opened: sealFound(actor, { appointment: opens.id, contact: false }) }
      : {
          masked: sealMasked(
            actor,
            found.slice(0, MOST).map(({ id }) => id),
          ),
        },
  );
}

const NOTHING = {
  code: "code-unknown",
  hour: "not-by-hour",
  name: "nobody-found",
  phone: "nobody-found",
} as const satisfies Record<ReceptionSearch["by"], FindRefusal>;

/** SQL: the condition of appointment `a`, of half-day `p` at place `l`, with its contact `c`. */
async function whereOf(search: ReceptionSearch): Promise<Result<Prisma.Sql, "no-such-place" | "day-unreadable">> {
  const now = clock.now();
  const toCome = Prisma.sql`a.state = 'booked' AND a.ends_at > ${toDate(now)}`;
  if (search.by === "code") return accept(Prisma.sql`a.code = ${search.code} AND a.state <> 'held'`);
  if (search.by === "phone")
    return accept(Prisma.sql`c.phone = ${search.phone} AND c.ends_at > ${toDate(now)} AND ${toCome}`);
  const place = await db.place.findUnique({ where: { slug: search.place }, select: { id: true, timeZone: true } });
  if (!place) return refuse("no-such-place");
  const day = typedDay(search.day, localDateOf(now, place.timeZone));
  if (day === undefined) return refuse("day-unreadable");
  const there = Prisma.sql`p.place_id = ${place.id}::uuid AND p.local_date = ${day}::date`;
  if (search.by === "name") return accept(Prisma.sql`${there} AND ${toCome}`);
  const start = toDate(instantAt(day, search.minute, place.timeZone));
  return accept(Prisma.sql`${there} AND a.state = 'booked' AND a.starts_at = ${start}`);
}

/** A booked one before any other, the soonest first. One statement. */
function rowsWhere({ organisation, places }: Reach, where: Prisma.Sql): Promise<readonly AppointmentRow[]> {
  const within = places === "all" ? Prisma.empty : Prisma.sql`AND p.place_id = ANY (${[...places]}::uuid[])`;
  return db.$queryRaw<AppointmentRow[]>`
    SELECT a.id::text, c.name, p.place_id::text AS place
    FROM appointment a JOIN permanence p ON p.id = a.permanence_id
      LEFT JOIN appointment_contact c ON c.appointment_id = a.id AND c.day = (a.ends_at AT TIME ZONE 'UTC')::date
    WHERE p.organisation_id = ${organisation}::uuid ${within} AND ${where}
    ORDER BY a.state = 'booked' DESC, a.starts_at, a.id LIMIT 200`;
}

const note = (
  actor: StaffActor,
  organisation: string,
  { by }: ReceptionSearch,
  found: readonly AppointmentRow[],
  opens: AppointmentRow | undefined,
): Promise<void> =>
  transaction(async (tx) => {
    const now = clock.now();
    await appendJournal(
      tx,
      actor,
      { act: "appointment-searched", organisation, data: { by, found: found.length } },
      now,
    );
    if (opens)
      await appendJournal(
        tx,
        actor,
        { act: "appointment-opened", organisation, place: opens.place, data: { by } },
        now,
      );
  }, actor);
