import { Prisma } from "#prisma/generated/client.ts";
import type { Actor } from "#lib/access/actor.ts";
import { may } from "#lib/access/may.ts";
import { accept, refuse, type Result } from "#lib/result.ts";
import { instant } from "#lib/time/instant.ts";
import { isUuid } from "#lib/uuid.ts";
import type { JournalAct, JournalChange, JournalEntry } from "#lib/access/journal.ts";
import { db } from "#lib/server/db.ts";
import { entriesOfRows, type JournalRow } from "#lib/server/journal/entries-of-rows.ts";
import { cursorAt, cursorOf } from "#lib/server/journal/read-journal.ts";
import { dateOfColumn } from "#lib/server/schedule/permanence-rows.ts";
import { changeOfEntry } from "./assignments/assignment-change.ts";

/** Who changed what at a half-day or place: newest first, `next` leads to older entries. */
export type History<About> = {
  readonly about: About;
  readonly timeZone: string;
  readonly entries: readonly JournalEntry[];
  readonly next?: string;
};

type HalfDayAbout = {
  readonly id: string;
  readonly place: string;
  readonly localDate: string;
};
type PlaceAbout = { readonly slug: string; readonly name: string };

const PAGE = 30;
/** People of one entry that are named: an act « comme chaque semaine » has hundreds of rows. */
const MOST_SEATS = 6;

const OF_SERIES = ["series-made", "series-changed", "series-ended"] as const satisfies readonly JournalAct[];
const CLOSURES = ["closure-made", "closure-changed", "closure-lifted"] as const satisfies readonly JournalAct[];
/** Acts that concern many half-days at once: their entries name one of them, and hold the rows of all. */
const OF_MANY = [
  "person-planned-weekly",
  "person-unplanned-weekly",
  "dates-handed-over",
  "planning-undone",
] as const satisfies readonly JournalAct[];
/** What is noted of somebody who came for help is of no history of a place. */
const RESIDENTS = [
  "resident-searched",
  "resident-exported",
  "resident-erased",
] as const satisfies readonly JournalAct[];

/**
 * Who changed what at one half-day, and when (docs/planning.md#who-changed-what): its own entries in the journal, those
 * of its series and the ones that it went on from when they reached its date, of closures of its place at its hours,
 * and of people who were planned there with many others. For whoever plans there or reads the journal. A constant
 * number of queries. Refused: `not-found`, also for one of which this person may not read.
 */
export async function readHistoryOfHalfDay(
  actor: Actor,
  id: string,
  before?: string,
): Promise<Result<History<HalfDayAbout>, "not-found">> {
  const row = isUuid(id)
    ? await db.permanence.findUnique({
        where: { id },
        select: {
          id: true,
          organisationId: true,
          placeId: true,
          seriesId: true,
          localDate: true,
          originalDate: true,
          startsAt: true,
          endsAt: true,
          timeZone: true,
          place: { select: { name: true } },
        },
      })
    : null;
  if (!row || !mayRead(actor, row.organisationId, row.placeId)) return refuse("not-found");
  const { organisationId, placeId, timeZone } = row;
  const [series, closures] = await Promise.all([
    row.seriesId === null ? [] : seriesBefore(row.seriesId),
    db.closure.findMany({
      where: {
        organisationId,
        OR: [{ placeId }, { placeId: null }],
        startsAt: { lt: row.endsAt },
        endsAt: { gt: row.startsAt },
      },
      select: { id: true, placeId: true },
      take: PAGE,
    }),
  ]);
  const places = [...new Set([placeId, ...series.map((one) => one.place)])];
  const date = dateOfColumn(row.originalDate ?? row.localDate);
  const like = `%"${id}"%`;
  const older = olderThan(before);
  const own = Prisma.sql`SELECT ${COLUMNS} FROM journal WHERE permanence_id = ${id}::uuid ${older}`;
  const there = Prisma.sql`
    SELECT ${COLUMNS} FROM journal
    WHERE place_id = ANY (${places}::uuid[]) AND permanence_id IS DISTINCT FROM ${id}::uuid AND organisation_id = ${organisationId}::uuid ${older}
      AND (act = ANY (${[...OF_SERIES]}) AND data->>'series' = ANY (${series.map((one) => one.id)}) AND data->>'from' <= ${date}
        OR act = ANY (${[...CLOSURES]}) AND data->>'closure' = ANY (${closures.map((closure) => closure.id)})
        OR act = ANY (${[...OF_MANY]}) AND (data->>'added' LIKE ${like} OR data->>'removed' LIKE ${like}))`;
  const everywhere = closures.filter((closure) => closure.placeId === null).map((closure) => closure.id);
  // Asked only where the whole organisation is closed then: this reads more entries than those of a place.
  const ofAll = Prisma.sql`
    SELECT ${COLUMNS} FROM journal WHERE organisation_id = ${organisationId}::uuid AND place_id IS NULL ${older}
      AND act = ANY (${[...CLOSURES]}) AND data->>'closure' = ANY (${everywhere})`;
  const parts = [own, there, ...(everywhere.length > 0 ? [ofAll] : [])];
  const rows = await db.$queryRaw<JournalRow[]>`
    ${Prisma.join(parts, " UNION ALL ")} ORDER BY at DESC, id DESC LIMIT ${PAGE + 1}`;
  const { entries, next } = await told(organisationId, rows, { halfDay: id, timeZone });
  return accept({
    about: { id, place: row.place.name, localDate: dateOfColumn(row.localDate) },
    timeZone,
    // That it is this half-day at this place stands in the title; another place is said.
    entries: entries.map(({ halfDay: _, place, ...entry }) => ({
      ...entry,
      ...(place !== undefined && place !== row.place.name && { place }),
    })),
    ...(next !== undefined && { next }),
  });
}

