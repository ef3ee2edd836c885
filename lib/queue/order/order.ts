import { plusMinutes, type Instant } from "../../time/instant.ts";
import type { LineState } from "../line/line-state.ts";
import { isUncalled, type Origin, type UncalledVisit } from "../line/visit.ts";

/** An appointment may be called from this many minutes before its hour. */
export const DUE_BEFORE = 2;

/** A missed call is offered again after this many further standing calls, at any desk. */
const REOFFERED_AFTER_CALLS = 2;

/**
 * Who is next: the closed list (queue.md 3.2). Back, priority, due appointments, the line, early appointments.
 * An appointment keeps its hour, but never passes somebody whose number was given before it was made: they were
 * not told about it. Absent people hold nobody up; they are asked at once only when nobody else can be called.
 */
export function nextInTurn(state: LineState, now: Instant): UncalledVisit | undefined {
  const uncalled = state.visits.filter(isUncalled).sort(byOrderKey);
  return (
    firstOf(
      uncalled.filter((visit) => isCallable(visit, state.calls, now)),
      now,
    ) ??
    firstOf(
      uncalled.filter((visit) => visit.state === "absent"),
      now,
    )
  );
}

/** Everybody who could be called at this moment, in the order the rule would call them: what the tablet lists. */
export function inTurn(state: LineState, now: Instant): readonly UncalledVisit[] {
  const next = nextInTurn(state, now);
  if (!next) return [];
  return [next, ...inTurn({ ...state, visits: state.visits.filter((visit) => visit.id !== next.id) }, now)];
}

/** The rule among people who all can be called, in the order of their keys. */
function firstOf(callable: readonly UncalledVisit[], now: Instant): UncalledVisit | undefined {
  const first = callable.find(isBack) ?? callable.find((visit) => visit.priority);
  if (first) return first;
  const line = callable.filter(standsInLine);
  const due = callable.filter((visit) => isDue(visit, now)).sort(byHour);
  const mayPass = due.find((booked) => !line.some((visit) => visit.joinedAt <= booked.origin.bookedAt));
  return mayPass ?? line[0] ?? callable[0];
}

/** Waiting and not away, or absent and offered again. */
export const isCallable = (visit: UncalledVisit, calls: number, now: Instant): boolean =>
  visit.state === "absent"
    ? calls - visit.missedAtCall >= REOFFERED_AFTER_CALLS
    : visit.awayUntil === undefined || visit.awayUntil <= now;

/** Back from a pause whose desk is gone: first of all. */
export const isBack = (visit: UncalledVisit): boolean => visit.state === "waiting" && visit.back;

type KeepsItsHour = { readonly origin: Extract<Origin, { kind: "appointment" }> };

/** An appointment that was not late. */
export const keepsItsHour = <Held extends { readonly origin: Origin }>(visit: Held): visit is Held & KeepsItsHour =>
  visit.origin.kind === "appointment" && !visit.origin.late;

/** Walk-ins and late appointments: they go by the order of their numbers alone. */
export const standsInLine = (visit: { readonly origin: Origin }): boolean => !keepsItsHour(visit);

/** The moment from which an appointment of that hour may pass. */
export const dueFrom = (hour: Instant): Instant => plusMinutes(hour, -DUE_BEFORE);

/** An appointment that was not late, from two minutes before its hour. */
export const isDue = <Held extends { readonly origin: Origin }>(
  visit: Held,
  now: Instant,
): visit is Held & KeepsItsHour => keepsItsHour(visit) && dueFrom(visit.origin.hour) <= now;

type Keyed = { readonly joinedAt: Instant; readonly number: number };

/** The order key: when the number was given, then the number (two devices may give one in the same millisecond). */
export const byOrderKey = (a: Keyed, b: Keyed): number => a.joinedAt - b.joinedAt || a.number - b.number;

/** By the booked hour, then by the order key. */
export const byHour = (a: Keyed & KeepsItsHour, b: Keyed & KeepsItsHour): number =>
  a.origin.hour - b.origin.hour || byOrderKey(a, b);
