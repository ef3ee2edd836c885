import { instant, MINUTE, plusMinutes, type Instant } from "../time/instant.ts";
import { ifHere, isOverdue } from "./arrive.ts";
import { occupantOf, type LineState } from "./line-state.ts";
import { nextInTurn } from "./order.ts";
import { isUncalled, type AtDesk, type UncalledVisit, type Visit } from "./visit.ts";

/** How long help with this topic usually takes, in minutes; without topic, an ordinary visit. */
export type MinutesOf = (topic?: string) => number;

/** When help takes longer than usual, nobody knows for how much longer: one step of the announced fives. */
const OVERRUN = 5;

/**
 * When each person in line would be called, if everybody takes the usual time: the line is played forward with the same
 * rule that calls, the desks that are present, what they have begun, and booked people coming at their hour.
 */
export function forwardWalk(state: LineState, now: Instant, minutesOf: MinutesOf): ReadonlyMap<string, Instant> {
  const calledAt = new Map<string, Instant>();
  const desks = freeTimes(state, now, minutesOf);
  let coming = arrivals(state, now);
  let line = state;
  for (;;) {
    const at = instant(Math.min(...desks));
    if (desks.length === 0 || !line.visits.some(isUncalled)) return calledAt;
    line = { ...line, visits: [...line.visits, ...coming.filter((visit) => visit.joinedAt <= at)] };
    coming = coming.filter((visit) => at < visit.joinedAt);
    const next = nextInTurn(line, at);
    if (next) calledAt.set(next.id, at);
    desks[desks.indexOf(at)] = next ? plusMinutes(at, usualMinutes(state, next, minutesOf)) : nextArrival(line.visits, coming, at);
    line = next ? { ...line, calls: line.calls + 1, visits: line.visits.filter((visit) => visit !== next) } : line;
  }
}

/** When each desk that is present will be free. */
const freeTimes = (state: LineState, now: Instant, minutesOf: MinutesOf): Instant[] =>
  state.desks.filter((desk) => desk.state === "present").map((desk) => {
    const occupant = occupantOf(state, desk.number);
    return occupant ? plusMinutes(now, remaining(occupant, now, minutesOf(occupant.topic))) : now;
  });

const remaining = (visit: AtDesk, now: Instant, usual: number): number =>
  Math.max(OVERRUN, usual - (visit.state === "serving" ? (now - visit.startedAt) / MINUTE : 0));

/** Booked people as if they come at their hour, or now when it has just passed; the overdue are not counted on. */
const arrivals = (state: LineState, now: Instant): readonly UncalledVisit[] =>
  state.expected
    .filter((expected) => !isOverdue(expected, now))
    .map((expected) => ifHere(state, expected, instant(Math.max(expected.hour, now)), false));

/** A booked person has the time she booked; anybody else what the topic usually takes. */
const usualMinutes = (state: LineState, visit: UncalledVisit, minutesOf: MinutesOf): number =>
  state.expected.find((expected) => expected.id === visit.id)?.minutes ?? minutesOf(visit.topic);

/** A desk without anybody to call waits for the next who comes, or comes back. */
const nextArrival = (visits: readonly Visit[], coming: readonly UncalledVisit[], at: Instant): Instant =>
  instant(Math.min(
    ...coming.map((visit) => visit.joinedAt),
    ...visits.flatMap((visit) => (visit.state === "waiting" && visit.awayUntil !== undefined && at < visit.awayUntil ? [visit.awayUntil] : [])),
  ));
