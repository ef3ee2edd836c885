import type { Instant } from "../../time/instant.ts";
import { issued, misfit } from "./issued.ts";
import type { DoneVisit, LeftVisit, LeftWhy, RedirectedVisit, UnservedVisit, Visit } from "./visit.ts";

/** Helped; the desk is free. Throws unless she was served or paused. */
export function done(visit: Visit, at: Instant): DoneVisit {
  if (visit.state !== "serving" && visit.state !== "paused") return misfit(visit, "done");
  const { desk, calledAt, startedAt } = visit;
  return { ...issued(visit), state: "done", desk, calledAt, startedAt, endedAt: at };
}

/** Gone, from any state. The third missed call is counted as the others are. */
export const left = (visit: Visit, why: LeftWhy, at: Instant): LeftVisit => ({
  ...issued(visit),
  missedCalls: visit.missedCalls + (why === "missed-calls" ? 1 : 0),
  state: "left",
  ...helpedSince(visit),
  endedAt: at,
  why,
});

/** Sent on elsewhere: helped when she sat at a desk, else redirected. Throws when her visit had ended. */
export function referred(visit: Visit, at: Instant): DoneVisit | RedirectedVisit {
  if (visit.state === "serving") return done(visit, at);
  if ("endedAt" in visit) return misfit(visit, "redirected");
  return { ...issued(visit), state: "redirected", ...helpedSince(visit), endedAt: at };
}

/** Still had a number when the half-day closed. Throws when her visit had ended or she sat at a desk. */
export const unserved = (visit: Visit, at: Instant): UnservedVisit =>
  visit.state === "waiting" || visit.state === "absent" || visit.state === "paused"
    ? { ...issued(visit), state: "unserved", endedAt: at }
    : misfit(visit, "unserved");

/** Who goes from a pause had been helped: that contact counts (domain.md, section 7). */
const helpedSince = (visit: Visit): { readonly startedAt?: Instant } =>
  visit.state === "paused" ? { startedAt: visit.startedAt } : {};
