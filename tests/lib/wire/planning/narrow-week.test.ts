import { staffingOf } from "#lib/schedule/staffing.ts";
import { instantOf } from "#lib/time/instant.ts";
import { narrowWeek } from "#lib/wire/planning/narrow-week.ts";
import type { HalfDayOfWeek, Week } from "#lib/schedule/planned-week.ts";

const span = { start: instantOf("2027-03-01T09:00:00+01:00"), end: instantOf("2027-03-01T12:00:00+01:00") };
const seat = { id: "s", permanence: "full", account: "awa", desk: 1, span, topicKeys: [], learns: false, away: false };

const halfDay = (id: string, place: string, isFull: boolean): HalfDayOfWeek => ({
  id,
  place: { id: place, name: place },
  localDate: "2027-03-01",
  timeZone: "Europe/Paris",
  span,
  status: "scheduled",
  desks: 1,
  seats: isFull ? [seat] : [],
  staffing: staffingOf(span, 1, isFull ? [{ ...seat, absences: [] }] : []),
});

const full = halfDay("full", "neuhof", true);
const open = halfDay("open", "meinau", false);
const place = (one: HalfDayOfWeek) => ({ ...one.place, address: "", halfDays: [one], workshops: [], shut: [] });
const person = (account: string, held: readonly HalfDayOfWeek[]) => ({
  account,
  languages: [],
  learns: false,
  minutes: 0,
  absences: [],
  halfDays: held.map((one) => ({ ...one, seat })),
});
const week: Week = {
  timeZone: "Europe/Paris",
  today: "2027-03-01",
  days: [],
  places: [place(full), place(open)],
  people: [person("awa", [full]), person("bo", [])],
  more: false,
};

const shown = (address: Partial<Parameters<typeof narrowWeek>[1]>) => {
  const { places, people } = narrowWeek(week, { view: "personnes", short: false, ...address });
  return {
    places: places.map(({ id }) => id),
    people: people.map(({ account, halfDays }) => [account, halfDays.length]),
  };
};

test("with what is to be completed alone, a place that is not short goes, and so do the half-days of who is at one", () => {
  expect(shown({ short: true })).toEqual({
    places: ["meinau"],
    people: [
      ["awa", 0],
      ["bo", 0],
    ],
  });
});

test("sheets have everybody and every place, also where the week was narrowed to what is to be completed", () => {
  expect(shown({ short: true, sheets: true })).toEqual(shown({}));
});

test("one place or one person alone stays so on sheets", () => {
  expect(shown({ sheets: true, place: "meinau" }).places).toEqual(["meinau"]);
  expect(shown({ sheets: true, person: "bo" }).people).toEqual([["bo", 0]]);
});
