import fc from "fast-check";
import type { LineState } from "#lib/queue/line/line-state.ts";
import { byHour, isCallable, isDue, nextInTurn } from "#lib/queue/order/next-in-turn.ts";
import { isUncalled, type Visit } from "#lib/queue/line/visit.ts";
import { instant, type Instant } from "#lib/time/instant.ts";
import { anyMorning, runMorning, type Rules } from "#tests/support/any-half-day.ts";
import { brokenPromises } from "#tests/support/closed-list.ts";

/** The same mornings for every fault and for the rule, so that the test does not depend on chance. */
const SAME_MORNINGS = { seed: 20_261_124, numRuns: 600 };

/** The rule, given a line that is misread. */
const misreading = (misread: (state: LineState, now: Instant) => readonly Visit[]): Partial<Rules> => ({
  next: (state, now) => nextInTurn({ ...state, visits: misread(state, now) }, now),
});

const onlyTheFirstDue = ({ visits, calls }: LineState, now: Instant): readonly Visit[] => {
  const due = visits
    .filter(isUncalled)
    .filter((visit) => isCallable(visit, calls, now))
    .filter((visit) => isDue(visit, now));
  const others: readonly Visit[] = due.sort(byHour).slice(1);
  return visits.filter((visit) => !others.includes(visit));
};

/** Whole milliseconds: `<=` an instant earlier is `<`. */
const booked =
  (change: (bookedAt: Instant) => Instant) =>
  ({ visits }: LineState): readonly Visit[] =>
    visits.map((visit) =>
      visit.origin.kind === "appointment"
        ? { ...visit, origin: { ...visit.origin, bookedAt: change(visit.origin.bookedAt) } }
        : visit,
    );

const placesByNumber = ({ visits }: LineState): readonly Visit[] => {
  const places = visits.map(({ joinedAt }) => joinedAt).sort((a, b) => a - b);
  return visits
    .toSorted((a, b) => a.number - b.number)
    .map((visit, index) => ({ ...visit, joinedAt: places[index] ?? visit.joinedAt }));
};

const tellingEverybody = ({ visits }: LineState): readonly Visit[] =>
  visits.map((visit) => ({ ...visit, passedTurns: [] }));

const withoutTheLate = ({ visits }: LineState): readonly Visit[] =>
  visits.filter(({ origin }) => origin.kind === "walk-in" || !origin.late);

test.each<readonly [string, Partial<Rules>]>([
  ["of the appointments only the first is looked at", misreading(onlyTheFirstDue)],
  [
    "a number and a booking of one instant are compared with < for <=",
    misreading(booked((bookedAt) => instant(bookedAt - 1))),
  ],
  ["the line is sorted by bare number", misreading(placesByNumber)],
  ["late appointments are forgotten while others wait", misreading(withoutTheLate)],
  ["an appointment made after the number was given may pass", misreading(booked(() => instant(0)))],
  ["an appointment may pass whose turn had passed when the number was given", misreading(tellingEverybody)],
  [
    "a moved appointment counts as made when it was first",
    { moved: (expected, hour) => ({ ...expected, hour, passedBy: [] }) },
  ],
  ["the kiosk draws the number at the last touch", { numberedAfter: 3 }],
])("the promise is seen broken when %s", (_, fault) => {
  const seen = fc.check(promiseWith(fault), { ...SAME_MORNINGS, endOnFailure: true });
  expect(seen).toMatchObject({ failed: true });
});

test("the rule keeps the promise when appointments take later hours that were offered, and count as made when they were", () => {
  fc.assert(promiseWith({ offersLaterHours: true }), SAME_MORNINGS);
});

test("the rule itself keeps the promise in the same mornings", () => {
  fc.assert(promiseWith({}), SAME_MORNINGS);
});

const promiseWith = (rules: Partial<Rules>) =>
  fc.property(anyMorning, (steps) => brokenPromises(runMorning(steps, rules).history).length === 0);
