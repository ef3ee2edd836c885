import type { Act } from "#lib/queue/acts/acts.ts";
import type { LineState } from "#lib/queue/line/line-state.ts";
import type { Visit } from "#lib/queue/line/visit.ts";
import { MINUTE } from "#lib/time/instant.ts";
import type { CallTime } from "./booking-truth.ts";
import { isDeskTrue, type SentAct } from "./desk-truth.ts";

/**
 * Whether the refusal of an act was true in this state of the line. Reads the state alone, without the functions of the
 * rules.
 */
export function isTrueOfLine(code: string, acted: SentAct, line: LineState, call: CallTime): boolean {
  const { act, expected } = acted;
  const visit = "visit" in act ? line.visits.find(({ id }) => id === act.visit) : undefined;
  const differs = differentFromSeen(acted, line);
  switch (code) {
    case "numbers-not-given":
      return line.numbers === "not-yet";
    case "numbers-stopped":
      return line.numbers === "stopped";
    case "noted-after-close":
      return line.status === "closed" && line.closedAt !== undefined;
    case "permanence-closed":
      return line.status === "closed" || line.status === "cancelled";
    case "permanence-not-open":
      return line.status !== "open";
    case "line-suspended":
      return line.suspended;
    case "queue-empty":
      return !line.visits.some((one) => isToCall(one, call.began));
    case "already-called":
      return [visit, differs].some((one) => one?.state === "called" || one?.state === "serving");
    case "already-here":
      return visit !== undefined || (act.type === "check-in" && hasArrived(line, act.appointment));
    case "state-changed":
      return (
        (expected !== undefined && "version" in expected && expected.version !== line.version) ||
        differs !== undefined ||
        (act.type === "call-next" && anotherMayBeNext(acted, line, call.began)) ||
        isOtherwise(acted, line, visit)
      );
    case "desk-busy":
    case "desk-not-taken":
    case "not-your-desk":
      return isDeskTrue(code, acted, line);
    case "away-enough":
      return visit !== undefined && visit.awayTimes >= 2;
    case "leftovers-remain":
      return (
        act.type === "close" &&
        line.visits.some(({ id, state }) => isLeft(state) && !act.leftovers.some((said) => said.visit === id))
      );
    case "outside-hours":
      return act.type === "away" && act.until !== undefined && act.until - call.ended < 5 * MINUTE;
    case "too-late":
      return (
        act.type === "undo" &&
        !line.undoable.some(({ command, at }) => command === act.command && call.ended - at <= MINUTE)
      );
    case "not-found":
      return isNowhere(act, line, visit);
    default:
      return false;
  }
}

/** The visit whose state the sender saw and which is in another one; undefined when it is as they saw it. */
const differentFromSeen = ({ expected }: SentAct, line: LineState): Visit | undefined =>
  expected !== undefined && "visit" in expected
    ? line.visits.find(({ id, state }) => id === expected.visit && state !== expected.state)
    : undefined;

/**
 * Whether somebody else than the person whom the sender saw as next can be called; who is next is the order law’s to
 * judge.
 */
const anotherMayBeNext = ({ expected }: SentAct, line: LineState, at: number): boolean =>
  expected !== undefined &&
  "visit" in expected &&
  line.visits.some((one) => one.id !== expected.visit && isToCall(one, at));

/**
 * Whether the person can be called: they wait and are not away, or missed a call and are called again when nobody else
 * can be.
 */
const isToCall = (visit: Visit, at: number): boolean =>
  visit.state === "absent" || (visit.state === "waiting" && (visit.awayUntil === undefined || visit.awayUntil <= at));

const isLeft = (state: Visit["state"]): boolean => state === "waiting" || state === "absent" || state === "paused";

const hasArrived = (line: LineState, appointment: string): boolean =>
  line.visits.some(({ origin }) => origin.kind === "appointment" && origin.appointment === appointment);

/** From which states an act starts. */
const FROM: Readonly<Partial<Record<Act["type"], readonly Visit["state"][]>>> = {
  start: ["called"],
  finish: ["serving"],
  absent: ["called"],
  pause: ["serving"],
  resume: ["paused"],
  away: ["waiting"],
  leave: ["waiting", "absent", "called", "paused"],
  prioritise: ["waiting", "absent"],
  call: ["waiting", "absent"],
  refer: ["waiting", "absent", "called", "serving", "paused"],
};

function isOtherwise({ act, conseiller }: SentAct, line: LineState, visit: Visit | undefined): boolean {
  if (act.type === "undo") {
    const undone = line.undoable.findIndex(({ command }) => command === act.command);
    return (
      undone >= 0 &&
      (line.undoable[undone]?.closing === true ||
        line.undoable.slice(undone + 1).some((later) => later.visit === line.undoable[undone]?.visit))
    );
  }
  if (act.type === "hand-over") {
    const mine = line.desks.find((desk) => desk.conseiller === conseiller && desk.state !== "left")?.number;
    return !line.visits.some((one) => one.state === "serving" && one.desk === mine);
  }
  return visit !== undefined && !(FROM[act.type] ?? []).includes(visit.state);
}

function isNowhere(act: Act, line: LineState, visit: Visit | undefined): boolean {
  if (act.type === "check-in") return !line.expected.some(({ id }) => id === act.appointment);
  if (act.type === "close") return act.leftovers.some((said) => !line.visits.some(({ id }) => id === said.visit));
  return "visit" in act && visit === undefined;
}
