import type { ShareSelection } from "#lib/calendar/share.ts";

/** The columns that say what a share shows. `places` and `series`: the ids in the tables beside it. */
export type ShownRow = {
  readonly shows: string;
  readonly everyPlace: boolean;
  readonly places: readonly string[];
  readonly series: readonly string[];
  readonly topicKeys: readonly string[];
};

/** What a share shows. */
export function shownOfRow({ shows, everyPlace, places, series, topicKeys }: ShownRow): ShareSelection {
  if (shows === "series") return { by: "series", series };
  if (shows === "topics") return { by: "topics", topics: topicKeys };
  return { by: "places", places: everyPlace ? "every" : places };
}
