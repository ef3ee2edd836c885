/** @zones */
import { randomUUID } from "node:crypto";
import { statementsOf } from "#tests/server/booking/statements.ts";
import { city } from "#tests/server/place/city.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import { instantOf, plusMinutes, type Instant } from "#lib/time/instant.ts";
import { isoInZone } from "#lib/time/zone.ts";

let db: typeof import("#lib/server/db.ts").db;
let planPermanences: typeof import("#lib/server/planning/plan-permanences.ts").planPermanences;
let DAYS_PLANNED: number;

beforeAll(async () => {
  ({ db } = await serverOnFreshDatabase({ APP_ENV: "demo" }));
  ({ planPermanences, DAYS_PLANNED } = await import("#lib/server/planning/plan-permanences.ts"));
});
afterAll(() => db.$disconnect());

type Rule = Partial<Parameters<typeof db.series.create>[0]["data"]>;

/** Tuesday 1 September 2026, six in the morning in Strasbourg. */
const NOW = instantOf("2026-09-01T06:00:00+02:00");

/** A city with one place, and a series there: Mondays 9 to 12, two desks, one of them bookable. */
async function mondays(rule: Rule = {}, place: object = {}) {
  // What other tests left would be planned along; this one counts its own.
  await db.series.updateMany({ data: { untilDate: new Date("2020-01-06"), fromDate: new Date("2020-01-06") } });
  const here = await city(db);
  const at = await here.place("Neuhof", place);
  const series = await db.series.create({
    data: {
      placeId: at.id,
      organisationId: here.organisation.id,
      weekday: 1,
      startMinute: 540,
      endMinute: 720,
      fromDate: new Date("2026-08-31"),
      desks: 2,
      bookableLanes: 1,
      windows: [
        { from: 0, to: 60, mode: "appointment" },
        { from: 60, to: 180, mode: "walk-in" },
      ],
      ...rule,
    } as Parameters<typeof db.series.create>[0]["data"],
  });
  const held = () => db.permanence.findMany({ where: { seriesId: series.id }, orderBy: { startsAt: "asc" } });
  const dates = async () => (await held()).map(({ localDate }) => localDate.toISOString().slice(0, 10));
  return { ...here, at, series, held, dates };
}

const starts = (rows: readonly { readonly startsAt: Date; readonly timeZone: string }[]): string[] =>
  rows.map(({ startsAt, timeZone }) => isoInZone(startsAt.getTime() as Instant, timeZone));

test("Mondays are written for a year, with tables, windows and a calendar text", async () => {
  const { held, dates, at, organisation } = await mondays();
  expect(await planPermanences(NOW)).toMatchObject({ written: 50, inTheWay: [], refused: [] });
  // Fifty-two Mondays, of which two are public holidays.
  expect([(await dates())[0], (await dates()).at(-1)]).toEqual(["2026-09-07", "2027-08-30"]);
  const [first] = await held();
  expect(first).toMatchObject({
    placeId: at.id,
    organisationId: organisation.id,
    timeZone: "Europe/Paris",
    localDate: new Date("2026-09-07"),
    startsAt: new Date("2026-09-07T09:00:00+02:00"),
    endsAt: new Date("2026-09-07T12:00:00+02:00"),
    status: "scheduled",
    numbers: "not-yet",
    desks: 2,
    bookableLanes: 1,
    windows: [
      { from: 0, to: 60, mode: "appointment" },
      { from: 60, to: 180, mode: "walk-in" },
    ],
    sequence: 0,
    createdAt: new Date(NOW),
  });
  for (const { vevent } of await held())
    expect(vevent).toMatch(/^BEGIN:VEVENT[\s\S]+DTSTART;TZID=Europe\/Paris[\s\S]+END:VEVENT\r\n$/);
});

test("the dates of a year cost no more statements than those of a week", async () => {
  const planned = async (days: number): Promise<number> => {
    await mondays();
    return (await statementsOf(() => planPermanences(NOW, days))).length;
  };
  // The host of the events is read once in a process.
  await planned(8);
  const [week, year] = [await planned(8), await planned(366)];
  expect(year).toBe(week);
});

test("dates stand a year ahead", async () => {
  const { dates } = await mondays({ weekday: 3 });
  await planPermanences(NOW);
  expect(DAYS_PLANNED).toBe(366);
  expect((await dates()).at(-1)).toBe("2027-09-01");
});

test("a second night changes not one row, and writes the week that came near", async () => {
  const { held, dates } = await mondays();
  await planPermanences(NOW);
  const before = await held();
  expect(await planPermanences(plusMinutes(NOW, 60))).toMatchObject({ written: 0 });
  expect(await held()).toEqual(before);
  expect(await planPermanences(plusMinutes(NOW, 7 * 1440))).toMatchObject({ written: 1 });
  expect((await dates()).at(-1)).toBe("2027-09-06");
});

