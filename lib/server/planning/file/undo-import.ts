import type { Actor } from "#lib/access/actor.ts";
import { may } from "#lib/access/may.ts";
import { reachIn } from "#lib/access/where-may.ts";
import { accept, refuse, type Result } from "#lib/result.ts";
import { localDateOf } from "#lib/time/zone.ts";
import type { ImportUndone, StayingOfImport } from "#lib/wire/planning/planning-import.ts";
import type { HalfDayBody, SeriesBody } from "#lib/wire/schedule/series.ts";
import type { StaffActor } from "#lib/server/auth/options.ts";
import { clock, toDate } from "#lib/server/clock.ts";
import { contentHash } from "#lib/server/content-hash.ts";
import { db, transaction, type Tx } from "#lib/server/db.ts";
import { appendJournal } from "#lib/server/journal/append-journal.ts";
import { zoneOfOrganisation } from "#lib/server/schedule/zone-of-organisation.ts";
import { undoPlanning } from "#lib/server/planning/assignments/undo-planning.ts";
import { changeHalfDay } from "#lib/server/planning/series/change-half-day.ts";
import { saveSeries } from "#lib/server/planning/series/save-series.ts";
import { readStandingNamed, readStandingSeries } from "./standing-planning.ts";
import { bodyOfDate, bodyOfSeries } from "./wanted-line.ts";

/**
 * What an import has written, by which it is undone. `series`, `dates`: each with the version in which it was left, and
 * how it was before; without `former` it is new. `people`: entries of the journal.
 */
export type ImportMade = {
  readonly series: readonly {
    readonly id: string;
    readonly left: string;
    readonly former?: { readonly from: string; readonly body: SeriesBody };
  }[];
  readonly dates: readonly { readonly id: string; readonly left: string; readonly former?: HalfDayBody }[];
  readonly people: readonly string[];
};

/** The version of a series as it stands: what a line of a file can say of it. */
export const versionOfSeries = (standing: Parameters<typeof bodyOfSeries>[0]): string =>
  contentHash(bodyOfSeries(standing));
/** The same of a half-day. */
export const versionOfDate = (standing: Parameters<typeof bodyOfDate>[0]): string => contentHash(bodyOfDate(standing));

/**
 * Undoes an import as one act (docs/planning.md#undoing-an-import): people by the contrary of what was planned, then
 * half-days, then series, the last first. What is new goes, what was changed is as before. A half-day for which
 * somebody booked, that has opened, or that was changed since stays, and is named with why. `sentence`: what residents
 * read of half-days that a series changed back cancels.
 */
export async function undoImport(
  actor: StaffActor,
  {
    organisation,
    made,
    sentence,
  }: { readonly organisation: string; readonly made: ImportMade; readonly sentence?: string },
): Promise<Result<ImportUndone, "not-allowed">> {
  if (!reachIn(actor, "plan-half-days", organisation)) return refuse("not-allowed");
  const stays: StayingOfImport[] = [];
  let people = 0;
  for (const entry of made.people.toReversed()) {
    const undone = await undoPlanning(actor, { organisation, entry, preview: false, leavesBegun: true });
    if (undone.ok) people += 1;
    else stays.push({ what: "people", why: "changed", ...(await namedEntry(entry)) });
  }
  const dates = await undoDates(actor, organisation, made.dates, stays);
  const series = await undoSeries(actor, { organisation, sentence }, made.series, stays);
  const counts = { series, dates, people };
  await transaction(
    (tx) =>
      appendJournal(
        tx,
        actor,
        { act: "planning-import-undone", organisation, data: { ...counts, stays: stays.length } },
        clock.now(),
      ),
    actor,
  );
  return accept({ counts, stays });
}

async function undoDates(
  actor: StaffActor,
  organisation: string,
  made: ImportMade["dates"],
  stays: StayingOfImport[],
): Promise<number> {
  const { dates } = await readStandingNamed(
    organisation,
    made.map(({ id }) => id),
    "all",
    clock.now(),
  );
  let count = 0;
  for (const { id, left, former } of made.toReversed()) {
    const standing = dates.find((one) => one.id === id);
    if (!standing) continue;
    const named = { what: "date" as const, permanence: id, place: standing.place.name, localDate: standing.localDate };
    const isTheirs = may(actor, { act: "plan-half-days", place: standing.place.id, organisation });
    if (!isTheirs || versionOfDate(standing) !== left) {
      stays.push({ ...named, why: isTheirs ? "changed" : "not-allowed" });
      continue;
    }
    if (!former) {
      const kept = await transaction((tx) => removeUntouched(tx, organisation, { permanence: id }), actor);
      if (kept.length === 0) count += 1;
      stays.push(...kept);
      continue;
    }
    const changed = await changeHalfDay(actor, { organisation, permanence: id, halfDay: former, preview: false });
    if (changed.ok) count += 1;
    else stays.push({ ...named, why: WHY[changed.refusal] ?? "changed" });
  }
  return count;
}

const WHY: Readonly<Record<string, StayingOfImport["why"]>> = {
  "appointments-do-not-fit": "booked",
  "permanence-closed": "opened",
};

