import { z } from "zod";
import { actorName, type Actor } from "#lib/access/actor.ts";
import { may } from "#lib/access/may.ts";
import { whereMay } from "#lib/access/where-may.ts";
import { accept, refuse, type Result } from "#lib/result.ts";
import { isToday } from "#lib/schedule/today.ts";
import { instant, plusMinutes } from "#lib/time/instant.ts";
import type { FoundResident } from "#lib/booking/found-appointment.ts";
import { clock, toDate } from "#lib/server/clock.ts";
import { db, transaction } from "#lib/server/db.ts";
import { sharedHash } from "#lib/server/secrets.ts";
import { consume, giveBack, type TooOften } from "#lib/server/edge/rate-limit.ts";
import { appendJournal } from "#lib/server/journal/append-journal.ts";
import { permanenceColumns, permanenceOfRow } from "#lib/server/schedule/permanence-rows.ts";
import { within } from "#lib/server/schedule/read-staff-permanences.ts";
import { seal, unseal } from "#lib/server/sealed.ts";

export type StaffActor = Actor & { readonly kind: "staff" };

/** What is kept under a code: an appointment with the number that came of it, or a number of today. */
export type ResidentRef = { readonly kind: "appointment" | "number"; readonly id: string };

const PURPOSE = "resident-data";
/** Minutes between finding and acting. */
const KEPT_FOR = 10;
/** Minutes: a half-day of today began less than a day and a half ago, and begins within a day. */
const BACK = 36 * 60;
const AHEAD = 24 * 60;
const MOST = 10;

/**
 * Looks for what is kept under the code of an appointment, or under a number of today, at the places where this person
 * may erase. Answers a sealed text for `readFound`. Refused: `not-found` (no such code, another organisation’s, or
 * erased), `too-many-requests` after five wrong ones a minute. The journal notes that somebody was looked for, never
 * the code.
 */
export async function findResident(actor: StaffActor, typed: string): Promise<Result<string, "not-found"> | TooOften> {
  const who = sharedHash("actor", actorName(actor));
  const seconds = await consume("resident-data-tries", who);
  if (seconds !== undefined) return { ok: false, refusal: "too-many-requests", seconds };
  const found = await matching(actor, typed.replace(/[\s.-]/gu, "").toUpperCase());
  await noteSearch(actor, found);
  if (found.length === 0) return refuse("not-found");
  await giveBack("resident-data-tries", who);
  const refs = found.map(({ ref }) => ref);
  return accept(seal(PURPOSE, { user: actor.user, refs }, plusMinutes(clock.now(), KEPT_FOR)));
}

type RefAtPlace = { readonly ref: ResidentRef; readonly place: string; readonly organisation: string };

/** The appointments of a code, or the numbers of today, where this person may erase. */
async function matching(actor: StaffActor, code: string): Promise<readonly RefAtPlace[]> {
  const reach = within(whereMay(actor, "erase-resident"));
  if (/^[2-9A-HJ-NP-Z]{6}$/u.test(code)) {
    const rows = await db.appointment.findMany({
      where: { code, state: { not: "held" }, permanence: reach },
      select: { id: true, placeId: true, permanence: { select: { organisationId: true } } },
      orderBy: [{ startsAt: "desc" }, { id: "asc" }],
      take: MOST,
    });
    return rows.map(({ id, placeId, permanence }) => ({
      ref: { kind: "appointment", id },
      place: placeId,
      organisation: permanence.organisationId,
    }));
  }
  if (!/^\d{1,4}$/u.test(code)) return [];
  const now = clock.now();
  const rows = await db.visit.findMany({
    where: {
      number: Number(code),
      permanence: {
        ...reach,
        startsAt: { gt: toDate(plusMinutes(now, -BACK)), lt: toDate(plusMinutes(now, AHEAD)) },
      },
    },
    select: { id: true, appointmentId: true, permanence: { select: { ...permanenceColumns, organisationId: true } } },
    orderBy: { id: "asc" },
    take: MOST,
  });
  return rows
    .filter(({ permanence }) => isToday(permanenceOfRow(permanence), permanence.timeZone, now))
    .map(({ id, appointmentId, permanence }) => ({
      // Who came with an appointment has name and contact there.
      ref: appointmentId === null ? { kind: "number", id } : { kind: "appointment", id: appointmentId },
      place: permanence.placeId,
      organisation: permanence.organisationId,
    }));
}

/** Where nothing was found, in each organisation in which this person could have found somebody. */
async function noteSearch(actor: StaffActor, found: readonly RefAtPlace[]): Promise<void> {
  const organisations = new Map(
    found.length > 0
      ? found.map(({ organisation, place }) => [organisation, place] as const)
      : whereMay(actor, "erase-resident").map(({ organisation }) => [organisation, undefined] as const),
  );
  await transaction(async (tx) => {
    for (const [organisation, place] of organisations) {
      const data = { found: found.filter((one) => one.organisation === organisation).length };
      const change = { act: "resident-searched", organisation, ...(place !== undefined && { place }), data } as const;
      await appendJournal(tx, actor, change, clock.now());
    }
  }, actor);
}