test("two nights at once write each date once", async () => {
  const { dates, held } = await mondays();
  const both = await Promise.all([1, 2, 3, 4].map(() => planPermanences(NOW)));
  expect(both.reduce((sum, { written }) => sum + written, 0)).toBe(50);
  expect(new Set(await dates()).size).toBe(50);
  expect((await held()).map(({ sequence, vevent }) => [sequence, vevent === null])).toEqual(
    Array.from({ length: 50 }, () => [0, false]),
  );
});

test("a cancelled Monday does not come back, a moved one is not doubled, an edited one keeps its tables", async () => {
  const { held } = await mondays();
  await planPermanences(NOW);
  const [cancelled, moved, edited] = await held();
  await db.permanence.update({
    where: { id: cancelled?.id ?? "" },
    data: { status: "cancelled", cancelReason: "travaux" },
  });
  await db.permanence.update({
    where: { id: moved?.id ?? "" },
    data: { startsAt: new Date("2026-09-14T14:00:00+02:00"), endsAt: new Date("2026-09-14T17:00:00+02:00") },
  });
  await db.permanence.update({ where: { id: edited?.id ?? "" }, data: { desks: 5 } });
  const before = await held();
  await planPermanences(NOW);
  expect(await held()).toEqual(before);
});

test("nine is nine before and after each change of clocks", async () => {
  const { held } = await mondays();
  await planPermanences(instantOf("2026-10-19T06:00:00+02:00"), 14);
  expect(starts(await held())).toEqual(["2026-10-19T09:00:00+02:00", "2026-10-26T09:00:00+01:00"]);
  const spring = await mondays({ weekday: 7 });
  await planPermanences(instantOf("2027-03-22T06:00:00+01:00"), 14);
  expect(starts(await spring.held())).toEqual(["2027-03-28T09:00:00+02:00", "2027-04-04T09:00:00+02:00"]);
});

test("every second week is counted from the first, and a series ends with its last day", async () => {
  const { dates } = await mondays({ everyWeeks: 2, untilDate: new Date("2026-10-26") });
  await planPermanences(NOW);
  expect(await dates()).toEqual(["2026-09-14", "2026-09-28", "2026-10-12", "2026-10-26"]);
});

test("Strasbourg keeps Good Friday and the 26th of December, a municipality without a Protestant church and Nancy do not", async () => {
  const near = async (rule: Rule, place: object, now: string): Promise<string[]> => {
    const { dates } = await mondays({ fromDate: new Date(now.slice(0, 10)), ...rule }, place);
    await planPermanences(instantOf(now), 10);
    return dates();
  };
  const [friday, saturday] = [{ weekday: 5 }, { weekday: 6 }];
  expect(await near(friday, {}, "2027-03-22T06:00:00+01:00")).toEqual([]);
  expect(await near(friday, { goodFriday: false }, "2027-03-22T06:00:00+01:00")).toEqual(["2027-03-26"]);
  expect(await near(friday, { holidayRegion: "54" }, "2027-03-22T06:00:00+01:00")).toEqual(["2027-03-26"]);
  expect(await near(saturday, { goodFriday: false }, "2026-12-21T06:00:00+01:00")).toEqual([]);
  expect(await near(saturday, { holidayRegion: "54" }, "2026-12-21T06:00:00+01:00")).toEqual(["2026-12-26"]);
  for (const holidayRegion of ["57", "68"])
    expect(await near(saturday, { holidayRegion }, "2026-12-21T06:00:00+01:00")).toEqual([]);
});

test("the holidays of the next year are known in the last months of this one", async () => {
  const { dates } = await mondays({ weekday: 5 });
  await planPermanences(instantOf("2026-11-01T06:00:00+01:00"));
  expect(await dates()).not.toContain("2026-12-25");
  expect(await dates()).not.toContain("2027-01-01");
  expect(await dates()).toContain("2027-01-08");
});

test("overseas a half-day is held in the hours and on the days of the island", async () => {
  const { held } = await mondays(
    { weekday: 7, fromDate: new Date("2026-12-01") },
    { timeZone: "Indian/Reunion", holidayRegion: "RE" },
  );
  await planPermanences(instantOf("2026-12-14T06:00:00+01:00"), 14);
  // 20 December: the end of slavery.
  expect(starts(await held())).toEqual(["2026-12-27T09:00:00+04:00"]);
});

test("nothing is held in works at the place nor in the holidays of its organisation; those of others close nothing", async () => {
  const { at, organisation, dates } = await mondays();
  const other = await city(db);
  await closed("07", { organisationId: organisation.id, placeId: at.id });
  await closed("14", { organisationId: organisation.id });
  await closed("21", { organisationId: other.organisation.id });
  await planPermanences(NOW, 35);
  expect(await dates()).toEqual(["2026-09-21", "2026-09-28", "2026-10-05"]);
});

