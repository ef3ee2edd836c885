import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import { statementsOf } from "#tests/server/booking/statements.ts";
import { monday, on, planned } from "./planned.ts";

const { db, clock } = await serverOnFreshDatabase({ APP_NOW: "2027-03-01T08:00:00+01:00", LOG_LEVEL: "silent" });
const { assign } = await import("#lib/server/planning/assignments/assign.ts");
const { readPlanning } = await import("#lib/server/planning/assignments/read-planning.ts");
const { readOwnWeek } = await import("#lib/server/planning/assignments/read-own-week.ts");
const { cancelPermanence } = await import("#lib/server/planning/cancel-permanence.ts");

beforeEach(() => clock.move(monday("08:00") - (clock.now() - clock.offset())));
afterAll(() => db.$disconnect());

/** An operator, whose coordinator plans somebody and reads the week from Monday the 1st of March. */
async function operator() {
  const here = await planned(db);
  const { coordinator, permanence } = here;
  const plans = async (account: string, more: object = {}): Promise<void> => {
    const outcome = await assign(coordinator, { permanence, account, ...more });
    if (!outcome.ok) throw new Error(outcome.refusal);
  };
  const reads = async (more: object = {}) => {
    const read = await readPlanning(coordinator, {
      organisation: here.organisation.id,
      from: "2027-03-01",
      days: 7,
      ...more,
    });
    if (!read.ok) throw new Error(read.refusal);
    return read.value;
  };
  return { ...here, plans, reads };
}

test("a week shows each place with its half-days, who is planned there, and what is short", async () => {
  const { reads, plans, person, halfDay, meinau } = await operator();
  await halfDay(meinau, on("03-03 14:00"));
  await plans(await person("Awa"));
  const { places, days, today, more } = await reads();
  expect([today, more]).toEqual(["2027-03-01", false]);
  expect(places).toMatchObject([
    { name: "Meinau", halfDays: [{ localDate: "2027-03-03", seats: [], staffing: { held: 0, missing: 1 } }] },
    {
      name: "Neuhof",
      halfDays: [{ seats: [{ name: "Awa", desk: 1, away: false }], staffing: { held: 1, missing: 1 } }],
    },
  ]);
  expect(days.slice(0, 3)).toEqual([
    { localDate: "2027-03-01", halfDays: 1, tables: 2, held: 1 },
    { localDate: "2027-03-02", halfDays: 0, tables: 0, held: 0 },
    { localDate: "2027-03-03", halfDays: 1, tables: 1, held: 0 },
  ]);
});

test("somebody who is away or a service civique alone makes it short", async () => {
  const { reads, plans, person, away } = await operator();
  const awa = await person("Awa");
  await plans(awa);
  await plans(await person("Bo", "civic-service"));
  expect((await reads()).places[0]?.halfDays[0]?.staffing).toEqual({ held: 2, missing: 0, gaps: [], closed: [] });
  await away(awa, monday("10:00"), monday("12:00"));
  expect((await reads()).places[0]?.halfDays[0]).toMatchObject({
    seats: [
      { name: "Awa", away: true },
      { name: "Bo", learns: true },
    ],
    staffing: { held: 1, missing: 1, alone: { start: monday("10:00"), end: monday("12:00") } },
  });
});

test("workshops stand on their days at their places, with the places taken, also where no half-day is held", async () => {
  const { reads, meinau, organisation } = await operator();
  const workshop = (startsAt: Date, status = "scheduled") =>
    db.workshop.create({
      data: {
        organisationId: organisation.id,
        placeId: meinau.id,
        title: "Mes photos",
        level: "debutant",
        startsAt,
        endsAt: new Date(startsAt.getTime() + 7_200_000),
        capacity: 8,
        status,
      },
    });
  const { id } = await workshop(new Date(on("03-02 14:00")));
  await workshop(new Date(on("03-07 22:30")), "cancelled");
  // The day before and the day after these days.
  await workshop(new Date(on("02-28 23:00")));
  await workshop(new Date(on("03-08 00:30")));
  for (const state of ["booked", "attended", "cancelled-by-resident"])
    await db.workshopPlace.create({
      data: { workshopId: id, organisationId: organisation.id, state, createdAt: new Date(monday("08:00")) },
    });
  const { places, days } = await reads();
  expect(places).toMatchObject([
    {
      name: "Meinau",
      halfDays: [],
      workshops: [
        { localDate: "2027-03-02", title: "Mes photos", booked: 2, capacity: 8, cancelled: false },
        { localDate: "2027-03-07", booked: 0, cancelled: true },
      ],
    },
    { name: "Neuhof", workshops: [] },
  ]);
  expect(days[1]).toMatchObject({ halfDays: 0, tables: 0 });
});

