import { mondayOf } from "#lib/time/zone.ts";
import {
  daysShown,
  firstOfFormer,
  firstOfNext,
  readWeekAddress,
  weekAddress,
} from "#lib/wire/planning/week-address.ts";

const ID = "0198c0de-0000-7000-8000-000000000001";
const read = (query: string) => {
  const params = new URLSearchParams(query);
  return readWeekAddress((name) => params.get(name) ?? undefined);
};

test("an address that is written is read again as it was", () => {
  const address = {
    organisation: "rennes",
    day: "2026-11-23",
    view: "personnes",
    place: ID,
    person: ID,
    short: true,
    permanence: ID,
    weekly: ID,
    until: "2027-03-29",
    everyOther: true,
    off: ID,
  } as const;
  expect(read(weekAddress(address).split("?")[1] ?? "")).toEqual(address);
  expect(weekAddress({ view: "lieux", short: false })).toBe("/coordination/planning");
  expect(weekAddress({ view: "mois", short: false }, "/planifier")).toBe("/coordination/planning/planifier?vue=mois");
});

test("what cannot be a day, a view or an id is left out", () => {
  expect(read("semaine=2026-02-31&vue=annee&lieu=1&permanence=x&chaque=")).toEqual({ view: "lieux", short: false });
  expect(read("semaine=1999-01-01&vue=mois&jusque=2027-13-01")).toEqual({ view: "mois", short: false });
});

test("a week begins on Monday, and a month shows each week that it touches", () => {
  expect(["2026-11-23", "2026-11-26", "2026-11-29"].map(mondayOf)).toEqual(Array(3).fill("2026-11-23"));
  expect(daysShown("lieux", "2026-11-26")).toEqual({ from: "2026-11-23", days: 7 });
  expect(daysShown("mois", "2026-11-26")).toEqual({ from: "2026-10-26", days: 42 });
  expect(daysShown("mois", "2027-02-10")).toEqual({ from: "2027-02-01", days: 28 });
});

test("the months before and after are found across the year", () => {
  expect([firstOfFormer("2026-01-31"), firstOfNext("2026-12-31"), firstOfNext("2027-01-31")]).toEqual([
    "2025-12-01",
    "2027-01-01",
    "2027-02-01",
  ]);
});
