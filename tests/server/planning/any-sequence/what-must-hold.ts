import type { Instant } from "#lib/time/instant.ts";
import type { Interval } from "#lib/time/interval.ts";
import { colleague, hourOf, nameOf, namedHalfDay, type Resident, type World } from "./planning-world.ts";
import type { AppointmentRow, HalfDayRow, Rows, SeatRow } from "./rows.ts";

/**
 * The lists that the team sees. `team`: the appointments whose people are to be told; `closures`: those whose half-day
 * a closure keeps.
 */
export type Lists = { readonly team: ReadonlySet<string>; readonly closures: ReadonlySet<string> };

const meet = (a: Interval, b: Interval): boolean => a.start < b.end && b.start < a.end;
const lies = (inner: Interval, outer: Interval): boolean => outer.start <= inner.start && inner.end <= outer.end;

/**
 * What is wrong after an act, as sentences; nothing when all is well. Worked out from the rows before and after it and
 * from what the residents were told, by no rule of the product.
 */
export function wrongs(world: World, before: Rows, after: Rows, lists: Lists, now: Instant): readonly string[] {
  return [
    ...[...world.residents.values()].flatMap((resident) => wrongOf(resident, world, after, lists, now)),
    ...wrongLanes(world, after, now),
    ...wrongHolds(world, after, now),
    ...wrongSeats(world, before, after, now),
    ...wrongClosures(world, after, now),
  ];
}

/** Somebody who booked: they have the hour that they know of, or they are on a list, or they know. */
function wrongOf(resident: Resident, world: World, rows: Rows, lists: Lists, now: Instant): readonly string[] {
  const { name, appointment, hour, gaveUp, knows } = resident;
  const row = rows.appointments.find(({ id }) => id === appointment);
  if (!row) return [`the appointment of ${name} is gone`];
  const wrong: string[] = [];
  const isListed = lists.team.has(appointment);
  const hasCome = rows.visits.some((visit) => visit.appointment === appointment);
  if ((row.state === "cancelled-by-resident") !== (gaveUp && row.state !== "cancelled-by-service"))
    wrong.push(`${name} is ${row.state}, and ${gaveUp ? "gave their hour up" : "did not give their hour up"}`);
  if (row.state === "cancelled-by-service" && !knows && !isListed)
    wrong.push(`${name} was cancelled and is on no list`);
  if (row.state === "booked") {
    if (row.permanence !== hour.permanence || row.span.start !== hour.start)
      wrong.push(
        `${name} was moved without a yes from ${hourOf(hour.start)} to ${hourOf(row.span.start)} (${namedHalfDay(world, rows, row.permanence)})`,
      );
    const half = rows.halfDays.find(({ id }) => id === row.permanence);
    if (half?.status === "cancelled" && !hasCome && now < row.span.end)
      wrong.push(`${name} is booked at ${hourOf(row.span.start)} in a half-day that is cancelled`);
    const why = half && whyNotReceived(row, half);
    if (why !== undefined && !hasCome && now < row.span.end && !isListed && !lists.closures.has(appointment))
      wrong.push(`${name} is booked at ${hourOf(row.span.start)}, ${why}, and is on no list`);
  }
  const isAsked = rows.offers.some(
    (one) => one.appointment === appointment && one.answer === null && one.hold !== null,
  );
  if (isAsked && !hasCome && !isListed) wrong.push(`${name} is offered another hour and is on no list`);
  return wrong;
}

/** Why nobody receives an appointment at its hour. */
function whyNotReceived({ span, lane }: AppointmentRow, half: HalfDayRow): string | undefined {
  if (half.status !== "scheduled" && half.status !== "open") return `where the half-day is ${half.status}`;
  if (half.closure !== null) return "where a closure keeps the half-day";
  if (!lies(span, half.span)) return "outside the half-day";
  if (!half.bookable.some((window) => lies(span, window))) return "where no hour can be booked";
  return lane !== null && lane > half.lanes ? `in lane ${lane} of ${half.lanes}` : undefined;
}

