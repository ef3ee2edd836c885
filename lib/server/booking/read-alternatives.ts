import type { Slot } from "../../booking/appointment.ts";
import { nearestTo } from "../../booking/nearest.ts";
import { openSlots } from "../../booking/open-slots.ts";
import { plusMinutes, type Instant } from "../../time/instant.ts";
import { isUuid } from "../../uuid.ts";
import type { Alternative, BookingWish } from "../../wire/booking.ts";
import { clock, toDate } from "../clock.ts";
import { db } from "../db.ts";
import { loadAppointments } from "./load-appointments.ts";
import { loadBookable, type BookableHalfDay } from "./load-bookable.ts";

/** A person reads three hours at a glance. */
const MOST = 3;
/** How far ahead another half-day of the place is looked for, in minutes, and how many are looked at. */
const AHEAD = 28 * 24 * 60;
const HALF_DAYS = 6;

export type Alternatives = { readonly hours: readonly Alternative[]; readonly timeZone: string };
type Wanted = Pick<BookingWish, "topics" | "start">;

/**
 * What to offer to somebody whose hour cannot be had: the nearest ones of the same half-day, else the first ones of the
 * next half-days at the same place. Nothing is promised: another may take them first.
 */
export async function readAlternatives(permanenceId: string, wanted: Wanted): Promise<Alternatives> {
  const asked = isUuid(permanenceId) ? await loadBookable(db, permanenceId, "seen") : undefined;
  if (!asked) return { hours: [], timeZone: "UTC" };
  const now = clock.now();
  const same = nearestTo(wanted.start, await hoursOf(asked, wanted, now), MOST).map((slot) => ({ ...slot, permanence: asked.id }));
  return { hours: same.length > 0 ? same : await elsewhere(asked, wanted, now), timeZone: asked.timeZone };
}

async function elsewhere({ id, placeId }: BookableHalfDay, wanted: Wanted, now: Instant): Promise<readonly Alternative[]> {
  const found: Alternative[] = [];
  for (const other of await nextHalfDays(placeId, id, now)) {
    if (found.length >= MOST) break;
    const bookable = await loadBookable(db, other, "seen");
    const hours = bookable ? await hoursOf(bookable, wanted, now) : [];
    found.push(...hours.slice(0, MOST - found.length).map((slot) => ({ ...slot, permanence: other })));
  }
  return found;
}

async function hoursOf({ id, halfDay, topics: known }: BookableHalfDay, { topics }: Wanted, now: Instant): Promise<readonly Slot[]> {
  const slots = openSlots(halfDay, known, await loadAppointments(db, [id]), topics, now);
  return slots.ok ? slots.value : [];
}

async function nextHalfDays(placeId: string, without: string, now: Instant): Promise<readonly string[]> {
  const rows = await db.permanence.findMany({
    where: {
      placeId, id: { not: without }, status: { in: ["scheduled", "open"] }, bookableLanes: { gt: 0 },
      endsAt: { gt: toDate(now) }, startsAt: { lt: toDate(plusMinutes(now, AHEAD)) },
    },
    select: { id: true },
    orderBy: [{ startsAt: "asc" }, { id: "asc" }],
    take: HALF_DAYS,
  });
  return rows.map(({ id }) => id);
}
