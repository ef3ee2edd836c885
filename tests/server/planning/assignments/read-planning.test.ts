import { SECTIONS } from "#components/staff/sections.ts";
import type { StaffActor } from "#lib/server/auth/options.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import { statementsOf } from "#tests/server/booking/statements.ts";
import { monday, on, planned } from "./planned.ts";

const { db, clock } = await serverOnFreshDatabase({ APP_NOW: "2027-03-01T08:00:00+01:00", LOG_LEVEL: "silent" });
const { assign } = await import("#lib/server/planning/assignments/assign.ts");
const { readPlanning } = await import("#lib/server/planning/assignments/read-planning.ts");
const { deactivateAccount } = await import("#lib/server/auth/people/change-roles.ts");
const { readWhatToDo } = await import("#lib/server/planning/today/read-what-to-do.ts");
const { readOwnWeek } = await import("#lib/server/planning/assignments/read-own-week.ts");
const { cancelPermanence } = await import("#lib/server/planning/cancel-permanence.ts");
const { sectionsOf } = await import("#app/[locale]/coordination/sections-of.ts");
const { organisationOfPage } = await import("#lib/server/auth/organisation-of-page.ts");
const { readCalendarAhead } = await import("#lib/server/planning/closures/calendar-ahead.ts");
const { readClosureChoices, readClosures } = await import("#lib/server/planning/closures/read-closures.ts");
const { readSeriesChoices, readSeriesOf } = await import("#lib/server/planning/series/read-series.ts");

beforeEach(() => clock.move(monday("08:00") - (clock.now() - clock.offset())));
afterAll(() => db.$disconnect());

/** An organisation, whose coordinator plans somebody and reads the week from Monday the 1st of March. */
async function anOrganisation() {
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
  const { reads, plans, person, halfDay, meinau } = await anOrganisation();
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
    { localDate: "2027-03-01", halfDays: 1, desks: 2, held: 1 },
    { localDate: "2027-03-02", halfDays: 0, desks: 0, held: 0 },
    { localDate: "2027-03-03", halfDays: 1, desks: 1, held: 0 },
  ]);
});

