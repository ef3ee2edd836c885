import { accept, assertNever, refuse, type Result } from "#lib/result.ts";
import { deskLeftAt } from "#lib/queue/line/line-state.ts";
import type { SentAct, Stamp } from "#lib/queue/line/envelope.ts";
import { visitOf, withVisit, type ExpectedAppointment, type LineState } from "#lib/queue/line/line-state.ts";
import {
  baseOf,
  helpBefore,
  inOrder,
  invalidTransition,
  isAtDesk,
  isUncalled,
  type Visit,
} from "#lib/queue/line/visit.ts";
import type { AbsentVisit, PausedVisit, WaitingVisit } from "#lib/queue/line/visit.ts";
import { plusMinutes, type Instant } from "#lib/time/instant.ts";
import type { VisitLeft } from "./leave.ts";
import type { VisitFinished } from "./serve.ts";

export type Close = {
  readonly type: "close";
  readonly leftovers: readonly { readonly visit: string; readonly choice: Leftover }[];
  /**
   * Of the booked people who have not arrived. Missing from a program that does not name them: nothing is then decided.
   */
  readonly bookings?: readonly { readonly appointment: string; readonly choice: BookingChoice }[];
};

/**
 * What is said of somebody who still has a number when the permanence closes. `done`: was helped, and paused or back.
 */
export type Leftover = "another-date" | "no-date" | "left" | "done";

/**
 * What becomes of the appointment of somebody who has not arrived: `cancelled` by the service, or `kept` until the team
 * has found another hour for them. Whoever closes tells the person.
 */
export type BookingChoice = "cancelled" | "kept";

/**
 * Still had a number when the permanence ended. `not-recorded`: it ended automatically, and nobody said what became of
 * them.
 */
export type VisitUnserved = {
  readonly type: "visit-unserved";
  readonly visit: string;
  readonly choice: Extract<Leftover, "another-date" | "no-date"> | "not-recorded";
};
/** The service cancelled the appointment of somebody who had not arrived, by closing. */
export type AppointmentCancelled = { readonly type: "appointment-cancelled"; readonly appointment: string };
export type Closed = { readonly type: "closed"; readonly outcome: ClosedOutcome };

/** `held`: somebody was helped. `not-held`: closed without having been opened. They are counted apart. */
type ClosedOutcome = "held" | "held-with-nobody" | "not-held";

/**
 * `desk-busy`: somebody is called or helped. `not-found`: a choice for nobody here. `leftovers-remain`: somebody is
 * without a choice. `state-changed`: `done` was said of somebody who had not been helped.
 */
export type CloseRefusal = "desk-busy" | "not-found" | "leftovers-remain" | "state-changed";

type LeftoverEnd = VisitUnserved | VisitLeft | VisitFinished;

/**
 * A person ends the permanence: whoever still has a number or is still expected is told what follows, and counted
 * (docs/line.md#closing). A choice for somebody who has left, arrived or cancelled meanwhile changes nothing.
 */
export function close(
  state: LineState,
  command: SentAct<Close>,
  now: Instant,
): Result<readonly (LeftoverEnd | AppointmentCancelled | Closed)[], CloseRefusal> {
  if (state.visits.some(isAtDesk)) return refuse("desk-busy");
  const choices = new Map(command.leftovers.map(({ visit, choice }) => [visit, choice]));
  if ([...choices.keys()].some((id) => !visitOf(state, id))) return refuse("not-found");
  const ends: LeftoverEnd[] = [];
  for (const visit of state.visits.filter(isLeftOver)) {
    const choice = choices.get(visit.id);
    if (choice === undefined) return refuse("leftovers-remain");
    if (choice === "done" && !helpBefore(visit)) return refuse("state-changed");
    ends.push(endOf(visit, choice));
  }
  const bookings = new Map(command.bookings?.map(({ appointment, choice }) => [appointment, choice]));
  if (command.bookings && stillExpected(state, now).some(({ id }) => !bookings.has(id)))
    return refuse("leftovers-remain");
  const cancelled = state.expected.filter(({ id }) => bookings.get(id) === "cancelled");
  return accept([
    ...ends,
    ...cancelled.map(({ id }) => ({ type: "appointment-cancelled", appointment: id }) as const),
    { type: "closed", outcome: outcomeOf(state) },
  ]);
}

/** The booked people who have not arrived and may still come: their hour, or the one they announced, is not over. */
export const stillExpected = (state: LineState, now: Instant): readonly ExpectedAppointment[] =>
  state.expected.filter(({ hour, minutes, expectedAt = hour }) => now < plusMinutes(hour, minutes) || now < expectedAt);

type LeftOver = WaitingVisit | AbsentVisit | PausedVisit;

/** Whether the visit still has a number when the permanence closes: in line, absent or paused. */
export const isLeftOver = (visit: Visit): visit is LeftOver =>
  visit.state === "waiting" || visit.state === "absent" || visit.state === "paused";

/**
 * Somebody who is paused, or back from help, had been helped: they are not counted as unserved when they get another
 * date.
 */
function endOf(person: LeftOver, choice: Leftover): LeftoverEnd {
  const visit = person.id;
  switch (choice) {
    case "another-date":
    case "no-date":
      return helpBefore(person)
        ? { type: "visit-finished", visit, closing: true }
        : { type: "visit-unserved", visit, choice };
    case "left":
      return { type: "visit-left", visit, why: "staff", closing: true };
    case "done":
      return { type: "visit-finished", visit, closing: true };
    default:
      return assertNever(choice);
  }
}

function outcomeOf(state: LineState): ClosedOutcome {
  if (state.status !== "open") return "not-held";
  return state.visits.some(wasHelped) ? "held" : "held-with-nobody";
}

const wasHelped = (visit: Visit): boolean =>
  "startedAt" in visit || visit.helped !== undefined || (visit.state === "waiting" && visit.back);

/** The appointment is expected no more. */
export const appointmentCancelled = (state: LineState, event: AppointmentCancelled): LineState => ({
  ...state,
  expected: state.expected.filter(({ id }) => id !== event.appointment),
});

/** The visit ends without help. Throws unless it was waiting, absent or called. */
export const visitUnserved = (state: LineState, event: VisitUnserved, { at }: Stamp): LineState =>
  withVisit(state, event.visit, (visit) =>
    isUncalled(visit) || visit.state === "called"
      ? { ...baseOf(visit), state: "unserved", endedAt: inOrder(visit, at) }
      : invalidTransition(visit, "unserved"),
  );

/** A person has closed it: the line is over, unless it is reopened within the hour. */
export const closed = (state: LineState, _: Closed, { at }: Stamp): LineState => ({
  ...closedLine(state, at),
  closedAt: at,
});

/** The line once it is over: every desk is left and numbers lent to devices are void. */
export const closedLine = (state: LineState, at: Instant): LineState => ({
  ...state,
  status: "closed",
  suspended: false,
  desks: state.desks.map((desk) => deskLeftAt(desk, at)),
  leases: [],
});
