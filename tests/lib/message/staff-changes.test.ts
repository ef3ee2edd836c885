import { aboutOfStaff, messagesOfChanges, type ChangedHalfDay, type PlannedThere } from "#lib/message/staff-changes.ts";
import { instantOf } from "#lib/time/instant.ts";

const PLACE = { name: "Neuhof", shortName: "Neuhof", address: "1 rue", city: "Strasbourg", zone: "Europe/Paris" };
const on = (day: number, from = "09", placeId = "neuhof"): PlannedThere => ({
  placeId,
  place: PLACE,
  span: {
    start: instantOf(`2027-03-0${day}T${from}:00:00+01:00`),
    end: instantOf(`2027-03-0${day}T12:00:00+01:00`),
  },
});
const said = (changes: readonly Omit<ChangedHalfDay, "permanence">[]) =>
  messagesOfChanges(changes.map((change, at) => ({ permanence: String(at), ...change }))).map(
    ({ kind, names, tells }) => [kind, names.length, tells.length],
  );

test("what is theirs, what is no longer and what moved is each one message", () => {
  expect(said([{ isNow: on(2) }, { isNow: on(1) }, { known: on(3) }, { known: on(4), isNow: on(4, "10") }])).toEqual([
    ["assignment-moved", 2, 1],
    ["assignment-cancelled", 1, 1],
    ["assigned", 2, 2],
  ]);
});

test("half-days are named in the order in which they come", () => {
  const [message] = messagesOfChanges([
    { permanence: "a", isNow: on(2) },
    { permanence: "b", isNow: on(1) },
  ]);
  expect(message?.what).toEqual({ kind: "assigned", halfDays: [on(1), on(2)] });
});

test("whoever knows it already, or was put in and taken out again, is told nothing", () => {
  expect(said([{ known: on(1), isNow: on(1) }, {}])).toEqual([]);
});

test("another place at the same hours is a move; another name of it is none", () => {
  expect(said([{ known: on(1), isNow: on(1, "09", "meinau") }])).toEqual([["assignment-moved", 2, 1]]);
  expect(said([{ known: on(1), isNow: { ...on(1), place: { ...PLACE, name: "Mairie" } } }])).toEqual([]);
});

test("of several that moved at once the old hours are no longer theirs, and the new ones are", () => {
  expect(
    said([
      { known: on(1), isNow: on(1, "10") },
      { known: on(2), isNow: on(2, "10") },
    ]),
  ).toEqual([
    ["assignment-cancelled", 2, 0],
    ["assigned", 2, 2],
  ]);
});

test("a message is about the next hour that it names, an old one too, and is worthless once all are over", () => {
  const moved = { kind: "assignment-moved", from: on(2), to: on(4) } as const;
  const before = instantOf("2027-03-01T08:00:00+01:00");
  expect(aboutOfStaff(moved, before)).toEqual({ about: on(2).span.start, until: on(4).span.end });
  const between = instantOf("2027-03-03T08:00:00+01:00");
  expect(aboutOfStaff(moved, between).about).toBe(on(4).span.start);
  const during = instantOf("2027-03-04T10:00:00+01:00");
  expect(aboutOfStaff(moved, during).about).toBe(during);
});

test("a call for help is about now, and is worth sending for half an hour after it was asked", () => {
  const since = instantOf("2027-03-01T21:00:00+01:00");
  const now = instantOf("2027-03-01T21:12:00+01:00");
  expect(aboutOfStaff({ kind: "help-needed", place: PLACE, since }, now)).toEqual({
    about: now,
    until: instantOf("2027-03-01T21:30:00+01:00"),
  });
});
