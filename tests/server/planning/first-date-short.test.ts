import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import { on, planned } from "./assignments/planned.ts";

const { db } = await serverOnFreshDatabase({ APP_NOW: "2027-03-01T08:00:00+01:00", LOG_LEVEL: "silent" });
const { assign } = await import("#lib/server/planning/assignments/assign.ts");
const { firstDateShort } = await import("#lib/server/planning/series/first-date-short.ts");

afterAll(() => db.$disconnect());

test("the first date to come of a rule at which a table has nobody is found, past cancelled and complete ones", async () => {
  const { coordinator, organisation, neuhof, meinau, halfDay, person } = await planned(db);
  const rule = await db.series.create({
    data: {
      organisationId: organisation.id,
      placeId: neuhof.id,
      weekday: 1,
      startMinute: 540,
      endMinute: 720,
      fromDate: new Date("2027-02-22"),
      desks: 2,
      bookableLanes: 0,
      windows: [],
    },
  });
  const date = async (day: string, change: object = {}) =>
    (await halfDay(neuhof, on(`${day} 09:00`), { seriesId: rule.id, desks: 2, ...change })).id;
  await date("02-22");
  await date("03-08", { status: "cancelled", cancelReason: "Travaux" });
  const [complete, half] = [await date("03-15"), await date("03-22")];
  await date("03-29");
  const plans = async (permanence: string, name: string) =>
    expect((await assign(coordinator, { permanence, account: await person(name) })).ok).toBe(true);
  await plans(complete, "Awa");
  await plans(complete, "Bo");
  await plans(half, "Cem");
  const found = { permanence: half, place: "Neuhof", localDate: "2027-03-22" };
  expect(await firstDateShort(coordinator, organisation.id, rule.id)).toEqual(found);
  await plans(half, "Dilek");
  expect(await firstDateShort(coordinator, organisation.id, rule.id)).toMatchObject({ localDate: "2027-03-29" });
  // Who is away holds no table, and for a closed one nobody is looked for.
  await db.permanence.update({ where: { id: half }, data: { closedTables: [2] } });
  const [seat] = await db.assignment.findMany({ where: { permanenceId: half, desk: 1 } });
  await db.absence.create({
    data: {
      conseillerId: seat?.conseillerId ?? "",
      organisationId: organisation.id,
      startsAt: new Date(on("03-22 00:00")),
      endsAt: new Date(on("03-23 00:00")),
    },
  });
  expect(await firstDateShort(coordinator, organisation.id, rule.id)).toEqual(found);
  await db.permanence.update({ where: { id: half }, data: { closedTables: [1] } });
  expect(await firstDateShort(coordinator, organisation.id, rule.id)).toMatchObject({ localDate: "2027-03-29" });
  // Neither of another place or operator than theirs, nor of what is no rule.
  const roles = [{ organisation: organisation.id, role: "coordinator", places: [meinau.id] }] as const;
  expect(await firstDateShort({ ...coordinator, roles }, organisation.id, rule.id)).toBeUndefined();
  const other = await planned(db);
  expect(await firstDateShort(other.coordinator, organisation.id, rule.id)).toBeUndefined();
  expect(await firstDateShort(other.coordinator, other.organisation.id, rule.id)).toBeUndefined();
  expect(await firstDateShort(coordinator, organisation.id, "no rule")).toBeUndefined();
  expect(await firstDateShort(coordinator, organisation.id, undefined)).toBeUndefined();
});
