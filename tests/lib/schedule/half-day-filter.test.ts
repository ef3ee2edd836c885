/** @zones */
import { filterOf } from "#lib/schedule/half-day-filter.ts";

const TOPICS = [{ key: "caf-rsa" }, { key: "impots" }];
const narrowed = (topic?: string, language?: string) => filterOf({ topic, language }, TOPICS, ["fr", "ar"]);

test("what the lists offer is a choice", () => {
  expect(narrowed("caf-rsa", "ar")).toEqual({ topic: "caf-rsa", language: "ar" });
  expect(narrowed("impots")).toEqual({ topic: "impots" });
});

test("what nobody here knows is no choice", () => {
  expect(narrowed("permis", "zz")).toEqual({});
  expect(narrowed("permis", "ar")).toEqual({ language: "ar" });
  expect(narrowed()).toEqual({});
});
