import { newcomer, visitOf, type LineState, type ExpectedAppointment } from "#lib/queue/line/line-state.ts";
import {
  baseOf,
  cameUntold,
  isMissing,
  isUncalled,
  type UncalledVisit,
  type Visit,
  type Origin,
  type WaitingVisit,
} from "#lib/queue/line/visit.ts";
import {
  byHour,
  byOrderKey,
  isBack,
  isDue,
  isNotToldOf,
  isBookedOnTime,
  standsInLine,
  toldSince,
  type BookedOnTime,
  dueFrom,
  nextInTurn,
} from "./next-in-turn.ts";
import { type Instant, MINUTE } from "#lib/time/instant.ts";
import type { Ahead } from "#lib/queue/board/board.ts";

/**
 * Whether `first` is on the closed list of `second`: it may be called before it while it stands in line. This is what
 * was promised with the number (docs/line.md#the-promise), not who is next now: an early appointment is on the list of
 * a walk-in who came after it was made, and is called before it only if its hour comes first.
 */
export const mayPass = (state: LineState, first: UncalledVisit, second: UncalledVisit): boolean =>
  mayPassAmong(peopleOf(state), first, second);

function mayPassAmong(people: People, first: UncalledVisit, second: UncalledVisit): boolean {
  if (rank(first) !== rank(second)) return rank(first) < rank(second);
  if (rank(second) !== ORDINARY) return byOrderKey(first, second) < 0;
  if (isBookedOnTime(first)) {
    if (isNotToldOf(second, first)) return false;
    if (!isBookedOnTime(second)) return first.origin.bookedAt < second.joinedAt;
    return byHour(first, second) < 0 || isHeldUpAlone(second, first, people);
  }
  return isBookedOnTime(second)
    ? first.joinedAt <= toldSince(second, people.notToldOfAll)
    : byOrderKey(first, second) < 0;
}

const ORDINARY = 2;

const rank = (visit: UncalledVisit): number => (isBack(visit) ? 0 : visit.priority ? 1 : ORDINARY);

/**
 * Of two appointments: whether there is somebody with a number who was told of `other` and not of `booked`. They are
 * called before `booked` and not before `other`, which may then pass. For example: `other` made at 8:00, a number given
 * at 8:15, `booked` made at 8:30. Whoever was not told of `other` may be out at the call: then it counts from when it
 * was made.
 */
function isHeldUpAlone(booked: BookedVisit, other: BookedVisit, { notHelped, notToldOfAll }: People): boolean {
  const later = toldSince(booked, notToldOfAll);
  const earlier = other.origin.bookedAt;
  return notHelped.some((visit) =>
    standsInLine(visit)
      ? earlier < visit.joinedAt && visit.joinedAt <= later
      : isNotToldOf(visit, booked) && !isNotToldOf(visit, other),
  );
}

/** The visit of a booked person who keeps their hour. */
type BookedVisit = UncalledVisit & BookedOnTime;

/**
 * « Avant vous : 3 personnes, rendez-vous 10 h 30 »: the closed list of the visit `who`, or of a « newcomer » who would
 * take a number now. `people` have arrived, also those away, absent, or called whose help has not begun; `appointments`
 * are the hours of booked people who have not arrived, and whose turn has not passed. Nobody is ahead of a person who
 * is called or whose visit has ended.
 */
export function aheadOf(state: LineState, who: string, now: Instant): Ahead {
  const visit = who === "newcomer" ? newcomer(state, now) : visitOf(state, who);
  return aheadIn(state, now)(visit);
}