test("a cancelled half-day and one that is over miss nobody", async () => {
  const { reads, halfDay, neuhof, coordinator } = await operator();
  const { id } = await halfDay(neuhof, monday("14:00"));
  await cancelPermanence(coordinator, { permanence: id, preview: false, reason: "Travaux" });
  clock.move(monday("12:30") - (clock.now() - clock.offset()));
  const { places, days } = await reads();
  expect(places[0]?.halfDays.map(({ status, why, staffing }) => [status, why, staffing])).toEqual([
    ["scheduled", undefined, undefined],
    ["cancelled", "Travaux", undefined],
  ]);
  expect(days[0]).toMatchObject({ halfDays: 1, tables: 2, held: 0 });
});

test("the panel of a cancelled half-day says when and by whom, how many are to be told, and that nothing can be booked", async () => {
  const { reads, halfDay, neuhof, coordinator, organisation } = await operator();
  const windows = [{ from: 0, to: 180, mode: "appointment" }];
  const { id } = await halfDay(neuhof, on("03-03 09:00"), { bookableLanes: 1, windows });
  await db.topic.create({ data: { organisationId: organisation.id, key: "impots", rank: 0, minutes: 30 } });
  const [startsAt, endsAt] = [new Date(on("03-03 09:00")), new Date(on("03-03 09:30"))];
  await db.appointment.create({
    data: {
      permanenceId: id,
      organisationId: organisation.id,
      placeId: neuhof.id,
      startsAt,
      endsAt,
      lane: 1,
      topicKeys: ["impots"],
      createdAt: new Date(clock.now()),
      bookedAt: new Date(clock.now()),
    },
  });
  expect((await reads({ chosen: id })).chosen).toMatchObject({ booked: 1, halfHours: 6 });
  expect((await reads({ chosen: id })).chosen?.cancellation).toBeUndefined();
  await cancelPermanence(coordinator, { permanence: id, preview: false, reason: "Travaux" });
  expect((await reads({ chosen: id })).chosen).toMatchObject({
    why: "Travaux",
    halfHours: 0,
    cancellation: { by: "Coordination", toTell: 1, byHand: true },
  });
  const { at = 0 } = (await reads({ chosen: id })).chosen?.cancellation ?? {};
  expect(Math.floor(at / 60_000)).toBe(monday("08:00") / 60_000);
});

test("holidays and closures stand on their days, with the sentence of a closure", async () => {
  const { reads, halfDay, meinau, neuhof, organisation } = await operator();
  await halfDay(neuhof, on("03-23 09:00"));
  await halfDay(meinau, on("03-23 09:00"));
  await db.closure.create({
    data: {
      organisationId: organisation.id,
      placeId: meinau.id,
      startsAt: new Date(on("03-24 00:00")),
      endsAt: new Date(on("03-25 00:00")),
      reason: "Inventaire",
    },
  });
  const { places, days } = await reads({ from: "2027-03-22" });
  const friday = { localDate: "2027-03-26", holiday: "good-friday" };
  expect(places[0]?.shut).toEqual([{ localDate: "2027-03-24", closure: "Inventaire" }, friday]);
  expect(places[1]?.shut).toEqual([friday]);
  expect(days.map(({ holiday }) => holiday)).toEqual([...Array<undefined>(4), "good-friday", undefined, undefined]);
  await db.place.update({ where: { id: meinau.id }, data: { goodFriday: false } });
  expect((await reads({ from: "2027-03-22" })).days[4]?.holiday).toBeUndefined();
});

test("people have their half-days, absences and hours of these days, those of no half-day too", async () => {
  const { reads, plans, person, away, halfDay, neuhof } = await operator();
  const awa = await person("Awa");
  await plans(awa);
  // Of the week after it counts nothing.
  await plans(awa, { permanence: (await halfDay(neuhof, on("03-08 09:00"))).id });
  await away(await person("Bo"), on("03-04 00:00"), on("03-06 00:00"));
  const { people } = await reads();
  expect(people).toMatchObject([
    { name: "Awa", minutes: 180, halfDays: [{ place: { name: "Neuhof" }, seat: { desk: 1 } }], absences: [] },
    { name: "Bo", minutes: 0, halfDays: [], absences: [{ start: on("03-04 00:00") }] },
  ]);
});

test("the panel of a half-day says who is free, and of the others why not", async () => {
  const { reads, plans, person, away, halfDay, meinau, permanence } = await operator();
  const [awa, bo] = [await person("Awa"), await person("Bo")];
  await plans(awa, { permanence: (await halfDay(meinau, monday("11:00"))).id });
  await away(bo, monday("08:00"), monday("10:00"));
  await person("Cem", "conseiller", { places: [meinau.id] });
  await person("Dia");
  const { chosen } = await reads({ chosen: permanence });
  expect(chosen?.people.map(({ name, not }) => [name, not?.refusal, not?.elsewhere?.place])).toEqual([
    ["Dia", undefined, undefined],
    ["Awa", "planned-elsewhere", "Meinau"],
    ["Bo", "absent", undefined],
    ["Cem", "no-role-there", undefined],
  ]);
  expect(chosen).toMatchObject({ booked: 0, halfHours: 0, over: false, toTell: 0 });
});

