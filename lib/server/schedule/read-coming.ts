import { Prisma } from "#prisma/generated/client.ts";
import { LONGEST } from "#lib/schedule/permanence.ts";
import { plusMinutes, type Instant } from "#lib/time/instant.ts";
import { clock, toDate } from "#lib/server/clock.ts";
import { db } from "#lib/server/db.ts";
import { isNear, type Point } from "#lib/place/distance.ts";
import { nearestPlaces } from "#lib/server/place/nearest-places.ts";
import { placeColumns } from "#lib/server/place/place-of-row.ts";
import { readPlacesByLanguage } from "#lib/server/place/read-places.ts";
import { readMovedTo } from "./moved-to.ts";
import { halfDayAtPlaceOfRow, halfDayColumnsInSql, type HalfDayAtPlace, type HalfDayRow } from "./half-day-at-place.ts";
import { takesTopicInSql } from "./takes-topic.ts";

/**
 * What the list is narrowed to: the id of the organisation that holds them; a place's id, a topic's key, a language's
 * code; `cancelledToo` includes half-days that are cancelled, or shut for now; `near`: the two hundred places nearest
 * to a point.
 */
export type Choice = {
  readonly organisation?: string | undefined;
  readonly place?: string | undefined;
  readonly topic?: string | undefined;
  readonly language?: string | undefined;
  readonly cancelledToo?: boolean;
  readonly near?: Point | undefined;
};

/** Minutes. */
const DAY = 24 * 60;

/** Half-days of one reading at most: what begins after the last of as many is not known. */
export const MOST_COMING = 200;

/**
 * The half-days that are not over and begin within that many days, each with its place: the earliest first, then by the
 * place's name; at most 200, the earliest. Near a point, where the 200 do not reach a half-day that is near (`NEAR`),
 * up to 200 that are near come in addition: they begin later, and a reader would be told that there are none. The
 * number of queries depends on neither places nor half-days.
 */
export async function readComing(days: number, choice: Choice = {}): Promise<readonly HalfDayAtPlace[]> {
  const { near } = choice;
  const held = await readAt(near && (await nearestPlaces(near)), days, choice);
  const isCut = held.length === MOST_COMING;
  if (near === undefined || !isCut || held.some(({ at }) => isNear(near, at))) return held;
  return [...held, ...(await readAt(await nearestPlaces(near, { near: true }), days, choice))];
}

/** The same, with `places` only at the places of these ids. */
async function readAt(
  places: readonly string[] | undefined,
  days: number,
  choice: Choice,
): Promise<readonly HalfDayAtPlace[]> {
  const now = clock.now();
  const conditions = [
    isComing(now, days, choice),
    // Asked so, and not by a join, half-days are read in the order of time until there are enough.
    Prisma.sql`p.place_id NOT IN (SELECT id FROM place WHERE hidden)`,
    ...(choice.organisation === undefined ? [] : [Prisma.sql`p.organisation_id = ${choice.organisation}::uuid`]),
    ...(choice.place === undefined ? [] : [Prisma.sql`p.place_id = ${choice.place}::uuid`]),
    ...(places === undefined ? [] : [Prisma.sql`p.place_id = ANY (${[...places]}::uuid[])`]),
    ...(choice.language === undefined ? [] : [await isSpoken(choice.language)]),
    ...(choice.topic === undefined ? [] : [takesTopicInSql(choice.topic)]),
  ];
  const rows = await db.$queryRaw<readonly HalfDayRow[]>`
    SELECT ${halfDayColumnsInSql} FROM permanence p WHERE ${Prisma.join(conditions, " AND ")} ORDER BY p.starts_at, p.id LIMIT ${MOST_COMING}`;
  const [movedTo, atPlaces] = await Promise.all([readMovedTo(db, rows), readTheirPlaces(rows)]);
  return atPlaces.map((row) => ({ ...halfDayAtPlaceOfRow(row), ...movedTo(row) })).sort(byStartThenName);
}

/**
 * SQL: half-day `p` is not over, begins within that many days, and is held; one that is shut and that the team opened
 * all the same is open.
 */
const isComing = (now: Instant, days: number, { cancelledToo }: Choice): Prisma.Sql => Prisma.sql`
  p.ends_at > ${toDate(now)} AND p.starts_at > ${toDate(plusMinutes(now, -LONGEST))} AND p.starts_at < ${toDate(plusMinutes(now, days * DAY))}
  AND ${
    cancelledToo
      ? Prisma.sql`p.status IN ('scheduled', 'open', 'cancelled')`
      : Prisma.sql`(p.status = 'open' OR (p.status = 'scheduled' AND p.closure_id IS NULL))`
  }`;

/** Half-days of up to so many places are read place by place. */
const FEW_PLACES = 100;

/**
 * SQL: a language is spoken at half-day `p`: it has it among its own languages, or has none and its place has it. They
 * are looked for at the places where there may be some; where these are many, a condition that no half-day meets keeps
 * Postgres from reading place by place instead of in the order of time.
 */
async function isSpoken(language: string): Promise<Prisma.Sql> {
  const places = (await readPlacesByLanguage()).get(language) ?? [];
  const spoken = Prisma.sql`(${language} = ANY (p.languages) OR (p.languages = '{}' AND EXISTS (
    SELECT FROM place WHERE place.id = p.place_id AND ${language} = ANY (place.languages))))`;
  if (places === "many") return spoken;
  const there = Prisma.sql`p.place_id = ANY (${[...places]}::uuid[])`;
  return Prisma.sql`${places.length <= FEW_PLACES ? there : Prisma.sql`(${there} OR p.status = '')`} AND ${spoken}`;
}

/** These half-days with their places and organisations, in two statements. */
async function readTheirPlaces(rows: readonly HalfDayRow[]) {
  const [places, organisations] = await Promise.all([
    db.place.findMany({ where: { id: { in: rows.map(({ placeId }) => placeId) } }, select: placeColumns }),
    db.organisation.findMany({
      where: { id: { in: rows.map(({ organisationId }) => organisationId) } },
      select: { id: true, phone: true },
    }),
  ]);
  const placeOf = byId(places);
  const organisationOf = byId(organisations);
  return rows.flatMap((row) => {
    const place = placeOf.get(row.placeId);
    const organisation = organisationOf.get(row.organisationId);
    return place && organisation ? { ...row, place, organisation } : [];
  });
}

const byId = <One extends { readonly id: string }>(all: readonly One[]): ReadonlyMap<string, One> =>
  new Map(all.map((one) => [one.id, one]));

const byStartThenName = (a: HalfDayAtPlace, b: HalfDayAtPlace): number =>
  a.span.start - b.span.start || a.at.name.localeCompare(b.at.name, "fr");
