import { visitOf, UNDO_WITHIN, type LineState, type Undoable } from "#lib/queue/line/line-state.ts";
import { isAtDesk, type Visit, type WaitingVisit } from "#lib/queue/line/visit.ts";
import { assertNever } from "#lib/result.ts";
import { SECOND, type Instant } from "#lib/time/instant.ts";

type ActDone =
  | "joined"
  | "arrived"
  | "called"
  | "started"
  | "finished"
  | "absent"
  | "left"
  | "priority"
  | "fetch"
  | "notFetch"
  | "paused"
  | "resumed"
  | "handedOver"
  | "referred"
  | "away";

/** An act of this tablet that can still be undone. `seconds`: for how long. */
export type LastAct = {
  readonly command: string;
  readonly done: ActDone;
  readonly number: number;
  readonly seconds: number;
};

/** The last act made here within the past minute whose visit nobody has changed since, or undefined. */
export function lastAct(state: LineState, ownCommands: readonly string[], now: Instant): LastAct | undefined {
  const changedSince = new Set<string>();
  for (const act of state.undoable.toReversed()) {
    const isOwn = !act.closing && ownCommands.includes(act.command) && !changedSince.has(act.visit);
    const last = isOwn ? described(state, act, now) : undefined;
    if (last) return last;
    changedSince.add(act.visit);
  }
  return undefined;
}

/** The last number given here that can still be undone. */
export const lastGiven = (state: LineState, ownCommands: readonly string[], now: Instant): LastAct | undefined =>
  lastAct({ ...state, undoable: state.undoable.filter(({ before }) => before === null) }, ownCommands, now);

/** Who holds it, as long as they wait. */
export function holderOfLast(state: LineState, ownCommands: readonly string[], now: Instant): WaitingVisit | undefined {
  const number = lastGiven(state, ownCommands, now)?.number;
  return state.visits.find((one): one is WaitingVisit => one.number === number && one.state === "waiting");
}

/** The number this tablet gave last, while its card is to be handed over: for a minute, and until the next act here. */
export function cardInHand(state: LineState, ownCommands: readonly string[], now: Instant): number | undefined {
  const given = lastGiven(state, ownCommands, now);
  return given?.command === ownCommands.at(-1) ? given?.number : undefined;
}

function described(state: LineState, act: Undoable, now: Instant): LastAct | undefined {
  const seconds = Math.ceil((UNDO_WITHIN - (now - act.at)) / SECOND);
  const visit = visitOf(state, act.visit);
  const done = visit && doneBy(act, visit);
  return visit && done && seconds > 0
    ? { command: act.command, done, number: visit.number, seconds: Math.min(seconds, UNDO_WITHIN / SECOND) }
    : undefined;
}

/** What the act did, derived from the visit before and after it. */
function doneBy({ before, referred }: Undoable, after: Visit): ActDone | undefined {
  if (referred) return "referred";
  if (before === null)
    return after.state !== "waiting" ? undefined : after.origin.kind === "appointment" ? "arrived" : "joined";
  if (before.state === after.state && before.toFetch !== after.toFetch) return after.toFetch ? "fetch" : "notFetch";
  switch (after.state) {
    case "called":
      return "called";
    case "serving":
      return before.state === "paused" ? "resumed" : "started";
    case "paused":
      return after.for === "other-desk" ? "handedOver" : "paused";
    case "done":
      return "finished";
    case "absent":
      return "absent";
    case "left":
      return isAtDesk(before) ? "absent" : "left";
    case "redirected":
      return "referred";
    case "waiting":
      return inLine(before, after);
    case "unserved":
      return undefined;
    default:
      return assertNever(after);
  }
}

function inLine(before: Visit, after: WaitingVisit): ActDone | undefined {
  if (before.state === "paused") return "resumed";
  if (after.priority && !before.priority) return "priority";
  if (before.state !== "waiting" || before.awayUntil === after.awayUntil) return undefined;
  return after.awayUntil === undefined ? "resumed" : "away";
}
