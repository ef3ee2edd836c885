import fc from "fast-check";
import { aheadOf, mayPass } from "#lib/queue/order/who-may-pass.ts";
import { isUncalled } from "#lib/queue/line/visit.ts";
import { anyMorning, runMorning } from "#tests/support/any-half-day.ts";
import { runs } from "#tests/support/property-runs.ts";
import { at, HalfDay } from "#tests/support/line.ts";

const ahead = (day: HalfDay, who: string, time: string) => aheadOf(day.state, who, at(time));
const nobody = { people: 0, appointments: [] };

test("the people in line and the hours booked before a number was given are ahead of it", () => {
  const day = new HalfDay().booked("B", "11:00").booked("A", "9:30");
  day.walkIn("W1", "9:01");
  day.walkIn("W2", "9:02");
  expect(ahead(day, "W2", "9:02")).toEqual({ people: 1, appointments: [at("9:30"), at("11:00")] });
  expect(ahead(day, "newcomer", "9:03")).toEqual({ people: 2, appointments: [at("9:30"), at("11:00")] });
});

test("in any morning as many people are ahead as may pass", () => {
  fc.assert(
    fc.property(anyMorning, (steps) => {
      const { end, now } = runMorning(steps);
      const line = end.visits.filter(isUncalled);
      if (end.visits.some(({ state }) => state === "called")) return;
      for (const visit of line)
        expect(aheadOf(end, visit.id, now).people).toBe(
          line.filter((other) => other.id !== visit.id && mayPass(end, other, visit)).length,
        );
    }),
    { numRuns: runs(100) },
  );
});

test("an appointment made after the number was given is never added", () => {
  const day = new HalfDay();
  day.walkIn("W1", "9:05");
  day.booked("A", "9:30", at("9:05")).booked("B", "9:30", at("9:10"));
  expect(ahead(day, "W1", "9:20")).toEqual(nobody);
  expect(ahead(day, "newcomer", "9:20")).toEqual({ people: 1, appointments: [at("9:30"), at("9:30")] });
  day.here("B", "9:21");
  expect(ahead(day, "W1", "9:30")).toEqual(nobody);
});

test("a booked person who has come is one of the people, whatever their hour", () => {
  const day = new HalfDay().booked("A", "11:00");
  day.walkIn("W1", "9:05");
  day.here("A", "9:20");
  expect(ahead(day, "W1", "9:21")).toEqual({ people: 1, appointments: [] });
});

test("an hour leaves the list when its turn has passed, not merely because it is over", () => {
  const day = new HalfDay().booked("A", "9:30");
  day.walkIn("W1", "9:01");
  day.walkIn("W2", "9:02");
  expect(ahead(day, "W2", "10:30").appointments).toEqual([at("9:30")]);
  day.calls("9:40");
  expect(ahead(day, "W2", "9:45").appointments).toEqual([at("9:30")]);
  expect(ahead(day, "W2", "9:45:01").appointments).toEqual([]);
  day.here("A", "9:46");
  expect(ahead(day, "W2", "9:47")).toEqual({ people: 1, appointments: [] });
  day.does({ type: "start", visit: "W1" }, "9:48");
  expect(ahead(day, "W2", "9:48")).toEqual(nobody);
});

test("people who are away, absent or called stay on the list, those whose help has begun have left it", () => {
  const day = new HalfDay({ deskCount: 2 });
  for (const person of ["W1", "W2", "W3", "W4"]) day.walkIn(person, "9:01");
  day.calls("9:05", 1);
  day.does({ type: "absent", visit: "W1" }, "9:06");
  day.goesAway("W2", "9:06", "9:30");
  day.calls("9:07", 2);
  expect(day.called(2)).toBe("W3");
  expect(ahead(day, "W4", "9:08").people).toBe(3);
  day.does({ type: "start", visit: "W3" }, "9:09");
  expect(ahead(day, "W4", "9:09").people).toBe(2);
});

test("priority comes in front, a person chosen by the team does not stay in front", () => {
  const day = new HalfDay();
  for (const person of ["W1", "W2", "W3"]) day.walkIn(person, "9:01");
  day.does({ type: "prioritise", visit: "W3" }, "9:02");
  expect(["W1", "W2", "W3"].map((who) => ahead(day, who, "9:03").people)).toEqual([1, 2, 0]);
});

