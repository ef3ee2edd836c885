import { NOTHING_LEARNED, paceOf, type LearnedPace } from "../../queue/wait/learn-pace.ts";
import type { Pace } from "../../queue/wait/pace.ts";
import { db } from "../db.ts";
import { keptByKey } from "../kept-by-key.ts";
import { topicMinutes } from "./topic-minutes.ts";

/** Whose line it is: where, and by which organisation. */
type Whose = { readonly organisation: string; readonly place: string };

/** The pace of each of these lines: what its place has taught, with the minutes of its organisation's topics. Kept for a minute, read in two statements. */
export async function readPaces(lines: readonly Whose[]): Promise<(line: Whose) => Pace> {
  const [minutesAt, learnedAt] = await Promise.all([
    topicMinutes(lines.map(({ organisation }) => organisation)),
    learnedPaces(lines.map(({ place }) => place)),
  ]);
  return ({ organisation, place }) => paceOf(minutesAt(organisation).minutesOf, learnedAt(place));
}

/** What each of these places has taught. */
export const learnedPaces = keptByKey("learned-paces", loadLearned);

async function loadLearned(places: readonly string[]): Promise<(place: string) => LearnedPace> {
  const rows = await db.placePace.findMany({ where: { placeId: { in: [...places] } } });
  const learned = new Map(
    rows.map(({ placeId, byTopic, betweenHelps, stale: _, ...row }) => [
      placeId,
      { ...row, byTopic: byTopic as LearnedPace["byTopic"], between: betweenHelps },
    ]),
  );
  return (place) => learned.get(place) ?? NOTHING_LEARNED;
}