test("the panel says what speaks against whoever is free: a way that is too long, a service civique alone, a language", async () => {
  const { reads, plans, person, halfDay, place, permanence } = await operator();
  const [awa, bo] = [await person("Awa"), await person("Bo", "civic-service")];
  const far = await place("Robertsau", { latitude: 48.6 });
  await plans(awa, { permanence: (await halfDay(far, monday("12:30"))).id });
  await db.permanence.update({ where: { id: permanence }, data: { languages: ["ar"] } });
  await db.user.update({ where: { id: bo }, data: { languages: ["ar"] } });
  const { chosen } = await reads({ chosen: permanence });
  expect(chosen?.people.map(({ name, minutes, but }) => [name, minutes, but.map(({ code }) => code)])).toEqual([
    ["Bo", 0, ["alone"]],
    ["Awa", 180, ["travel-too-short", "language-missing"]],
  ]);
  expect(chosen?.people[1]?.but[0]).toMatchObject({ has: 30, needed: 68, busy: { place: "Robertsau" } });
});

test("a half-day of another operator opens no panel, and its week is for its own coordinators", async () => {
  const [here, there] = [await operator(), await operator()];
  expect((await here.reads({ chosen: there.permanence })).chosen).toBeUndefined();
  expect(
    await readPlanning(here.coordinator, { organisation: there.organisation.id, from: "2027-03-01", days: 7 }),
  ).toMatchObject({ refusal: "not-allowed" });
});

test("asks as many statements for twenty places as for two", async () => {
  const { reads, place, halfDay, person, plans, permanence } = await operator();
  await plans(await person("Awa"));
  const few = await statementsOf(() => reads({ chosen: permanence }));
  for (let index = 0; index < 20; index += 1) {
    const held = await halfDay(await place(`Lieu ${index}`), on("03-02 09:00"));
    await plans(await person(`Person ${index}`), { permanence: held.id });
  }
  expect(await statementsOf(() => reads({ chosen: permanence }))).toHaveLength(few.length);
});

test("everybody reads where they are planned in the next two weeks, and nobody else's; what was cancelled stays, with whom to call", async () => {
  const { plans, person, halfDay, meinau, coordinator, away } = await operator();
  const [awa, bo] = [await person("Awa"), await person("Bo")];
  const part = { start: monday("10:00"), end: monday("12:00") };
  await plans(awa, { span: part });
  await plans(bo);
  const thursday = await halfDay(meinau, on("03-04 09:00"));
  const [gone, later] = [await halfDay(meinau, on("03-05 09:00")), await halfDay(meinau, on("03-16 09:00"))];
  for (const { id } of [thursday, gone, later]) await plans(awa, { permanence: id });
  const { startsAt, organisationId, placeId } = gone;
  const endsAt = new Date(startsAt.getTime() + 30 * 60_000);
  await db.appointment.create({
    data: {
      permanenceId: gone.id,
      organisationId,
      placeId,
      startsAt,
      endsAt,
      topicKeys: ["impots"],
      lane: 1,
      bookedAt: startsAt,
      createdAt: startsAt,
    },
  });
  await cancelPermanence(coordinator, { permanence: gone.id, preview: false, reason: "Travaux" });
  await away(awa, on("03-04 00:00"), on("03-05 00:00"));
  const own = await readOwnWeek({ kind: "staff", user: awa, by: "login", roles: [] });
  expect(own.map(({ place, table, span, away, cancelled }) => [place, table, span.start, away, cancelled])).toEqual([
    ["Neuhof", 1, monday("10:00"), false, undefined],
    ["Meinau", 1, on("03-04 09:00"), true, undefined],
    ["Meinau", 1, on("03-05 09:00"), false, {}],
  ]);
  expect(own.map(({ toTell }) => toTell)).toEqual([0, 0, 1]);
});

test("the panel says how many dates of the rule come after it, until when, and whether each week; cancelled ones do not count", async () => {
  const { reads, halfDay, neuhof, permanence, organisation } = await operator();
  const { id: seriesId } = await db.series.create({
    data: {
      placeId: neuhof.id,
      organisationId: organisation.id,
      weekday: 1,
      startMinute: 540,
      endMinute: 720,
      fromDate: new Date("2027-03-01"),
      desks: 2,
      bookableLanes: 0,
      windows: [{ from: 0, to: 180, mode: "walk-in" }],
    },
  });
  const belongs = (id: string) => db.permanence.update({ where: { id }, data: { seriesId } });
  await belongs(permanence);
  const later = async () => (await reads({ chosen: permanence })).chosen?.later;
  expect(await later()).toBeUndefined();
  for (const day of ["03-08", "03-15", "03-22"]) await belongs((await halfDay(neuhof, on(`${day} 09:00`))).id);
  await belongs((await halfDay(neuhof, on("03-26 09:00"), { status: "cancelled", cancelReason: "Travaux" })).id);
  expect(await later()).toEqual({ count: 3, until: "2027-03-22", everyWeek: true });
  await db.series.update({ where: { id: seriesId }, data: { everyWeeks: 2 } });
  expect(await later()).toMatchObject({ everyWeek: false });
});
