import { plusMinutes } from "#lib/time/instant.ts";
import { statementsOf } from "#tests/server/booking/statements.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import { monday, on, planned } from "./planned.ts";

const { db, clock } = await serverOnFreshDatabase({ APP_NOW: "2027-03-01T08:00:00+01:00", LOG_LEVEL: "silent" });
const { assign } = await import("#lib/server/planning/assignments/assign.ts");
const { handOverDates, readDatesToHandOver } = await import("#lib/server/planning/assignments/hand-over-dates.ts");
const { lastPlanning } = await import("#lib/server/planning/assignments/last-act.ts");
const { undoPlanning } = await import("#lib/server/planning/assignments/undo-planning.ts");
const { readHistoryOfHalfDay } = await import("#lib/server/planning/read-history.ts");
const { deactivateAccount } = await import("#lib/server/auth/people/change-roles.ts");
const { readPerson } = await import("#lib/server/auth/people/read-people.ts");

const setTime = (moment: number) => clock.move(moment - (clock.now() - clock.offset()));
beforeEach(() => setTime(monday("08:00")));
afterAll(() => db.$disconnect());

/** Awa at three dates of two places, the first today; Bo, who is elsewhere on the second; what coordination does. */
async function threeDates() {
  const here = await planned(db);
  const { coordinator, permanence, halfDay, neuhof, meinau, person } = here;
  const organisation = here.organisation.id;
  const second = (await halfDay(meinau, on("03-08 09:00"))).id;
  const third = (await halfDay(neuhof, on("03-15 09:00"))).id;
  const elsewhere = (await halfDay(neuhof, on("03-08 10:00"))).id;
  const awa = await person("Awa");
  const bo = await person("Bo");
  const plans = async (account: string, at: string, more: object = {}): Promise<void> => {
    const outcome = await assign(coordinator, { permanence: at, account, ...more });
    if (!outcome.ok) throw new Error(outcome.refusal);
  };
  await plans(awa, permanence, { desk: 2 });
  await plans(awa, second);
  await plans(awa, third);
  await plans(bo, elsewhere);
  const reads = async (more: object = {}, actor = coordinator) => {
    const read = await readDatesToHandOver(actor, { organisation, account: awa, ...more });
    if (!read.ok) throw new Error(read.refusal);
    return read.value;
  };
  const handsOver = (to: string, more: object = {}, actor = coordinator) =>
    handOverDates(actor, { organisation, account: awa, to, ...more });
  return { ...here, organisation, second, third, awa, bo, plans, reads, handsOver };
}

test("the dates of somebody are said with who is free at most of them, and for one colleague why not", async () => {
  const { reads, person, bo, awa, second } = await threeDates();
  const cem = await person("Cem");
  expect(await reads()).toEqual({
    account: awa,
    name: "Awa",
    dates: [
      expect.objectContaining({ localDate: "2027-03-01", place: "Neuhof" }),
      expect.objectContaining({ localDate: "2027-03-08", place: "Meinau", permanence: second }),
      expect.objectContaining({ localDate: "2027-03-15", place: "Neuhof" }),
    ],
    otherPlaces: 0,
    colleagues: [
      { account: cem, name: "Cem", dates: 3 },
      { account: bo, name: "Bo", dates: 2 },
    ],
  });
  expect((await reads({ to: bo })).chosen).toMatchObject({
    name: "Bo",
    planned: [
      { localDate: "2027-03-01", desk: 2, but: [] },
      { localDate: "2027-03-15", desk: 1, but: [] },
    ],
    without: [{ permanence: second, refusal: "planned-elsewhere", elsewhere: { place: "Neuhof" } }],
  });
  // From and until a day, of an absence; a colleague who is away then is not free.
  expect(await reads({ from: "2027-03-02", until: "2027-03-08" })).toMatchObject({
    dates: [{ permanence: second }],
    colleagues: [{ account: cem, dates: 1 }],
  });
});

test("a colleague takes every date that they can, at the same desk; the others stay, and all is undone as one", async () => {
  const { handsOver, standing, second, third, bo, reads, journal, coordinator, organisation } = await threeDates();
  expect(await handsOver(bo)).toEqual({ ok: true, value: 2 });
  expect([await standing(), await standing(second), await standing(third)]).toEqual([
    ["Bo 2 09:00–12:00"],
    ["Awa 1 09:00–12:00"],
    ["Bo 1 09:00–12:00"],
  ]);
  expect((await reads()).dates).toMatchObject([{ permanence: second }]);
  expect((await journal()).at(-1)).toBe("dates-handed-over");
  const last = await lastPlanning(db, organisation, coordinator.user);
  expect(last).toMatchObject({ way: "undo", what: { people: ["Bo"], halfDays: 2 } });
  const undone = await undoPlanning(coordinator, { organisation, entry: last?.entry ?? "", preview: false });
  expect(undone).toMatchObject({ ok: true });
  expect([await standing(), await standing(third)]).toEqual([["Awa 2 09:00–12:00"], ["Awa 1 09:00–12:00"]]);
});

