import type { Actor } from "#lib/access/actor.ts";
import { reachIn } from "#lib/access/where-may.ts";
import { accept, refuse, type Result } from "#lib/result.ts";
import { isShort } from "#lib/schedule/staffing.ts";
import { instantAt, localDateOf, plusDays } from "#lib/time/zone.ts";
import type { CountedList, CoordinatorTasks } from "#lib/booking/coordinator-tasks.ts";
import { clock } from "#lib/server/clock.ts";
import { db } from "#lib/server/db.ts";
import { readPlanning } from "#lib/server/planning/assignments/read-planning.ts";
import { readClosures, readLiftedClosures } from "#lib/server/planning/closures/read-closures.ts";
import { postersOutOfDate } from "#lib/server/schedule/posters/posters-out-of-date.ts";
import { zoneOfOrganisation } from "#lib/server/schedule/zone-of-organisation.ts";
import { readListsToCall } from "#lib/server/booking/to-tell/lists-to-call.ts";

/** Today and the seven days after. */
const DAYS = 8;

/** Entries of each list that are shown: it stands above everything else. */
const MOST = 6;

const counted = <Item>(items: readonly Item[]): CountedList<Item> => ({
  shown: items.slice(0, MOST),
  count: items.length,
});

/**
 * What is to be done today and in the seven days after at the places where this person plans
 * (docs/planning.md#what-is-to-be-done). A constant number of statements; refused to who plans nowhere there.
 */
export async function readWhatToDo(
  actor: Actor,
  organisation: string,
): Promise<Result<CoordinatorTasks, "not-allowed">> {
  const reach = reachIn(actor, "plan-half-days", organisation);
  if (!reach) return refuse("not-allowed");
  const now = clock.now();
  const zone = await zoneOfOrganisation(db, organisation);
  const today = localDateOf(now, zone);
  const [week, lists, closures, lifted, posters] = await Promise.all([
    readPlanning(actor, { organisation, from: today, days: DAYS }),
    readListsToCall(reach, instantAt(today, 0, zone)),
    readClosures(actor, organisation),
    readLiftedClosures(actor, organisation),
    postersOutOfDate(db, reach, now),
  ]);
  if (!week.ok || !closures.ok || !lifted.ok) return refuse("not-allowed");
  const halfDays = week.value.places.flatMap((place) => place.halfDays).toSorted((a, b) => a.span.start - b.span.start);
  return accept({
    today,
    short: counted(halfDays.filter(isShort)),
    toCall: { ...counted(lists), people: lists.reduce((sum, { people }) => sum + people, 0) },
    shut: counted(
      closures.value.filter(
        ({ toDecide, span, timeZone }) => toDecide || localDateOf(span.start, timeZone) < plusDays(today, DAYS),
      ),
    ),
    cancelled: counted(halfDays.filter(({ status }) => status === "cancelled")),
    toRestore: counted(
      lifted.value.map(({ id, place, toGiveBack }) => ({
        closure: id,
        ...(place && { place: place.name }),
        halfDays: toGiveBack,
      })),
    ),
    posters: posters.filter(({ hungAt }) => hungAt !== undefined).length,
  });
}
