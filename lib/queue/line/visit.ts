import type { Instant } from "../../time/instant.ts";

/**
 * How a person came into the line. `late` is fixed at check-in: she then stands in line from her arrival. `passedBy`: the
 * standing calls that made her late; once all are taken back she is not. `wanted`: the conseiller she asked for, told to the desks,
 * no part of the order.
 */
export type Origin =
  | { readonly kind: "walk-in" }
  | {
      readonly kind: "appointment";
      readonly appointment: string;
      readonly hour: Instant;
      readonly bookedAt: Instant;
      readonly late: boolean;
      readonly passedBy?: readonly string[];
      readonly wanted?: string;
    };

/** What every visit keeps from the moment its number is given. `joinedAt`, then `number`, is the order key. */
export type Issued = {
  readonly id: string;
  readonly number: number;
  readonly origin: Origin;
  readonly joinedAt: Instant;
  readonly priority: boolean;
  readonly topic?: string;
  readonly language?: string;
  readonly card?: number;
  /** Calls she did not answer: two are offered again, the third ends in `left`. */
  readonly missedCalls: number;
  /** « Je reviens », twice at most. */
  readonly awayTimes: number;
};

/** `back`: returned from a pause whose desk is gone, so next at any desk. */
export type WaitingVisit = Issued & { readonly state: "waiting"; readonly back: boolean; readonly awayUntil?: Instant };
/** Did not answer. `missedAtCall`: how many standing calls the line had made then. */
export type AbsentVisit = Issued & { readonly state: "absent"; readonly missedAtCall: number };
export type CalledVisit = Issued & { readonly state: "called"; readonly desk: number; readonly calledAt: Instant };
export type ServingVisit = Issued & {
  readonly state: "serving";
  readonly desk: number;
  readonly calledAt: Instant;
  readonly startedAt: Instant;
};
/** `errand`: gone for a paper, or trying alone. `other-desk`: handed over, first in turn at that `desk`. */
export type PausedVisit = Issued & {
  readonly state: "paused";
  readonly for: PausedFor;
  readonly desk: number;
  readonly calledAt: Instant;
  readonly startedAt: Instant;
};
export type DoneVisit = Issued & {
  readonly state: "done";
  readonly desk: number;
  readonly calledAt: Instant;
  readonly startedAt: Instant;
  readonly endedAt: Instant;
};
/** `given-by-mistake`: the number was undone; it stays used and is not counted as a person. `startedAt`: she left from a pause, and was helped. */
export type LeftVisit = Issued & {
  readonly state: "left";
  readonly startedAt?: Instant;
  readonly endedAt: Instant;
  readonly why: LeftWhy;
};
/** `startedAt`: redirected from a pause, so she was helped. */
export type RedirectedVisit = Issued & {
  readonly state: "redirected";
  readonly startedAt?: Instant;
  readonly endedAt: Instant;
};
export type UnservedVisit = Issued & { readonly state: "unserved"; readonly endedAt: Instant };

export type PausedFor = "errand" | "other-desk";

export type LeftWhy = "resident" | "staff" | "missed-calls" | "given-by-mistake";

export type Visit =
  | WaitingVisit
  | AbsentVisit
  | CalledVisit
  | ServingVisit
  | PausedVisit
  | DoneVisit
  | LeftVisit
  | RedirectedVisit
  | UnservedVisit;

export type VisitState = Visit["state"];

/** Somebody a desk may call: she waits, or did not answer and may be offered her turn again. */
export type UncalledVisit = WaitingVisit | AbsentVisit;

/** Whether a desk may call her. */
export const isUncalled = (visit: Visit): visit is UncalledVisit =>
  visit.state === "waiting" || visit.state === "absent";

/** Somebody who holds a desk: two such visits never share one (queue.md, invariant 1). */
export type AtDesk = CalledVisit | ServingVisit;

/** Whether she holds a desk now; a pause frees it. */
export const isAtDesk = (visit: Visit): visit is AtDesk => visit.state === "called" || visit.state === "serving";
