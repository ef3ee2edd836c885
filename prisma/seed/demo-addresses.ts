import type { DemoAddresses } from "#scripts/demo-addresses.ts";
import { clock, toDate } from "#lib/server/clock.ts";
import { db } from "#lib/server/db.ts";
import { secretOf } from "#lib/server/secrets.ts";
import { plusMinutes } from "#lib/time/instant.ts";
import { ACCOUNTS } from "./organisations.ts";

/** Minutes between now and the half-day that is shown for booking: some need a day's notice. */
const DAY = 24 * 60;

/**
 * The addresses to try in the demo, as paths of the application (docs/look-and-wording.md#addresses), and its accounts.
 */
export async function demoAddresses(permanence: string): Promise<DemoAddresses> {
  const { place, visits } = await db.permanence.findUniqueOrThrow({
    where: { id: permanence },
    select: {
      place: { select: { id: true, slug: true, doorGeneration: true } },
      visits: {
        where: { state: "waiting" },
        orderBy: { number: "desc" },
        take: 1,
        select: { id: true, generation: true },
      },
    },
  });
  const bookable = await db.permanence.findFirst({
    where: {
      seriesId: { not: null },
      bookableLanes: { gt: 0 },
      status: "scheduled",
      startsAt: { gt: toDate(plusMinutes(clock.now(), DAY)) },
    },
    orderBy: { startsAt: "asc" },
    select: { id: true },
  });
  const share = await db.calendarShare.findFirstOrThrow({
    where: { revokedAt: null },
    orderBy: { createdAt: "asc" },
    select: { id: true, generation: true },
  });
  const shareSecret = secretOf("share", share.id, share.generation);
  const last = visits[0];
  return {
    permanence,
    tablet: `/conseiller/permanences/${permanence}`,
    screen: `/ecran/${place.slug}`,
    door: `/porte/${place.slug}/${secretOf("door", place.id, place.doorGeneration)}`,
    turn: last ? `/suivi/${secretOf("visit", last.id, last.generation)}` : "/",
    booking: bookable ? `/permanences/${bookable.id}/rendez-vous` : "/",
    share: `/agenda/${shareSecret}`,
    calendar: `/agenda/${shareSecret}.ics`,
    accounts: ACCOUNTS.map(({ email }) => email),
  };
}
