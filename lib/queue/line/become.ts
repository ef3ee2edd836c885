import type { Instant } from "../../time/instant.ts";
import type { QueueEvent } from "./events.ts";
import { issued, misfit } from "./issued.ts";
import {
  isUncalled,
  type AbsentVisit,
  type CalledVisit,
  type PausedVisit,
  type ServingVisit,
  type Visit,
  type WaitingVisit,
} from "./visit.ts";

/** The visit that a given number begins. */
export const joined = (event: Extract<QueueEvent, { type: "visit-joined" }>): WaitingVisit => ({
  ...issued({ ...event, id: event.visit, missedCalls: 0, awayTimes: 0 }),
  state: "waiting",
  back: false,
});

/** Next to be called, in the state she is in. Throws unless she can be called. */
export const prioritised = (visit: Visit): Visit =>
  isUncalled(visit) ? { ...visit, priority: true } : misfit(visit, "prioritised");

/** Away until then, counted; or here again. Throws unless she waits. */
export function away(visit: Visit, until: Instant | undefined): WaitingVisit {
  if (visit.state !== "waiting") return misfit(visit, "away");
  const { awayUntil: _, ...here } = visit;
  return until === undefined ? here : { ...here, awayTimes: here.awayTimes + 1, awayUntil: until };
}

/** Called to a desk, from the line or after a missed call. Throws from any other state. */
export const called = (visit: Visit, desk: number, at: Instant): CalledVisit =>
  isUncalled(visit) ? { ...issued(visit), state: "called", desk, calledAt: at } : misfit(visit, "called");

/** At the desk, help has begun. Throws unless she was called. */
export const serving = (visit: Visit, at: Instant): ServingVisit =>
  visit.state === "called" ? { ...visit, state: "serving", startedAt: at } : misfit(visit, "serving");

/** Away from the desk, which is free meanwhile. Throws unless she was served. */
export const paused = (visit: Visit): PausedVisit =>
  visit.state === "serving" ? { ...visit, state: "paused", for: "errand" } : misfit(visit, "paused");

/** Awaited at another desk, first there. Throws unless she was served. */
export const handedOver = (visit: Visit, desk: number): PausedVisit =>
  visit.state === "serving" ? { ...visit, state: "paused", for: "other-desk", desk } : misfit(visit, "handed over");

/** Served again at her desk, with the clock she had. Throws unless she was paused. */
export function resumed(visit: Visit): ServingVisit {
  if (visit.state !== "paused") return misfit(visit, "resumed");
  const { for: _, ...served } = visit;
  return { ...served, state: "serving" };
}

/** In line again, next at any desk. Throws unless she was paused. */
export const back = (visit: Visit): WaitingVisit =>
  visit.state === "paused" ? { ...issued(visit), state: "waiting", back: true } : misfit(visit, "back");

/** Did not answer: remembers how many calls stood then. Throws unless she was called. */
export const missed = (visit: Visit, calls: number): AbsentVisit =>
  visit.state === "called"
    ? { ...issued(visit), missedCalls: visit.missedCalls + 1, state: "absent", missedAtCall: calls }
    : misfit(visit, "absent");
