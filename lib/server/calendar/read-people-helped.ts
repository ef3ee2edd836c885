import { monthBefore, shareableCount } from "../../calendar/people-helped.ts";
import type { Instant } from "../../time/instant.ts";
import { localDateOf } from "../../time/zone.ts";
import { db } from "../db.ts";
import { onDates } from "../schedule/dated.ts";
import { FEED_ZONE } from "./feed-zone.ts";
import { halfDaysOf, type Share } from "./find-share.ts";

/** How many people were helped in a month; `month` is its first day, YYYY-MM-DD. */
export type PeopleHelped = { readonly month: string; readonly people: number };

/**
 * The people helped in the last whole month at the places of the share. Undefined when there were fewer than five, or for
 * the level `free-busy`.
 */
export async function readPeopleHelped(share: Share, now: Instant): Promise<PeopleHelped | undefined> {
  if (share.level === "free-busy") return undefined;
  const { from, to } = monthBefore(localDateOf(now, FEED_ZONE));
  const count = await db.visit.count({
    where: {
      state: "done",
      permanence: {
        ...halfDaysOf(share),
        ...onDates(from, to),
      },
    },
  });
  const people = shareableCount(count);
  return people === undefined ? undefined : { month: from, people };
}
