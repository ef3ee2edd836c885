import type { Actor } from "../../../access/actor.ts";
import { reachIn } from "../../../access/where-may.ts";
import { weekToShare, type NotRecorded, type WeekToShare } from "../../../report/week-done.ts";
import { accept, refuse, type Result } from "../../../result.ts";
import type { PosterToHang } from "../../../schedule/poster.ts";
import type { NamedTopic } from "../../../schedule/topic.ts";
import { isShort } from "../../../schedule/what-is-short.ts";
import type { Instant } from "../../../time/instant.ts";
import { instantAt, localDateOf, plusDays } from "../../../time/zone.ts";
import type { HalfDayOfWeek } from "../../../wire/planned-week.ts";
import { mondayOf } from "../../../wire/week-address.ts";
import { clock } from "../../clock.ts";
import { db } from "../../db.ts";
import { readWeekDone } from "../../report/read-week-done.ts";
import { readPlanning } from "../assignments/read-planning.ts";
import { postersOutOfDate } from "../posters/posters-out-of-date.ts";
import { zoneOfOperator } from "../zone-of-operator.ts";
import { readNotRecorded } from "./not-recorded.ts";

/** Of a list of the page: what is shown, and whether there is more. */
type Listed<Item> = { readonly shown: readonly Item[]; readonly more: boolean };

/**
 * What a coordinator needs on a Monday. `lastWeek`: its first and last day, YYYY-MM-DD; `done`: what of it may leave the team; `topics`: their
 * names. `short`: half-days of this week for which somebody is to be found, and `shortNext` those of the next one, from Friday noon on. `unclosed` and `withoutReports`: half-days since last Monday
 * that are not recorded. `wrong`: places whose poster says something wrong; `unknown`: those of which nobody said that one hangs; */
export type Monday = {
  readonly lastWeek: { readonly from: string; readonly until: string };
  readonly thisWeek: string;
  readonly done: WeekToShare;
  readonly topics: readonly NamedTopic[];
  readonly short: Listed<HalfDayOfWeek>;
  readonly shortNext?: Listed<HalfDayOfWeek>;
  readonly unclosed: Listed<NotRecorded>;
  readonly withoutReports: Listed<NotRecorded>;
  readonly wrong: Listed<PosterToHang>;
  readonly unknown: Listed<PosterToHang>;
};

/** Entries of each list that are shown. */
const MOST = 40;

const upTo = <Item>(items: readonly Item[], more = false): Listed<Item> => ({
  shown: items.slice(0, MOST),
  more: more || items.length > MOST,
});

/**
 * The Monday page of an operator (docs/planning.md#the-monday-page), at the places where this person plans. A constant number of statements;
 * refused to who plans nowhere there.
 */
export async function readMonday(actor: Actor, organisation: string): Promise<Result<Monday, "not-allowed">> {
  const reach = reachIn(actor, "plan-half-days", organisation);
  if (!reach) return refuse("not-allowed");
  const now = clock.now();
  const zone = await zoneOfOperator(db, organisation);
  const thisWeek = mondayOf(localDateOf(now, zone));
  const [from, nextWeek] = [plusDays(thisWeek, -7), plusDays(thisWeek, 7)];
  const looksAhead = now >= fridayNoon(thisWeek, zone);
  const [done, week, notRecorded, posters, topics] = await Promise.all([
    readWeekDone(db, reach, from, thisWeek),
    readPlanning(actor, { organisation, from: thisWeek, days: looksAhead ? 14 : 7 }),
    readNotRecorded(reach, from, now, MOST),
    postersOutOfDate(db, reach, now),
    db.$queryRaw<NamedTopic[]>`SELECT key, texts FROM topics_of(${organisation}::uuid) ORDER BY rank`,
  ]);
  if (!week.ok) return week;
  const halfDays = week.value.places.flatMap((place) => place.halfDays).toSorted((a, b) => a.span.start - b.span.start);
  const short = halfDays.filter(isShort);
  return accept({
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
    unclosed: upTo(notRecorded.unclosed),
    withoutReports: upTo(notRecorded.withoutReports),
    wrong: upTo(posters.filter(({ hungAt }) => hungAt !== undefined)),
    unknown: upTo(posters.filter(({ hungAt }) => hungAt === undefined)),
  });
}

/** From when the week that comes matters more than what is left of this one. */
const fridayNoon = (monday: string, zone: string): Instant => instantAt(plusDays(monday, 4), 12 * 60, zone);