/**
 * Who changed what at a place of an organisation, and when: every entry of the journal of that place but those about
 * residents. For whoever plans there or reads the journal. A constant number of queries. Refused: `not-found`.
 */
export async function readHistoryOfPlace(
  actor: Actor,
  slug: string,
  before?: string,
): Promise<Result<History<PlaceAbout>, "not-found">> {
  const place = await db.place.findUnique({
    where: { slug },
    select: { id: true, slug: true, name: true, timeZone: true, organisationId: true },
  });
  if (!place || !mayRead(actor, place.organisationId, place.id)) return refuse("not-found");
  const rows = await db.$queryRaw<JournalRow[]>`
    SELECT ${COLUMNS} FROM journal
    WHERE place_id = ${place.id}::uuid AND organisation_id = ${place.organisationId}::uuid AND act <> ALL (${[...RESIDENTS]})
      ${olderThan(before)}
    ORDER BY at DESC, id DESC LIMIT ${PAGE + 1}`;
  const { entries, next } = await told(place.organisationId, rows, { timeZone: place.timeZone });
  return accept({
    about: { slug: place.slug, name: place.name },
    timeZone: place.timeZone,
    entries,
    ...(next !== undefined && { next }),
  });
}

const mayRead = (actor: Actor, organisation: string, place: string): boolean =>
  may(actor, { act: "plan-half-days", organisation, place }) || may(actor, { act: "read-journal", organisation });

const COLUMNS = Prisma.sql`id, at, act, actor, data, place_id::text AS "placeId", permanence_id::text AS "permanenceId"`;

/**
 * The first condition is one of the indexes; the second leaves out what the page before showed of the same millisecond.
 */
function olderThan(before: string | undefined): Prisma.Sql {
  const after = cursorOf(before);
  return after ? Prisma.sql`AND at <= ${after.at} AND (at < ${after.at} OR id < ${after.id})` : Prisma.empty;
}

/** A series and those that it went on from, with their places. */
const seriesBefore = (id: string): Promise<readonly { readonly id: string; readonly place: string }[]> =>
  db.$queryRaw`
    WITH RECURSIVE earlier AS (
      SELECT id, place_id, follows_id FROM series WHERE id = ${id}::uuid
      UNION SELECT former.id, former.place_id, former.follows_id FROM series AS former JOIN earlier ON former.id = earlier.follows_id
    )
    SELECT id::text, place_id::text AS place FROM earlier LIMIT 100`;

/**
 * The entries of a page with names and values, and what leads to the next. `halfDay`: of which half-day alone people
 * are named.
 */
