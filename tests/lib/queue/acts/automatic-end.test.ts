/** @zones */
import { automaticEndOf, endAutomatically } from "#lib/queue/acts/automatic-end.ts";
import { evolve } from "#lib/queue/acts/decider.ts";
import { instantOf } from "#lib/time/instant.ts";
import { at, HalfDay, morning } from "#tests/support/line.ts";

const ZONE = "Europe/Paris";
const open = morning({ status: "open" });

/** An open line that is planned to end at that moment. */
const endingAt = (iso: string) => ({ ...open, span: { start: open.span.start, end: instantOf(iso) } });

/** The line once it has ended automatically at that time. */
const ended = (day: HalfDay, time: string) =>
  endAutomatically(day.state).reduce(
    (line, event) => evolve(line, { event, at: at(time), command: "automatic-end" }),
    day.state,
  );

test("a line that nobody closes is over 90 minutes after its end when no device of the team was ever in touch", () => {
  expect(automaticEndOf(open, ZONE, undefined)).toBe(at("13:30"));
});

test("a device of the team that was in touch after the end puts it off until 90 minutes later, one before it does not", () => {
  expect(automaticEndOf(open, ZONE, at("11:15"))).toBe(at("13:30"));
  expect(automaticEndOf(open, ZONE, at("12:40"))).toBe(at("14:10"));
});

test.each([
  ["of the next morning", "2026-11-24T12:00:00+01:00", "2026-11-25T03:00:00+01:00"],
  ["after a late evening", "2026-11-24T23:50:00+01:00", "2026-11-25T03:00:00+01:00"],
  ["of the night in which clocks go forward", "2026-03-28T20:00:00+01:00", "2026-03-29T03:00:00+02:00"],
  ["of the night in which clocks go back", "2026-10-24T20:00:00+02:00", "2026-10-25T03:00:00+01:00"],
])("whatever devices do, it is over at three in the morning %s", (_, end, night) => {
  const still = instantOf(night.replace("T03:00", "T02:59"));
  expect(automaticEndOf(endingAt(end), ZONE, still)).toBe(instantOf(night));
});

test("a line that ends half an hour before three in the morning is over at three", () => {
  expect(automaticEndOf(endingAt("2026-11-25T02:30:00+01:00"), ZONE, undefined)).toBe(
    instantOf("2026-11-25T03:00:00+01:00"),
  );
});

test("numbers that were given to a half-day that nobody opened end as well", () => {
  expect(automaticEndOf(morning(), ZONE, undefined)).toBe(at("13:30"));
  expect(automaticEndOf(morning({ numbers: "stopped" }), ZONE, undefined)).toBe(at("13:30"));
});

test("what was closed or cancelled, or never began, has no automatic end", () => {
  expect(automaticEndOf(morning({ status: "closed" }), ZONE, undefined)).toBeUndefined();
  expect(automaticEndOf(morning({ status: "cancelled" }), ZONE, undefined)).toBeUndefined();
  expect(automaticEndOf(morning({ numbers: "not-yet" }), ZONE, undefined)).toBeUndefined();
});

test("who waited, did not answer or was called is not served; who was helped or out for a paper had been helped", () => {
  const day = new HalfDay({ deskCount: 3 });
  for (const person of ["W1", "W2", "W3", "W4", "W5"]) day.walkIn(person, "9:01");
  day.serves("W1", "9:05").does({ type: "pause", visit: "W1" }, "9:20");
  day.serves("W2", "9:21");
  day.does({ type: "call", visit: "W3", desk: 2 }, "9:30");
  day.does({ type: "absent", visit: "W3" }, "9:34");
  day.does({ type: "call", visit: "W4", desk: 3 }, "11:50");
  const line = ended(day, "13:30");
  expect(line.visits.map(({ id, state }) => [id, state])).toEqual([
    ["W1", "done"],
    ["W2", "done"],
    ["W3", "unserved"],
    ["W4", "unserved"],
    ["W5", "unserved"],
  ]);
  expect(line.visits).toMatchObject(line.visits.map(() => ({ endedAt: at("13:30") })));
  expect(line.visits[0]).toMatchObject({ startedAt: at("9:05") });
});

test("who was back from a help whose desk was left had been helped: they are done, and count as helped", () => {
  for (const act of [
    { type: "pause", visit: "W1" },
    { type: "free-desk", desk: 1 },
  ] as const) {
    const day = new HalfDay({ deskCount: 2 });
    day.walkIn("W1", "9:01");
    day.serves("W1", "9:05").does(act, "9:20");
    day.desk(1, { type: "leave-desk" }, "9:21");
    day.does({ type: "resume", visit: "W1" }, "9:30");
    expect(day.visit("W1")).toMatchObject({ state: "waiting", back: true });
    expect(ended(day, "13:30").visits).toMatchObject([{ state: "done", desk: 1, startedAt: at("9:05") }]);
    // Also called to another desk, or without an answer there.
    day.calls("9:40", 2);
    expect(ended(day, "13:30").visits).toMatchObject([{ state: "done", desk: 1, startedAt: at("9:05") }]);
    day.does({ type: "absent", visit: "W1" }, "9:45");
    expect(ended(day, "13:30").visits).toMatchObject([{ state: "done", desk: 1, startedAt: at("9:05") }]);
  }
});

test("it leaves nobody at a desk, and says when it was; a person's close does not", () => {
  const day = new HalfDay({ deskCount: 2 });
  day.does({ type: "suspend" }, "11:00");
  const line = ended(day, "13:30");
  expect(line).toMatchObject({ status: "closed", suspended: false, endedAutomaticallyAt: at("13:30") });
  expect(line.desks.map(({ state }) => state)).toEqual(["left", "left"]);
  day.does({ type: "close", leftovers: [] }, "12:00");
  expect(day.state.status).toBe("closed");
  expect(day.state).not.toHaveProperty("endedAutomaticallyAt");
});

test("what had ended before stays as it was", () => {
  const day = new HalfDay();
  for (const person of ["W1", "W2"]) day.walkIn(person, "9:01");
  day.serves("W1", "9:05").does({ type: "finish", visit: "W1" }, "9:30");
  day.does({ type: "leave", visit: "W2", by: "resident" }, "9:40");
  expect(ended(day, "13:30").visits).toEqual(day.state.visits);
});
