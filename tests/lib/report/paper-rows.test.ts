import {
  MOST_ROWS,
  PAPER_COLUMNS,
  readPaperRows,
  totalsOfRows,
  typedRow,
  type TypedPaperRow,
} from "#lib/report/paper-rows.ts";
import { hourOfMinute } from "#lib/time/hour-of-minute.ts";
import { instantOf } from "#lib/time/instant.ts";
import { minuteOfDay } from "#lib/time/zone.ts";
import { cellField, rowsSent, turnedAwayOf, typedRowsOf } from "#lib/wire/report/paper-rows.ts";

/** A morning from 9 to 12 in Strasbourg. */
const HALF_DAY = {
  localDate: "2026-11-24",
  timeZone: "Europe/Paris",
  span: { start: instantOf("2026-11-24T08:00:00Z"), end: instantOf("2026-11-24T11:00:00Z") },
} as const;
const TOPICS = new Set(["caf"]);
const typed = (row: Partial<TypedPaperRow>): TypedPaperRow => ({
  ...(Object.fromEntries(PAPER_COLUMNS.map((column) => [column, ""])) as TypedPaperRow),
  ...row,
});
const read = (...rows: readonly Partial<TypedPaperRow>[]) => readPaperRows(rows.map(typed), HALF_DAY, TOPICS);
/** Each fault as "row column why". */
const faultsIn = (...rows: readonly Partial<TypedPaperRow>[]): readonly string[] =>
  read(...rows).faults.map(({ row, column, why }) => `${String(row)} ${column} ${why}`);

test("a row is one person with their hours of that day at the place, and a number alone is nobody", () => {
  const one = { number: "7", given: "9h05", called: "920", ended: "9:50", topic: "caf", language: "ar", state: "done" };
  expect(read(one, { number: "8" }).rows).toEqual([
    {
      number: 7,
      state: "done",
      given: instantOf("2026-11-24T08:05:00Z"),
      called: instantOf("2026-11-24T08:20:00Z"),
      ended: instantOf("2026-11-24T08:50:00Z"),
      topic: "caf",
      language: "ar",
    },
  ]);
});

test("cells may be empty: without an outcome somebody was helped when a call or an end is noted, else not served", () => {
  const { rows, faults } = read(
    { number: "1", given: "9:00" },
    { number: "2", called: "9:10" },
    { number: "3", ended: "9:40" },
    { number: "4", called: "9:40", state: "left" },
    { number: "5", topic: "caf" },
  );
  expect(rows.map(({ state }) => state)).toEqual(["unserved", "done", "done", "left", "unserved"]);
  expect(faults).toEqual([]);
});

test("each number stands once, and is one", () => {
  const noted = { given: "9:00" };
  expect(
    faultsIn(
      { number: "7", ...noted },
      { number: "07", ...noted },
      noted,
      { number: "0", ...noted },
      { number: "x", ...noted },
    ),
  ).toEqual(["1 number number-twice", "2 number number-missing", "3 number no-such-number", "4 number no-such-number"]);
});

test("hours are hours, in their order, the same minute included", () => {
  expect(faultsIn({ number: "1", given: "9:20", called: "9:20", ended: "9:20" })).toEqual([]);
  expect(faultsIn({ number: "1", given: "9:20", called: "9:19" })).toEqual(["0 called hours-reversed"]);
  expect(faultsIn({ number: "1", given: "9:20", ended: "9:10" })).toEqual(["0 ended hours-reversed"]);
  expect(faultsIn({ number: "1", given: "vers 9h", called: "961" })).toEqual([
    "0 given no-such-hour",
    "0 called no-such-hour",
  ]);
});

test("they lie between an hour before the half-day and 90 minutes after it", () => {
  expect(faultsIn({ number: "1", given: "8:00", ended: "13:30" })).toEqual([]);
  expect(faultsIn({ number: "1", given: "7:59", ended: "13:31" })).toEqual([
    "0 given hour-outside",
    "0 ended hour-outside",
  ]);
});

test("all faults of all rows are answered at once", () => {
  expect(faultsIn({ number: "1", given: "7" }, { number: "1", called: "15 h" })).toEqual([
    "0 given hour-outside",
    "1 number number-twice",
    "1 called hour-outside",
  ]);
});

test("a topic of nobody and a language that is none are left out", () => {
  expect(read({ number: "1", topic: "magie", language: "Français" }).rows).toEqual([{ number: 1, state: "unserved" }]);
});

test("rows are read again as they were typed, in the clock of the place", () => {
  const one = typed({ number: "7", given: "09:05", called: "09:20", topic: "caf", state: "left" });
  const [row] = read(one).rows;
  expect(row && typedRow(row, (at) => hourOfMinute(minuteOfDay(at, HALF_DAY.timeZone)))).toEqual(one);
});

test("the sums of rows are those that are counted on a sheet", () => {
  const { rows } = read(
    { number: "1", called: "9:10" },
    { number: "2", given: "9:10" },
    { number: "3", state: "left" },
  );
  expect(totalsOfRows({ rows, turnedAway: { full: 2, other: 1 } })).toEqual({
    received: 3,
    helped: 1,
    gone: 1,
    redirected: 0,
    turnedAway: 3,
  });
});

test("a form is read up to the last row that it sent, with who was turned away by reason", () => {
  const fields = { [cellField("number", 1)]: "1", [cellField("number", 2)]: "2", [cellField("given", 2)]: "9:00" };
  expect(rowsSent(fields)).toBe(2);
  expect(typedRowsOf(fields)).toEqual([typed({ number: "1" }), typed({ number: "2", given: "9:00" })]);
  expect(rowsSent({ ...fields, [cellField("number", MOST_ROWS + 1)]: "9" })).toBe(2);
  expect(turnedAwayOf({ "away-full": "3", "away-other": "", "away-closing": "0" })).toEqual({
    ok: true,
    value: { full: 3 },
  });
  expect(turnedAwayOf({ "away-full": "beaucoup" })).toEqual({ ok: false, refusals: { "away-full": "no-such-count" } });
});
