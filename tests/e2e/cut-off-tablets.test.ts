/** @long */
import { jest } from "@jest/globals";
import { playHalfDays, type TabletsOutcome } from "#tests/chaos/tablets/half-days.ts";

/** Two half-days of four hours, tapped by three browsers on a machine that may be doing other things. */
jest.setTimeout(1_500_000);

let outcome: TabletsOutcome;

beforeAll(async () => {
  outcome = await playHalfDays({ seed: 1, acts: 500 }, (sentence) => console.log(sentence));
});

test("eight hours of half-days are played, with five hundred acts on three tablets", () => {
  expect(outcome.acts).toBeGreaterThanOrEqual(500);
  expect(outcome.hours).toBeGreaterThanOrEqual(8);
});

test("three tablets come back in each order there is, and each has sent everything and shows the line of the server in time", () => {
  const orders = outcome.rounds.map(({ order }) => order.join("")).filter((order) => order.length === 3);
  expect(orders.toSorted()).toEqual(["012", "021", "102", "120", "201", "210"]);
  expect(outcome.rounds.flatMap(({ late }) => late)).toEqual([]);
});

test("each act shown as done is done or told not to be, no number is given twice, and nobody is passed by whom they were not told of", () => {
  expect(outcome.rounds.flatMap(({ broken }) => broken)).toEqual([]);
});

test("desks that call only their own people without network have no conflict", () => {
  expect(outcome.rounds.filter(({ apart }) => apart).flatMap(({ told }) => told)).toEqual([]);
});

test("where a desk with network calls anybody, conflicts come and are told", () => {
  expect(outcome.rounds.filter(({ apart, told }) => !apart && told.length > 0).length).toBeGreaterThan(0);
});