const sealedSchema = z.object({
  user: z.string(),
  refs: z.array(z.object({ kind: z.enum(["appointment", "number"]), id: z.uuid() })),
});

/**
 * What a sealed text of `findResident` stands for, for who found it; empty for any other text, and after ten minutes.
 */
export function openFound(actor: StaffActor, sealed: string | undefined): readonly ResidentRef[] {
  const opened = sealed === undefined ? undefined : sealedSchema.safeParse(unseal(PURPOSE, sealed, clock.now())).data;
  return opened?.user === actor.user ? opened.refs : [];
}

/** What was found, to show it before it is exported or erased. Three queries. */
export async function readFound(actor: StaffActor, sealed: string | undefined): Promise<readonly FoundResident[]> {
  const refs = openFound(actor, sealed);
  if (refs.length === 0) return [];
  const now = clock.now();
  const idsOf = (kind: ResidentRef["kind"]): string[] => refs.filter((ref) => ref.kind === kind).map(({ id }) => id);
  const [appointments, visits, names] = await Promise.all([
    db.appointment.findMany({
      where: { id: { in: idsOf("appointment") } },
      select: {
        id: true,
        state: true,
        startsAt: true,
        endsAt: true,
        placeId: true,
        place: { select: { name: true, timeZone: true } },
        permanence: { select: { organisationId: true, endsAt: true } },
        visits: { select: { number: true } },
      },
    }),
    db.visit.findMany({
      where: { id: { in: idsOf("number") } },
      select: {
        id: true,
        number: true,
        joinedAt: true,
        permanence: {
          select: { organisationId: true, placeId: true, place: { select: { name: true, timeZone: true } } },
        },
      },
    }),
    keptNames(refs),
  ]);
  const one = (ref: ResidentRef) => ({
    ref: seal(PURPOSE, { user: actor.user, refs: [ref] }, plusMinutes(now, KEPT_FOR)),
    kind: ref.kind,
    keeps: names.get(ref.id) ?? { name: false, phone: false, email: false },
  });
  return [
    ...appointments
      .filter(({ placeId, permanence: { organisationId } }) => mayErase(actor, placeId, organisationId))
      .map(({ id, state, startsAt, place, permanence, visits: [visit] }) => ({
        ...one({ kind: "appointment", id }),
        place: place.name,
        start: instant(startsAt.getTime()),
        timeZone: place.timeZone,
        ...(visit && { number: visit.number }),
        toCome: state === "booked" && !visit && permanence.endsAt > toDate(now),
      })),
    ...visits
      .filter(({ permanence }) => mayErase(actor, permanence.placeId, permanence.organisationId))
      .map(({ id, number, joinedAt, permanence: { place } }) => ({
        ...one({ kind: "number", id }),
        place: place.name,
        start: instant(joinedAt.getTime()),
        timeZone: place.timeZone,
        number,
        toCome: false,
      })),
  ];
}

const mayErase = (actor: Actor, place: string, organisation: string): boolean =>
  may(actor, { act: "erase-resident", place, organisation });

/** Which kinds of names and contacts are kept of each, by id. A name that was overwritten is none. */
async function keptNames(refs: readonly ResidentRef[]): Promise<ReadonlyMap<string, FoundResident["keeps"]>> {
  const ids = refs.map(({ id }) => id);
  const rows = await db.$queryRaw<(FoundResident["keeps"] & { readonly id: string })[]>`
    SELECT a.id, coalesce(bool_or(c.name IS NOT NULL OR i.name <> ''), false) AS name,
      coalesce(bool_or(c.phone IS NOT NULL OR i.phone IS NOT NULL), false) AS phone, coalesce(bool_or(c.email IS NOT NULL), false) AS email
    FROM appointment a JOIN permanence p ON p.id = a.permanence_id
      LEFT JOIN appointment_contact c ON c.appointment_id = a.id AND c.day = (a.ends_at AT TIME ZONE 'UTC')::date
      LEFT JOIN visit v ON v.appointment_id = a.id
      LEFT JOIN visit_identity i ON i.visit_id = v.id AND i.day = p.local_date
    WHERE a.id = ANY (${ids}::uuid[]) GROUP BY a.id
    UNION ALL
    SELECT v.id, coalesce(i.name <> '', false), i.phone IS NOT NULL, false
    FROM visit v JOIN permanence p ON p.id = v.permanence_id
      LEFT JOIN visit_identity i ON i.visit_id = v.id AND i.day = p.local_date
    WHERE v.id = ANY (${ids}::uuid[])`;
  return new Map(rows.map(({ id, ...keeps }) => [id, keeps]));
}
