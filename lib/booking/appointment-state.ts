import { assertNever } from "#lib/result.ts";
import { plusMinutes, type Instant } from "#lib/time/instant.ts";
import type { Interval } from "#lib/time/interval.ts";
import type { AppointmentState } from "./appointment.ts";

/** The state shown of an appointment: the stored one, or what follows for a booked one from its visit and the clock. */
export type ShownState = AppointmentState | "checked-in" | "late" | "no-show" | "attended" | "awaiting-outcome";

/** Whether it was cancelled, by the resident or by the service: nobody is expected at its hour. */
export const isCancelled = (state: ShownState): boolean =>
  state === "cancelled-by-resident" || state === "cancelled-by-service";

/**
 * What decides the state shown. `permanenceEnd`: when the half-day was closed, else its planned end. `visit`: the state
 * of the visit, once the resident has checked in. `expectedAt`: the hour they announced when they come late.
 * `passedBy`: ids of the calls, not undone, that took their turn.
 */
export type AppointmentFacts = {
  readonly state: AppointmentState;
  readonly span: Interval;
  readonly permanenceEnd: Instant;
  readonly visit?: "waiting" | "called" | "absent" | "serving" | "paused" | "done" | "left" | "redirected" | "unserved";
  readonly expectedAt?: Instant;
  readonly passedBy: readonly string[];
};

/**
 * The state shown (docs/booking.md#appointment-states). A resident who has not come is a no-show only once their turn
 * came without them, and no longer when they come; what nobody recorded awaits its outcome.
 */
export function shownState(known: AppointmentFacts, now: Instant): ShownState {
  if (known.state !== "booked") return known.state;
  if (known.visit !== undefined) return ofVisit(known.visit);
  const missed = turnPassed(known, now);
  if (known.expectedAt !== undefined && now < known.permanenceEnd)
    return missed && known.expectedAt < now ? "no-show" : "late";
  if (missed) return "no-show";
  return now < known.permanenceEnd ? "booked" : "awaiting-outcome";
}

/**
 * Whether the half-day was closed before the hour of the appointment, so that nobody receives the resident: true from
 * the closing on, also after the hour. False for a resident who had checked in by then, since they know.
 */
export const closedBefore = (
  { state, visit, span, permanenceEnd }: Pick<AppointmentFacts, "state" | "visit" | "span" | "permanenceEnd">,
  now: Instant,
): boolean => state === "booked" && visit === undefined && permanenceEnd <= now && permanenceEnd <= span.start;

function ofVisit(visit: NonNullable<AppointmentFacts["visit"]>): ShownState {
  switch (visit) {
    case "waiting":
    case "called":
    case "absent":
    case "serving":
    case "paused":
      return "checked-in";
    case "done":
    case "redirected":
      return "attended";
    case "left":
    case "unserved":
      return "awaiting-outcome";
    default:
      return assertNever(visit);
  }
}

/**
 * What the page says of help that was not given: `missing`, they were here until the team closed the half-day;
 * `unknown`, nobody recorded what became of them, since nobody opened the half-day or nobody closed it. `recorded`: a
 * person closed it. Undefined for everybody else, also for who did not come or left.
 */
export function helpNotGiven(
  { state, visit, permanenceEnd }: Pick<AppointmentFacts, "state" | "visit" | "permanenceEnd">,
  recorded: boolean,
  now: Instant,
): "missing" | "unknown" | undefined {
  if (visit === "unserved") return recorded ? "missing" : "unknown";
  return state === "booked" && visit === undefined && !recorded && permanenceEnd <= now ? "unknown" : undefined;
}

/** Minutes after the hour from which a passed turn counts (docs/line.md#late-appointments). */
const GRACE = 15;

/** Whether the turn came without the resident and the grace is over. `passedBy`: calls, not undone, that took it. */
const turnPassed = (
  { span, passedBy }: { readonly span: Interval; readonly passedBy: readonly string[] },
  now: Instant,
): boolean => plusMinutes(span.start, GRACE) < now && passedBy.length > 0;

/**
 * How late a resident is who is not here while the half-day goes on: `told`, they announced that they come later;
 * `due`, the hour has come and their place in the order is kept; `passed`, their turn came without them, and from their
 * arrival they stand in line (docs/line.md#late-appointments).
 */
export type Lateness = "told" | "due" | "passed";

/** How late they are; undefined while the hour is to come, once they have checked in, and when the half-day is over. */
export function latenessOf(known: AppointmentFacts, now: Instant): Lateness | undefined {
  if (known.state !== "booked" || known.visit !== undefined || known.permanenceEnd <= now) return undefined;
  if (turnPassed(known, now)) return "passed";
  if (known.expectedAt !== undefined) return "told";
  return known.span.start <= now ? "due" : undefined;
}
