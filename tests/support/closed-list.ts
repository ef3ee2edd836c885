import type { Stamped } from "#lib/queue/events.ts";
import type { LineState } from "#lib/queue/line-state.ts";
import type { Visit } from "#lib/queue/visit.ts";
import { MINUTE } from "#lib/time/instant.ts";

/**
 * The promise of queue.md 3.2, counted by somebody who does not know the rule: reads only what stood in line before
 * a call by the rule, and who was called. Returns what was broken, in words; nothing when the promise was kept.
 */
export function brokenPromises(before: LineState, { event, at }: Stamped): readonly string[] {
  if (event.type !== "visit-called" || event.by !== "rule") return [];
  const called = before.visits.find((visit) => visit.id === event.visit);
  if (!called) return [`${event.visit} was called without a number`];
  return before.visits
    .filter((visit) => visit.id !== called.id && isReady(visit, at) && inLineSince(visit) <= at)
    .filter((visit) => !mayBePassed(visit, called, at))
    .map((visit) => `number ${visit.number}, in line since ${time(inLineSince(visit))}, was passed at ${time(at)} by number ${called.number}`);
}

/** Waiting and not away: absent people hold nobody up. */
const isReady = (visit: Visit, at: number): boolean =>
  visit.state === "waiting" && !(visit.awayUntil !== undefined && visit.awayUntil > at);

/** A walk-in or a late person from her number on; another appointment from two minutes before its hour, once here. */
const inLineSince = ({ origin, joinedAt }: Visit): number =>
  origin.kind === "appointment" && !origin.late ? Math.max(joinedAt, origin.hour - 2 * MINUTE) : joinedAt;

function mayBePassed(passed: Visit, called: Visit, at: number): boolean {
  if (isBack(passed)) return isBack(called) && wasThereFirst(called, passed);
  if (isBack(called)) return true;
  if (passed.priority) return called.priority && wasThereFirst(called, passed);
  if (called.priority) return true;
  if (wasThereFirst(called, passed) || hadNumberWhenMade(called, passed)) return true;
  const { origin } = called;
  const isTimely = origin.kind === "appointment" && !origin.late && origin.hour - 2 * MINUTE <= at;
  return isTimely && origin.bookedAt < inLineSince(passed);
}

/** A number given no later than the other's appointment was made; the same instant counts for the number. */
const hadNumberWhenMade = (called: Visit, passed: Visit): boolean =>
  passed.origin.kind === "appointment" && called.joinedAt <= passed.origin.bookedAt;

const isBack = (visit: Visit): boolean => visit.state === "waiting" && visit.back;

const wasThereFirst = (called: Visit, passed: Visit): boolean =>
  called.priority || isBack(called)
    ? called.joinedAt < passed.joinedAt || (called.joinedAt === passed.joinedAt && called.number < passed.number)
    : inLineSince(called) < inLineSince(passed) || (inLineSince(called) === inLineSince(passed) && called.number < passed.number);

const time = (moment: number): string => new Date(moment).toISOString().slice(11, 19);
