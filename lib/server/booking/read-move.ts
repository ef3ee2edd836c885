import type { Slot } from "#lib/booking/appointment.ts";
import { mayChange } from "#lib/booking/may-change.ts";
import type { Instant } from "#lib/time/instant.ts";
import type { ResidentAppointment } from "#lib/booking/resident-appointment.ts";
import { clock } from "#lib/server/clock.ts";
import { db } from "#lib/server/db.ts";
import { loadBookables, type BookableHalfDay } from "./load-bookable.ts";
import { appointmentOfSecret } from "./open-appointment.ts";
import { hoursOf, nextHalfDays } from "./read-alternatives.ts";
import { readAppointment } from "./read-appointment.ts";

/** A half-day with the hours to which an appointment can be moved. */
type DayToMoveTo = {
  readonly permanence: string;
  readonly start: Instant;
  readonly timeZone: string;
  readonly place: ResidentAppointment["place"];
  readonly slots: readonly Slot[];
};

/**
 * An appointment and where it can be moved. `may`: whether it can be moved at all; `chosen`: the half-day whose hours
 * are shown; `others`: further half-days with free hours.
 */
export type Move = {
  readonly held: ResidentAppointment;
  readonly may: boolean;
  readonly chosen: DayToMoveTo | undefined;
  readonly others: readonly DayToMoveTo[];
};

/** How many half-days are read, and how many of those with free hours are listed. */
const HALF_DAYS = 12;
const MOST = 6;

/**
 * What the page that moves an appointment shows. `day`: the id of the half-day asked for; otherwise the present one is
 * shown. Only half-days of the same organisation, with hours as long as the appointment, without its own hour.
 * Undefined when the secret opens nothing. The number of queries is constant.
 */
export async function readMove(secret: string, day: string | undefined): Promise<Move | undefined> {
  const [held, mine] = await Promise.all([readAppointment(secret), appointmentOfSecret(secret)]);
  if (!held || !mine) return undefined;
  const now = clock.now();
  if (!mayChange(held, now).move) return { held, may: false, chosen: undefined, others: [] };
  const { organisationId } = await db.permanence.findUniqueOrThrow({
    where: { id: held.permanence },
    select: { organisationId: true },
  });
  const halfDays = await loadBookables(db, [
    held.permanence,
    ...(await nextHalfDays({ organisationId }, [held.permanence], now, HALF_DAYS)),
  ]);
  const hours = await hoursOf(
    halfDays,
    { topics: mine.topics, mine, ...(mine.conseiller !== null && { wantedConseiller: mine.conseiller }) },
    now,
  );
  const days = halfDays.map((halfDay) => dayOf(halfDay, hours.get(halfDay.id) ?? []));
  const chosen =
    days.find(({ permanence }) => permanence === day) ?? days.find(({ permanence }) => permanence === held.permanence);
  return {
    held,
    may: true,
    chosen,
    others: days.filter((other) => other !== chosen && other.slots.length > 0).slice(0, MOST),
  };
}

const dayOf = ({ id, halfDay, timeZone, place }: BookableHalfDay, slots: readonly Slot[]): DayToMoveTo => ({
  permanence: id,
  start: halfDay.span.start,
  timeZone,
  place,
  slots,
});
