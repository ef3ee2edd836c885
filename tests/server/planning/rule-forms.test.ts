import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";

const { db } = await serverOnFreshDatabase({ APP_NOW: "2027-03-01T08:00:00+01:00", LOG_LEVEL: "silent" });
const { lookAtRule } = await import("#app/[locale]/coordination/regles/save-rule.ts");
const { lookAtHalfDay } = await import("#app/[locale]/coordination/permanences/save-half-day.ts");
const { placeAtFirst } = await import("#app/[locale]/coordination/place-at-first.ts");

afterAll(() => db.$disconnect());

const FORM = {
  weekday: "1",
  from: "09:00",
  to: "12:00",
  place: "",
  rhythm: "1",
  fromDate: "2027-03-01",
  date: "2027-03-08",
  tables: "1",
  way: "walk-in",
};
const OF = { organisation: "of the form" };

test("a place that was not chosen is asked for in the sentence of a rule and of a half-day, beside what else is wrong", () => {
  expect(lookAtRule(FORM, OF, "fr")).toEqual({ ok: false, refusals: { place: "place-not-chosen" } });
  expect(lookAtHalfDay(FORM, OF, "fr")).toEqual({ ok: false, refusals: { place: "place-not-chosen" } });
  const { place: _, ...without } = FORM;
  expect(lookAtRule({ ...without, tables: "" }, OF, "fr")).toEqual({
    ok: false,
    refusals: { place: "place-not-chosen", tables: { said: expect.stringContaining("tables") as string } },
  });
  expect(lookAtRule({ ...FORM, place: "chosen" }, OF, "fr")).toEqual({ ok: false, refusals: {} });
});

test("of several places none stands in the form at first, unless the address names one of them; the only one does", () => {
  const [one, two] = [{ id: "one" }, { id: "two" }];
  expect(placeAtFirst(undefined, [one, two])).toBe("");
  expect(placeAtFirst("two", [one, two])).toBe("two");
  expect(placeAtFirst("of somebody else", [one, two])).toBe("");
  expect(placeAtFirst(undefined, [one])).toBe("one");
  expect(placeAtFirst("of somebody else", [one])).toBe("one");
  expect(placeAtFirst(undefined, [])).toBe("");
});
