/** @zones */
import { minutesOf, thingsToBring } from "#lib/schedule/topic.ts";

test("several topics take their minutes together", () => {
  expect(minutesOf([{ minutes: 30 }, { minutes: 45 }])).toBe(75);
});

test("what to bring for several topics is listed once, in the order of the topics", () => {
  expect(
    thingsToBring([{ bring: ["rib", "telephone-charge"] }, { bring: [] }, { bring: ["piece-identite", "rib"] }]),
  ).toEqual(["rib", "telephone-charge", "piece-identite"]);
  expect(thingsToBring([])).toEqual([]);
});

test("an appointment never takes more than an hour and a half", () => {
  expect(minutesOf([{ minutes: 45 }, { minutes: 45 }, { minutes: 30 }])).toBe(90);
});