async function told(
  organisation: string,
  all: readonly JournalRow[],
  { halfDay, timeZone }: { readonly halfDay?: string; readonly timeZone: string },
): Promise<{ readonly entries: readonly JournalEntry[]; readonly next?: string }> {
  const rows = all.slice(0, PAGE);
  const seats = rows.map((row) => seatsOf(row, organisation, halfDay));
  const { entries, accounts, places } = await entriesOfRows(organisation, rows, {
    accounts: seats.flat().map(({ account }) => account),
    places: rows.flatMap((row) => textOf(row, "placeWas") ?? []),
  });
  const last = rows.at(-1);
  return {
    entries: entries.map((entry, index) => {
      const row = rows[index]!;
      const changes: readonly JournalChange[] = [
        ...valuesOf(row, entry.halfDay?.timeZone ?? timeZone, (id) => places.get(id)),
        ...(seats[index] ?? []).map(({ account, desk, span, gone }) => ({
          what: "seat" as const,
          account: accounts.get(account) ?? { id: account, roles: [], anonymised: true },
          desk,
          span,
          timeZone: entry.halfDay?.timeZone ?? timeZone,
          gone,
        })),
      ];
      const { account: _, ...rest } = entry;
      // Who is meant stands in the changes, with desk and hours.
      return changes.length === 0 ? entry : { ...((seats[index] ?? []).length > 0 ? rest : entry), changes };
    }),
    ...(all.length > PAGE && last && { next: cursorAt(last) }),
  };
}

/** Who was planned or taken off by an entry, at one half-day or at the one that it names. */
function seatsOf({ data, permanenceId }: JournalRow, organisation: string, halfDay: string | undefined) {
  const change = changeOfEntry(organisation, data);
  const of = halfDay ?? permanenceId;
  if (!change) return [];
  return [
    ...change.removed.map((seat) => ({ ...seat, gone: true })),
    ...change.added.map((seat) => ({ ...seat, gone: false })),
  ]
    .filter(({ permanence }) => permanence === of)
    .slice(0, MOST_SEATS);
}

/** The values before and after that an entry notes; those that stayed the same are left out. */
function valuesOf(
  row: JournalRow,
  timeZone: string,
  placeOf: (id: string) => string | undefined,
): readonly JournalChange[] {
  const number = (key: string): number | undefined => numberOf(row, key);
  const changes: JournalChange[] = [];
  const [start, end, startWas, endWas] = ["start", "end", "startWas", "endWas"].map(number);
  if (start !== undefined && end !== undefined && (start !== startWas || end !== endWas))
    changes.push({
      what: "hours",
      after: { start: instant(start), end: instant(end) },
      ...(startWas !== undefined &&
        endWas !== undefined && {
          before: { start: instant(startWas), end: instant(endWas) },
        }),
      timeZone,
    });
  const after = weeklyOf(row, "");
  const before = weeklyOf(row, "Was");
  if (after && JSON.stringify(after) !== JSON.stringify(before))
    changes.push({ what: "weekly", after, ...(before && { before }) });
  const [desks, desksWas] = ["desks", "desksWas"].map(number);
  if (desks !== undefined && desks !== desksWas)
    changes.push({ what: "desks", after: desks, ...(desksWas !== undefined && { before: desksWas }) });
  const [lanes, lanesWas] = ["lanes", "lanesWas"].map(number);
  if (lanes !== undefined && lanesWas !== undefined && lanes !== lanesWas)
    changes.push({ what: "lanes", after: lanes, before: lanesWas });
  const placeWas = placeOf(textOf(row, "placeWas") ?? "");
  const place = placeOf(row.placeId ?? "");
  if (placeWas !== undefined && place !== undefined) changes.push({ what: "place", before: placeWas, after: place });
  return changes;
}

function weeklyOf(row: JournalRow, of: "" | "Was") {
  const [weekday, startMinute, endMinute] = ["weekday", "startMinute", "endMinute"].map((key) =>
    numberOf(row, `${key}${of}`),
  );
  return weekday === undefined || startMinute === undefined || endMinute === undefined
    ? undefined
    : { weekday, startMinute, endMinute };
}

const valueOf = ({ data }: JournalRow, key: string): unknown =>
  (data as Readonly<Record<string, unknown>> | null)?.[key];

function numberOf(row: JournalRow, key: string): number | undefined {
  const value = valueOf(row, key);
  return typeof value === "number" ? value : undefined;
}

function textOf(row: JournalRow, key: string): string | undefined {
  const value = valueOf(row, key);
  return typeof value === "string" ? value : undefined;
}
