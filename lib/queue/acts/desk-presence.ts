import { accept, refuse, type Result } from "#lib/result.ts";
import type { Instant } from "#lib/time/instant.ts";
import { deskLeftAt, deskOf, withoutBreak } from "#lib/queue/line/line-state.ts";
import type { SentAct, Stamp } from "#lib/queue/line/envelope.ts";
import { isStillToCome, occupantOf, type Desk, type LineState } from "#lib/queue/line/line-state.ts";
import { freedFrom } from "./hand-over.ts";
import type { VisitBack } from "./pause.ts";

/** All three are about the desk that the sender holds. */
export type LeaveDesk = { readonly type: "leave-desk" };
export type Break = { readonly type: "break"; readonly until?: Instant };
export type Return = { readonly type: "return" };

export type DeskLeft = { readonly type: "desk-left"; readonly desk: number };
export type DeskOnBreak = { readonly type: "desk-on-break"; readonly desk: number; readonly until?: Instant };
export type DeskReturned = { readonly type: "desk-returned"; readonly desk: number };

/** `desk-not-taken`: the sender holds no desk. `desk-busy`: somebody is called to it or helped there. */
export type LeaveDeskRefusal = "desk-not-taken" | "desk-busy";
export type BreakRefusal = LeaveDeskRefusal | "outside-hours";
export type ReturnRefusal = "desk-not-taken";

/** The sender leaves their desk for this permanence. */
export function leaveDesk(
  state: LineState,
  command: SentAct<LeaveDesk>,
): Result<readonly (DeskLeft | VisitBack)[], LeaveDeskRefusal> {
  const desk = deskOf(state, command.conseiller);
  if (!desk) return refuse("desk-not-taken");
  if (occupantOf(state, desk.number)) return refuse("desk-busy");
  return accept([{ type: "desk-left", desk: desk.number }, ...freedFrom(state, desk.number)]);
}

/** A break, with its end when that is announced. `outside-hours`: the announced end is not ahead. */
export function takeBreak(
  state: LineState,
  { conseiller, until }: SentAct<Break>,
  now: Instant,
): Result<readonly (DeskOnBreak | VisitBack)[], BreakRefusal> {
  const desk = deskOf(state, conseiller);
  if (!desk) return refuse("desk-not-taken");
  if (occupantOf(state, desk.number)) return refuse("desk-busy");
  if (until !== undefined && !isStillToCome(state, until, now)) return refuse("outside-hours");
  if (desk.state === "break" && desk.breakUntil === until) return accept([]);
  return accept([
    { type: "desk-on-break", desk: desk.number, ...(until !== undefined && { until }) },
    ...freedFrom(state, desk.number),
  ]);
}

/** Back from the break; nothing happens when the sender was at their desk. */
export function returnToDesk(
  state: LineState,
  command: SentAct<Return>,
): Result<readonly DeskReturned[], ReturnRefusal> {
  const desk = deskOf(state, command.conseiller);
  if (!desk) return refuse("desk-not-taken");
  return accept(desk.state === "break" ? [{ type: "desk-returned", desk: desk.number }] : []);
}

/** Nobody is at the desk for the rest of this permanence. */
export const deskLeft = (state: LineState, event: DeskLeft, { at }: Stamp): LineState =>
  withDesk(state, event.desk, (desk) => deskLeftAt(desk, at));

/** Announcing another end of a break that has begun keeps when it began. */
export const deskOnBreak = (state: LineState, { desk: number, until }: DeskOnBreak, { at }: Stamp): LineState =>
  withDesk(state, number, (desk) => ({
    ...withoutBreak(desk),
    state: "break",
    since: desk.state === "break" ? desk.since : at,
    ...(until !== undefined && { breakUntil: until }),
  }));

/** Somebody is at the desk again. */
export const deskReturned = (state: LineState, event: DeskReturned, { at }: Stamp): LineState =>
  withDesk(state, event.desk, (desk) => ({ ...withoutBreak(desk), state: "present", since: at }));

const withDesk = (state: LineState, number: number, transition: (desk: Desk) => Desk): LineState => ({
  ...state,
  desks: state.desks.map((desk) => (desk.number === number ? transition(desk) : desk)),
});
