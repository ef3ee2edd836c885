/** @zones */
import { randomUUID } from "node:crypto";
import { statementsOf } from "#tests/server/booking/statements.ts";
import { city } from "#tests/server/place/city.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import { instantOf, plusMinutes, type Instant } from "#lib/time/instant.ts";
import { isoInZone } from "#lib/time/zone.ts";

let db: typeof import("#lib/server/db.ts").db;
let planPermanences: typeof import("#lib/server/planning/series/plan-permanences.ts").planPermanences;

beforeAll(async () => {
  ({ db } = await serverOnFreshDatabase({ APP_ENV: "demo" }));
  ({ planPermanences } = await import("#lib/server/planning/series/plan-permanences.ts"));
});
afterAll(() => db.$disconnect());

type SeriesData = Partial<Parameters<typeof db.series.create>[0]["data"]>;

/** Tuesday 1 September 2026, six in the morning in Strasbourg. */
const NOW = instantOf("2026-09-01T06:00:00+02:00");

/** A city with one place, and a series there: Mondays 9 to 12, two desks, one of them bookable. */
async function mondays(more: SeriesData = {}, place: object = {}) {
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
      ...more,
    } as Parameters<typeof db.series.create>[0]["data"],
  });
  const held = () => db.permanence.findMany({ where: { seriesId: series.id }, orderBy: { startsAt: "asc" } });
  const dates = async () => (await held()).map(({ localDate }) => localDate.toISOString().slice(0, 10));
  const shown = async () =>
    (await held()).map(
      ({ originalDate, startsAt, timeZone, placeId }) =>
        `${originalDate?.toISOString().slice(0, 10)}: ${isoInZone(startsAt.getTime() as Instant, timeZone).slice(0, 16)}${placeId === at.id ? "" : " elsewhere"}`,
    );
  const exception = (originalDate: string, change: object) =>
    db.seriesException.create({
      data: {
        seriesId: series.id,
        organisationId: here.organisation.id,
        originalDate: new Date(originalDate),
        kind: "changed",
        createdAt: new Date(NOW),
        ...change,
      },
    });
  return { ...here, at, series, held, dates, shown, exception };
}

const starts = (rows: readonly { readonly startsAt: Date; readonly timeZone: string }[]): string[] =>
  rows.map(({ startsAt, timeZone }) => isoInZone(startsAt.getTime() as Instant, timeZone));

test("Mondays are written for a year, with desks, windows and a calendar text", async () => {
  const { held, dates, at, organisation, series } = await mondays();
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
  // Who is there is for people to say.
  expect(await db.assignment.count({ where: { permanence: { seriesId: series.id } } })).toBe(0);
});