test("somebody who is away or a service civique alone makes it short", async () => {
  const { reads, plans, person, away } = await anOrganisation();
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

test("the desk of somebody whose access was closed misses a person, and says who left", async () => {
  const { reads, plans, person, organisation, coordinator } = await anOrganisation();
  const awa = await person("Awa");
  await plans(awa);
  await plans(await person("Bo"));
  const ofOrganisation = { organisation: organisation.id, account: awa };
  expect(await deactivateAccount(coordinator, ofOrganisation)).toMatchObject({ ok: true });
  const halfDay = (await reads()).places[0]?.halfDays[0];
  expect(halfDay).toMatchObject({
    seats: [
      { name: "Awa", left: true, away: true },
      { name: "Bo", away: false },
    ],
    staffing: { held: 1, missing: 1, gaps: [{ desk: 1 }] },
  });
  expect(halfDay?.seats[1]).not.toHaveProperty("left");
  const toDo = await readWhatToDo(coordinator, organisation.id);
  expect(toDo).toMatchObject({ value: { short: { count: 1 } } });
});

test("workshops stand on their days at their places, with the places taken, also where no half-day is held", async () => {
  const { reads, meinau, organisation } = await anOrganisation();
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
  expect(days[1]).toMatchObject({ halfDays: 0, desks: 0 });
});

test("a cancelled half-day and one that is over miss nobody", async () => {
  const { reads, halfDay, neuhof, coordinator } = await anOrganisation();
  const { id } = await halfDay(neuhof, monday("14:00"));
  await cancelPermanence(coordinator, { permanence: id, preview: false, reason: "Travaux" });
  clock.move(monday("12:30") - (clock.now() - clock.offset()));
  const { places, days } = await reads();
  expect(places[0]?.halfDays.map(({ status, why, staffing }) => [status, why, staffing])).toEqual([
    ["scheduled", undefined, undefined],
    ["cancelled", "Travaux", undefined],
  ]);
  expect(days[0]).toMatchObject({ halfDays: 1, desks: 2, held: 0 });
});

test("the panel of a cancelled half-day says when and by whom, how many are to be told, and that nothing can be booked", async () => {
  const { reads, halfDay, neuhof, coordinator, organisation } = await anOrganisation();
  const windows = [{ from: 0, to: 180, mode: "appointment" }];
  const { id } = await halfDay(neuhof, on("03-03 09:00"), { bookableLanes: 1, windows });
  await db.topic.create({ data: { organisationId: organisation.id, key: "impots", rank: 0, minutes: 30 } });
  const startsAt = new Date(on("03-03 09:00"));
  const endsAt = new Date(on("03-03 09:30"));
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
  const { reads, halfDay, meinau, neuhof, organisation } = await anOrganisation();
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
  const { reads, plans, person, away, halfDay, neuhof } = await anOrganisation();
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
  const { reads, plans, person, away, halfDay, meinau, permanence } = await anOrganisation();
  const awa = await person("Awa");
  const bo = await person("Bo");
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
  const { reads, plans, person, halfDay, place, permanence } = await anOrganisation();
  const awa = await person("Awa");
  const bo = await person("Bo", "civic-service");
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

test("a half-day of another organisation opens no panel, and its week is for its own coordinators", async () => {
  const here = await anOrganisation();
  const there = await anOrganisation();
  expect((await here.reads({ chosen: there.permanence })).chosen).toBeUndefined();
  expect(
    await readPlanning(here.coordinator, { organisation: there.organisation.id, from: "2027-03-01", days: 7 }),
  ).toMatchObject({ refusal: "not-allowed" });
});

test("asks as many statements for eight places as for two", async () => {
  const { reads, place, halfDay, person, plans, permanence } = await anOrganisation();
  await plans(await person("Awa"));
  const few = await statementsOf(() => reads({ chosen: permanence }));
  for (let index = 0; index < 6; index += 1) {
    const held = await halfDay(await place(`Lieu ${index}`), on("03-02 09:00"));
    await plans(await person(`Person ${index}`), { permanence: held.id });
  }
  expect(await statementsOf(() => reads({ chosen: permanence }))).toHaveLength(few.length);
});

test("everybody reads where they are planned in the next two weeks, and nobody else's; what was cancelled stays, with whom to call", async () => {
  const { plans, person, halfDay, meinau, coordinator, away } = await anOrganisation();
  const awa = await person("Awa");
  const bo = await person("Bo");
  const part = { start: monday("10:00"), end: monday("12:00") };
  await plans(awa, { span: part });
  await plans(bo);
  const thursday = await halfDay(meinau, on("03-04 09:00"));
  const gone = await halfDay(meinau, on("03-05 09:00"));
  const later = await halfDay(meinau, on("03-16 09:00"));
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
  expect(own.map(({ place, desk, span, away, cancelled }) => [place, desk, span.start, away, cancelled])).toEqual([
    ["Neuhof", 1, monday("10:00"), false, undefined],
    ["Meinau", 1, on("03-04 09:00"), true, undefined],
    ["Meinau", 1, on("03-05 09:00"), false, {}],
  ]);
  expect(own.map(({ toTell }) => toTell)).toEqual([0, 0, 1]);
});

test("the panel says how many dates of the series come after it, until when, and whether each week; cancelled ones do not count", async () => {
  const { reads, halfDay, neuhof, permanence, organisation } = await anOrganisation();
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
  const belongs = async (id: string) => {
    const { localDate: originalDate } = await db.permanence.findUniqueOrThrow({ where: { id } });
    await db.permanence.update({ where: { id }, data: { seriesId, originalDate } });
  };
  await belongs(permanence);
  const later = async () => (await reads({ chosen: permanence })).chosen?.later;
  expect(await later()).toBeUndefined();
  for (const day of ["03-08", "03-15", "03-22"]) await belongs((await halfDay(neuhof, on(`${day} 09:00`))).id);
  await belongs((await halfDay(neuhof, on("03-26 09:00"), { status: "cancelled", cancelReason: "Travaux" })).id);
  expect(await later()).toEqual({ count: 3, until: "2027-03-22", everyWeek: true, planned: {} });
  await db.series.update({ where: { id: seriesId }, data: { everyWeeks: 2 } });
  expect(await later()).toMatchObject({ everyWeek: false });
});

/** An organisation with half-days at two places and somebody who coordinates one of them. */
async function twoPlaces() {
  const here = await planned(db);
  const { neuhof, meinau, halfDay, coordinator, organisation } = here;
  const theirs = await halfDay(meinau, on("03-03 14:00"));
  const other = here.permanence;
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

test("whoever coordinates one place finds the planning, its series, closures, place and devices in the menu, and nothing else", async () => {
  const { narrowed, coordinator } = await twoPlaces();
  expect((await sectionsOf(narrowed)).map(({ key }) => key)).toEqual(
    SECTIONS.filter(({ at }) => at === "some-place").map(({ key }) => key),
  );
  expect((await sectionsOf(narrowed)).map(({ key }) => key)).toContain("planning");
  expect((await sectionsOf(coordinator)).length).toBeGreaterThan((await sectionsOf(narrowed)).length);
});

test("a page about a whole organisation does not open to whoever coordinates one place; one about places does", async () => {
  const { narrowed, organisation } = await twoPlaces();
  expect(await organisationOfPage(narrowed, "plan-half-days")).toBeUndefined();
  expect((await organisationOfPage(narrowed, "plan-half-days", undefined, "some-place"))?.chosen.id).toBe(
    organisation.id,
  );
  const nowhere: StaffActor = { ...narrowed, roles: narrowed.roles.map((role) => ({ ...role, places: [] })) };
  expect(await organisationOfPage(nowhere, "plan-half-days", undefined, "some-place")).toBeUndefined();
});

test("the week of whoever coordinates one place has their places, the closures that reach these, and the people who can be planned there", async () => {
  const { narrowed, coordinator, week, person, meinau, neuhof, theirs } = await twoPlaces();
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

test("whoever coordinates one place plans people at their place, and at no other", async () => {
  const { narrowed, theirs, other, person, week } = await twoPlaces();
  const account = await person("Awa");
  expect(await assign(narrowed, { permanence: other, account })).toMatchObject({ refusal: "not-allowed" });
  expect(await assign(narrowed, { permanence: theirs, account })).toMatchObject({ ok: true });
  expect((await week(narrowed)).last).toBeDefined();
});

test("what was planned last at another place is not to undo for whoever coordinates this one", async () => {
  const { narrowed, coordinator, other, person, week } = await twoPlaces();
  await assign(coordinator, { permanence: other, account: await person("Awa") });
  expect((await week(coordinator)).last).toBeDefined();
  expect((await week(narrowed)).last).toBeUndefined();
});

test("whoever coordinates one place reads its series, and chooses it alone for a new one", async () => {
  const { narrowed, coordinator, organisation } = await twoPlaces();
  const placesOf = async (actor: StaffActor) => {
    const series = await readSeriesOf(actor, organisation.id);
    return series.ok ? series.value.map(({ place }) => place.name) : series.refusal;
  };
  expect([await placesOf(narrowed), await placesOf(coordinator)]).toEqual([["Meinau"], ["Meinau", "Neuhof"]]);
  expect((await readSeriesChoices(narrowed, organisation.id)).places.map(({ name }) => name)).toEqual(["Meinau"]);
  expect((await readSeriesChoices(coordinator, organisation.id)).places).toHaveLength(2);
});

test("whoever coordinates one place reads closures of it and of every place, and closes no other", async () => {
  const { narrowed, organisation, meinau, neuhof } = await twoPlaces();
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
