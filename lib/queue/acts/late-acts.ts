import { plusMinutes, type Instant, instant, SECOND } from "#lib/time/instant.ts";
import { deskLeftAt, visitOf, type Desk, type LineState } from "#lib/queue/line/line-state.ts";
import { describedAs, type Visit } from "#lib/queue/line/visit.ts";
import { type CommandType, visitNamedIn, type Command } from "./acts.ts";
import { endAutomatically } from "./automatic-end.ts";
import type { VisitUnserved } from "./close.ts";
import type { VisitFinished } from "./serve.ts";
import { RUNS_OVER } from "#lib/schedule/permanence.ts";
import type { ActNoted } from "./act-noted.ts";
import type { TurnedAwayFacts } from "./turn-away.ts";

/** Minutes after the end of a half-day within which acts of before are still received: a week. */
const RECEIVED_FOR = 7 * 24 * 60;

/** Acts on people. */
export const ON_PEOPLE: ReadonlySet<CommandType> = new Set([
  "absent",
  "add-visit",
  "away",
  "call",
  "call-next",
  "check-in",
  "fetch",
  "finish",
  "hand-over",
  "leave",
  "pause",
  "prioritise",
  "refer",
  "resume",
  "start",
  "turn-away",
  "undo",
  "undo-turn-away",
]);

/** Acts on which those on people rest: who sat at which desk, and that numbers were given. */
const BENEATH: ReadonlySet<CommandType> = new Set([
  "break",
  "give-numbers",
  "leave-desk",
  "open",
  "return",
  "take-desk",
]);

/**
 * Whether an act was done before the line ended automatically and comes at most seven days after that end: it is
 * decided on the line as it was then (docs/line.md#what-comes-after-it), also a close, which then takes the place of
 * that end. After a person's close an act on people is noted (`isNotedAct`).
 */
export const isLateAct = (
  { endedAutomaticallyAt: end }: LineState,
  { type, at }: { readonly type: CommandType; readonly at: Instant },
  receivedAt: Instant,
): boolean =>
  end !== undefined &&
  (ON_PEOPLE.has(type) || BENEATH.has(type) || type === "close") &&
  at < end &&
  receivedAt <= plusMinutes(end, RECEIVED_FOR);

/**
 * The line as it was before its automatic end. `ended`: what that end, or the end after a late act, has ended, as it
 * was before. A desk that was on a break counts as present.
 */
export function lineBeforeEnd({ endedAutomaticallyAt: end, ...state }: LineState, ended: readonly Visit[]): LineState {
  const before = new Map(ended.map((visit) => [visit.id, visit]));
  return {
    ...state,
    status: state.desks.length > 0 ? "open" : "scheduled",
    desks: state.desks.map((desk) => (desk.since === end ? takenAgain(desk, end) : desk)),
    visits: state.visits.map((visit) => describedAs(before.get(visit.id) ?? visit, visit)),
  };
}

function takenAgain({ formerly, ...desk }: Desk, end: Instant): Desk {
  const before = formerly?.filter(({ leftAt }) => leftAt !== end) ?? [];
  return { ...desk, state: "present", ...(before.length > 0 && { formerly: before }) };
}

/** Who sits at a desk by a late act leaves it with the end, as the others did. */
function deskAtTheEnd(
  desk: Desk,
  { desks, endedAutomaticallyAt: end = desk.since }: LineState,
  before: LineState,
): Desk {
  const known = before.desks.includes(desk) ? desks.find(({ number }) => number === desk.number) : undefined;
  return known ?? deskLeftAt(desk, end);
}

/**
 * Of whom a late act has left in line, called or helped: the automatic end ends that too. `before`: as `lineBeforeEnd`.
 */
export const endsAfterLateAct = (before: LineState, after: LineState): readonly (VisitUnserved | VisitFinished)[] => {
  const touched = new Set(after.visits.filter((visit) => !before.visits.includes(visit)).map(({ id }) => id));
  return endAutomatically(after).flatMap((end) => ("visit" in end && touched.has(end.visit) ? [end] : []));
};

/**
 * The ended line with what a late act has changed. `before`: as `lineBeforeEnd`; `after`: once that act is ended too.
 */
export const lineAfterLateAct = (ended: LineState, before: LineState, after: LineState): LineState => ({
  ...after,
  status: ended.status,
  desks: after.desks.map((desk) => deskAtTheEnd(desk, ended, before)),
  visits: after.visits.map((visit) => (before.visits.includes(visit) ? (visitOf(ended, visit.id) ?? visit) : visit)),
  ...(ended.endedAutomaticallyAt !== undefined && { endedAutomaticallyAt: ended.endedAutomaticallyAt }),
});

/** In the midst of help. */
export const GOES_ON: ReadonlySet<string> = new Set(["resume", "pause", "hand-over"]);

/** An act that comes later than this was done without network. */
const WITHOUT_NETWORK = 10 * SECOND;

/** Whether the act says that somebody is being helped: with network nobody is, at a half-day that is closed. */
const isOfHelp = (type: CommandType): boolean => type === "start" || type === "finish" || GOES_ON.has(type);

/**
 * Whether an act on people is noted: a person has closed the half-day, the act comes at most seven days later, was done
 * without network, and before 90 minutes had passed since the close and the planned end. By then the line would have
 * ended by itself.
 */
export const isNotedAct = (
  { status, closedAt, span }: LineState,
  { type, at }: { readonly type: CommandType; readonly at: Instant },
  receivedAt: Instant,
): boolean =>
  status === "closed" &&
  closedAt !== undefined &&
  ON_PEOPLE.has(type) &&
  (isOfHelp(type) || receivedAt - at > WITHOUT_NETWORK) &&
  at < plusMinutes(instant(Math.max(span.end, closedAt)), RUNS_OVER) &&
  receivedAt <= plusMinutes(closedAt, RECEIVED_FOR);

/** What is kept of such an act: ids and a desk. */
export function actNoted(command: Command): ActNoted {
  const about = visitNamedIn(command);
  return {
    type: "act-noted",
    act: command.type,
    ...(about !== undefined && { about }),
    ...(command.type === "start" && command.desk !== undefined && { desk: command.desk }),
    ...(command.type === "check-in" && { appointment: command.appointment }),
    ...(command.type === "turn-away" && { turnedAway: turnedAwayBy(command) }),
    ...(command.type === "undo" && { undoes: command.command }),
    ...(command.type === "undo-turn-away" && { undoes: command.turnAway }),
    ...(command.conseiller !== undefined && { conseiller: command.conseiller }),
  };
}

const turnedAwayBy = ({ reason, topic, language, target }: TurnedAwayFacts): TurnedAwayFacts => ({
  reason,
  ...(topic !== undefined && { topic }),
  ...(language !== undefined && { language }),
  ...(target !== undefined && { target }),
});