async function undoSeries(
  actor: StaffActor,
  { organisation, sentence }: { readonly organisation: string; readonly sentence: string | undefined },
  made: ImportMade["series"],
  stays: StayingOfImport[],
): Promise<number> {
  const standing = await readStandingSeries(organisation, "all");
  const today = localDateOf(clock.now(), await zoneOfOrganisation(db, organisation));
  let count = 0;
  for (const { id, left, former } of made.toReversed()) {
    const series = standing.find((one) => one.id === id);
    if (!series) continue;
    const named = { what: "series" as const, place: series.place.name, localDate: series.fromDate };
    const isTheirs = may(actor, { act: "plan-half-days", place: series.place.id, organisation });
    if (!isTheirs || versionOfSeries(series) !== left || standing.some(({ follows }) => follows === id)) {
      stays.push({ ...named, why: isTheirs ? "changed" : "not-allowed" });
      continue;
    }
    if (!former) {
      stays.push(...(await transaction((tx) => removeSeries(tx, organisation, id), actor)));
      count += 1;
      continue;
    }
    const from = former.from < today ? today : former.from;
    const body = { ...former.body, fromDate: from };
    const asked = { organisation, seriesId: id, from, body, ...(sentence !== undefined && { sentence }) };
    const saved = await saveSeries(actor, { ...asked, preview: false });
    if (saved.ok) count += 1;
    else stays.push({ ...named, why: saved.refusal === "sentence-missing" ? "sentence-missing" : "changed" });
  }
  return count;
}

/** A series that is new goes, with its half-days; those that stay belong to no series any more. */
async function removeSeries(tx: Tx, organisation: string, series: string): Promise<readonly StayingOfImport[]> {
  await tx.$queryRaw`SELECT FROM organisation WHERE id = ${organisation}::uuid FOR NO KEY UPDATE`;
  await tx.$queryRaw`SELECT FROM series WHERE id = ${series}::uuid FOR UPDATE`;
  const stays = await removeUntouched(tx, organisation, { series });
  await tx.permanence.updateMany({ where: { seriesId: series }, data: { seriesId: null, originalDate: null } });
  await tx.series.deleteMany({ where: { id: series, organisationId: organisation } });
  return stays;
}

/**
 * Deletes half-days of which nobody knows: without an appointment or a person, not opened, cancelled or changed by
 * hand, and of which no mail has told a colleague. Answers the others. Their rows are locked, so that nobody books
 * meanwhile.
 */
async function removeUntouched(
  tx: Tx,
  organisation: string,
  of: { readonly permanence: string } | { readonly series: string },
): Promise<readonly StayingOfImport[]> {
  const now = toDate(clock.now());
  const where = "series" in of ? { seriesId: of.series } : { id: of.permanence };
  const ids = (
    await tx.permanence.findMany({
      where: { ...where, organisationId: organisation },
      orderBy: { id: "asc" },
      select: { id: true },
    })
  ).map(({ id }) => id);
  await tx.$queryRaw`SELECT id FROM permanence WHERE id = ANY (${ids}::uuid[]) ORDER BY id FOR UPDATE`;
  const rows = await tx.$queryRaw<
    readonly (Omit<StayingOfImport, "why" | "permanence"> & { id: string; why: StayingOfImport["why"] | null })[]
  >`
    SELECT 'date' AS what, p.id::text AS id, l.name AS place, p.local_date::text AS "localDate",
      CASE WHEN EXISTS (SELECT FROM appointment a WHERE a.permanence_id = p.id) THEN 'booked'
        WHEN p.status IN ('open', 'closed') OR p.starts_at <= ${now} OR EXISTS (SELECT FROM visit v WHERE v.permanence_id = p.id) THEN 'opened'
        WHEN p.status <> 'scheduled' OR EXISTS (SELECT FROM assignment s WHERE s.permanence_id = p.id)
          OR EXISTS (SELECT FROM series_exception e WHERE e.series_id = p.series_id AND e.original_date = p.original_date) THEN 'changed'
        WHEN EXISTS (SELECT FROM staff_told t WHERE t.permanence_id = p.id AND t.told_at IS NOT NULL) THEN 'told' END AS why
    FROM permanence p JOIN place l ON l.id = p.place_id WHERE p.id = ANY (${ids}::uuid[]) ORDER BY p.starts_at, p.id`;
  await tx.permanence.deleteMany({ where: { id: { in: rows.flatMap(({ id, why }) => (why === null ? [id] : [])) } } });
  return rows.flatMap(({ id, why, ...row }) => (why === null ? [] : [{ ...row, permanence: id, why }]));
}

/** Where and when what an entry of the journal planned is. */
async function namedEntry(entry: string): Promise<Pick<StayingOfImport, "permanence" | "place" | "localDate">> {
  const [row] = await db.$queryRaw<readonly { permanence: string; place: string; localDate: string }[]>`
    SELECT p.id::text AS permanence, l.name AS place, p.local_date::text AS "localDate"
    FROM journal j JOIN permanence p ON p.id = j.permanence_id JOIN place l ON l.id = p.place_id WHERE j.id = ${BigInt(entry)}`;
  return row ?? { place: "", localDate: "" };
}

/** The entries of the journal by which this actor has planned somebody at an organisation since that one. */
export async function entriesOfPeople(
  actor: Actor & { readonly kind: "staff" },
  organisation: string,
  after: bigint,
): Promise<readonly string[]> {
  const rows = await db.journalEntry.findMany({
    where: {
      organisationId: organisation,
      actor: `staff:${actor.user}`,
      id: { gt: after },
      act: { in: ["person-planned", "person-planned-weekly", "person-unplanned"] },
    },
    orderBy: { id: "asc" },
    select: { id: true },
  });
  return rows.map(({ id }) => String(id));
}

/** The newest entry of the journal of an organisation; 0 without one. */
export const newestEntry = async (organisation: string): Promise<bigint> =>
  (
    await db.journalEntry.findFirst({
      where: { organisationId: organisation },
      orderBy: [{ at: "desc" }, { id: "desc" }],
      select: { id: true },
    })
  )?.id ?? 0n;
