import type { Prisma } from "#prisma/generated/client.ts";
import { opennessOf } from "#lib/schedule/permanence.ts";
import { MINUTE, type Instant } from "#lib/time/instant.ts";
import type { Interval } from "#lib/time/interval.ts";
import { minuteOfDay } from "#lib/time/zone.ts";
import type { WrittenHalfDay, WrittenSeries } from "#lib/wire/planning/planning-file.ts";
import { isUuid } from "#lib/uuid.ts";
import { spanOf } from "#lib/server/clock.ts";
import { db } from "#lib/server/db.ts";
import { placesOfOrganisation } from "#lib/server/auth/places-of-organisation.ts";
import { dateOfColumn, onDays } from "#lib/server/schedule/permanence-rows.ts";
import { seriesOfRow } from "#lib/server/schedule/series-of-row.ts";
import { offerOfRow } from "#lib/server/planning/series/plan-of-series.ts";
import type { PersonOfFile, PlaceOfFile } from "./name-match.ts";

/** At which places: all of an organisation, or these ids. */
export type Places = "all" | readonly string[];

const at = (places: Places) => (places === "all" ? {} : { placeId: { in: [...places] } });

/** A series as it stands. `follows`: the one that it went on from. */
export type StandingSeries = Omit<WrittenSeries, "place"> & { readonly place: PlaceOfFile; readonly follows?: string };

/**
 * Every series of an organisation there, also those that are over, in the order of place, weekday and hour. One query.
 */
export async function readStandingSeries(
  organisationId: string,
  places: Places,
  where: Prisma.SeriesWhereInput = {},
): Promise<readonly StandingSeries[]> {
  const rows = await db.series.findMany({
    where: { organisationId, ...at(places), ...where },
    orderBy: [{ place: { name: "asc" } }, { weekday: "asc" }, { startMinute: "asc" }, { id: "asc" }],
    include: { place: { select: PLACE } },
  });
  return rows.map((row) => ({
    ...seriesOfRow(row, row.place.timeZone),
    id: row.id,
    place: row.place,
    ...offerOfRow(row),
    ...(row.followsId !== null && { follows: row.followsId }),
  }));
}

/** Somebody who is planned at a half-day, at a desk and from when to when. */
export type StandingSeat = {
  readonly id: string;
  readonly account: string;
  readonly desk: number;
  readonly span: Interval;
};

/** A half-day as it stands. `status` and `closedDesks`: as in its row. */
export type StandingDate = Omit<WrittenHalfDay, "place" | "people" | "short"> & {
  readonly place: PlaceOfFile;
  readonly series?: string;
  readonly span: Interval;
  readonly status: string;
  readonly closedDesks?: readonly number[];
  readonly seats: readonly StandingSeat[];
};

/** Half-days, and the people who are planned there and are not of the organisation any more. */
export type StandingDates = { readonly dates: readonly StandingDate[]; readonly people: readonly PersonOfFile[] };

/** Rows of one query. */
const AT_ONCE = 2_000;

/**
 * The half-days of an organisation there from the day `from` until before the day `to`, earliest first; undefined when
 * there are more than `most`. A query for each two thousand.
 */
export async function readStandingDates(
  organisationId: string,
  { from, to, places }: { readonly from: string; readonly to: string; readonly places: Places },
  most: number,
  now: Instant,
): Promise<StandingDates | undefined> {
  const where = { organisationId, ...at(places), ...onDays(from, to) };
  const rows: HalfDayRow[] = [];
  for (;;) {
    const last = rows.at(-1);
    const next = await db.permanence.findMany({
      where,
      orderBy: [{ startsAt: "asc" }, { id: "asc" }],
      take: AT_ONCE,
      ...(last && { cursor: { id: last.id }, skip: 1 }),
      select: COLUMNS,
    });
    rows.push(...next);
    if (rows.length > most) return undefined;
    if (next.length < AT_ONCE) break;
  }
  return datesOf(rows, now);
}

/** Those of these ids that are half-days of the organisation there. A query for each two thousand. */
export async function readStandingNamed(
  organisationId: string,
  ids: readonly string[],
  places: Places,
  now: Instant,
): Promise<StandingDates> {
  const known = ids.filter(isUuid);
  const rows: HalfDayRow[] = [];
  for (let start = 0; start < known.length; start += AT_ONCE)
    rows.push(
      ...(await db.permanence.findMany({
        where: { organisationId, ...at(places), id: { in: known.slice(start, start + AT_ONCE) } },
        select: COLUMNS,
      })),
    );
  return datesOf(rows, now);
}

function datesOf(rows: readonly HalfDayRow[], now: Instant): StandingDates {
  const people = new Map(
    rows.flatMap(({ assignments }) =>
      assignments.map(({ conseiller }) => [conseiller.id, { ...conseiller, member: false }] as const),
    ),
  );
  return { dates: rows.map((row) => dateOfRow(row, now)), people: [...people.values()] };
}

const PLACE = { id: true, slug: true, name: true, timeZone: true } as const;
const COLUMNS = {
  id: true,
  seriesId: true,
  localDate: true,
  timeZone: true,
  startsAt: true,
  endsAt: true,
  status: true,
  desks: true,
  closedDesks: true,
  bookableLanes: true,
  windows: true,
  topicKeys: true,
  languages: true,
  audience: true,
  closure: { select: { reason: true } },
  place: { select: PLACE },
  assignments: {
    where: { released: false },
    orderBy: [{ desk: "asc" }, { startsAt: "asc" }, { id: "asc" }],
    select: {
      id: true,
      desk: true,
      startsAt: true,
      endsAt: true,
      conseiller: { select: { id: true, name: true, email: true } },
    },
  },
} as const satisfies Prisma.PermanenceSelect;

type HalfDayRow = Prisma.PermanenceGetPayload<{ select: typeof COLUMNS }>;

function dateOfRow(row: HalfDayRow, now: Instant): StandingDate {
  const span = spanOf(row);
  const startMinute = minuteOfDay(span.start, row.timeZone);
  const shut = row.closure?.reason;
  const state = opennessOf({ status: row.status as "scheduled", span, ...(shut !== undefined && { shut }) }, now);
  return {
    id: row.id,
    place: row.place,
    ...(row.seriesId !== null && { series: row.seriesId }),
    localDate: dateOfColumn(row.localDate),
    span,
    startMinute,
    endMinute: startMinute + (span.end - span.start) / MINUTE,
    ...offerOfRow(row),
    closedDesks: row.closedDesks,
    status: row.status,
    state,
    seats: row.assignments.map(({ conseiller, ...seat }) => ({
      id: seat.id,
      account: conseiller.id,
      desk: seat.desk,
      span: spanOf(seat),
    })),
  };
}

/** The places of an organisation, and those at which it has series. Two statements. */
export const readPlacesOfFile = async (organisationId: string): Promise<readonly PlaceOfFile[]> =>
  db.place.findMany({
    where: await placesOfOrganisation(db, organisationId),
    orderBy: [{ name: "asc" }, { id: "asc" }],
    select: PLACE,
  });

/** The people of an organisation, whatever their role there. One query. */
export const readPeopleOfFile = async (organisationId: string): Promise<readonly PersonOfFile[]> =>
  (
    await db.user.findMany({
      where: { memberships: { some: { organisationId } }, anonymisedAt: null },
      orderBy: { id: "asc" },
      select: { id: true, name: true, email: true },
    })
  ).map((one) => ({ ...one, member: true }));
