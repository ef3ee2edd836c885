import { fireEvent, screen } from "@testing-library/react";
import { minutesBetween } from "#lib/time/instant.ts";
import { at, open } from "#tests/components/tablet/morning.ts";
import { atTime, button, passes, showTablet } from "#tests/components/tablet/show-tablet.tsx";

const minuteOf = (time: string): number => minutesBetween(at("9:00"), at(time)) + at("9:00") / 60_000;
const LONG = { span: { start: at("9:00"), end: at("10:00") } };
/** What the tablet says of the time before the end. */
const told = (): string | undefined => screen.queryByText(/avant 10\sh\s?\?/u)?.textContent ?? undefined;

beforeEach(() => atTime("9:10"));

test("the answers that the server wrote into the page stand until another minute", async () => {
  const line = open(10, LONG);
  const answers = { yes: 1, maybe: 2, no: 7 };
  await showTablet(line, { answersAtFirst: { version: line.version, minute: minuteOf("9:10"), answers } });
  expect(told()).toMatch(/1 .*2 .*7 /u);
  await passes(1);
  expect(told()).not.toMatch(/1 .*2 .*7 /u);
  expect(told()).toBeDefined();
});

test("answers of another version of the line are not shown", async () => {
  const line = open(10, LONG);
  const answers = { yes: 1, maybe: 2, no: 7 };
  await showTablet(line, { answersAtFirst: { version: line.version - 1, minute: minuteOf("9:10"), answers } });
  expect(told()).not.toMatch(/1 .*2 .*7 /u);
});

test("after an act the last answers stand until those of the line as it is are worked out", async () => {
  const line = open(10, LONG);
  await showTablet(line);
  await passes(1);
  await passes(2);
  const before = told();
  fireEvent.click(button("Appeler le 1"));
  expect(button("Commencer")).toBeInTheDocument();
  expect(told()).toBe(before);
  await passes(1);
  expect(told()).not.toBe(before);
});

test("of acts that follow each other the answers are worked out once in two seconds, and then those of the last one", async () => {
  await showTablet(open(10, LONG));
  await passes(1);
  fireEvent.click(button("Appeler le 1"));
  await passes(1);
  const ofCall = told();
  fireEvent.click(button(/^\+ 1 personne/u));
  await passes(1);
  expect(told()).toBe(ofCall);
  await passes(1);
  await passes(1);
  expect(told()).not.toBe(ofCall);
});
