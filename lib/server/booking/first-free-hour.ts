import { soonestHours, type SoonestHour } from "#lib/booking/soonest-hours.ts";
import type { Point } from "#lib/place/distance.ts";
import { clock } from "#lib/server/clock.ts";
import { cachedAMinute } from "#lib/server/cached-a-minute.ts";
import { closeTo, EVERYWHERE, loadSearched, shownHour, type SearchedHere } from "./find-soonest-half-days.ts";
import { withoutWithheldHours } from "./too-many-wait.ts";

/**
 * How many half-days that take appointments are looked at, the soonest: several weeks of a city, a morning of a
 * country.
 */
const LOOKED_AT = 60;

/**
 * The half-days are kept for a minute, not the hour: an hour whose shortest notice has passed meanwhile is not told.
 * They are not narrowed to a topic: where few half-days take it, those of a whole country would be read to find sixty.
 */
const readEverywhere = cachedAMinute((now) => loadSearched(EVERYWHERE, undefined, now, { most: LOOKED_AT }));

/**
 * The first hour that can be booked about this topic, or without one about any topic, in the whole installation or at
 * the places `near` a point (docs/booking.md#soonest-hours), or of an organisation. Undefined when none is free in the
 * sixty soonest half-days of the next four weeks that take appointments, near a point in the sixty that take them about
 * the topic. One query, kept a minute where neither is given, and those of the boards of half-days that are open: no
 * hour is told of one where too many people wait.
 */
export async function firstFreeHour({
  topic,
  near,
  organisation,
}: {
  readonly topic?: string | undefined;
  readonly near?: Point | undefined;
  readonly organisation?: string | undefined;
}): Promise<SoonestHour | undefined> {
  const now = clock.now();
  const halfDays =
    near || organisation !== undefined
      ? await loadSearched(near ? closeTo(near) : EVERYWHERE, topic, now, { most: LOOKED_AT, organisation })
      : await readEverywhere();
  const searched = await withoutWithheldHours(halfDays, ({ held }) => held.permanence);
  const found = (topic === undefined ? bookableTopics(searched) : [topic]).flatMap((one) =>
    soonestHours(searched, [one], { most: 1, each: 1 }, now),
  );
  const [first] = found.toSorted((a, b) => a.span.start - b.span.start);
  return first && shownHour(first);
}

const bookableTopics = (searched: readonly SearchedHere[]): readonly string[] => [
  ...new Set(searched.flatMap(({ known }) => known.filter(({ bookable }) => bookable).map(({ key }) => key))),
];
