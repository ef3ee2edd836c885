import { paceOf } from "#lib/queue/wait/learn-pace.ts";
import { forecastTurns } from "#lib/queue/wait/estimate-wait.ts";
import type { LineState } from "#lib/queue/line/line-state.ts";
import type { Instant } from "#lib/time/instant.ts";
import { at, HalfDay } from "#tests/support/line.ts";

const day = () => {
  const line = new HalfDay().booked("A", "9:30");
  line.walkIn("W1", "9:01");
  line.walkIn("W2", "9:02");
  return line;
};
const says = (line: HalfDay, hour: string, time: string) =>
  line.does({ type: "late", appointment: "appointment-A", expectedAt: at(hour) }, time);

test("a person who says when they come is counted on for that hour, and may say it again", () => {
  const line = day();
  expect(says(line, "10:00", "9:10")).toBe("applied");
  expect(says(line, "10:10", "9:20")).toBe("applied");
  expect(line.state.expected).toMatchObject([{ id: "appointment-A", hour: at("9:30"), expectedAt: at("10:10") }]);
  const before = line.state;
  expect(says(line, "10:10", "9:21")).toBe("applied");
  expect(line.state).toBe(before);
});

test("announcing changes no turn: a person who comes late is late", () => {
  const delayed = day();
  says(delayed, "9:50", "9:10");
  delayed.frees("9:32");
  delayed.here("A", "9:50");
  expect(delayed.visit("A").origin).toMatchObject({ late: true });
  expect(delayed.frees("9:52")).toBe("W2");
});

test("the estimate counts on the announced hour instead of the booked one", () => {
  const line = day();
  line.frees("9:15");
  const wait = (state: LineState): number =>
    forecastTurns(
      state,
      at("9:25"),
      paceOf(() => 20),
    ).get("W2")!.middle;
  const withoutThem = wait({ ...line.state, expected: [] });
  expect(wait(line.state)).toBeGreaterThan(withoutThem + 5);
  says(line, "10:20", "9:25");
  expect(wait(line.state)).toBe(withoutThem);
});

test("it is refused of somebody not expected, here already, or for an hour that is past", () => {
  const line = day();
  expect(line.does({ type: "late", appointment: "appointment-B", expectedAt: at("9:40") }, "9:10")).toBe("not-found");
  for (const hour of [at("9:10"), at("12:30"), Number.NaN as Instant]) {
    expect(line.does({ type: "late", appointment: "appointment-A", expectedAt: hour }, "9:10")).toBe("outside-hours");
  }
  line.here("A", "9:20");
  expect(says(line, "9:40", "9:21")).toBe("already-here");
});

test("an hour beyond all dates is refused", () => {
  const line = day();
  const act = { type: "late", appointment: "appointment-A", expectedAt: 8e18 as Instant } as const;
  expect(line.does(act, "9:10")).toBe("outside-hours");
});