test("works at the place close it for an organisation that only holds half-days there; the holidays of the place’s own do not", async () => {
  const guest = await city(db);
  const { at, organisation, dates } = await mondays({ organisationId: guest.organisation.id });
  await closed("07", { organisationId: organisation.id, placeId: at.id });
  await closed("14", { organisationId: organisation.id });
  await closed("21", { organisationId: guest.organisation.id });
  await planPermanences(NOW, 35);
  expect(await dates()).toEqual(["2026-09-14", "2026-09-28", "2026-10-05"]);
});

/** A closure of one day of that September. */
const closed = (day: string, where: { readonly organisationId: string; readonly placeId?: string }) =>
  db.closure.create({
    data: {
      startsAt: new Date(`2026-09-${day}T00:00:00+02:00`),
      endsAt: new Date(`2026-09-${day}T23:59:00+02:00`),
      reason: "travaux",
      ...where,
    },
  });

test("a half-day that the team entered by hand replaces the date of the series, until it is cancelled", async () => {
  const { at, organisation, series, dates, halfDay } = await mondays();
  const { id } = await halfDay(at, instantOf("2026-09-14T08:00:00+02:00"), { organisationId: organisation.id });
  expect((await planPermanences(NOW, 21)).inTheWay).toEqual([{ series: series.id, date: "2026-09-14" }]);
  expect(await dates()).toEqual(["2026-09-07", "2026-09-21"]);
  await db.permanence.update({ where: { id }, data: { status: "cancelled" } });
  expect(await planPermanences(NOW, 21)).toMatchObject({ written: 1, inTheWay: [] });
});

test("another organisation may hold its own line at the same place and hour", async () => {
  const { at, dates } = await mondays();
  const caf = await city(db);
  await caf.halfDay(at, instantOf("2026-09-07T09:00:00+02:00"));
  await planPermanences(NOW, 7);
  expect(await dates()).toEqual(["2026-09-07"]);
});

test("a half-day that runs is written, one that is over is not", async () => {
  const running = await mondays();
  await planPermanences(instantOf("2026-09-07T11:59:00+02:00"), 1);
  expect(await running.dates()).toEqual(["2026-09-07"]);
  const over = await mondays();
  await planPermanences(instantOf("2026-09-07T12:00:00+02:00"), 1);
  expect(await over.dates()).toEqual([]);
});

test("today is the place's: late on Sunday in Paris it is Monday on the island", async () => {
  const { held } = await mondays(
    { startMinute: 30, endMinute: 110, windows: [] },
    { timeZone: "Indian/Reunion", holidayRegion: "RE" },
  );
  await planPermanences(instantOf("2026-09-06T22:45:00+02:00"), 1);
  expect(starts(await held())).toEqual(["2026-09-07T00:30:00+04:00"]);
});

test("a rule that no day can keep is reported and does not stop the other series", async () => {
  const { at, organisation, series, dates } = await mondays();
  const long = await db.series.create({
    data: {
      placeId: at.id,
      organisationId: organisation.id,
      weekday: 2,
      startMinute: 240,
      endMinute: 1200,
      fromDate: new Date("2026-08-31"),
      desks: 1,
      bookableLanes: 0,
      windows: [],
    },
  });
  const planned = await planPermanences(NOW, 14);
  expect(planned.refused).toEqual([{ series: long.id, why: "too-long" }]);
  expect(await dates()).toHaveLength(2);
  await db.series.delete({ where: { id: long.id } });
  await db.place.create({
    data: {
      organisationId: organisation.id,
      slug: `nowhere-${randomUUID()}`,
      name: "Nulle part",
      shortName: "Nulle part",
      address: "1 rue",
      city: "Metz",
      postalCode: "57000",
      latitude: 49,
      longitude: 6,
      holidayRegion: "57",
      timeZone: "Europe/Metz",
      series: {
        create: {
          id: `00000000-0000-7000-8000-${series.id.slice(-12)}`,
          organisationId: organisation.id,
          weekday: 1,
          startMinute: 540,
          endMinute: 720,
          fromDate: new Date("2026-08-31"),
          desks: 1,
          bookableLanes: 0,
          windows: [],
        },
      },
    },
  });
  await expect(planPermanences(plusMinutes(NOW, 7 * 1440), 14)).rejects.toThrow(
    "1 of 2 series could not be planned; the others were.",
  );
  expect(await dates()).toHaveLength(3);
});

test("assignments are people's to make: none is written", async () => {
  const { held } = await mondays();
  await planPermanences(NOW);
  const ids = (await held()).map(({ id }) => id);
  expect(await db.assignment.count({ where: { permanenceId: { in: ids } } })).toBe(0);
});
