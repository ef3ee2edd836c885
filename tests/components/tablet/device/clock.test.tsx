import { act } from "@testing-library/react";
import { jest } from "@jest/globals";
import { startClock } from "#components/tablet/device/clock.ts";
import { instant, MINUTE, SECOND } from "#lib/time/instant.ts";
import { at, atTheDoor, open, person, then } from "#tests/components/tablet/morning.ts";
import { atTime, showTablet, tap } from "#tests/components/tablet/show-tablet.tsx";

beforeEach(() => atTime("9:10"));

test("the clock starts at the server's time, however wrong the tablet's own clock is, and runs on", () => {
  const clock = startClock(at("11:00"));
  expect(clock.now()).toBe(at("11:00"));
  jest.advanceTimersByTime(30 * SECOND);
  expect(clock.now()).toBe(at("11:00:30"));
});

test.each([
  ["90 seconds old: it may have been shared and have travelled so long", -90, false],
  ["91 seconds old: this clock is ahead", -91, true],
  ["5 seconds ahead: the difference is too small to matter", 5, false],
  ["6 seconds ahead: this clock is behind", 6, true],
])("a board %s", (_, seconds, isCorrected) => {
  const clock = startClock(at("9:10"));
  const asOf = instant(at("9:10") + seconds * SECOND);
  clock.follow(asOf);
  expect(clock.now()).toBe(isCorrected ? asOf : at("9:10"));
});

test.each([
  ["ahead", 2 * 60 * MINUTE],
  ["behind", -20 * MINUTE],
])("a tablet whose clock was set %s while its page is open takes the time of the next board", async (_, wrong) => {
  const serving = then(then(open(3), "8:55", { type: "call-next", desk: 2 }), "8:56", {
    type: "start",
    visit: person(1),
  });
  const { server } = await showTablet(serving);
  jest.setSystemTime(jest.now() + wrong);
  server.ahead = -wrong;
  act(() => server.tell());
  await tap(/^Terminer(?! et)/);
  expect(server.received).toHaveLength(1);
  expect(server.received[0]!.at - at("9:10")).toBeLessThan(5 * SECOND);
  expect(server.received[0]!.at).toBeGreaterThanOrEqual(at("9:10"));
});

test("a board that travelled for a minute does not move the clock back", async () => {
  const { server } = await showTablet(atTheDoor(1));
  server.ahead = -MINUTE;
  act(() => server.tell());
  await tap(/^\+ 1 personne/);
  expect(server.received[0]!.at).toBeGreaterThanOrEqual(at("9:10"));
});
