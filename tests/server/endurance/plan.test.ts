/** @long */
import { diceOf } from "#tests/rig/dice.ts";
import { WHOLE } from "#tests/endurance/endure.ts";
import { intentsOf } from "#tests/rig/intents.ts";
import { killsOf } from "#tests/rig/killer.ts";
import { DESKS, halfDaysOf, hourOf, operationsOfClient, roundsOf, type Size } from "#tests/rig/town.ts";
import { overlaps } from "#lib/time/interval.ts";
import { plusMinutes } from "#lib/time/instant.ts";
import { isUuid } from "#lib/uuid.ts";

const SMALL: Size = { ...WHOLE, seed: 7, operations: 6_000 };
const clients = (size: Size): readonly number[] =>
  Array.from({ length: size.groups * size.clientsInGroup }, (_, client) => client);

test("the same seed gives the same random values, another seed or name gives others", () => {
  const throws = (...names: [number, ...string[]]): readonly number[] => {
    const dice = diceOf(...names);
    return Array.from({ length: 20 }, () => dice.whole(1_000));
  };
  expect(throws(1, "a")).toEqual(throws(1, "a"));
  expect(throws(1, "a")).not.toEqual(throws(2, "a"));
  expect(throws(1, "a")).not.toEqual(throws(1, "b"));
});

test("the random values are evenly distributed, and the ids are valid", () => {
  const dice = diceOf(3, "fair");
  const counts = [0, 0, 0, 0];
  for (let index = 0; index < 8_000; index += 1) counts[dice.whole(4)]! += 1;
  for (const count of counts) expect(Math.abs(count - 2_000)).toBeLessThan(200);
  expect([dice.id(), dice.id()].every(isUuid)).toBe(true);
  expect(dice.chance(0)).toBe(false);
  expect(dice.chance(1)).toBe(true);
});

test("the same seed writes the same operations, kills and half-days", () => {
  const plan = (size: Size) => [
    clients(size).map((client) => intentsOf(size, client)),
    killsOf(size),
    halfDaysOf(size, 2),
  ];
  expect(plan(SMALL)).toEqual(plan(SMALL));
  expect(plan({ ...SMALL, seed: 8 })).not.toEqual(plan(SMALL));
});

test("a longer run begins as a shorter one", () => {
  expect(intentsOf({ ...SMALL, operations: 9_000 }, 3).slice(0, operationsOfClient(SMALL))).toEqual(
    intentsOf(SMALL, 3),
  );
});

test("the default size is a hundred thousand operations, thirty kills of the application and thirty of the database", () => {
  expect(clients(WHOLE).reduce((sum) => sum + operationsOfClient(WHOLE), 0)).toBeGreaterThanOrEqual(100_000);
  const kills = killsOf(WHOLE);
  expect(kills.filter(({ victim }) => victim === "application")).toHaveLength(30);
  expect(kills.filter(({ victim }) => victim !== "application")).toHaveLength(30);
  expect(new Set(kills.map(({ victim }) => victim))).toEqual(
    new Set(["application", "postmaster", "postmaster-and-backends"]),
  );
});

test("kills are spread over the run, each in its part, and all come before its end", () => {
  const kills = killsOf({ ...SMALL, operations: 1_000, applicationKills: 4, databaseKills: 6 });
  kills.forEach(({ after }, index) => {
    expect(after).toBeGreaterThan(index * 100);
    expect(after).toBeLessThan((index + 1) * 100);
  });
});

test("every wish occurs, and no id occurs twice", () => {
  const all = clients(SMALL).flatMap((client) => intentsOf(SMALL, client));
  expect([...new Set(all.map(({ wish }) => wish))].sort()).toEqual([
    "add-visit",
    "away",
    "book",
    "call",
    "cancel",
    "check-in",
    "close",
    "desk",
    "join",
    "lease",
    "leave",
    "line",
    "move",
    "overbook",
    "prioritise",
    "repeat",
    "serve",
    "staff-away",
    "staff-join",
    "staff-leave",
    "undo",
  ]);
  const ids = all.flatMap((intent) => intent.ids);
  expect(new Set(ids).size).toBe(ids.length);
});

test("the clients of a group work in the same half-days, one after the other", () => {
  const [first, second] = [0, SMALL.groups].map((client) => intentsOf(SMALL, client));
  expect(first?.map(({ group, round }) => [group, round])).toEqual(second?.map(({ group, round }) => [group, round]));
  expect(Math.max(...(first ?? []).map(({ round }) => round))).toBe(roundsOf(SMALL) - 1);
});

test("a half-day starts in a valid state: its team has desks, and no earlier appointments overlap in a lane", () => {
  for (const group of [0, 1, 2])
    for (const halfDay of halfDaysOf(SMALL, group)) {
      expect(halfDay.team.length).toBeGreaterThanOrEqual(DESKS);
      expect(halfDay.booked).toHaveLength(halfDay.lanes);
      expect(new Set(halfDay.booked.map(({ lane }) => lane)).size).toBe(halfDay.lanes);
      for (const { start, minutes } of halfDay.booked) {
        expect(overlaps({ start, end: plusMinutes(start, minutes) }, { start: halfDay.start, end: halfDay.end })).toBe(
          true,
        );
        expect((start - hourOf(halfDay, 0)) % (15 * 60_000)).toBe(0);
      }
    }
});
