import { Prisma } from "#prisma/generated/client.ts";
import type { Share } from "./find-share.ts";

/**
 * The condition on a row of `permanence` that a share shows it. Page, feed, JSON, frame and figures all choose by this
 * one (docs/calendars.md#shares). A half-day takes a topic when it names it or takes every topic, and its organisation
 * offers it at all and at that place.
 */
export function halfDaysOf({
  giver,
  shows,
}: Pick<Share, "shows"> & { readonly giver: Pick<Share["giver"], "id"> }): Prisma.Sql {
  const ofGiver = Prisma.sql`permanence.organisation_id = ${giver.id}::uuid`;
  if (shows.by === "series") return Prisma.sql`${ofGiver} AND permanence.series_id = ANY(${[...shows.series]}::uuid[])`;
  if (shows.by === "topics")
    return Prisma.sql`${ofGiver} AND EXISTS (
      SELECT FROM topics_of(${giver.id}::uuid) AS topic
      WHERE topic.active AND topic.key = ANY(${[...shows.topics]}::text[])
        AND (permanence.topic_keys = '{}' OR topic.key = ANY(permanence.topic_keys))
        AND NOT EXISTS (SELECT FROM topic_off AS off WHERE off.topic_id = topic.id AND off.place_id = permanence.place_id))`;
  return shows.places === "every"
    ? ofGiver
    : Prisma.sql`${ofGiver} AND permanence.place_id = ANY(${[...shows.places]}::uuid[])`;
}
