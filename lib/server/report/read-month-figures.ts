import { Prisma } from "#prisma/generated/client.ts";
import { reachIn } from "#lib/access/where-may.ts";
import type { HalfDayFigures } from "#lib/report/half-day-figures.ts";
import { sumOf, type SumOfHalfDays } from "#lib/report/month-figures.ts";
import { accept, refuse, type Result } from "#lib/result.ts";
import { opennessOf } from "#lib/schedule/permanence.ts";
import { plusDays } from "#lib/time/zone.ts";
import type { StaffActor } from "#lib/server/auth/options.ts";
import { clock } from "#lib/server/clock.ts";
import { db } from "#lib/server/db.ts";
import { whereAtPlacesReached } from "#lib/server/place/places-reached.ts";
import { peopleOfHalfDay } from "#lib/server/queue/people-of-half-day.ts";
import { columnOf, onDays, startsOn } from "#lib/server/schedule/permanence-rows.ts";
import { permanenceColumns, permanenceOfRow } from "#lib/server/schedule/permanence-rows.ts";
import { readFiguresWhere } from "./read-figures.ts";

/** The sums of a month at one place. */
export type MonthAtPlace = {
  readonly place: { readonly id: string; readonly slug: string; readonly name: string };
  readonly sum: SumOfHalfDays;
};

/**
 * The sums of a month of an organisation: at each of its places where a half-day was planned, by name, and of all of
 * them. `month`: its first day.
 */
export type MonthFigures = {
  readonly month: string;
  readonly places: readonly MonthAtPlace[];
  readonly total: SumOfHalfDays;
};

/** The first day of the month after the one that begins on that day. */
export const monthAfter = (first: string): string => `${plusDays(first, 31).slice(0, 8)}01`;

/**
 * Reads the sums of the half-days of a month that are over, at the places of whoever may read them there. Three
 * statements, whatever the number of half-days.
 */
export async function readMonthFigures(
  actor: StaffActor,
  organisation: string,
  first: string,
): Promise<Result<MonthFigures, "not-allowed">> {
  const reach = reachIn(actor, "read-figures", organisation);
  if (!reach) return refuse("not-allowed");
  const now = clock.now();
  const to = monthAfter(first);
  const rows = await db.permanence.findMany({
    where: { organisationId: organisation, ...whereAtPlacesReached(reach), ...onDays(first, to) },
    select: { ...permanenceColumns, place: { select: { id: true, slug: true, name: true } } },
    orderBy: [{ startsAt: "asc" }, { id: "asc" }],
  });
  const over = rows.filter((row) => ["closed", "cancelled"].includes(opennessOf(permanenceOfRow(row), now)));
  const ids = over.map(({ id }) => id);
  const which = Prisma.sql`p.organisation_id = ${organisation}::uuid AND ${startingIn(first, to)} AND p.id = ANY (${ids}::uuid[])`;
  const [figures, medians] = await Promise.all([readFiguresWhere(which), mediansBy(which)]);
  const figuresOf = (ofPlace: readonly { readonly id: string }[]): readonly HalfDayFigures[] =>
    ofPlace.flatMap(({ id }) => figures.get(id) ?? []);
  const places = [...Map.groupBy(over, ({ place }) => place.id).values()].flatMap((ofPlace) => {
    const place = ofPlace[0]?.place;
    return place ? [{ place, sum: sumOf(figuresOf(ofPlace), medians.get(place.id)) }] : [];
  });
  return accept({
    month: first,
    places: places.toSorted((a, b) => a.place.name.localeCompare(b.place.name, "fr")),
    total: sumOf(figuresOf(over), medians.get(ALL)),
  });
}

/** Of all places together. */
const ALL = "";

/** The half-days `p` that can begin on these days, by the indexed column. */
const startingIn = (from: string, to: string): Prisma.Sql => {
  const { first, end } = startsOn(from, to);
  return Prisma.sql`p.starts_at >= ${first} AND p.starts_at < ${end} AND p.local_date >= ${columnOf(from)}::date AND p.local_date < ${columnOf(to)}::date`;
};

/**
 * The median wait in seconds at each place by its id, and of all together: over the people themselves, as figures of
 * one half-day take it.
 */
async function mediansBy(which: Prisma.Sql): Promise<ReadonlyMap<string, number>> {
  const rows = await db.$queryRaw<{ readonly place: string | null; readonly median: number | null }[]>`
    SELECT p.place_id::text AS place,
      percentile_disc(0.5) WITHIN GROUP (ORDER BY each.wait) AS median
    FROM permanence p CROSS JOIN LATERAL (${peopleOfHalfDay}) AS each
    WHERE ${which} AND each.wait IS NOT NULL
    GROUP BY GROUPING SETS ((p.place_id), ())`;
  return new Map(rows.flatMap(({ place, median }) => (median === null ? [] : [[place ?? ALL, median] as const])));
}
