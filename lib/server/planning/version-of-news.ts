import { versionOf } from "../version-of.ts";

/** The version of what somebody has to be told of an appointment: « C’est dit » says it of what a page has shown. `offer`: id of the open one. */
export const versionOfNews = ({
  news,
  hour,
  place,
  offer,
}: {
  readonly news: string | null;
  readonly hour: Date;
  readonly place: string;
  readonly offer: string | null;
}): string => versionOf({ news, hour, place, offer });
