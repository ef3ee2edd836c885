import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import type { StaffActor } from "#lib/server/auth/options.ts";
import { SECTIONS } from "#components/staff/sections.ts";
import { monday, on, planned } from "./assignments/planned.ts";

const { db, clock } = await serverOnFreshDatabase({ APP_NOW: "2027-03-01T08:00:00+01:00", LOG_LEVEL: "silent" });
const { sectionsOf } = await import("#app/[locale]/coordination/sections-of.ts");
const { organisationOfPage } = await import("#lib/server/auth/organisation-of-page.ts");
const { assign } = await import("#lib/server/planning/assignments/assign.ts");
const { readPlanning } = await import("#lib/server/planning/assignments/read-planning.ts");
const { readCalendarAhead } = await import("#lib/server/planning/closures/calendar-ahead.ts");
const { readClosureChoices, readClosures } = await import("#lib/server/planning/closures/read-closures.ts");
const { readRuleChoices, readRules } = await import("#lib/server/planning/series/read-rules.ts");

beforeEach(() => clock.move(monday("08:00") - (clock.now() - clock.offset())));
afterAll(() => db.$disconnect());

/** An operator with half-days at two places and somebody who coordinates one of them. */
async function operator() {
  const here = await planned(db);
  const { neuhof, meinau, halfDay, coordinator, organisation } = here;
  const [theirs, other] = [await halfDay(meinau, on("03-03 14:00")), here.permanence];
  const narrowed: StaffActor = {
    ...coordinator,
    roles: [{ organisation: organisation.id, role: "coordinator", places: [meinau.id] }],
  };
  for (const place of [neuhof, meinau])
    await db.series.create({
      data: {
        organisationId: organisation.id,
        placeId: place.id,
        weekday: 3,
        startMinute: 840,
        endMinute: 1020,
        fromDate: new Date("2026-01-07"),
        desks: 1,
        bookableLanes: 0,
        windows: [],
      },
    });
  const closure = (place: string | null, reason: string) =>
    db.closure.create({
      data: {
        organisationId: organisation.id,
        placeId: place,
        startsAt: new Date(on("03-04 00:00")),
        endsAt: new Date(on("03-05 00:00")),
        reason,
      },
    });
  await closure(neuhof.id, "Neuhof");
  await closure(meinau.id, "Meinau");
  await closure(null, "Partout");
  const week = async (actor: StaffActor) => {
    const read = await readPlanning(actor, {
      organisation: organisation.id,
      from: "2027-03-01",
      days: 7,
      lastAct: true,
    });
    if (!read.ok) throw new Error(read.refusal);
    return read.value;
  };
  return { ...here, narrowed, theirs: theirs.id, other, week };
}

test("whoever coordinates one place finds the planning, its rules, closures, place and devices in the menu, and nothing else", async () => {
  const { narrowed, coordinator } = await operator();
  expect((await sectionsOf(narrowed)).map(({ key }) => key)).toEqual(
    SECTIONS.filter(({ at }) => at === "some-place").map(({ key }) => key),
  );
  expect((await sectionsOf(narrowed)).map(({ key }) => key)).toContain("planning");
  expect((await sectionsOf(coordinator)).length).toBeGreaterThan((await sectionsOf(narrowed)).length);
});

test("a page about a whole organisation does not open to them; one about places does", async () => {
  const { narrowed, organisation } = await operator();
  expect(await organisationOfPage(narrowed, "plan-half-days")).toBeUndefined();
  expect((await organisationOfPage(narrowed, "plan-half-days", undefined, "some-place"))?.chosen.id).toBe(
    organisation.id,
  );
  const nowhere: StaffActor = { ...narrowed, roles: narrowed.roles.map((role) => ({ ...role, places: [] })) };
  expect(await organisationOfPage(nowhere, "plan-half-days", undefined, "some-place")).toBeUndefined();
});