/** The same for one after the other: what does not depend on the visit is worked out once for the whole line. */
export function aheadIn(state: LineState, now: Instant): (visit: Visit | undefined) => Ahead {
  const people = peopleOf(state);
  const ofRank = Map.groupBy(people.notHelped.toSorted(byOrderKey), rank);
  const ranked = (which: number): readonly UncalledVisit[] => ofRank.get(which) ?? [];
  const line = ranked(ORDINARY).filter(standsInLine);
  const booked = ranked(ORDINARY).filter(isBookedOnTime);
  const expected = state.expected
    .map((one) => ({ hour: one.hour, visit: ifHere(state, one, now, isLate(one, now)) }))
    .sort((a, b) => a.hour - b.hour);
  const arrivedBefore = (visit: UncalledVisit): number => {
    const inFront = rank(visit);
    const above = [0, 1].filter((other) => other < inFront).reduce((sum, other) => sum + ranked(other).length, 0);
    if (inFront !== ORDINARY) return above + countBefore(ranked(inFront), visit);
    const mayPassIt = (other: UncalledVisit): boolean => other.id !== visit.id && mayPassAmong(people, other, visit);
    const ofLine = isBookedOnTime(visit) ? line.filter(mayPassIt).length : countBefore(line, visit);
    return above + ofLine + booked.filter(mayPassIt).length;
  };
  return (visit) =>
    visit && isUncalled(visit)
      ? {
          people: arrivedBefore(visit),
          appointments: expected.filter((one) => mayPassAmong(people, one.visit, visit)).map(({ hour }) => hour),
        }
      : { people: 0, appointments: [] };
}

/** How many of these, in the order of their keys, have an earlier one. */
function countBefore(sorted: readonly UncalledVisit[], visit: UncalledVisit): number {
  let from = 0;
  let to = sorted.length;
  while (from < to) {
    const half = Math.floor((from + to) / 2);
    const other = sorted[half];
    if (other && byOrderKey(other, visit) < 0) from = half + 1;
    else to = half;
  }
  return from;
}

/**
 * Everybody whose help has not begun, but for whoever did not stand there when the numbers of their burst were called;
 * and those of them who were given their number when the turn of some appointment
 * had passed.
 */
type People = { readonly notHelped: readonly UncalledVisit[]; readonly notToldOfAll: readonly UncalledVisit[] };

/** Who is called stands there as if they missed the call: they would keep their place. */
function peopleOf(state: LineState): People {
  const notHelped = state.visits.flatMap((visit): readonly UncalledVisit[] => {
    if (isUncalled(visit)) return isMissing(visit) ? [] : [visit];
    return visit.state === "called" ? [{ ...baseOf(visit), state: "absent", missedAtCall: 0 }] : [];
  });
  return { notHelped, notToldOfAll: notHelped.filter(({ passedTurns }) => passedTurns !== undefined) };
}

/**
 * Of somebody in line: whether numbers that were given without network came to the line since theirs, and have made
 * their closed list longer, because they were given before. A number given by mistake is nobody’s.
 */
export function passedWithoutNetwork(state: LineState): (visit: Visit) => boolean {
  const came = state.visits.filter(
    (visit) => visit.receivedAt !== undefined && !(visit.state === "left" && visit.why === "given-by-mistake"),
  );
  if (came.length === 0) return () => false;
  const people = peopleOf(state);
  return (visit) =>
    isUncalled(visit) && came.some((first) => cameUntold(first, visit) && mayPassAmong(people, asItCame(first), visit));
}

/** The visit in line, as if it had no priority: who is passed by that is told so. */
const asItCame = (visit: Visit): UncalledVisit => ({
  ...baseOf(visit),
  priority: false,
  state: "waiting",
  back: false,
});

/** The people in line, also who is out or absent, who were not told that this person may be called before them. */
export function overtakenBy(state: LineState, passing: UncalledVisit, now: Instant): readonly UncalledVisit[] {
  const people = peopleOf(state);
  return state.visits
    .filter(isUncalled)
    .filter((visit) => visit.id !== passing.id && hasBegunToWait(visit, now))
    .filter((visit) => !mayPassAmong(people, passing, visit));
}

/** Ids of those in line whom this visit comes in front of when it is given priority. */
export const overtakenByPriority = (state: LineState, visit: UncalledVisit): readonly string[] =>
  state.visits
    .filter(isUncalled)
    .filter((other) => other.id !== visit.id)
    .filter((other) => !mayPass(state, { ...visit, priority: false }, other))
    .filter((other) => mayPass(state, { ...visit, priority: true }, other))
    .map(({ id }) => id);

