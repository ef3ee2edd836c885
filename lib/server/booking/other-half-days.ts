import type { OtherHalfDay } from "#lib/booking/cancelled-half-day.ts";
import { openSlots } from "#lib/booking/open-slots.ts";
import { shortestOf } from "#lib/booking/bookable-times.ts";
import { accessOf } from "#lib/schedule/permanence.ts";
import type { Instant } from "#lib/time/instant.ts";
import { loadAppointments } from "./load-appointments.ts";
import { loadBookables } from "./load-bookable.ts";
import { whereTooManyWait } from "./too-many-wait.ts";
import { clock } from "#lib/server/clock.ts";
import { db } from "#lib/server/db.ts";
import { notOver } from "#lib/server/schedule/permanence-rows.ts";

/** As many as one can name on the telephone. */
const MOST = 3;
/** Days: how far ahead half-days are named. */
const AHEAD = 28;

/**
 * The next half-days at the same place, then those of the same organisation elsewhere, also for walk-ins only; at most
 * three, without one where too many people wait.
 */
export async function readOtherHalfDays(permanenceId: string): Promise<readonly OtherHalfDay[]> {
  const now = clock.now();
  const { placeId, organisationId } = await db.permanence.findUniqueOrThrow({
    where: { id: permanenceId },
    select: { placeId: true, organisationId: true },
  });
  const same = await next({ placeId, id: { not: permanenceId } }, MOST, now);
  const elsewhere = await next({ organisationId, placeId: { not: placeId } }, MOST - same.length, now);
  const read = await loadBookables(db, [...same, ...elsewhere]);
  const tooFull = await whereTooManyWait(read.map(({ id, halfDay }) => ({ ...halfDay, id })));
  const others = read.filter(({ id }) => !tooFull.has(id));
  const appointments = await loadAppointments(
    db,
    others.map(({ id }) => id),
  );
  return others.map(({ id, halfDay, topics, place, timeZone }) => {
    const slots = openSlots(
      halfDay,
      topics,
      appointments.filter(({ permanence }) => permanence === id),
      shortestOf({ halfDay, topics }),
      now,
    );
    return {
      permanence: id,
      span: halfDay.span,
      timeZone,
      place: { slug: place.slug, name: place.name },
      access: accessOf(halfDay.windows),
      windows: halfDay.windows,
      free: slots.ok ? slots.value.length : 0,
    };
  });
}

async function next(where: object, most: number, now: Instant): Promise<readonly string[]> {
  const rows = await db.permanence.findMany({
    where: {
      ...where,
      status: { in: ["scheduled", "open"] },
      closureId: null,
      ...notOver(now, AHEAD),
    },
    select: { id: true },
    orderBy: [{ startsAt: "asc" }, { id: "asc" }],
    take: most,
  });
  return rows.map(({ id }) => id);
}