test("their week has their places, the closures that reach these, and the people who can be planned there", async () => {
  const { narrowed, coordinator, week, person, meinau, neuhof, theirs } = await operator();
  await person("Awa");
  await person("Bo", "conseiller", { places: [neuhof.id] });
  await person("Cem", "conseiller", { places: [meinau.id] });
  const read = await week(narrowed);
  expect(read.places.map(({ name }) => name)).toEqual(["Meinau"]);
  expect(read.places[0]?.halfDays.map(({ id }) => id)).toEqual([theirs]);
  expect(read.people.map(({ name }) => name)).toEqual(["Awa", "Cem"]);
  expect(read.days[0]?.halfDays).toBe(0);
  expect((await week(coordinator)).people.map(({ name }) => name)).toEqual(["Awa", "Bo", "Cem"]);
});

test("they plan people at their place, and at no other", async () => {
  const { narrowed, theirs, other, person, week } = await operator();
  const account = await person("Awa");
  expect(await assign(narrowed, { permanence: other, account })).toMatchObject({ refusal: "not-allowed" });
  expect(await assign(narrowed, { permanence: theirs, account })).toMatchObject({ ok: true });
  expect((await week(narrowed)).last).toBeDefined();
});

test("what was planned last at another place is not theirs to undo", async () => {
  const { narrowed, coordinator, other, person, week } = await operator();
  await assign(coordinator, { permanence: other, account: await person("Awa") });
  expect((await week(coordinator)).last).toBeDefined();
  expect((await week(narrowed)).last).toBeUndefined();
});

test("they read the rules of their place, and choose it alone for a new one", async () => {
  const { narrowed, coordinator, organisation } = await operator();
  const placesOf = async (actor: StaffActor) => {
    const rules = await readRules(actor, organisation.id);
    return rules.ok ? rules.value.map(({ place }) => place.name) : rules.refusal;
  };
  expect([await placesOf(narrowed), await placesOf(coordinator)]).toEqual([["Meinau"], ["Meinau", "Neuhof"]]);
  expect((await readRuleChoices(narrowed, organisation.id)).places.map(({ name }) => name)).toEqual(["Meinau"]);
  expect((await readRuleChoices(coordinator, organisation.id)).places).toHaveLength(2);
});

test("they read closures of their place and of every place, and close no other", async () => {
  const { narrowed, organisation, meinau, neuhof } = await operator();
  const closures = await readClosures(narrowed, organisation.id);
  expect(closures.ok && closures.value.map(({ sentence }) => sentence).toSorted()).toEqual(["Meinau", "Partout"]);
  expect(await readClosureChoices(narrowed, organisation.id)).toMatchObject({
    places: [{ name: "Meinau" }],
    everyPlace: false,
  });
  await db.place.update({ where: { id: neuhof.id }, data: { holidayRegion: "75" } });
  expect((await readCalendarAhead(narrowed, organisation.id)).goodFriday).toEqual({ kept: 1, places: 1 });
  await db.place.update({ where: { id: meinau.id }, data: { holidayRegion: "75" } });
  await db.place.update({ where: { id: neuhof.id }, data: { holidayRegion: "67" } });
  expect((await readCalendarAhead(narrowed, organisation.id)).goodFriday).toBeUndefined();
});

test("another operator's coordinator of one place reads nothing of it", async () => {
  const [here, away] = [await operator(), await operator()];
  const asked = { organisation: here.organisation.id, from: "2027-03-01", days: 7 };
  expect(await readPlanning(away.narrowed, asked)).toMatchObject({ refusal: "not-allowed" });
  expect(await readRules(away.narrowed, here.organisation.id)).toMatchObject({ refusal: "not-allowed" });
  expect((await readRuleChoices(away.narrowed, here.organisation.id)).places).toEqual([]);
  expect((await readClosureChoices(away.narrowed, here.organisation.id)).places).toEqual([]);
});
