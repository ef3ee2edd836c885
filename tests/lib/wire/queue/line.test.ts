import fc from "fast-check";
import { instant } from "#lib/time/instant.ts";
import { lineFromWire, lineToWire } from "#lib/wire/queue/line.ts";
import { lineOnTablet } from "#lib/wire/queue/line-on-tablet.ts";
import { anyMorning, runMorning } from "#tests/support/any-half-day.ts";
import { at, HalfDay } from "#tests/support/line.ts";

test("a line is decoded as it was encoded, whatever happened in it, also on a tablet, which has no shapes of the API", () => {
  fc.assert(
    fc.property(anyMorning, fc.constantFrom("Europe/Paris", "UTC", "America/Guadeloupe"), (steps, zone) => {
      const { end } = runMorning(steps);
      const wire: unknown = JSON.parse(JSON.stringify(lineToWire(end, zone)));
      expect(lineFromWire(wire)).toEqual(end);
      expect(lineOnTablet(wire)).toEqual(end);
    }),
  );
});

test("times are encoded with the offset of the place and their milliseconds", () => {
  const day = new HalfDay();
  day.walkIn("W1", "9:01");
  const wire = lineToWire({ ...day.state, span: { start: at("9:00"), end: instant(at("12:00") + 7) } }, "Europe/Paris");
  expect(wire.span).toEqual({ start: "2026-11-24T09:00:00+01:00", end: "2026-11-24T12:00:00.007+01:00" });
  expect(wire.visits[0]).toMatchObject({ state: "waiting", joinedAt: "2026-11-24T09:01:00+01:00" });
});

test("a message and the topics of a desk are encoded", () => {
  const { state } = new HalfDay();
  const changed = {
    ...state,
    message: "De retour à 10 h.",
    desks: [{ number: 2, state: "break", since: at("9:10"), topics: ["caf"], conseiller: "c" } as const],
  };
  expect(lineFromWire(lineToWire(changed, "Europe/Paris"))).toEqual(changed);
  expect(lineOnTablet(lineToWire(changed, "Europe/Paris"))).toEqual(changed);
});

test("a desk for every topic is an empty list on the wire", () => {
  const { state } = new HalfDay();
  const changed = { ...state, desks: [{ number: 2, state: "present", since: at("9:10"), topics: "every" } as const] };
  const wire = lineToWire(changed, "Europe/Paris");
  expect(wire.desks).toMatchObject([{ topics: [] }]);
  expect(lineFromWire(wire)).toEqual(changed);
});

test("pauses, late arrivals, leases and the end of a break are encoded", () => {
  const day = new HalfDay({ deskCount: 2 }).booked("A", "9:30");
  for (const person of ["W1", "W2", "W3"]) day.walkIn(person, "9:01");
  day.does({ type: "lease-numbers" }, "9:02");
  day.does({ type: "late", appointment: "appointment-A", expectedAt: at("9:50") }, "9:03");
  day.serves("W1", "9:05").desk(1, { type: "hand-over", to: 2 }, "9:06");
  day.serves("W2", "9:06").does({ type: "pause", visit: "W2" }, "9:07");
  day.desk(1, { type: "break", until: at("9:40") }, "9:08");
  day.does({ type: "leave", visit: "W2", by: "staff" }, "9:09");
  day.does({ type: "refer", visit: "W1", target: "autre" }, "9:10");
  day.does({ type: "suspend" }, "9:11");
  const received = lineFromWire(JSON.parse(JSON.stringify(lineToWire(day.state, "Europe/Paris"))));
  expect(received).toEqual(day.state);
  expect(lineOnTablet(JSON.parse(JSON.stringify(lineToWire(day.state, "Europe/Paris"))))).toEqual(day.state);
  expect(received).toMatchObject({
    suspended: true,
    leases: [{ first: 101, last: 140 }],
    desks: [{ breakUntil: at("9:40") }, {}],
    expected: [{ expectedAt: at("9:50") }],
  });
  expect(received.visits.map((visit) => "startedAt" in visit)).toEqual([true, true, false]);
});

test("who has left a desk, and the help that had no end there, are encoded", () => {
  const day = new HalfDay({ deskCount: 2 });
  day.walkIn("W1", "9:01");
  day.serves("W1", "9:05", 2).does({ type: "free-desk", desk: 2, as: "coordination" }, "9:10");
  const received = lineFromWire(JSON.parse(JSON.stringify(lineToWire(day.state, "Europe/Paris"))));
  expect(received).toEqual(day.state);
  expect(received).toMatchObject({
    desks: [{}, { formerly: [{ conseiller: "conseiller-2", leftAt: at("9:10"), freedBy: "coordination" }] }],
    visits: [{ helped: { desk: 2, conseiller: "conseiller-2", startedAt: at("9:05") } }],
  });
});

test.each([
  [
    "a pause for nothing",
    { state: "paused", desk: 1, calledAt: "2026-11-24T09:00:00+01:00", startedAt: "2026-11-24T09:00:00+01:00" },
  ],
  ["a called visit without a desk", { state: "called", calledAt: "2026-11-24T09:00:00+01:00" }],
  ["a time without an offset", { state: "waiting", back: false, joinedAt: "2026-11-24T09:00:00" }],
  ["a state that is unknown", { state: "asleep" }],
])("%s is rejected", (_, change) => {
  const day = new HalfDay();
  day.walkIn("W1", "9:01");
  const wire = lineToWire(day.state, "Europe/Paris");
  const changed = { ...wire, visits: [{ ...wire.visits[0], ...change }] };
  expect(() => lineFromWire(changed)).toThrow();
  expect(() => lineOnTablet(changed)).toThrow();
});

test.each([
  { hello: "who pays for this Wi-Fi?" },
  "<html>",
  null,
  [],
  { ...lineToWire(new HalfDay().state, "Europe/Paris"), status: "waiting" },
  { ...lineToWire(new HalfDay().state, "Europe/Paris"), numbers: "some" },
  { ...lineToWire(new HalfDay().state, "Europe/Paris"), version: "3" },
])("what is no line is taken for none on a tablet: %j", (json) => {
  expect(() => lineOnTablet(json)).toThrow();
});
