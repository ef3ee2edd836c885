import { planned } from "#tests/server/planning/assignments/planned.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";

const { db } = await serverOnFreshDatabase({ APP_NOW: "2027-03-01T08:00:00+01:00", LOG_LEVEL: "silent" });
const { lookAtRule, saveRule } = await import("#app/[locale]/coordination/regles/save-rule.ts");
const { lookAtHalfDay } = await import("#app/[locale]/coordination/permanences/save-half-day.ts");
const { placeAtFirst } = await import("#app/[locale]/coordination/place-at-first.ts");

const { firstDateShort } = await import("#lib/server/planning/series/first-date-short.ts");

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

test("a rule that was saved leads to the list, which offers its first date without anybody; one that ended does not", async () => {
  const { coordinator, organisation, meinau } = await planned(db);
  const of = { organisation: organisation.id };
  const made = await saveRule(coordinator, { ...FORM, place: meinau.id, slug: "ville" }, of, "fr");
  const led = new URL(made.ok ? (made.to ?? "") : "", "https://permanences.example");
  expect(led.pathname + led.search).toMatch(/^\/coordination\/regles\?organisation=ville&horaire=[0-9a-f-]{36}$/u);
  const series = led.searchParams.get("horaire") ?? "";
  expect(await firstDateShort(coordinator, organisation.id, series)).toMatchObject({
    place: "Meinau",
    localDate: "2027-03-01",
  });
  const stop = { stop: "on", fromDate: "2027-03-15", sentence: "Travaux", slug: "ville" };
  expect(await saveRule(coordinator, stop, { ...of, series }, "fr")).toEqual({
    ok: true,
    done: "ruleEnded",
    to: "/coordination/regles?organisation=ville",
  });
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
