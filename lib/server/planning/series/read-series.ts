import type { Actor } from "#lib/access/actor.ts";
import { may } from "#lib/access/may.ts";
import { reachIn } from "#lib/access/where-may.ts";
import { distinctNames } from "#lib/place/distinct-names.ts";
import { accept, refuse, type Result } from "#lib/result.ts";
import type { Series } from "#lib/schedule/series.ts";
import type { Topic } from "#lib/schedule/topic.ts";
import { localDateOf } from "#lib/time/zone.ts";
import { isUuid } from "#lib/uuid.ts";
import { fieldsOfSeries } from "#lib/wire/schedule/series-form.ts";
import { clock } from "#lib/server/clock.ts";
import { db } from "#lib/server/db.ts";
import { whereAtPlacesReached, wherePlacesReached } from "#lib/server/place/places-reached.ts";
import { columnOf, dateOfColumn } from "#lib/server/schedule/permanence-rows.ts";
import { readTopics } from "#lib/server/schedule/read-topics.ts";
import { seriesOfRow } from "#lib/server/schedule/series-of-row.ts";
import { offerOfRow, type WindowFromStart } from "./plan-of-series.ts";
import { runningAt } from "./plan-permanences.ts";

/**
 * A series of an organisation. Windows count minutes from the start; no topic key is every topic, no language those of
 * the place.
 */
export type SeriesAtPlace = Series & {
  readonly id: string;
  readonly place: Readonly<Record<"id" | "slug" | "name" | "city" | "address", string>>;
  readonly desks: number;
  readonly bookableDesks: number;
  readonly windows: readonly WindowFromStart[];
  readonly topics: readonly string[];
  readonly languages: readonly string[];
  readonly audience: string | null;
};

const columns = {
  place: { select: { id: true, slug: true, name: true, city: true, address: true, timeZone: true } },
} as const;

type SeriesRow = Awaited<ReturnType<typeof db.series.findMany<{ include: typeof columns }>>>[number];

/**
 * The series of an organisation that go on or begin later, by place, day and hour, at the places where this person
 * plans. One query. Refused: `not-allowed`.
 */
export async function readSeriesOf(
  actor: Actor,
  organisation: string,
): Promise<Result<readonly SeriesAtPlace[], "not-allowed">> {
  const reach = reachIn(actor, "plan-half-days", organisation);
  if (!reach) return refuse("not-allowed");
  const rows = await db.series.findMany({
    where: { organisationId: organisation, ...whereAtPlacesReached(reach), ...runningAt(clock.now()) },
    orderBy: [{ place: { name: "asc" } }, { weekday: "asc" }, { startMinute: "asc" }, { id: "asc" }],
    include: columns,
  });
  return accept(rows.map(ofRow));
}

/** A series to change. `first`: the first day from which it can: today at its place, or its own first day. */
export type SeriesToChange = {
  readonly series: SeriesAtPlace;
  readonly organisation: { readonly id: string; readonly slug: string };
  readonly first: string;
};

/**
 * A series to change from a day on, today where none is said: the one of this id, or the one that follows it then where
 * it has ended before, since whoever changes a series may make another one of it. At most three queries. Refused:
 * `not-found`, also for another organisation’s.
 */
export async function readSeries(actor: Actor, id: string, from = ""): Promise<Result<SeriesToChange, "not-found">> {
  const known = isUuid(id) ? await rowOf(id) : null;
  const today = known && localDateOf(clock.now(), known.place.timeZone);
  const day = today && from > today ? from : today;
  const ended = known?.untilDate && day && dateOfColumn(known.untilDate) < day;
  const row = ended ? await rowOf(await followingAt(id, day)) : known;
  if (!row || !today || !may(actor, { act: "plan-half-days", place: row.placeId, organisation: row.organisationId }))
    return refuse("not-found");
  const series = ofRow(row);
  return accept({ series, organisation: row.organisation, first: series.fromDate > today ? series.fromDate : today });
}

/** What stands in the form of a series that is changed. */
export const fieldsOfSeriesToChange = ({ series, first }: SeriesToChange): Readonly<Record<string, string>> => ({
  ...fieldsOfSeries({ ...series, place: series.place.id }),
  fromDate: first,
});

const rowOf = (id: string) =>
  db.series.findUnique({
    where: { id },
    include: { ...columns, organisation: { select: { id: true, slug: true } } },
  });

/** The id of the series to which this one has led by that day; its own where none follows it. */
async function followingAt(id: string, day: string): Promise<string> {
  const [last] = await db.$queryRaw<readonly { readonly id: string }[]>`
    WITH RECURSIVE led AS (
      SELECT id, until_date, from_date, 0 AS step FROM series WHERE id = ${id}::uuid
      UNION ALL
      SELECT next.id, next.until_date, next.from_date, led.step + 1
      FROM led JOIN series next ON next.follows_id = led.id WHERE led.until_date < ${columnOf(day)}::date
    )
    SELECT id::text FROM led ORDER BY step DESC, from_date DESC, id LIMIT 1`;
  return last?.id ?? id;
}

const ofRow = (row: SeriesRow): SeriesAtPlace => ({
  ...seriesOfRow(row, row.place.timeZone),
  id: row.id,
  place: row.place,
  ...offerOfRow(row),
});

/** What the form of a series offers. `today`: the day at the first of the places. */
export type SeriesChoices = {
  readonly places: readonly { readonly id: string; readonly name: string }[];
  readonly topics: readonly Topic[];
  readonly languages: readonly string[];
  readonly today: string;
};

/**
 * The places of an organisation that residents see and where this person plans, by name, with the one of a series,
 * which may be hidden or another’s; its topics; and the languages of its places and colleagues, with French. Three
 * queries.
 */
export async function readSeriesChoices(
  actor: Actor,
  organisation: string,
  own?: { readonly id: string; readonly name: string },
): Promise<SeriesChoices> {
  const reach = reachIn(actor, "plan-half-days", organisation) ?? { organisation, places: [] };
  const [rows, topics, people] = await Promise.all([
    db.place.findMany({
      where: { organisationId: organisation, hidden: false, ...wherePlacesReached(reach) },
      orderBy: [{ name: "asc" }, { id: "asc" }],
      select: { id: true, name: true, city: true, address: true, languages: true, timeZone: true },
    }),
    readTopics({ organisation: organisation }),
    db.user.findMany({
      where: { memberships: { some: { organisationId: organisation } }, anonymisedAt: null },
      select: { languages: true },
    }),
  ]);
  const places = distinctNames(rows);
  const languages = new Set(["fr", ...rows.flatMap((row) => row.languages), ...people.flatMap((row) => row.languages)]);
  return {
    places: own && !places.some(({ id }) => id === own.id) ? [...places, own] : places,
    topics,
    languages: [...languages].toSorted(),
    today: localDateOf(clock.now(), rows[0]?.timeZone ?? "Europe/Paris"),
  };
}
