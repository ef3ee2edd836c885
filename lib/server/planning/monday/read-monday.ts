import type { Actor } from "#lib/access/actor.ts";
import { reachIn } from "#lib/access/where-may.ts";
import { weekToShare, type NotRecorded, type WeekToShare } from "#lib/report/week-done.ts";
import { accept, refuse, type Result } from "#lib/result.ts";
import type { ClosureForReader } from "#lib/schedule/closure-effect.ts";
import type { PosterToHang } from "#lib/schedule/poster.ts";
import type { NamedTopic } from "#lib/schedule/topic.ts";
import { isShort } from "#lib/schedule/staffing.ts";
import type { Instant } from "#lib/time/instant.ts";
import { instantAt, localDateOf, plusDays, mondayOf } from "#lib/time/zone.ts";
import type { HalfDayOfWeek } from "#lib/schedule/planned-week.ts";
import type { FirstItems, ListToCall } from "#lib/booking/coordinator-tasks.ts";
import { clock } from "#lib/server/clock.ts";
import { db } from "#lib/server/db.ts";
import { readWeekDone } from "#lib/server/report/read-week-done.ts";
import { readPlanning } from "#lib/server/planning/assignments/read-planning.ts";
import { readClosures } from "#lib/server/planning/closures/read-closures.ts";
import { postersOutOfDate } from "#lib/server/schedule/posters/posters-out-of-date.ts";
import { readListsToCall } from "#lib/server/booking/to-tell/lists-to-call.ts";
import { zoneOfOrganisation } from "#lib/server/schedule/zone-of-organisation.ts";
import { readHalfDaysNotRecorded } from "./half-days-not-recorded.ts";

/**
 * What a coordinator needs on a Monday. `lastWeek`: its first and last day, YYYY-MM-DD; `done`: what of it may leave
 * the team; `topics`: their names. `short`: half-days of this week for which somebody is to be found, and `shortNext`
 * those of the next one, from Friday noon on. `unclosed` and `withoutReports`: half-days since last Monday that are not
 * recorded. `shut`: closures that close some of what is left of this week, `cancelled`: its half-days that are not
 * held. `toCall`: lists of people to be told, however far ahead, and how many stand on them. `wrong`: places whose
 * poster says something wrong; `unknown`: those of which nobody said that one hangs, without those that are closed for
 * the rest of the day.
 */
export type Monday = {
  readonly today: string;
  readonly lastWeek: { readonly from: string; readonly until: string };
  readonly thisWeek: string;
  readonly done: WeekToShare;
  readonly topics: readonly NamedTopic[];
  readonly short: FirstItems<HalfDayOfWeek>;
  readonly shortNext?: FirstItems<HalfDayOfWeek>;
  readonly shut: FirstItems<ClosureForReader>;
  readonly cancelled: FirstItems<HalfDayOfWeek>;
  readonly toCall: FirstItems<ListToCall> & { readonly people: number };
  readonly unclosed: FirstItems<NotRecorded>;
  readonly withoutReports: FirstItems<NotRecorded>;
  readonly wrong: FirstItems<PosterToHang>;
  readonly unknown: FirstItems<PosterToHang>;
};

/** Entries of each list that are shown. */
const MOST = 40;

const upTo = <Item>(items: readonly Item[], more = false): FirstItems<Item> => ({
  shown: items.slice(0, MOST),
  more: more || items.length > MOST,
});

/**
 * The Monday page of an organisation (docs/planning.md#the-monday-page), at the places where this person plans. A
 * constant number of statements; refused to who plans nowhere there.
 */
export async function readMonday(actor: Actor, organisation: string): Promise<Result<Monday, "not-allowed">> {
  const reach = reachIn(actor, "plan-half-days", organisation);
  if (!reach) return refuse("not-allowed");
  const now = clock.now();
  const zone = await zoneOfOrganisation(db, organisation);
  const today = localDateOf(now, zone);
  const thisWeek = mondayOf(today);
  const from = plusDays(thisWeek, -7);
  const nextWeek = plusDays(thisWeek, 7);
  const looksAhead = now >= fridayNoon(thisWeek, zone);
  const [done, week, notRecorded, posters, topics, closures, lists] = await Promise.all([
    readWeekDone(db, reach, from, thisWeek),
    readPlanning(actor, { organisation, from: thisWeek, days: looksAhead ? 14 : 7 }),
    readHalfDaysNotRecorded(reach, from, now, MOST),
    postersOutOfDate(db, reach, now),
    db.$queryRaw<NamedTopic[]>`SELECT key, texts FROM topics_of(${organisation}::uuid) ORDER BY rank`,
    readClosures(actor, organisation),
    readListsToCall(reach, instantAt(today, 0, zone)),
  ]);
  if (!week.ok) return week;
  if (!closures.ok) return refuse("not-allowed");
  const halfDays = week.value.places.flatMap((place) => place.halfDays).toSorted((a, b) => a.span.start - b.span.start);
  const short = halfDays.filter(isShort);
  const shut = closures.value.filter(({ span, timeZone }) => localDateOf(span.start, timeZone) < nextWeek);
  const isClosedToday = (place: string): boolean =>
    shut.some(
      (one) =>
        (one.place === undefined || one.place.id === place) &&
        one.begun &&
        one.span.end >= instantAt(plusDays(today, 1), 0, one.timeZone),
    );
  return accept({
    today,
    lastWeek: { from, until: plusDays(thisWeek, -1) },
    thisWeek,
    done: weekToShare(done),
    topics,
    short: upTo(
      short.filter(({ localDate }) => localDate < nextWeek),
      week.value.more,
    ),
    ...(looksAhead && {
      shortNext: upTo(
        short.filter(({ localDate }) => localDate >= nextWeek),
        week.value.more,
      ),
    }),
    shut: upTo(shut),
    cancelled: upTo(
      halfDays.filter(({ status, localDate }) => status === "cancelled" && localDate < nextWeek),
      week.value.more,
    ),
    toCall: { ...upTo(lists), people: lists.reduce((sum, { people }) => sum + people, 0) },
    unclosed: upTo(notRecorded.unclosed),
    withoutReports: upTo(notRecorded.withoutReports),
    wrong: upTo(posters.filter(({ hungAt }) => hungAt !== undefined)),
    unknown: upTo(posters.filter(({ hungAt, place }) => hungAt === undefined && !isClosedToday(place.id))),
  });
}

/** From when the week that comes matters more than what is left of this one. */
const fridayNoon = (monday: string, zone: string): Instant => instantAt(plusDays(monday, 4), 12 * 60, zone);
