/** @zones */
import { statementsOf } from "#tests/server/booking/statements.ts";
import { city } from "#tests/server/place/city.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import { instantOf, type Instant } from "#lib/time/instant.ts";

let db: typeof import("#lib/server/db.ts").db;
let planDue: typeof import("#lib/server/planning/series/plan-due.ts").planDue;
let isPlanDue: typeof import("#lib/server/planning/series/plan-due.ts").isPlanDue;
let seriesToPlan: typeof import("#lib/server/planning/series/series-to-plan.ts").seriesToPlan;
let planPermanences: typeof import("#lib/server/planning/series/plan-permanences.ts").planPermanences;

beforeAll(async () => {
  ({ db } = await serverOnFreshDatabase({ APP_ENV: "demo", LOG_LEVEL: "silent" }));
  ({ planDue, isPlanDue } = await import("#lib/server/planning/series/plan-due.ts"));
  ({ seriesToPlan } = await import("#lib/server/planning/series/series-to-plan.ts"));
  ({ planPermanences } = await import("#lib/server/planning/series/plan-permanences.ts"));
});
beforeEach(async () => {
  await db.permanence.deleteMany();
  await db.series.deleteMany();
});
afterAll(() => db.$disconnect());

/** Tuesday 1 September 2026 in Strasbourg, at this time of the day; "27:00" is three in the next morning. */
const at = (time: string): Instant =>
  instantOf(new Date(Date.UTC(2026, 8, 1, Number(time.slice(0, 2)) - 2, Number(time.slice(3)))).toISOString());
const NOTHING = { series: 0, written: 0, inTheWay: 0, refused: 0, failed: 0 };

/** Wednesdays of one month: a year of them would only take longer. */
const SEPTEMBER = { weekday: 3, untilDate: new Date("2026-09-30") };

/** A weekly half-day, Mondays 9 to 12 unless said, at a place of its own. */
async function weekly(more: object = {}, place: object = {}) {
  const here = await city(db);
  const where = await here.place("Neuhof", place);
  const series = await db.series.create({
    data: {
      placeId: where.id,
      organisationId: here.organisation.id,
      weekday: 1,
      startMinute: 540,
      endMinute: 720,
      fromDate: new Date("2026-08-31"),
      desks: 1,
      bookableLanes: 0,
      windows: [],
      ...more,
    },
  });
  const held = () => db.permanence.findMany({ where: { seriesId: series.id }, orderBy: { startsAt: "asc" } });
  return { ...here, where, series, held };
}

test("where there is no weekly series nothing is due, and nothing happens", async () => {
  expect(await isPlanDue(at("10:00"))).toBe(false);
  expect(await planDue(at("10:00"))).toEqual(NOTHING);
});

test("a new series is due at once, then at three in the next morning of its place", async () => {
  const { held } = await weekly();
  expect(await isPlanDue(at("10:00"))).toBe(true);
  expect(await planDue(at("10:00"))).toEqual({ ...NOTHING, series: 1, written: 50 });
  expect(await held()).toHaveLength(50);
  expect(await isPlanDue(at("10:01"))).toBe(false);
  expect(await isPlanDue(at("26:59"))).toBe(false);
  expect(await isPlanDue(at("27:00"))).toBe(true);
});

test("a night is planned once: the same again, a minute later or twice at once, changes nothing", async () => {
  const { held } = await weekly({ weekday: 4 });
  await planDue(at("10:00"));
  const before = await held();
  expect(await planDue(at("10:00"))).toEqual(NOTHING);
  await Promise.all([planDue(at("27:00")), planDue(at("27:00"))]);
  const after = await held();
  expect(after.slice(0, before.length)).toEqual(before);
  expect(after.slice(before.length).map(({ localDate }) => localDate)).toEqual([new Date("2027-09-02")]);
  expect(await planDue(at("27:01"))).toEqual(NOTHING);
  expect(await held()).toEqual(after);
});

test("a night on which every date stands costs as many statements for thirty series as for one", async () => {
  const quiet = async (series: number): Promise<number> => {
    await db.permanence.deleteMany();
    await db.series.deleteMany();
    for (let count = 0; count < series; count += 1) await weekly(SEPTEMBER);
    await planDue(at("10:00"));
    const statements = await statementsOf(async () => {
      expect(await planDue(at("27:00"))).toEqual({ ...NOTHING, series });
    });
    expect(await isPlanDue(at("27:01"))).toBe(false);
    expect(await isPlanDue(at("51:00"))).toBe(true);
    return statements.length;
  };
  const one = await quiet(1);
  const thirty = await quiet(30);
  expect(thirty).toBe(one);
});

