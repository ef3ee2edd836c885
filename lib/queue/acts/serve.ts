import { accept, refuse, type Result } from "#lib/result.ts";
import { instant, type Instant } from "#lib/time/instant.ts";
import { deskOf, formerSeat, isAtAnothers, whoseHelp } from "#lib/queue/line/line-state.ts";
import type { SentAct, Stamp } from "#lib/queue/line/envelope.ts";
import { occupantOf, visitOf, withVisit, type LineState } from "#lib/queue/line/line-state.ts";
import {
  backFrom,
  baseOf,
  baseOfHelp,
  helpBefore,
  inOrder,
  invalidTransition,
  isLastCall,
  wasHelpedBy,
  type DoneVisit,
  type Visit,
} from "#lib/queue/line/visit.ts";
import type { VisitLeft } from "./leave.ts";

/** `desk`: where help begins, of a sender who holds it. Help that began there without network stands. */
export type Start = { readonly type: "start"; readonly visit: string; readonly desk?: number };
/** `endedAt`: about when help ended, of who had forgotten to note it (docs/line.md#help-that-goes-on). */
export type Finish = { readonly type: "finish"; readonly visit: string; readonly endedAt?: Instant };
/** `went`: somebody of the team went to look for the person. */
export type Absent = { readonly type: "absent"; readonly visit: string; readonly went?: boolean };

/**
 * `desk`: help began at this desk, to which the person was not called. `conseiller`: who helps there without holding
 * that desk any more, so that the person is next at any desk until that help ends.
 */
export type VisitStarted = {
  readonly type: "visit-started";
  readonly visit: string;
  readonly desk?: number;
  readonly conseiller?: string;
};
/**
 * `unrecorded`: the half-day ended automatically, so nobody noted when help ended. `closing`: it ended by closing.
 * `about`: about when it ended, said later.
 */
export type VisitFinished = {
  readonly type: "visit-finished";
  readonly visit: string;
  readonly unrecorded?: true;
  readonly closing?: true;
  readonly about?: Instant;
};
export type VisitAbsent = { readonly type: "visit-absent"; readonly visit: string };

/** `not-your-desk`: a colleague's desk called or helps this person. */
export type ServeRefusal = "not-found" | "not-your-desk" | "state-changed";
/** `not-fetched`: the person is to be fetched, and nobody went. */
export type AbsentRefusal = ServeRefusal | "not-fetched";

/**
 * The person came to the desk: help begins. Only from `called`. Who began at their own desk without network helps
 * somebody whom the line has elsewhere by now: that help stands, and the desk that called the person meanwhile is free,
 * also when their own desk was left meanwhile (docs/without-network.md#help-that-was-given).
 */
export function start(state: LineState, command: SentAct<Start>): Result<readonly VisitStarted[], ServeRefusal> {
  const visit = visitOf(state, command.visit);
  if (!visit) return refuse("not-found");
  const { desk, conseiller } = command;
  if (desk !== undefined && conseiller !== undefined && mayStand(visit)) {
    const isTheirs = deskOf(state, conseiller)?.number === desk;
    if (isTheirs && !occupantOf(state, desk)) return accept([{ type: "visit-started", visit: visit.id, desk }]);
    if (formerSeat(state, conseiller, desk) && !isCalledTo(visit, desk, isTheirs))
      return accept([{ type: "visit-started", visit: visit.id, desk, conseiller }]);
  }
  if (isAtAnothers(state, visit, command.conseiller)) return refuse("not-your-desk");
  return visit.state === "called" ? accept([{ type: "visit-started", visit: visit.id }]) : refuse("state-changed");
}

/**
 * Whether help that began without network stands: nobody else has helped the person. A number given by mistake belongs
 * to nobody.
 */
function mayStand(visit: Visit): boolean {
  switch (visit.state) {
    case "waiting":
    case "absent":
    case "called":
    case "unserved":
      return true;
    case "left":
      return visit.why !== "given-by-mistake" && visit.startedAt === undefined;
    case "redirected":
      return visit.startedAt === undefined;
    default:
      return false;
  }
}

/** Whether the person is called to the sender’s own desk: help begins there as usual. */
const isCalledTo = (visit: Visit, desk: number, isTheirs: boolean): boolean =>
  isTheirs && visit.state === "called" && visit.desk === desk;

