import { instant, plusMinutes, type Instant } from "../../time/instant.ts";
import { ifHere, isAwaited, isOverdue } from "../order/arrive.ts";
import { bandAround, withHelp, type Band } from "./band.ts";
import { freeTimes, type MinutesOf } from "./free-times.ts";
import type { LineState } from "../line/line-state.ts";
import { nextInTurn } from "../order/order.ts";
import { isUncalled, type UncalledVisit, type Visit } from "../line/visit.ts";

export type { MinutesOf };

/** When somebody would be called if everybody takes the usual time, and between when she is told. */
export type Turn = Band & { readonly at: Instant };

/** When each person in line would be called, if everybody takes the usual time. */
export const forwardWalk = (state: LineState, now: Instant, minutesOf: MinutesOf): ReadonlyMap<string, Instant> =>
  new Map([...forwardTurns(state, now, minutesOf)].map(([id, { at }]) => [id, at]));

/**
 * The turns of everybody in line: it is played forward with the same rule that calls, the desks that are present or whose
 * break has an announced end, what they have begun, and booked people coming at their hour.
 */
export function forwardTurns(state: LineState, now: Instant, minutesOf: MinutesOf): ReadonlyMap<string, Turn> {
  const turns = new Map<string, Turn>();
  const desks = [...freeTimes(state, now, minutesOf)];
  let coming = arrivals(state, now);
  let line = state;
  let helps = { minutes: 0, squares: 0 };
  let band: Band = { earliest: now, latest: now };
  for (;;) {
    const desk = desks.sort((a, b) => a.free - b.free)[0];
    if (!desk || !Number.isFinite(desk.free) || !line.visits.some(isUncalled)) return turns;
    const at = desk.free;
    if (desk.minutes > 0) helps = withHelp(helps, desk.minutes);
    line = { ...line, visits: [...line.visits, ...coming.filter((visit) => visit.joinedAt <= at)] };
    coming = coming.filter((visit) => at < visit.joinedAt);
    const next = nextInTurn(line, at);
    desks[0] = next
      ? helping(at, usualMinutes(state, next, minutesOf))
      : { free: nextArrival(line.visits, coming, at), minutes: 0 };
    if (!next) continue;
    band = bandAround(at, now, helps, band);
    turns.set(next.id, { at, ...band });
    line = { ...line, calls: line.calls + 1, visits: line.visits.filter((visit) => visit !== next) };
  }
}

const helping = (at: Instant, minutes: number) => ({ free: plusMinutes(at, minutes), minutes });

/** Booked people as if they come when they said, or at their hour, or now when it has just passed; the overdue are not counted on. */
const arrivals = (state: LineState, now: Instant): readonly UncalledVisit[] =>
  state.expected
    .filter((expected) => isAwaited(expected, now))
    .map((expected) => {
      const at = instant(Math.max(expected.expectedAt ?? expected.hour, now));
      return ifHere(state, expected, at, isOverdue(expected, at));
    });

/** A booked person has the time she booked; anybody else what the topic usually takes. */
const usualMinutes = (state: LineState, visit: UncalledVisit, minutesOf: MinutesOf): number =>
  state.expected.find((expected) => expected.id === visit.id)?.minutes ?? minutesOf(visit.topic);

/** A desk without anybody to call waits for the next who comes, or comes back. */
const nextArrival = (visits: readonly Visit[], coming: readonly UncalledVisit[], at: Instant): Instant =>
  instant(
    Math.min(
      ...coming.map((visit) => visit.joinedAt),
      ...visits.flatMap((visit) =>
        visit.state === "waiting" && visit.awayUntil !== undefined && at < visit.awayUntil ? [visit.awayUntil] : [],
      ),
    ),
  );
