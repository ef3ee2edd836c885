/** @zones */
import { minutesOf, thingsInCommon, thingsToBring } from "#lib/schedule/topic.ts";

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

test("what every topic asks for is common to them, but for topics that ask for one thing only", () => {
  const caf = { bring: ["telephone-charge", "mot-de-passe-caf", "email-et-mot-de-passe"] };
  const impots = { bring: ["telephone-charge", "email-et-mot-de-passe", "rib"] };
  expect(thingsInCommon([caf, impots, { bring: ["telephone-charge"] }])).toEqual([
    "telephone-charge",
    "email-et-mot-de-passe",
  ]);
  expect(thingsInCommon([caf, { bring: ["telephone-charge"] }])).toEqual([]);
  expect(thingsInCommon([])).toEqual([]);
});
