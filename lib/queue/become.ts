import type { Instant } from "../time/instant.ts";
import type { QueueEvent } from "./events.ts";
import { isUncalled, type AbsentVisit, type CalledVisit, type DoneVisit, type Issued, type LeftVisit, type LeftWhy, type ServingVisit, type Visit, type WaitingVisit } from "./visit.ts";

/** The visit that a given number begins. */
export const joined = (event: Extract<QueueEvent, { type: "visit-joined" }>): WaitingVisit => ({
  ...issued({ ...event, id: event.visit, missedCalls: 0, awayTimes: 0 }),
  state: "waiting",
  back: false,
});

/** The visit with priority, no cause kept. Like its neighbours it throws when the visit is in another state: `decide` has refused that before. */
/** Next to be called, in the state she is in. Throws unless she can be called. */
export const prioritised = (visit: Visit): Visit => (isUncalled(visit) ? { ...visit, priority: true } : misfit(visit, "prioritised"));

/** The visit called to a desk; it forgets an absence or a pause, never its number and place. */
/** Called to a desk, from the line or after a missed call. Throws from any other state. */
export const called = (visit: Visit, desk: number, at: Instant): CalledVisit =>
  isUncalled(visit) ? { ...issued(visit), state: "called", desk, calledAt: at } : misfit(visit, "called");

/** The visit being helped, from that moment. */
/** At the desk, help has begun. Throws unless she was called. */
export const serving = (visit: Visit, at: Instant): ServingVisit =>
  visit.state === "called" ? { ...visit, state: "serving", startedAt: at } : misfit(visit, "serving");

/** The visit that ended with help given. */
/** Helped; the desk is free. Throws unless she was served. */
export const done = (visit: Visit, at: Instant): DoneVisit =>
  visit.state === "serving" ? { ...visit, state: "done", endedAt: at } : misfit(visit, "done");

/** The visit that did not answer. `calls`: how many calls of the line stand, to offer it again after two further ones. */
/** Did not answer: remembers how many calls stood then. Throws unless she was called. */
export const missed = (visit: Visit, calls: number): AbsentVisit =>
  visit.state === "called"
    ? { ...issued(visit), missedCalls: visit.missedCalls + 1, state: "absent", missedAtCall: calls }
    : misfit(visit, "absent");

/** The visit that ended without help, and why; the last missed call counts as one. */
/** Gone without help, from any state. The third missed call is counted as the others are. */
export const left = (visit: Visit, why: LeftWhy, at: Instant): LeftVisit => ({
  ...issued(visit),
  missedCalls: visit.missedCalls + (why === "missed-calls" ? 1 : 0),
  state: "left",
  endedAt: at,
  why,
});

/** What a visit keeps whatever its state; the rest belongs to the state it leaves. */
const issued = ({ id, number, origin, joinedAt, priority, topic, language, card, missedCalls, awayTimes }: Issued): Issued => ({
  id, number, origin, joinedAt, priority, missedCalls, awayTimes,
  ...(topic !== undefined && { topic }), ...(language !== undefined && { language }), ...(card !== undefined && { card }),
});

/** An event that does not fit the line it is applied to was decided on another one: a surprise, not a refusal. */
function misfit(visit: Visit, becoming: string): never {
  throw new Error(`Number ${visit.number} is ${visit.state} and cannot become ${becoming}.`);
}
