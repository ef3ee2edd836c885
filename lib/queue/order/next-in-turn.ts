import { takesTopic } from "../../schedule/topic.ts";
import { plusMinutes, type Instant } from "../../time/instant.ts";
import type { Desk, LineState } from "../line/line-state.ts";
import { isUncalled, type Origin, type UncalledVisit, type Visit } from "../line/visit.ts";

/** An appointment may be called from this many minutes before its hour. */
const DUE_BEFORE = 2;

/** A missed call is offered again after this many further calls that were not undone, at any desk. */
const REOFFERED_AFTER_CALLS = 2;

/**
 * Why somebody is next (docs/line.md#order-of-the-line). The first reason in this order for which there is somebody decides:
 * - `back`: help had begun and was paused, the person is back, and the desk that helped them is not there any more;
 * - `priority`: the team gave them priority;
 * - `due`: the hour of their appointment has come, and everybody in line got their number after it was made;
 * - `line`: they are first in the order of the numbers;
 * - `early`: they have an appointment later, and nobody else can be called.
 */
type TurnReason = "back" | "priority" | "due" | "line" | "early";

/** Who is next, and why. */
type Turn = { readonly visit: UncalledVisit; readonly reason: TurnReason };

/**
 * Who is next and why. An appointment never passes somebody who had a number before it was made: they were not told of it.
 * Absent people hold nobody up; they are asked again at once, in the same order, only when nobody else can be called.
 */
export function nextTurn(state: LineState, now: Instant): Turn | undefined {
  const uncalled = state.visits.filter(isUncalled).sort(byOrderKey);
  return (
    chosenFrom(
      uncalled.filter((visit) => isCallable(visit, state.calls, now)),
      now,
    ) ??
    chosenFrom(
      uncalled.filter((visit) => visit.state === "absent"),
      now,
    )
  );
}

/** Who is next (docs/line.md#order-of-the-line). */
export const nextInTurn = (state: LineState, now: Instant): UncalledVisit | undefined => nextTurn(state, now)?.visit;

/** Everybody who could be called now, in the order in which the rule would call them: what the tablet lists. */
export function inTurn(state: LineState, now: Instant): readonly UncalledVisit[] {
  const next = nextInTurn(state, now);
  if (!next) return [];
  return [next, ...inTurn({ ...state, visits: state.visits.filter((visit) => visit.id !== next.id) }, now)];
}

/** Whether this desk may help with the topic of the visit. A visit without a topic may be served anywhere. */
export const mayServe = (desk: Pick<Desk, "topics">, visit: Pick<Visit, "topic">): boolean =>
  visit.topic === undefined || takesTopic(desk.topics, visit.topic);

/** The first in turn whom this desk may serve: offered by the tablet when the next one is not for it (docs/line.md#desks-and-skills). */
export const nextItMayServe = (state: LineState, desk: Pick<Desk, "topics">, now: Instant): UncalledVisit | undefined =>
  inTurn(state, now).find((visit) => mayServe(desk, visit));

/** Who is next among these people, who can all be called and are sorted by their order keys; and why. */
function chosenFrom(callable: readonly UncalledVisit[], now: Instant): Turn | undefined {
  const line = callable.filter(standsInLine);
  const due = callable.filter((visit) => isDue(visit, now)).sort(byHour);
  return (
    turn(callable.find(isBack), "back") ??
    turn(
      callable.find((visit) => visit.priority),
      "priority",
    ) ??
    turn(
      due.find((booked) => !line.some((visit) => visit.joinedAt <= booked.origin.bookedAt)),
      "due",
    ) ??
    turn(line[0], "line") ??
    turn(callable[0], "early")
  );
}

const turn = (visit: UncalledVisit | undefined, reason: TurnReason): Turn | undefined => visit && { visit, reason };

/** Waiting and not away, or absent and to be offered its turn again. `calls`: how many calls of the line were not undone. */
export const isCallable = (visit: UncalledVisit, calls: number, now: Instant): boolean =>
  visit.state === "absent"
    ? calls - visit.missedAtCall >= REOFFERED_AFTER_CALLS
    : visit.awayUntil === undefined || visit.awayUntil <= now;

/** Back from a pause whose desk is gone. */
export const isBack = (visit: UncalledVisit): boolean => visit.state === "waiting" && visit.back;

type KeepsItsHour = { readonly origin: Extract<Origin, { kind: "appointment" }> };

/** An appointment that was not late. */
export const keepsItsHour = <Held extends { readonly origin: Origin }>(visit: Held): visit is Held & KeepsItsHour =>
  visit.origin.kind === "appointment" && !visit.origin.late;

/** Walk-ins and late appointments: they are ordered by their order keys alone. */
export const standsInLine = (visit: { readonly origin: Origin }): boolean => !keepsItsHour(visit);

/** The moment from which an appointment at that hour is due. */
export const dueFrom = (hour: Instant): Instant => plusMinutes(hour, -DUE_BEFORE);

/** An appointment that was not late, from two minutes before its hour. */
export const isDue = <Held extends { readonly origin: Origin }>(
  visit: Held,
  now: Instant,
): visit is Held & KeepsItsHour => keepsItsHour(visit) && dueFrom(visit.origin.hour) <= now;

type Keyed = { readonly joinedAt: Instant; readonly number: number };

/** By the order key: when the number was given, then the number (two devices may give one in the same millisecond). */
export const byOrderKey = (a: Keyed, b: Keyed): number => a.joinedAt - b.joinedAt || a.number - b.number;

/** By the booked hour, then by the order key. */
export const byHour = (a: Keyed & KeepsItsHour, b: Keyed & KeepsItsHour): number =>
  a.origin.hour - b.origin.hour || byOrderKey(a, b);
