import { organisationsWhere } from "#lib/access/where-may.ts";
import { plusMinutes } from "#lib/time/instant.ts";
import { localDateOf } from "#lib/time/zone.ts";
import { landingOf } from "#lib/server/auth/after-sign-in.ts";
import type { StaffActor } from "#lib/server/auth/options.ts";
import { clock, toDate } from "#lib/server/clock.ts";
import { db } from "#lib/server/db.ts";
import { dateOfColumn } from "#lib/server/schedule/permanence-rows.ts";

/** Minutes: a half-day of today begins or ends less than a day from now. */
const A_DAY = 24 * 60;

/**
 * The page that opens after signing in: what is to be done for who coordinates and receives nobody that day, otherwise
 * that of `landingOf`. Of who does both it is their half-days on a day when they are planned.
 */
export async function firstPageOf(actor: StaffActor): Promise<"/coordination" | "/conseiller" | "/agenda"> {
  const coordinates = organisationsWhere(actor, "plan-half-days", "some-place").length > 0;
  return coordinates && !(await isPlannedToday(actor)) ? "/coordination" : landingOf(actor);
}

/** Whether somebody is planned at a half-day of today, by the clock of its place, also at one that is over. */
async function isPlannedToday({ user }: StaffActor): Promise<boolean> {
  const now = clock.now();
  const rows = await db.assignment.findMany({
    where: {
      conseillerId: user,
      released: false,
      startsAt: { lt: toDate(plusMinutes(now, A_DAY)) },
      endsAt: { gt: toDate(plusMinutes(now, -A_DAY)) },
    },
    select: { permanence: { select: { localDate: true, timeZone: true } } },
  });
  return rows.some(({ permanence }) => dateOfColumn(permanence.localDate) === localDateOf(now, permanence.timeZone));
}