test("a person who is back from a pause comes before priority", () => {
  const day = new HalfDay({ deskCount: 2 });
  day.walkIn("W1", "9:01");
  day.walkIn("W2", "9:02");
  day.serves("W2", "9:02", 2).does({ type: "pause", visit: "W2" }, "9:03");
  day.desk(2, { type: "leave-desk" }, "9:03");
  day.does({ type: "resume", visit: "W2" }, "9:04");
  day.does({ type: "prioritise", visit: "W1" }, "9:04");
  expect([ahead(day, "W1", "9:04").people, ahead(day, "W2", "9:04").people]).toEqual([1, 0]);
});

test("an appointment has before it those who had a number when it was made, and earlier hours", () => {
  const day = new HalfDay().booked("B", "9:15");
  day.walkIn("W1", "9:05");
  day.booked("A", "9:30", at("9:07")).booked("C", "9:30");
  day.walkIn("W2", "9:10");
  day.here("A", "9:20");
  expect(ahead(day, "A", "9:21")).toEqual({ people: 1, appointments: [at("9:15"), at("9:30")] });
});

test("nobody is ahead of a person who is called, gone or unknown", () => {
  const day = new HalfDay();
  for (const person of ["W1", "W2"]) day.walkIn(person, "9:01");
  day.does({ type: "call", visit: "W2", desk: 1 }, "9:05");
  expect([ahead(day, "W2", "9:06"), ahead(day, "W9", "9:06")]).toEqual([nobody, nobody]);
});

test("in any morning the list of a number only grows by priority, by who comes back, and by what is taken back", () => {
  const grows = new Set(["prioritise", "add-visit", "absent", "undo", "free-desk", "take-back"]);
  fc.assert(
    fc.property(anyMorning, (steps) => {
      for (const { command, now, before, after, stamped } of runMorning(steps).acts) {
        if (stamped.some(({ event }) => event.type === "visit-back")) continue;
        if (
          grows.has(command.type) &&
          !(command.type === "add-visit" && !command.priority && command.joinedAt === undefined)
        )
          continue;
        for (const visit of before.visits.filter(
          ({ state, origin }) => state === "waiting" && origin.kind === "walk-in",
        )) {
          const [was, is] = [before, after]
            .map((state) => aheadOf(state, visit.id, now))
            .map(({ people, appointments }) => people + appointments.length);
          expect(is).toBeLessThanOrEqual(was!);
        }
      }
    }),
    { numRuns: runs(100) },
  );
});

const three = () => {
  const day = new HalfDay({ deskCount: 2 });
  for (const person of ["W1", "W2", "W3"]) day.walkIn(person, "9:01");
  return day;
};
const letPast = (day: HalfDay) => day.state.overtakes.flatMap((overtake) => overtake.overtaken);

test("only those in front of the person chosen were let past, not those behind", () => {
  const day = three();
  day.does({ type: "call", visit: "W2", desk: 1, override: "child" }, "9:05");
  expect(letPast(day)).toEqual(["W1"]);
});

test("choosing whoever is next lets nobody past", () => {
  const day = three();
  day.does({ type: "call", visit: "W1", desk: 1 }, "9:05");
  expect(letPast(day)).toEqual([]);
});

test("who is out or did not answer is let past too, and reads it", () => {
  const day = three();
  day.calls("9:05");
  day.does({ type: "absent", visit: "W1" }, "9:06");
  day.goesAway("W2", "9:06", "9:30");
  day.does({ type: "call", visit: "W3", desk: 1 }, "9:07");
  expect(letPast(day)).toEqual(["W1", "W2"]);
});

test("an appointment called before its hour was on the list of those who came after it was made", () => {
  const day = three().booked("A", "11:00");
  day.here("A", "9:10");
  day.does({ type: "call", visit: "A", desk: 1 }, "9:11");
  expect(letPast(day)).toEqual([]);
});

test("an appointment long before its hour is not let past yet, from its hour on it is", () => {
  const day = three().booked("A", "9:30");
  day.here("A", "9:10");
  day.does({ type: "call", visit: "W1", desk: 1 }, "9:11");
  expect(letPast(day)).toEqual([]);
  day.does({ type: "call", visit: "W2", desk: 2 }, "9:28");
  expect(letPast(day)).toEqual(["A"]);
});

test("an act that is taken back has let nobody past", () => {
  const day = three();
  day.does({ type: "call", visit: "W3", desk: 1, override: "skills" }, "9:05", { name: "choice" });
  day.does({ type: "undo", command: "choice" }, "9:05:30");
  expect(day.state.overtakes).toEqual([]);
});