test("dates of several places stand in the history of each half-day, and are undone as one", async () => {
  const { handsOver, person, second, third, permanence, coordinator, organisation, standing } = await threeDates();
  expect(await handsOver(await person("Cem"))).toEqual({ ok: true, value: 3 });
  for (const id of [permanence, second, third]) {
    const read = await readHistoryOfHalfDay(coordinator, id);
    expect(read).toMatchObject({ value: { entries: [{ act: "dates-handed-over" }, { act: "person-planned" }] } });
  }
  const last = await lastPlanning(db, organisation, coordinator.user);
  await undoPlanning(coordinator, { organisation, entry: last?.entry ?? "", preview: false });
  expect(await standing(second)).toEqual(["Awa 1 09:00–12:00"]);
});

test("once the access is closed the dates are still said, all of them, and handed over; of a begun one what is left", async () => {
  const { handsOver, standing, bo, awa, organisation, coordinator, reads, second, halfDay, neuhof, plans, away } =
    await threeDates();
  for (let day = 0; day < 51; day += 1)
    await plans(awa, (await halfDay(neuhof, plusMinutes(on("03-16 14:00"), day * 24 * 60))).id);
  setTime(monday("10:00"));
  expect(await deactivateAccount(coordinator, { organisation, account: awa })).toMatchObject({ ok: true });
  const person = await readPerson(coordinator, organisation, awa);
  expect(person).toMatchObject({ ok: true, value: { dates: 54 } });
  expect(person.ok && person.value.halfDays.length).toBe(50);
  expect(await reads()).toMatchObject({ name: "Awa", colleagues: [{ account: bo, dates: 53 }] });
  expect((await reads()).dates).toHaveLength(54);
  await away(bo, on("03-16 00:00"), on("05-01 00:00"));
  expect(await handsOver(bo, { until: "2027-03-20" })).toEqual({ ok: true, value: 2 });
  expect([await standing(), await standing(second)]).toEqual([
    ["Awa 2 09:00–10:00", "Bo 2 10:00–12:00"],
    ["Awa 1 09:00–12:00"],
  ]);
});

test("whoever plans some places hands over those dates alone, and nobody without that right any", async () => {
  const { handsOver, reads, bo, awa, coordinator, meinau, organisation, second, third, standing, person } =
    await threeDates();
  const roles = [{ organisation, role: "coordinator", places: [meinau.id] }] as const;
  const ofMeinau = { ...coordinator, roles };
  expect(await reads({}, ofMeinau)).toMatchObject({ dates: [{ permanence: second }], otherPlaces: 2 });
  // Bo is at another half-day then: nothing is written.
  expect(await handsOver(bo, {}, ofMeinau)).toEqual({ ok: true, value: 0 });
  expect(await handsOver(await person("Cem"), {}, ofMeinau)).toEqual({ ok: true, value: 1 });
  expect([await standing(second), await standing(third)]).toEqual([["Cem 1 09:00–12:00"], ["Awa 1 09:00–12:00"]]);
  const conseiller = { ...coordinator, roles: [{ organisation, role: "conseiller", places: "all" }] as const };
  const refused = (refusal: string) => ({ ok: false, refusal });
  expect(await handsOver(bo, {}, conseiller)).toEqual(refused("not-allowed"));
  expect(await readDatesToHandOver(conseiller, { organisation, account: awa })).toEqual(refused("not-allowed"));
  expect(await handsOver(awa)).toEqual(refused("not-found"));
  expect(await handsOver("nobody")).toEqual(refused("not-found"));
  expect(await handsOver(await person("Accueil", "reception"))).toEqual(refused("no-role-there"));
  const stranger = await db.user.create({ data: { email: "ailleurs@exemple.fr" } });
  expect(await readDatesToHandOver(coordinator, { organisation, account: stranger.id })).toEqual(refused("not-found"));
});

test("of two hand-overs at once the second takes what is left", async () => {
  const { handsOver, person, bo, second, third, standing } = await threeDates();
  const done = await Promise.all([handsOver(bo), handsOver(await person("Cem"))]);
  expect(done.reduce((sum, one) => sum + (one.ok ? one.value : 100), 0)).toBe(3);
  const there = [await standing(), await standing(second), await standing(third)];
  expect(there.map((one) => one.length)).toEqual([1, 1, 1]);
  expect(there.flat().some((one) => one.startsWith("Awa"))).toBe(false);
});

test("the dates are read by as many statements, however many there are", async () => {
  const { reads, bo, halfDay, neuhof, plans, awa } = await threeDates();
  const few = (await statementsOf(() => reads({ to: bo }))).length;
  for (const day of ["03-22", "03-23", "03-24"]) await plans(awa, (await halfDay(neuhof, on(`${day} 09:00`))).id);
  expect((await statementsOf(() => reads({ to: bo }))).length).toBe(few);
});
