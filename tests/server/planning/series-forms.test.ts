import { on, planned } from "./assignments/planned.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import { sentForm } from "#tests/support/sent-form.ts";

const { db } = await serverOnFreshDatabase({ APP_NOW: "2027-03-01T08:00:00+01:00", LOG_LEVEL: "silent" });
const { lookAtSeries, saveSeriesForm } = await import("#app/[locale]/coordination/regles/save-series.ts");
const { lookAtHalfDay } = await import("#app/[locale]/coordination/permanences/save-half-day.ts");
const { defaultPlace } = await import("#app/[locale]/coordination/default-place.ts");
const { assign } = await import("#lib/server/planning/assignments/assign.ts");
const { firstDateShort } = await import("#lib/server/planning/series/first-date-short.ts");

afterAll(() => db.$disconnect());

const FORM = {
  weekday: "1",
  from: "09:00",
  to: "12:00",
  place: "",
  rhythm: "1",
  fromDate: "2027-03-01",
  date: "2027-03-08",
  desks: "1",
  way: "walk-in",
};
const OF = { organisation: "of the form" };
const sent = (fields: Readonly<Record<string, string>>) =>
  sentForm({ kind: "staff", user: "nobody", roles: [], by: "login" }, fields);

test("a place that was not chosen is asked for in the sentence of a series and of a half-day, beside what else is wrong", () => {
  expect(lookAtSeries(sent(FORM), OF)).toEqual({ ok: false, refusals: { place: "place-not-chosen" } });
  expect(lookAtHalfDay(sent(FORM), OF)).toEqual({ ok: false, refusals: { place: "place-not-chosen" } });
  const { place: _, ...without } = FORM;
  expect(lookAtSeries(sent({ ...without, desks: "" }), OF)).toEqual({
    ok: false,
    refusals: { place: "place-not-chosen", desks: { said: expect.stringContaining("tables") as string } },
  });
  expect(lookAtSeries(sent({ ...FORM, place: "chosen" }), OF)).toEqual({ ok: false, refusals: {} });
});

test("a series that was saved leads to the list, which offers its first date without anybody; one that ended does not", async () => {
  const { coordinator, organisation, meinau } = await planned(db);
  const of = { organisation: organisation.id };
  const made = await saveSeriesForm(sentForm(coordinator, { ...FORM, place: meinau.id, slug: "ville" }), of);
  const led = new URL(made.ok ? (made.to ?? "") : "", "https://permanences.example");
  expect(led.pathname + led.search).toMatch(/^\/coordination\/regles\?organisation=ville&horaire=[0-9a-f-]{36}$/u);
  const series = led.searchParams.get("horaire") ?? "";
  expect(await firstDateShort(coordinator, organisation.id, series)).toMatchObject({
    place: "Meinau",
    localDate: "2027-03-01",
  });
  const stop = { stop: "on", fromDate: "2027-03-15", sentence: "Travaux", slug: "ville" };
  expect(await saveSeriesForm(sentForm(coordinator, stop), { ...of, seriesId: series })).toEqual({
    ok: true,
    done: "seriesEnded",
    to: "/coordination/regles?organisation=ville",
  });
});

test("of several places none stands in the form at first, unless the address names one of them; the only one does", () => {
  const one = { id: "one" };
  const two = { id: "two" };
  expect(defaultPlace(undefined, [one, two])).toBe("");
  expect(defaultPlace("two", [one, two])).toBe("two");
  expect(defaultPlace("of somebody else", [one, two])).toBe("");
  expect(defaultPlace(undefined, [one])).toBe("one");
  expect(defaultPlace("of somebody else", [one])).toBe("one");
  expect(defaultPlace(undefined, [])).toBe("");
});

test("the first date to come of a series at which a desk has nobody is found, past cancelled and complete ones", async () => {
  const { coordinator, organisation, neuhof, meinau, halfDay, person } = await planned(db);
  const series = await db.series.create({
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
    (
      await halfDay(neuhof, on(`${day} 09:00`), {
        seriesId: series.id,
        originalDate: new Date(`2027-${day}`),
        desks: 2,
        ...change,
      })
    ).id;
  await date("02-22");
  await date("03-08", { status: "cancelled", cancelReason: "Travaux" });
  const complete = await date("03-15");
  const half = await date("03-22");
  await date("03-29");
  const plans = async (permanence: string, name: string) =>
    expect((await assign(coordinator, { permanence, account: await person(name) })).ok).toBe(true);
  await plans(complete, "Awa");
  await plans(complete, "Bo");
  await plans(half, "Cem");
  const found = { permanence: half, place: "Neuhof", localDate: "2027-03-22" };
  expect(await firstDateShort(coordinator, organisation.id, series.id)).toEqual(found);
  await plans(half, "Dilek");
  expect(await firstDateShort(coordinator, organisation.id, series.id)).toMatchObject({ localDate: "2027-03-29" });
  // Who is away holds no desk, and for a closed one nobody is looked for.
  await db.permanence.update({ where: { id: half }, data: { closedDesks: [2] } });
  const [seat] = await db.assignment.findMany({ where: { permanenceId: half, desk: 1 } });
  await db.absence.create({
    data: {
      conseillerId: seat?.conseillerId ?? "",
      organisationId: organisation.id,
      startsAt: new Date(on("03-22 00:00")),
      endsAt: new Date(on("03-23 00:00")),
    },
  });
  expect(await firstDateShort(coordinator, organisation.id, series.id)).toEqual(found);
  await db.permanence.update({ where: { id: half }, data: { closedDesks: [1] } });
  expect(await firstDateShort(coordinator, organisation.id, series.id)).toMatchObject({ localDate: "2027-03-29" });
  // Nor does whoever has left the team.
  await db.permanence.update({ where: { id: half }, data: { closedDesks: [] } });
  await db.absence.deleteMany({ where: { organisationId: organisation.id } });
  expect(await firstDateShort(coordinator, organisation.id, series.id)).toMatchObject({ localDate: "2027-03-29" });
  const left = { userId: seat?.conseillerId ?? "", organisationId: organisation.id };
  await db.membership.updateMany({ where: left, data: { endsAt: new Date(on("03-22 11:00")) } });
  expect(await firstDateShort(coordinator, organisation.id, series.id)).toEqual(found);
  await db.membership.updateMany({ where: left, data: { endsAt: new Date(on("03-22 12:00")) } });
  expect(await firstDateShort(coordinator, organisation.id, series.id)).toMatchObject({ localDate: "2027-03-29" });
  await db.membership.updateMany({ where: left, data: { endsAt: null, everyPlace: false } });
  expect(await firstDateShort(coordinator, organisation.id, series.id)).toEqual(found);
  await db.membership.updateMany({ where: left, data: { everyPlace: true } });
  // Neither of another place or organisation than theirs, nor of what is no series.
  const roles = [{ organisation: organisation.id, role: "coordinator", places: [meinau.id] }] as const;
  expect(await firstDateShort({ ...coordinator, roles }, organisation.id, series.id)).toBeUndefined();
  const other = await planned(db);
  expect(await firstDateShort(other.coordinator, organisation.id, series.id)).toBeUndefined();
  expect(await firstDateShort(other.coordinator, other.organisation.id, series.id)).toBeUndefined();
  expect(await firstDateShort(coordinator, organisation.id, "no series")).toBeUndefined();
  expect(await firstDateShort(coordinator, organisation.id, undefined)).toBeUndefined();
});
