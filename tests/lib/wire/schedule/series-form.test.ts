import { fieldsOfSeries, readSeriesForm, RHYTHMS, WAYS } from "#lib/wire/schedule/series-form.ts";

const PLACE = "019a0000-0000-7000-8000-000000000001";
const FORM = {
  weekday: "1",
  from: "09:00",
  to: "12:00",
  place: PLACE,
  rhythm: "1",
  school: "with",
  fromDate: "2026-09-07",
  untilDate: "",
  desks: "2",
  bookableDesks: "",
  way: "appointment-first",
  until: "10:00",
  audience: "",
};
const read = (change: Readonly<Record<string, string>> = {}) => {
  const said = readSeriesForm({ ...FORM, ...change });
  return said.ok ? said.value : said.problems.map(({ path, code }) => `${path}: ${code}`);
};

test("« Chaque lundi de 9 h à 12 h, 2 tables, rendez-vous jusqu’à 10 h, puis sans »", () => {
  expect(read()).toEqual({
    weekday: 1,
    from: 540,
    to: 720,
    place: PLACE,
    everyWeeks: 1,
    inSchoolHolidays: true,
    fromDate: "2026-09-07",
    desks: 2,
    windows: [
      { from: 540, to: 600, mode: "appointment" },
      { from: 600, to: 720, mode: "walk-in" },
    ],
    topics: [],
    languages: [],
  });
});

test("the last weekday of the month, without school holidays, for some topics and languages, mostly for some people", () => {
  expect(
    read({ rhythm: "n-1", school: "without", "topic:impots": "on", "language:ar": "on", audience: "les allocataires" }),
  ).toMatchObject({
    everyWeeks: 1,
    nthOfMonth: -1,
    inSchoolHolidays: false,
    topics: ["impots"],
    languages: ["ar"],
    audience: "les allocataires",
  });
});

test("where nobody says until when appointments come first, it is the first hour", () => {
  const afternoon = { from: "14:00", to: "17:00", way: "appointment-first", until: "" };
  expect(read(afternoon)).toMatchObject({
    windows: [
      { from: 14 * 60, to: 15 * 60, mode: "appointment" },
      { from: 15 * 60, to: 17 * 60, mode: "walk-in" },
    ],
  });
});

test.each([
  [{ until: "13:00" }, ["until: until-outside"]],
  [{ to: "09:00" }, ["to: reversed-span"]],
  [{ rhythm: "9" }, ["rhythm: malformed"]],
  [{ rhythm: "n5" }, ["rhythm: malformed"]],
  [{ untilDate: "2026-01-01" }, ["untilDate: ends-before-it-begins"]],
  [{ fromDate: "2026-02-30" }, ["fromDate: malformed"]],
  [{ desks: "beaucoup" }, ["desks: malformed"]],
  [{ bookableDesks: "3" }, ["bookableDesks: more-than-desks"]],
  [{ audience: "x".repeat(121) }, ["audience: malformed"]],
])("%j is refused beside its field", (change, problems) => {
  expect(read(change)).toEqual(expect.arrayContaining(problems));
});

test("what a form says is what it shows when it is opened again, in every rhythm and way", () => {
  for (const rhythm of RHYTHMS)
    for (const way of WAYS.filter((one) => one !== "kept")) {
      const said = readSeriesForm({ ...FORM, rhythm, way, bookableDesks: "1", "topic:impots": "on" });
      if (!said.ok) throw new Error(JSON.stringify(said.problems));
      const {
        from,
        to,
        desks,
        bookableDesks = 0,
        windows = [],
        audience = null,
        nthOfMonth,
        untilDate,
        ...rest
      } = said.value;
      const again = readSeriesForm({
        ...fieldsOfSeries({
          ...rest,
          ...(nthOfMonth !== undefined && { nthOfMonth }),
          ...(untilDate !== undefined && { untilDate }),
          startMinute: from,
          endMinute: to,
          desks,
          bookableDesks,
          audience,
          windows: windows.map((one) => ({ ...one, from: one.from - from, to: one.to - from })),
        }),
        fromDate: FORM.fromDate,
      });
      expect(again).toEqual(said);
    }
});

test("windows that no word of the sentence says stay as they are", () => {
  const series = {
    weekday: 1,
    startMinute: 540,
    endMinute: 720,
    everyWeeks: 1,
    place: PLACE,
    desks: 2,
    bookableDesks: 1,
    topics: [],
    languages: [],
    audience: null,
    windows: [
      { from: 0, to: 60, mode: "walk-in" },
      { from: 60, to: 180, mode: "appointment" },
    ],
  };
  const fields = fieldsOfSeries(series);
  expect(fields["way"]).toBe("kept");
  expect(readSeriesForm({ ...fields, fromDate: FORM.fromDate })).toMatchObject({
    value: {
      windows: [
        { from: 540, to: 600, mode: "walk-in" },
        { from: 600, to: 720, mode: "appointment" },
      ],
    },
  });
});

test("of a series without appointments the number of bookable desks stays open, so that with appointments it is the advised one", () => {
  const walkIn = {
    weekday: 1,
    startMinute: 540,
    endMinute: 720,
    everyWeeks: 1,
    place: PLACE,
    desks: 2,
    bookableDesks: 0,
    topics: [],
    languages: [],
    audience: null,
    windows: [{ from: 0, to: 180, mode: "walk-in" }],
  };
  const changed = readSeriesForm({ ...fieldsOfSeries(walkIn), way: "mixed", fromDate: FORM.fromDate });
  expect(changed.ok && changed.value.windows).toEqual([{ from: 540, to: 720, mode: "mixed" }]);
  expect(changed.ok && changed.value).not.toHaveProperty("bookableDesks");
  expect(fieldsOfSeries({ ...walkIn, bookableDesks: 1 })["bookableDesks"]).toBe("1");
});
