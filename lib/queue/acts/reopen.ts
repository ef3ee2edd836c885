import { accept, refuse, type Result } from "#lib/result.ts";
import { REOPENABLE_FOR } from "#lib/schedule/permanence.ts";
import { plusMinutes, type Instant } from "#lib/time/instant.ts";
import type { SentAct } from "#lib/queue/line/envelope.ts";
import { visitOf, withVisit, type LineState } from "#lib/queue/line/line-state.ts";
import { baseOf, type UnservedVisit, type WaitingVisit } from "#lib/queue/line/visit.ts";
import { passedSince } from "#lib/queue/order/who-may-pass.ts";

export type Reopen = { readonly type: "reopen" };
export type TakeBack = { readonly type: "take-back"; readonly visit: string };

export type Reopened = { readonly type: "reopened" };
/** `was`: the visit as it had ended. `overtaken`: those in line whom it comes in front of. */
export type VisitTakenBack = {
  readonly type: "visit-taken-back";
  readonly was: UnservedVisit;
  readonly overtaken: readonly string[];
};

/** `too-late`: it was closed more than an hour ago. */
export type ReopenRefusal = "too-late";
export type TakeBackRefusal = "not-found" | "state-changed";

/** Until when a half-day can be reopened, the moment included; undefined unless a person has closed it. */
export const reopenableUntil = ({ status, closedAt }: LineState): Instant | undefined =>
  status === "closed" && closedAt !== undefined ? plusMinutes(closedAt, REOPENABLE_FOR) : undefined;

/**
 * A half-day that was closed by mistake goes on, within the hour, the sixtieth minute included. Who was told to go
 * stays ended, no desk is taken, and no appointment is expected again that closing has cancelled. Nothing happens when
 * it is not closed.
 */
export function reopen(state: LineState, _: SentAct<Reopen>, now: Instant): Result<readonly Reopened[], ReopenRefusal> {
  if (state.status !== "closed") return accept([]);
  return now <= (reopenableUntil(state) ?? -Infinity) ? accept([{ type: "reopened" }]) : refuse("too-late");
}

/** Somebody who was told to go when the half-day was closed stands in line again, at the place of their number. */
export function takeBack(
  state: LineState,
  command: SentAct<TakeBack>,
  now: Instant,
): Result<readonly VisitTakenBack[], TakeBackRefusal> {
  const visit = visitOf(state, command.visit);
  if (!visit) return refuse("not-found");
  if (visit.state === "waiting") return accept([]);
  if (visit.state !== "unserved") return refuse("state-changed");
  const overtaken = passedSince(
    state,
    withVisit(state, visit.id, () => inLine(visit)),
    now,
  );
  return accept([{ type: "visit-taken-back", was: visit, overtaken }]);
}

/** As before it was closed: a half-day that had been opened is open again, another one is scheduled. */
export function reopened({ closedAt: _, ...state }: LineState): LineState {
  return { ...state, status: state.desks.length > 0 ? "open" : "scheduled" };
}

/** Waiting, with number and place. */
export const visitTakenBack = (state: LineState, { was }: VisitTakenBack): LineState =>
  withVisit(state, was.id, () => inLine(was));

const inLine = (visit: UnservedVisit): WaitingVisit => ({ ...baseOf(visit), state: "waiting", back: false });
