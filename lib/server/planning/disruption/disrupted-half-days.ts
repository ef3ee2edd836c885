import type { AppointmentToMove } from "#lib/booking/new-hours.ts";
import type { PersonAway, NamedHalfDay } from "#lib/booking/disruption.ts";
import type { Interval } from "#lib/time/interval.ts";
import { overlaps } from "#lib/time/interval.ts";
import type { Instant } from "#lib/time/instant.ts";
import { PLANNED_ROLES } from "#lib/access/roles.ts";
import { hoursWithoutRole, type Candidate } from "#lib/schedule/assignment.ts";
import type { PlannedSeat } from "#lib/schedule/planned-week.ts";
import { spanOf, toDate } from "#lib/server/clock.ts";
import type { Tx } from "#lib/server/db.ts";
import { loadAppointments } from "#lib/server/booking/load-appointments.ts";
import { loadBookables, type BookableHalfDay } from "#lib/server/booking/load-bookable.ts";
import { holdOf, plannedRole } from "#lib/server/planning/assignments/read-free-people.ts";
import { readStaffed, type StaffedHalfDay } from "#lib/server/planning/assignments/staff-half-day.ts";

/**
 * A half-day that is to be settled, with all that decides what becomes of it. `away`: the seats of those who are away,
 * or have no role there any more, during a part of what is left of theirs; `there`: the other seats that are not over.
 * `appointments`: booked and held ones. `waiting`: how many numbers are not helped yet; `busy`: the desks at which
 * somebody is called or helped.
 */
export type DisruptedHalfDay = NamedHalfDay & {
  readonly staffed: StaffedHalfDay;
  readonly bookable: BookableHalfDay;
  readonly away: readonly PlannedSeat[];
  readonly there: readonly PlannedSeat[];
  readonly appointments: readonly AppointmentToMove[];
  readonly waiting: number;
  readonly busy: readonly number[];
};

/**
 * Reads these half-days, in order of time; those that do not exist are missing. `announced`: absences that are not
 * written yet. A constant number of statements, without locks.
 */
export async function readDisrupted(
  tx: Tx,
  ids: readonly string[],
  announced: readonly PersonAway[],
  now: Instant,
): Promise<readonly DisruptedHalfDay[]> {
  const staffed = await readStaffed(tx, ids);
  const bookables = new Map((await loadBookables(tx, ids)).map((one) => [one.id, one]));
  const appointments = await loadAppointments(tx, ids);
  const visits = await tx.visit.findMany({
    where: { permanenceId: { in: [...ids] } },
    select: { permanenceId: true, appointmentId: true, state: true, desk: true },
  });
  const away = [...announced, ...(await readAbsences(tx, staffed))];
  const holds = await readHolds(tx, staffed);
  const arrived = new Set(visits.map(({ appointmentId }) => appointmentId));
  return staffed.flatMap((held): DisruptedHalfDay[] => {
    const bookable = bookables.get(held.id);
    if (!bookable) return [];
    const toCome = held.seats.filter(({ span }) => now < span.end);
    const isAway = ({ account, span }: PlannedSeat): boolean => {
      const left = { start: now < span.start ? span.start : now, end: span.end };
      return (
        away.some((one) => one.account === account && overlaps(one.span, left)) ||
        hoursWithoutRole({ holds: holds(account, held.organisation) }, held.place, left).length > 0
      );
    };
    const here = visits.filter(({ permanenceId }) => permanenceId === held.id);
    return [
      {
        permanence: held.id,
        place: bookable.place.name,
        localDate: held.localDate,
        span: held.span,
        timeZone: held.timeZone,
        staffed: held,
        bookable,
        away: toCome.filter(isAway),
        there: toCome.filter((seat) => !isAway(seat)),
        appointments: appointments
          .filter(({ permanence }) => permanence === held.id)
          .map((one) => ({ ...one, arrived: arrived.has(one.id) })),
        waiting: here.filter(({ state }) => state === "waiting" || state === "absent").length,
        busy: here
          .flatMap(({ state, desk }) => ((state === "called" || state === "serving") && desk !== null ? [desk] : []))
          .sort((a, b) => a - b),
      },
    ];
  });
}

/** The roles with which those who are planned there can be planned, by account and organisation. */
async function readHolds(
  tx: Tx,
  halfDays: readonly StaffedHalfDay[],
): Promise<(account: string, organisation: string) => Candidate["holds"]> {
  const rows = await tx.membership.findMany({
    where: {
      userId: { in: [...new Set(halfDays.flatMap(({ seats }) => seats.map(({ account }) => account)))] },
      organisationId: { in: [...new Set(halfDays.map(({ organisation }) => organisation))] },
      role: { in: [...PLANNED_ROLES] },
    },
    select: plannedRole,
  });
  return (account, organisation) =>
    rows.filter((row) => row.userId === account && row.organisationId === organisation).map(holdOf);
}

/** The absences that meet these half-days, of those who are planned there. */
async function readAbsences(tx: Tx, halfDays: readonly StaffedHalfDay[]): Promise<readonly PersonAway[]> {
  const accounts = [...new Set(halfDays.flatMap(({ seats }) => seats.map(({ account }) => account)))];
  const during = outermost(halfDays.map(({ span }) => span));
  if (!during || accounts.length === 0) return [];
  const rows = await tx.absence.findMany({
    where: {
      conseillerId: { in: accounts },
      startsAt: { lt: toDate(during.end) },
      endsAt: { gt: toDate(during.start) },
    },
    orderBy: [{ startsAt: "asc" }, { id: "asc" }],
    select: { conseillerId: true, startsAt: true, endsAt: true },
  });
  return rows.map((row) => ({ account: row.conseillerId, span: spanOf(row) }));
}

/** From the first start to the last end of these spans. */
const outermost = (spans: readonly Interval[]): Interval | undefined =>
  spans.reduce<Interval | undefined>(
    (all, { start, end }) =>
      all ? { start: start < all.start ? start : all.start, end: end > all.end ? end : all.end } : { start, end },
    undefined,
  );
