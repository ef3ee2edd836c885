import type { ShareLevel } from "../../access/actor.ts";
import type { Shown } from "../../calendar/share.ts";

/** The word for the level `with-load` in a row: the one that earlier versions know (docs/decisions/0098). */
const WITH_LOAD = "counts";

/** The level of a row; a CHECK of the database keeps it to these values. */
export const levelOfRow = (level: string): ShareLevel => (level === WITH_LOAD ? "with-load" : (level as ShareLevel));

/** The level as a row keeps it. */
export const rowOfLevel = (level: ShareLevel): string => (level === "with-load" ? WITH_LOAD : level);

/** The columns that say what a share shows. `places` and `series`: the ids in the tables beside it. */
export type ShownRow = {
  readonly shows: string;
  readonly everyPlace: boolean | null;
  readonly placeIds: readonly string[];
  readonly places: readonly string[];
  readonly series: readonly string[];
  readonly topicKeys: readonly string[];
};

/** What a share shows. In a row that `moveShares` has not moved yet an empty list of places means every place. */
export function shownOfRow({ shows, everyPlace, placeIds, places, series, topicKeys }: ShownRow): Shown {
  if (shows === "series") return { by: "series", series };
  if (shows === "topics") return { by: "topics", topics: topicKeys };
  if (everyPlace ?? placeIds.length === 0) return { by: "places", places: "every" };
  return { by: "places", places: everyPlace === null ? placeIds : places };
}