/** No two hours of a half-day in one lane at one minute. Hours that are held count, until they expire. */
function wrongLanes(world: World, rows: Rows, now: Instant): readonly string[] {
  const taken = rows.appointments.filter(
    ({ state, heldUntil }) => state === "booked" || (state === "held" && heldUntil !== undefined && now < heldUntil),
  );
  return taken.flatMap((one) =>
    taken
      .filter(
        (two) =>
          one.id < two.id &&
          one.permanence === two.permanence &&
          one.lane !== null &&
          one.lane === two.lane &&
          meet(one.span, two.span),
      )
      .map(
        () =>
          `two hours meet in lane ${one.lane} at ${hourOf(one.span.start)} (${namedHalfDay(world, rows, one.permanence)})`,
      ),
  );
}

/** An hour that is offered can be kept: its half-day is held then. */
const wrongHolds = (world: World, rows: Rows, now: Instant): readonly string[] =>
  rows.appointments
    .filter(({ state, heldUntil }) => state === "held" && heldUntil !== undefined && now < heldUntil)
    .flatMap((hold) => {
      const half = rows.halfDays.find(({ id }) => id === hold.permanence);
      const why = half && whyNotReceived(hold, half);
      return why === undefined ? [] : [`the hour ${hourOf(hold.span.start)} is held ${why}`];
    });

/**
 * Nobody at two half-days, nor two people at one desk, nor anybody outside the hours or at a half-day that is not held.
 */
function wrongSeats(world: World, before: Rows, after: Rows, now: Instant): readonly string[] {
  const halfDays = new Map(after.halfDays.map((one) => [one.id, one]));
  const standing = after.seats.filter(({ released }) => !released);
  const said = (seat: SeatRow): string =>
    `${colleague(world, seat.account)} at desk ${seat.desk} of ${namedHalfDay(world, after, seat.permanence)} from ${hourOf(seat.span.start)} to ${hourOf(seat.span.end)}`;
  const wrong: string[] = [];
  for (const one of standing) {
    const half = halfDays.get(one.permanence);
    if (!half) continue;
    if (half.status === "cancelled") wrong.push(`${said(one)}, which is cancelled`);
    if (!lies(one.span, half.span)) wrong.push(`${said(one)}, outside its hours`);
    if (one.desk > half.desks && now < one.span.start) wrong.push(`${said(one)}, which has ${half.desks} desks`);
    for (const two of standing)
      if (one.id < two.id && meet(one.span, two.span)) {
        if (one.account === two.account) wrong.push(`${said(one)} and ${said(two)}`);
        if (one.permanence === two.permanence && one.desk === two.desk)
          wrong.push(`two people: ${said(one)}, ${said(two)}`);
      }
    // Who is away is planned nowhere anew; an absence that is noted later takes nobody off.
    const stood = before.seats.find(({ id, released }) => id === one.id && !released);
    const isNew = !stood || !lies(one.span, stood.span);
    const away = after.absences.some(({ account, span }) => account === one.account && meet(span, one.span));
    if (isNew && away && now < one.span.end) wrong.push(`${said(one)} was planned while they are away`);
  }
  return wrong;
}

/** A half-day is kept from being booked by a closure that reaches it, and by no other. */
const wrongClosures = (world: World, rows: Rows, now: Instant): readonly string[] =>
  rows.halfDays.flatMap((half) => {
    if (half.closure === null || half.status === "cancelled" || half.span.end <= now) return [];
    const closure = rows.closures.find(({ id }) => id === half.closure);
    const reaches =
      closure && !closure.lifted && meet(closure.span, half.span) && (closure.place ?? half.place) === half.place;
    return reaches ? [] : [`${nameOf(world, half)} is kept by a closure that does not reach it`];
  });

/** What the residents know is brought up to date: whoever is cancelled by the service anew does not know of it yet. */
export function forget(world: World, before: Rows, after: Rows): void {
  const was = new Map(before.appointments.map(({ id, state }) => [id, state]));
  for (const { id, state } of after.appointments) {
    const resident = world.residents.get(id);
    if (resident?.knows && state === "cancelled-by-service" && was.get(id) === "booked")
      world.residents.set(id, { ...resident, knows: false });
  }
}
