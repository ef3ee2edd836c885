import type { Place } from "#prisma/generated/client.ts";
import type { ClosedTimes } from "#lib/schedule/closed-times.ts";
import { closuresFor } from "#lib/schedule/occurrences.ts";
import { instant, type Instant } from "#lib/time/instant.ts";
import { toDate } from "#lib/server/clock.ts";
import type { Tx } from "#lib/server/db.ts";
import { holidaysOf } from "./holidays.ts";
import { readSchoolCalendars } from "./school-calendars.ts";

/** A place as far as its closed days are asked for. */
type PlaceWithHolidays = Pick<Place, "id" | "holidayRegion" | "goodFriday">;

/**
 * Reads what is closed for an organisation at these places from now on, through these years, in one statement; school
 * holidays in a second, for a series that leaves them out. Throws for a place that was not named.
 */
export async function readClosed(
  tx: Tx,
  {
    organisation,
    places,
    school,
  }: { readonly organisation: string; readonly places: readonly PlaceWithHolidays[]; readonly school: boolean },
  now: Instant,
  years: readonly number[],
): Promise<(place: string) => ClosedTimes> {
  const closed = await readClosedOfAll(tx, { organisations: [organisation], places, school }, now, years);
  return (place) => closed({ organisation, place, school });
}

/** Whose closed days are asked for, and whether school holidays count. */
type ClosedQuery = { readonly organisation: string; readonly place: string; readonly school: boolean };

/**
 * The same for several organisations, in as many statements. `school`: whether one of them asks for school holidays.
 */
export async function readClosedOfAll(
  tx: Pick<Tx, "closure" | "schoolHoliday">,
  {
    organisations,
    places,
    school,
  }: {
    readonly organisations: readonly string[];
    readonly places: readonly PlaceWithHolidays[];
    readonly school: boolean;
  },
  now: Instant,
  years: readonly number[],
): Promise<(asked: ClosedQuery) => ClosedTimes> {
  const rows = await tx.closure.findMany({
    where: {
      endsAt: { gt: toDate(now) },
      liftedAt: null,
      OR: [
        { placeId: { in: places.map(({ id }) => id) } },
        { placeId: null, organisationId: { in: [...organisations] } },
      ],
    },
  });
  const closures = rows.map(({ organisationId, placeId, startsAt, endsAt }) => ({
    organisation: organisationId,
    ...(placeId !== null && { place: placeId }),
    span: { start: instant(startsAt.getTime()), end: instant(endsAt.getTime()) },
  }));
  const schoolIn = school ? await readSchoolCalendars(tx) : undefined;
  const known = new Map(places.map((place) => [place.id, { place, holidays: holidaysOf(place, years) }]));
  return (asked) => {
    const there = known.get(asked.place);
    if (!there) throw new Error(`Nothing was read of the place ${asked.place}.`);
    return {
      closures: closuresFor(asked, closures),
      holidays: there.holidays,
      ...(asked.school && schoolIn && { school: schoolIn(there.place.holidayRegion) }),
    };
  };
}

/** The years from the one of that date to the one of the other. */
export const yearsFrom = (from: string, until: string): readonly number[] => {
  const [first = 0, last = 0] = [from, until].map((date) => Number(date.slice(0, 4)));
  return Array.from({ length: last - first + 1 }, (_, step) => first + step);
};
