/** @zones */
import { filterOf } from "#lib/schedule/half-day-filter.ts";

const TOPICS = [{ key: "caf-rsa" }, { key: "impots" }];
const narrowed = (topic?: string, language?: string) => filterOf({ topic, language }, TOPICS, ["fr", "ar"]);

test("a topic and a language that are offered are a filter", () => {
  expect(narrowed("caf-rsa", "ar")).toEqual({ topic: "caf-rsa", language: "ar" });
  expect(narrowed("impots")).toEqual({ topic: "impots" });
});

test("an unknown topic or language is no filter", () => {
  expect(narrowed("permis", "zz")).toEqual({});
  expect(narrowed("permis", "ar")).toEqual({ language: "ar" });
  expect(narrowed()).toEqual({});
});