/**
 * Help has ended and the desk is free. Only from `serving`, or by who helped the person at a desk that was left
 * meanwhile. An end that is said later lies between the beginning and the act: outside it is what is nearest, since
 * help that was given is never refused for its hour.
 */
export function finish(state: LineState, command: SentAct<Finish>): Result<readonly VisitFinished[], ServeRefusal> {
  const visit = visitOf(state, command.visit);
  if (!visit) return refuse("not-found");
  const finished: VisitFinished = { type: "visit-finished", visit: visit.id, ...endSaidLater(command) };
  if (wasHelpedBy(visit, command.conseiller)) return accept([finished]);
  if (isAtAnothers(state, visit, command.conseiller)) return refuse("not-your-desk");
  return visit.state === "serving" ? accept([finished]) : refuse("state-changed");
}

/** An end at the moment of the act, or later, is no other than the act's. */
const endSaidLater = ({ endedAt, at }: SentAct<Finish>): Pick<VisitFinished, "about"> =>
  endedAt === undefined || endedAt >= at ? {} : { about: endedAt };

/**
 * The person did not answer: their place is kept and offered again; the third time the visit ends. Only from `called`.
 */
export function absent(
  state: LineState,
  command: SentAct<Absent>,
): Result<readonly (VisitAbsent | VisitLeft)[], AbsentRefusal> {
  const visit = visitOf(state, command.visit);
  if (!visit) return refuse("not-found");
  if (isAtAnothers(state, visit, command.conseiller)) return refuse("not-your-desk");
  if (visit.state !== "called") return refuse("state-changed");
  if (visit.toFetch && !command.went) return refuse("not-fetched");
  return accept([
    isLastCall(visit)
      ? { type: "visit-left", visit: visit.id, why: "missed-calls" }
      : { type: "visit-absent", visit: visit.id },
  ]);
}

/**
 * Help begins. Throws unless the visit was called, or help stands at another desk. At a desk that its conseiller had
 * left, the person is in line as if that desk had been freed during the help.
 */
export const visitStarted = (state: LineState, event: VisitStarted, { at }: Stamp): LineState =>
  withVisit(state, event.visit, (visit) => {
    const { desk, conseiller } = event;
    // The call of another desk came without the person: it does not count for when help began.
    const begun = instant(Math.max(at, visit.joinedAt));
    if (desk !== undefined && conseiller !== undefined)
      return backFrom(visit, { desk, conseiller, calledAt: begun, startedAt: begun });
    if (desk !== undefined) return { ...baseOfHelp(visit), state: "serving", desk, calledAt: begun, startedAt: begun };
    if (visit.state !== "called") return invalidTransition(visit, "serving");
    const { desk: called, calledAt } = visit;
    return { ...baseOfHelp(visit), state: "serving", desk: called, calledAt, startedAt: inOrder(visit, at) };
  });

/** Help has ended. Throws unless it had begun. */
export const visitFinished = (state: LineState, event: VisitFinished, { at }: Stamp): LineState =>
  withVisit(state, event.visit, (visit) =>
    event.about === undefined ? done(state, visit, at) : { ...done(state, visit, event.about), endedAbout: true },
  );

/** The visit remembers how many calls stood when it was missed, to be offered its turn again after two more. */
export const visitAbsent = (state: LineState, event: VisitAbsent): LineState =>
  withVisit(state, event.visit, (visit) =>
    visit.state === "called"
      ? { ...baseOf(visit), missedCalls: visit.missedCalls + 1, state: "absent", missedAtCall: state.calls }
      : invalidTransition(visit, "absent"),
  );

/** The visit after help, that which goes on or that of before. Throws when none had begun. */
export function done(state: LineState, visit: Visit, at: Instant): DoneVisit {
  const help = visit.state === "serving" ? visit : helpBefore(visit);
  if (!help) return invalidTransition(visit, "done");
  const { desk, calledAt, startedAt } = help;
  const conseiller = whoseHelp(state, visit);
  return {
    ...baseOf(visit),
    state: "done",
    desk,
    calledAt,
    startedAt,
    endedAt: instant(Math.max(at, startedAt)),
    ...(conseiller !== undefined && { conseiller }),
  };
}