test("the dates of a year cost no more statements than those of a week", async () => {
  const planned = async (days: number): Promise<number> => {
    await mondays();
    return (await statementsOf(() => planPermanences(NOW, days))).length;
  };
  // The host of the events is read once in a process.
  await planned(8);
  const week = await planned(8);
  const year = await planned(366);
  expect(year).toBe(week);
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

test("Strasbourg keeps Good Friday and the 26th of December, a municipality without a Protestant church and Nancy do not", async () => {
  const near = async (series: SeriesData, place: object, now: string): Promise<string[]> => {
    const { dates } = await mondays({ fromDate: new Date(now.slice(0, 10)), ...series }, place);
    await planPermanences(instantOf(now), 10);
    return dates();
  };
  const friday = { weekday: 5 };
  const saturday = { weekday: 6 };
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

test("today is the place's: late on Sunday in Paris it is Monday on the island", async () => {
  const { held } = await mondays(
    { startMinute: 30, endMinute: 110, windows: [] },
    { timeZone: "Indian/Reunion", holidayRegion: "RE" },
  );
  await planPermanences(instantOf("2026-09-06T22:45:00+02:00"), 1);
  expect(starts(await held())).toEqual(["2026-09-07T00:30:00+04:00"]);
});

test("a series that no day can keep is reported and does not stop the other series", async () => {
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

const THREE_WEEKS = 21;

test("a cancelled date is not written, this night or the next", async () => {
  const { shown, exception } = await mondays();
  await exception("2026-09-14", { kind: "cancelled" });
  await planPermanences(NOW, THREE_WEEKS);
  await planPermanences(plusMinutes(NOW, 1440), THREE_WEEKS);
  expect(await shown()).toEqual(["2026-09-07: 2026-09-07T09:00", "2026-09-21: 2026-09-21T09:00"]);
});

test("a date of a series is written on the day, at the hours and at the place that its exception says, once", async () => {
  const { shown, held, exception, place } = await mondays();
  const hautepierre = await place("Hautepierre", { timeZone: "Indian/Reunion" });
  await exception("2026-09-14", { localDate: new Date("2026-09-16"), startMinute: 840, endMinute: 1080 });
  await exception("2026-09-07", { placeId: hautepierre.id });
  await planPermanences(NOW, THREE_WEEKS);
  expect(await planPermanences(plusMinutes(NOW, 60), THREE_WEEKS)).toMatchObject({ written: 0, failed: [] });
  expect(await shown()).toEqual([
    "2026-09-07: 2026-09-07T09:00 elsewhere",
    "2026-09-14: 2026-09-16T14:00",
    "2026-09-21: 2026-09-21T09:00",
  ]);
  const [elsewhere, moved] = await held();
  expect(elsewhere).toMatchObject({ placeId: hautepierre.id, timeZone: "Indian/Reunion" });
  expect(elsewhere?.vevent).toContain("Hautepierre");
  expect(moved).toMatchObject({
    endsAt: new Date("2026-09-16T18:00:00+02:00"),
    windows: [
      { from: 0, to: 60, mode: "appointment" },
      { from: 60, to: 240, mode: "walk-in" },
    ],
  });
});

test("a date held elsewhere is not written while that place is closed", async () => {
  const { shown, exception, place, organisation } = await mondays();
  const library = await place("Mediatheque");
  await exception("2026-09-14", { placeId: library.id });
  await db.closure.create({
    data: {
      organisationId: organisation.id,
      placeId: library.id,
      startsAt: new Date("2026-09-14T00:00:00+02:00"),
      endsAt: new Date("2026-09-15T00:00:00+02:00"),
      reason: "dégât des eaux",
    },
  });
  await planPermanences(NOW, THREE_WEEKS);
  expect(await shown()).toEqual(["2026-09-07: 2026-09-07T09:00", "2026-09-21: 2026-09-21T09:00"]);
});

test("a half-day moved to the day of the next one goes on standing for its own date", async () => {
  const { shown, held } = await mondays();
  await planPermanences(NOW, THREE_WEEKS);
  const [first] = await held();
  await db.permanence.update({
    where: { id: first?.id ?? "" },
    data: {
      localDate: new Date("2026-09-14"),
      startsAt: new Date("2026-09-14T14:00:00+02:00"),
      endsAt: new Date("2026-09-14T17:00:00+02:00"),
    },
  });
  expect(await planPermanences(NOW, THREE_WEEKS)).toMatchObject({ written: 0, failed: [] });
  expect(await shown()).toEqual([
    "2026-09-14: 2026-09-14T09:00",
    "2026-09-07: 2026-09-14T14:00",
    "2026-09-21: 2026-09-21T09:00",
  ]);
});

test("the dates of a series take its topics: those that it names, or every one", async () => {
  const { series, held, organisation } = await mondays();
  await db.topic.create({ data: { organisationId: organisation.id, key: "retraite", rank: 0, minutes: 60 } });
  await planPermanences(NOW, 8);
  await db.series.update({ where: { id: series.id }, data: { topicKeys: ["retraite"] } });
  await planPermanences(NOW, THREE_WEEKS);
  expect((await held()).map(({ topicKeys }) => topicKeys)).toEqual([[], ["retraite"], ["retraite"]]);
});
