import { never } from "../result.ts";
import { plusMinutes, type Instant } from "../time/instant.ts";
import type { Interval } from "../time/interval.ts";
import type { AppointmentState } from "./appointment.ts";

/** What is said of an appointment: what is stored, or what its visit and the clock make of a booked one. */
export type ShownState = AppointmentState | "checked-in" | "late" | "no-show" | "attended" | "awaiting-outcome";

/** Whether it was called off, by whomever: nobody is expected at its hour. */
export const isCancelled = (state: ShownState): boolean =>
  state === "cancelled-by-resident" || state === "cancelled-by-service";

/** What is known of it. `permanenceEnd`: when its half-day closed, else when it is to end. `visit`: the state of the passage it became. `passedBy`: standing calls that took her turn. */
export type AppointmentFacts = {
  readonly state: AppointmentState;
  readonly span: Interval;
  readonly permanenceEnd: Instant;
  readonly visit?: "waiting" | "called" | "absent" | "serving" | "paused" | "done" | "left" | "redirected" | "unserved";
  readonly expectedAt?: Instant;
  readonly passedBy: readonly string[];
};

/**
 * The one function that derives it (CONTRACT, Appointment). Somebody who did not come is a no-show only when her turn
 * came without her, and it is undone by her coming; what nobody recorded awaits its outcome.
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
 * Whether her half-day was closed before her hour came, so that nobody receives her: she is told so as soon as it is
 * closed, and also at her hour and after it. Not of whoever had a number by then: she knows.
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
      return never(visit);
  }
}

/** Late begins so many minutes after the hour, and only when her turn came without her (DESIGN, Order of the line). */
const GRACE = 15;

/** Whether her turn came without her, later than the grace. `passedBy`: standing calls that took it. */
export const turnPassed = (
  { span, passedBy }: { readonly span: Interval; readonly passedBy: readonly string[] },
  now: Instant,
): boolean => plusMinutes(span.start, GRACE) < now && passedBy.length > 0;

/**
 * How it stands with somebody whose half-day goes on and who is not here: `told`, she said that she comes later; `due`,
 * her hour has come and her place in the order is still hers; `passed`, her turn came without her, and from her arrival
 * she stands in line (CONTRACT 5, histories 3 and 4).
 */
export type Lateness = "told" | "due" | "passed";

/** How late she is; undefined while her hour is to come, once she is here, and when nobody is waited for any more. */
export function latenessOf(known: AppointmentFacts, now: Instant): Lateness | undefined {
  if (known.state !== "booked" || known.visit !== undefined || known.permanenceEnd <= now) return undefined;
  if (turnPassed(known, now)) return "passed";
  if (known.expectedAt !== undefined) return "told";
  return known.span.start <= now ? "due" : undefined;
}