/** Ids of those in line who have more people before them, of the closed list, than in the line before. */
export function passedSince(before: LineState, after: LineState, now: Instant): readonly string[] {
  const counted = (state: LineState): ((visit: Visit) => number) => {
    const aheadAt = aheadIn(state, now);
    return (visit) => {
      const { people, appointments } = aheadAt(visit);
      return people + appointments.length;
    };
  };
  const was = counted(before);
  const is = counted(after);
  const earlier = new Map(before.visits.filter(isUncalled).map((visit) => [visit.id, visit]));
  return after.visits.filter(isUncalled).flatMap((visit) => {
    const known = earlier.get(visit.id);
    return known && is(visit) > was(known) ? [visit.id] : [];
  });
}

/** An appointment cannot be overtaken before it is due. */
const hasBegunToWait = (visit: UncalledVisit, now: Instant): boolean =>
  isBack(visit) || visit.priority || standsInLine(visit) || isDue(visit, now);

/** Nobody is late before this many minutes after the hour (docs/line.md#late-appointments). */
const LATE_AFTER = 15;

/** More than a quarter of an hour after the hour. */
export const isOverdue = (expected: ExpectedAppointment, now: Instant): boolean =>
  now > expected.hour + LATE_AFTER * MINUTE;

/** Whether the person is counted on: until a quarter of an hour after their hour, or after the one they announced. */
export const isAwaited = ({ hour, expectedAt = hour }: ExpectedAppointment, now: Instant): boolean =>
  now <= Math.max(hour, expectedAt) + LATE_AFTER * MINUTE;

/**
 * Whether the person would be late if they came now: more than 15 minutes after the hour, and a call took their turn
 * meanwhile. When the permanence itself runs behind, nobody loses an hour that they did not miss.
 */
export const isLate = (expected: ExpectedAppointment, now: Instant): boolean =>
  isOverdue(expected, now) && expected.passedBy.length > 0;

/**
 * The appointments that have lost their turn at this moment, as a field of the visit that gets its number then: this
 * number is not told of them (docs/line.md#histories, 15). `own`: the appointment that is checked in by it, which is
 * left out.
 */
export function passedTurnsAt(
  state: LineState,
  now: Instant,
  own?: string,
): { readonly passedTurns?: readonly string[] } {
  const passed = state.expected.filter((expected) => expected.id !== own && isLate(expected, now));
  return passed.length > 0 ? { passedTurns: passed.map(({ id }) => id) } : {};
}

/** Whether the booked person has a number already. */
export const isHere = (state: LineState, appointment: string): boolean =>
  state.visits.some(({ origin }) => origin.kind === "appointment" && origin.appointment === appointment);

/** The origin of a visit that a check-in begins; when late, with the calls that took its turn. */
export const originOf = (expected: ExpectedAppointment, late: boolean): Extract<Origin, { kind: "appointment" }> => ({
  kind: "appointment",
  appointment: expected.id,
  hour: expected.hour,
  bookedAt: expected.bookedAt,
  late,
  ...(late && { passedBy: expected.passedBy }),
  ...(expected.wanted !== undefined && { wanted: expected.wanted }),
});

/** The visit of an expected person if they checked in at that moment: for questions about a line with them in it. */
export const ifHere = (state: LineState, expected: ExpectedAppointment, at: Instant, late: boolean): WaitingVisit => ({
  id: expected.id,
  number: state.nextNumber,
  origin: originOf(expected, late),
  joinedAt: at,
  priority: false,
  ...(expected.topic !== undefined && { topic: expected.topic }),
  ...(expected.toFetch && { toFetch: expected.toFetch }),
  missedCalls: 0,
  awayTimes: 0,
  state: "waiting",
  back: false,
});

/**
 * The expected appointments whose turn a call by the rule takes at this moment: those due now that would have been
 * called instead, had they been here in time.
 */
export const passedAt = (state: LineState, now: Instant): readonly string[] =>
  state.expected
    .filter((expected) => dueFrom(expected.hour) <= now)
    .filter((expected) => {
      const here = ifHere(state, expected, now, false);
      return nextInTurn({ ...state, visits: [...state.visits, here] }, now)?.id === here.id;
    })
    .map((expected) => expected.id);
