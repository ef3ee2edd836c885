import type { Actor } from "#lib/access/actor.ts";
import { reachIn } from "#lib/access/where-may.ts";
import type { CalendarAhead } from "#lib/schedule/closure-effect.ts";
import { localHolidaysOf } from "#lib/time/public-holidays.ts";
import { schoolZoneOf } from "#lib/time/school-holidays.ts";
import { localDateOf } from "#lib/time/zone.ts";
import { clock } from "#lib/server/clock.ts";
import { db } from "#lib/server/db.ts";
import { wherePlacesReached } from "#lib/server/place/places-reached.ts";
import { holidaysIn } from "#lib/server/schedule/holidays.ts";
import { readSchoolCalendars } from "#lib/server/schedule/school-calendars.ts";

/** Days of public holidays that are listed. */
const A_YEAR = 366;

/**
 * The public holidays of a year at the places of an organisation where this person plans, and until when school
 * holidays are known. Two statements.
 */
export async function readCalendarAhead(actor: Actor, organisationId: string): Promise<CalendarAhead> {
  const reach = reachIn(actor, "plan-half-days", organisationId) ?? { organisation: organisationId, places: [] };
  const rows = await db.place.groupBy({
    by: ["holidayRegion", "goodFriday", "timeZone"],
    where: { organisationId, hidden: false, ...wherePlacesReached(reach) },
    _count: true,
    orderBy: [{ holidayRegion: "asc" }, { goodFriday: "asc" }],
  });
  const now = clock.now();
  const each = rows.map((row) => holidaysIn(row, localDateOf(now, row.timeZone), A_YEAR));
  const named = new Map(each.flatMap((days) => [...days]));
  const holidays = [...named]
    .map(([date, name]) => ({ date, name, everywhere: each.every((days) => days.has(date)) }))
    .sort((a, b) => (a.date < b.date ? -1 : 1));
  const theirs = rows.filter(({ holidayRegion }) => localHolidaysOf(holidayRegion) === "alsace-moselle");
  const count = (some: typeof rows): number => some.reduce((sum, { _count }) => sum + _count, 0);
  const schoolIn = await readSchoolCalendars(db);
  const zones = new Map(rows.map(({ holidayRegion }) => [schoolZoneOf(holidayRegion), schoolIn(holidayRegion)]));
  return {
    holidays,
    ...(theirs.length > 0 && {
      goodFriday: { kept: count(theirs.filter(({ goodFriday }) => goodFriday)), places: count(theirs) },
    }),
    school: [...zones].map(([zone, calendar]) => {
      const until = calendar
        .map(({ to }) => to)
        .sort()
        .at(-1);
      return { zone, ...(until !== undefined && { until }) };
    }),
  };
}
