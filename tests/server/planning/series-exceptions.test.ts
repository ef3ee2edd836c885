import { city } from "#tests/server/place/city.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import { instantOf, plusMinutes, type Instant } from "#lib/time/instant.ts";
import { isoInZone } from "#lib/time/zone.ts";

let db: typeof import("#lib/server/db.ts").db;
let planPermanences: typeof import("#lib/server/planning/plan-permanences.ts").planPermanences;

beforeAll(async () => {
  ({ db } = await serverOnFreshDatabase({ APP_ENV: "demo" }));
  ({ planPermanences } = await import("#lib/server/planning/plan-permanences.ts"));
});
afterAll(() => db.$disconnect());

/** Tuesday 1 September 2026, six in the morning in Strasbourg; three weeks are planned. */
const NOW = instantOf("2026-09-01T06:00:00+02:00");
const DAYS = 21;

/** A city with one place and a series there: Mondays 9 to 12, an hour of appointments, then without. */
async function mondays() {
  await db.series.updateMany({ data: { untilDate: new Date("2020-01-06"), fromDate: new Date("2020-01-06") } });
  const here = await city(db);
  const at = await here.place("Neuhof");
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
    },
  });
  const held = () => db.permanence.findMany({ where: { seriesId: series.id }, orderBy: { startsAt: "asc" } });
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
  return { ...here, at, series, held, shown, exception };
}

test("a cancelled date is not written, this night or the next", async () => {
  const { shown, exception } = await mondays();
  await exception("2026-09-14", { kind: "cancelled" });
  await planPermanences(NOW, DAYS);
  await planPermanences(plusMinutes(NOW, 1440), DAYS);
  expect(await shown()).toEqual(["2026-09-07: 2026-09-07T09:00", "2026-09-21: 2026-09-21T09:00"]);
});

test("a date is written on the day, at the hours and at the place that its exception says, once", async () => {
  const { shown, held, exception, place } = await mondays();
  const hautepierre = await place("Hautepierre", { timeZone: "Indian/Reunion" });
  await exception("2026-09-14", { localDate: new Date("2026-09-16"), startMinute: 840, endMinute: 1080 });
  await exception("2026-09-07", { placeId: hautepierre.id });
  await planPermanences(NOW, DAYS);
  expect(await planPermanences(plusMinutes(NOW, 60), DAYS)).toMatchObject({ written: 0, failed: [] });
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
  await planPermanences(NOW, DAYS);
  expect(await shown()).toEqual(["2026-09-07: 2026-09-07T09:00", "2026-09-21: 2026-09-21T09:00"]);
});

test("a half-day moved to the day of the next one goes on standing for its own date, also one that an older version wrote", async () => {
  const { shown, held } = await mondays();
  await planPermanences(NOW, DAYS);
  const [first] = await held();
  await db.permanence.update({ where: { id: first?.id ?? "" }, data: { originalDate: null } });
  await db.permanence.update({
    where: { id: first?.id ?? "" },
    data: {
      localDate: new Date("2026-09-14"),
      startsAt: new Date("2026-09-14T14:00:00+02:00"),
      endsAt: new Date("2026-09-14T17:00:00+02:00"),
    },
  });
  expect(await planPermanences(NOW, DAYS)).toMatchObject({ written: 0, failed: [] });
  expect(await shown()).toEqual([
    "2026-09-14: 2026-09-14T09:00",
    "2026-09-07: 2026-09-14T14:00",
    "2026-09-21: 2026-09-21T09:00",
  ]);
});

test("the dates of a rule take its topics: those that it names, or every one", async () => {
  const { series, held, organisation } = await mondays();
  await db.topic.create({ data: { organisationId: organisation.id, key: "retraite", rank: 0, minutes: 60 } });
  await planPermanences(NOW, 8);
  await db.series.update({ where: { id: series.id }, data: { everyTopic: false, topicKeys: ["retraite"] } });
  await planPermanences(NOW, DAYS);
  expect((await held()).map(({ everyTopic, topicKeys }) => [everyTopic, topicKeys])).toEqual([
    [true, []],
    [false, ["retraite"]],
    [false, ["retraite"]],
  ]);
});

test("what the version before writes, without an original date, stands for its own day, and once", async () => {
  const { at, organisation, series, shown } = await mondays();
  const asBefore = () => db.$executeRaw`
    INSERT INTO permanence (id, place_id, organisation_id, series_id, time_zone, local_date, starts_at, ends_at, desks, bookable_lanes, windows, created_at, updated_at)
    VALUES (gen_random_uuid(), ${at.id}::uuid, ${organisation.id}::uuid, ${series.id}::uuid, 'Europe/Paris', '2026-09-07', '2026-09-07T09:00:00+02:00', '2026-09-07T12:00:00+02:00', 2, 1, '[]', now(), now())`;
  await asBefore();
  await expect(asBefore()).rejects.toThrow("permanence_one_a_date");
  expect(await planPermanences(NOW, DAYS)).toMatchObject({ written: 2 });
  expect((await shown())[0]).toBe("2026-09-07: 2026-09-07T09:00");
});

test("the events of dates that nothing changes keep their text and their UID", async () => {
  const { held, exception } = await mondays();
  await planPermanences(NOW, DAYS);
  const events = async () => (await held()).map(({ id, vevent }) => [id, vevent]);
  const before = await events();
  await exception("2026-09-14", { localDate: new Date("2026-09-16") });
  await planPermanences(plusMinutes(NOW, 1440), DAYS);
  expect(await events()).toEqual(before);
});