test("a date that is missing is written also among series that have all of theirs", async () => {
  const other = await weekly(SEPTEMBER);
  const gap = await weekly(SEPTEMBER);
  await planDue(at("10:00"));
  const [, , third] = await gap.held();
  await db.permanence.delete({ where: { id: third?.id ?? "" } });
  expect(await planDue(at("27:00"))).toEqual({ ...NOTHING, series: 2, written: 1 });
  expect((await gap.held()).map(({ localDate }) => localDate)).toEqual(
    (await other.held()).map(({ localDate }) => localDate),
  );
});

test("a series that somebody makes due again while the night runs stays due", async () => {
  const { series } = await weekly({ weekday: 3 });
  await planDue(at("10:00"));
  await db.series.update({ where: { id: series.id }, data: { planDueAt: null } });
  // The night had read it before: it was due at three.
  await seriesToPlan([{ id: series.id, planDueAt: new Date(at("27:00")) }], at("27:00"), 366);
  expect(await isPlanDue(at("27:01"))).toBe(true);
});

test("each place has its own night", async () => {
  await weekly({}, { timeZone: "Indian/Reunion", holidayRegion: "RE" });
  const strasbourg = await weekly();
  await planDue(at("10:00"));
  // Three in the morning on the island is one in Strasbourg.
  expect(await planDue(at("25:00"))).toMatchObject({ series: 1 });
  expect(await isPlanDue(at("26:59"))).toBe(false);
  expect(await planDue(at("27:00"))).toMatchObject({ series: 1 });
  expect((await db.series.findUniqueOrThrow({ where: { id: strasbourg.series.id } })).planDueAt).toEqual(
    new Date(at("51:00")),
  );
});

test("a holiday and a closure are respected, also one that was lifted since", async () => {
  const { held, where, organisation } = await weekly({ weekday: 3 });
  const closure = await db.closure.create({
    data: {
      organisationId: organisation.id,
      placeId: where.id,
      startsAt: new Date("2026-09-16T00:00:00+02:00"),
      endsAt: new Date("2026-09-17T00:00:00+02:00"),
      reason: "travaux",
    },
  });
  const dates = async () => (await held()).map(({ localDate }) => localDate.toISOString().slice(0, 10));
  await planDue(at("10:00"));
  // 11 November: the armistice.
  expect(await dates()).not.toContain("2026-11-11");
  expect(await dates()).not.toContain("2026-09-16");
  expect(await dates()).toEqual(expect.arrayContaining(["2026-09-09", "2026-09-23", "2026-11-04", "2026-11-18"]));
  await db.closure.delete({ where: { id: closure.id } });
  await planDue(at("27:00"));
  expect(await dates()).toContain("2026-09-16");
  expect(await dates()).not.toContain("2026-11-11");
});

test("a series that fails keeps no other from its dates, and is tried again an hour later", async () => {
  const lost = await weekly({}, { timeZone: "Europe/Metz" });
  const fine = await weekly();
  expect(await planDue(at("10:00"))).toEqual({ ...NOTHING, series: 2, written: 50, failed: 1 });
  expect([await lost.held(), await fine.held()].map(({ length }) => length)).toEqual([0, 50]);
  expect(await planDue(at("10:59"))).toEqual(NOTHING);
  expect(await planDue(at("11:00"))).toEqual({ ...NOTHING, series: 1, failed: 1 });
  await db.place.update({ where: { id: lost.where.id }, data: { timeZone: "Europe/Paris" } });
  expect(await planDue(at("12:00"))).toEqual({ ...NOTHING, series: 1, written: 50 });
});

test("a series that no week can keep is counted once a night, not at every look", async () => {
  await weekly({ startMinute: 240, endMinute: 1200 });
  expect(await planDue(at("10:00"))).toEqual({ ...NOTHING, series: 1, refused: 1 });
  expect(await isPlanDue(at("26:59"))).toBe(false);
  expect(await planDue(at("27:00"))).toMatchObject({ refused: 1 });
});

test("a series that has ended is due no more", async () => {
  await weekly({ fromDate: new Date("2026-08-01"), untilDate: new Date("2026-08-30") });
  expect(await isPlanDue(at("10:00"))).toBe(false);
});

test("what the demo planned when it started is not planned again that night", async () => {
  await weekly();
  await planPermanences(at("10:00"));
  expect(await isPlanDue(at("10:01"))).toBe(false);
  expect(await isPlanDue(at("27:00"))).toBe(true);
});
