import { writeVevent } from "../../lib/server/calendar/write-vevent.ts";
import { toDate } from "../../lib/server/clock.ts";
import type { Tx } from "../../lib/server/db.ts";
import { holidaysOf } from "../../lib/server/schedule/holidays.ts";
import { occurrencesOf, type Occurrence } from "../../lib/schedule/occurrences.ts";
import { instantOf, type Instant } from "../../lib/time/instant.ts";
import { localDateOf, plusDays } from "../../lib/time/zone.ts";
import type { Place, Series } from "#prisma/generated/client.ts";
import { minutes, WEEKLY, type Weekly } from "./weekly.ts";

/** How far ahead half-days stand in the calendar, in days: six weeks. */
const AHEAD = 42;

/** The weekly half-days and their dates from today to six weeks ahead, without public holidays. What stands already is left. */
export async function seedWeekly(tx: Tx, now: Instant): Promise<void> {
  for (const weekly of WEEKLY) {
    const place = await tx.place.findUniqueOrThrow({ where: { slug: weekly.place } });
    const today = localDateOf(now, place.timeZone);
    const series = await seriesIn(tx, weekly, place, today);
    for (const occurrence of comingOf(series, place, today)) {
      if (occurrence.span.end > now) await create(tx, series, place, occurrence, now);
    }
  }
  const unwritten = await tx.permanence.findMany({ where: { vevent: null }, select: { id: true } });
  for (const { id } of unwritten) await writeVevent(tx, id);
}

async function seriesIn(tx: Tx, { weekday, from, to, desks, bookableLanes, windows }: Weekly, place: Place, today: string): Promise<Series> {
  const rule = { placeId: place.id, weekday, startMinute: minutes(from), endMinute: minutes(to) };
  const known = await tx.series.findFirst({ where: rule });
  const rest = { organisationId: place.organisationId, fromDate: toDate(instantOf(today)), desks, bookableLanes, windows: [...windows] };
  return known ?? tx.series.create({ data: { ...rule, ...rest } });
}

function comingOf({ fromDate, weekday, startMinute, endMinute, everyWeeks }: Series, place: Place, today: string): readonly Occurrence[] {
  const rule = { weekday, startMinute, endMinute, everyWeeks, timeZone: place.timeZone, fromDate: fromDate.toISOString().slice(0, 10) };
  const until = plusDays(today, AHEAD);
  const years = [...new Set([today, until].map((date) => Number(date.slice(0, 4))))];
  return occurrencesOf(rule, today, until, { closures: [], holidays: holidaysOf(place, years) });
}

/** Not where a half-day stands at that hour: its own of an earlier start, or the demo's open one. */
async function create(tx: Tx, series: Series, place: Place, { localDate, span }: Occurrence, now: Instant): Promise<void> {
  const [startsAt, endsAt, createdAt] = [toDate(span.start), toDate(span.end), toDate(now)];
  const standing = await tx.permanence.findFirst({ where: { placeId: place.id, startsAt: { lt: endsAt }, endsAt: { gt: startsAt } }, select: { id: true } });
  if (standing) return;
  await tx.permanence.create({
    data: {
      placeId: place.id, organisationId: place.organisationId, seriesId: series.id, timeZone: place.timeZone, localDate: toDate(instantOf(localDate)),
      startsAt, endsAt, desks: series.desks, bookableLanes: series.bookableLanes, windows: series.windows ?? [], createdAt, updatedAt: createdAt,
    },
  });
}
