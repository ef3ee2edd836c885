import { nightAfter } from "../../access/retention.ts";
import { instant, type Instant } from "../../time/instant.ts";
import { toDate } from "../clock.ts";
import { db } from "../db.ts";

/** The half-days that still know somebody, or still announce something, and whose night has come. */
export async function halfDaysOfTheNight(now: Instant): Promise<readonly string[]> {
  const ended = await db.$queryRaw<{ readonly id: string; readonly ends: Date; readonly zone: string }[]>`
    SELECT id, ends_at AS ends, time_zone AS zone FROM permanence
    WHERE ends_at <= ${toDate(now)} AND id IN (
      SELECT permanence_id FROM visit WHERE name IS NOT NULL OR phone IS NOT NULL
      UNION SELECT id FROM permanence WHERE message IS NOT NULL)`;
  return ended.filter(({ ends, zone }) => nightAfter(instant(ends.getTime()), zone) <= now).map(({ id }) => id);
}
