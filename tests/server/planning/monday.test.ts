import type { StaffActor } from "#lib/server/auth/options.ts";
import { instantOf, MINUTE, plusMinutes } from "#lib/time/instant.ts";
import { closureBody } from "#lib/wire/schedule/closure.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import { statementsOf } from "#tests/server/booking/statements.ts";
import { planned } from "./assignments/planned.ts";

// A Monday; the week before is that of the 1st of March.
const NOW = "2027-03-08T08:00:00+01:00";
const { db, clock } = await serverOnFreshDatabase({ APP_NOW: NOW, LOG_LEVEL: "silent" });
const { readMonday } = await import("#lib/server/planning/monday/read-monday.ts");
const { readWeekDone } = await import("#lib/server/report/read-week-done.ts");
const { writeFigures } = await import("#lib/server/queue/write-figures.ts");
const { assign } = await import("#lib/server/planning/assignments/assign.ts");
const { cancelPermanence } = await import("#lib/server/planning/cancel-permanence.ts");
const { saveClosure } = await import("#lib/server/planning/closures/save-closure.ts");

const on = (day: string) => instantOf(`2027-${day.replace(" ", "T")}:00+01:00`);
beforeEach(() => clock.move(instantOf(NOW) - (clock.now() - clock.offset())));
afterAll(() => db.$disconnect());

type Visitor = {
  readonly topic?: string;
  readonly waited?: number;
  readonly state?: string;
  readonly leftWhy?: string;
};

/** An organisation whose coordinator reads the Monday page, with what may have happened at its half-days. */
async function anOrganisation() {
  const here = await planned(db);
  const organisation = here.organisation.id;
  // The half-day of the scene is taken away: each test makes its own.
  await db.permanence.delete({ where: { id: here.permanence } });
  const closed = (at: { readonly id: string }, day: string, change: object = {}) =>
    here.halfDay(at, on(day), {
      status: "closed",
      outcome: "held",
      openedAt: new Date(on(day)),
      closedAt: new Date(plusMinutes(on(day), 180)),
      ...change,
    });
  let numbers = 0;
  const visits = async (permanenceId: string, visitors: readonly Visitor[]) => {
    const { startsAt } = await db.permanence.findUniqueOrThrow({ where: { id: permanenceId } });
    for (const { topic, waited, state = "done", leftWhy } of visitors)
      await db.visit.create({
        data: {
          permanenceId,
          number: (numbers += 1),
          joinedAt: startsAt,
          topicKey: topic ?? null,
          state: waited === undefined && state === "done" ? "unserved" : state,
          leftWhy: leftWhy ?? null,
          ...(waited !== undefined && {
            desk: 1,
            calledAt: new Date(startsAt.getTime() + waited * MINUTE),
            startedAt: new Date(startsAt.getTime() + waited * MINUTE),
            endedAt: new Date(startsAt.getTime() + (waited + 10) * MINUTE),
          }),
          ...(waited === undefined && { endedAt: new Date(startsAt.getTime() + 180 * MINUTE) }),
        },
      });
  };
  const turnsAway = (permanenceId: string, reasons: readonly string[]) =>
    db.turnAway.createMany({
      data: reasons.map((reason) => ({ permanenceId, reason, at: new Date(on("03-01 10:00")) })),
    });
  const reads = async (actor: StaffActor = here.coordinator) => {
    const read = await readMonday(actor, organisation);
    if (!read.ok) throw new Error(read.refusal);
    return read.value;
  };
  const narrowed: StaffActor = {
    ...here.coordinator,
    roles: [{ organisation, role: "coordinator", places: [here.meinau.id] }],
  };
  const cancels = (permanence: string) =>
    cancelPermanence(here.coordinator, { permanence, preview: false, reason: "Travaux" });
  const closes = async (days: object) => {
    const body = closureBody.parse({ sentence: "Fuite d’eau", ...days });
    const saved = await saveClosure(here.coordinator, { organisation, body, preview: false });
    if (!saved.ok) throw new Error(saved.refusal);
    return saved.value.closure!;
  };
  /** A series of Mondays, so that the place has regular hours for its poster. */
  const series = (at: { readonly id: string }) =>
    db.series.create({
      data: {
        organisationId: organisation,
        placeId: at.id,
        weekday: 1,
        startMinute: 540,
        endMinute: 720,
        fromDate: new Date("2027-01-04"),
        desks: 1,
        bookableLanes: 0,
        windows: [],
      },
    });
  return { ...here, id: organisation, closed, visits, turnsAway, reads, narrowed, cancels, closes, series };
}

const times = (count: number, one: Visitor): readonly Visitor[] => Array.from({ length: count }, () => one);

test("last week is received, turned away, waits and topics, as counted one by one, of Monday to Sunday alone", async () => {
  const { closed, visits, turnsAway, reads, neuhof, meinau, halfDay } = await anOrganisation();
  const monday = await closed(neuhof, "03-01 09:00");
  const sunday = await closed(meinau, "03-07 20:30");
  const before = await closed(neuhof, "02-28 20:30");
  const after = await closed(neuhof, "03-08 00:30");
  await halfDay(neuhof, on("03-02 09:00"), { status: "cancelled", cancelReason: "Travaux" });
  const waits = [0, 2, 4, 6, 8, 10, 12, 14, 16, 90];
  await visits(
    monday.id,
    waits.map((waited) => ({ topic: "impots", waited })),
  );
  await visits(sunday.id, [
    ...times(5, { topic: "caf" }),
    ...times(3, { topic: "ants" }),
    { topic: "ants", state: "left", leftWhy: "given-by-mistake" },
  ]);
  await visits(before.id, times(7, { topic: "impots", waited: 50 }));
  await visits(after.id, times(7, { topic: "impots", waited: 50 }));
  await turnsAway(monday.id, ["full", "full", "full", "full", "full", "language"]);
  await turnsAway(before.id, ["full"]);
  const { done, lastWeek, thisWeek } = await reads();
  expect([lastWeek, thisWeek]).toEqual([{ from: "2027-03-01", until: "2027-03-07" }, "2027-03-08"]);
  expect(done).toEqual({
    halfDays: 2,
    notHeld: 0,
    notRecorded: 0,
    cancelled: 1,
    received: 18,
    turnedAway: 6,
    // Of ten waits that of the fifth is eight minutes, that of the ninth sixteen.
    halfWaited: 9,
    nineOfTenWaited: 17,
    topics: { shown: [{ key: "impots", people: 10 }], rest: 8 },
    reasons: { shown: [], rest: 6 },
  });
});

test("half-days that were held are counted apart from those that were not, as in the sums of the month", async () => {
  const { closed, visits, halfDay, reads, neuhof } = await anOrganisation();
  const helped = await closed(neuhof, "03-01 09:00", { outcome: "not-recorded" });
  await closed(neuhof, "03-01 14:00", { outcome: "held-with-nobody" });
  await closed(neuhof, "03-02 09:00", { outcome: "not-held" });
  await closed(neuhof, "03-02 14:00", { outcome: "not-recorded" });
  await halfDay(neuhof, on("03-03 09:00"));
  await visits(helped.id, times(5, { waited: 3 }));
  expect((await reads()).done).toMatchObject({ halfDays: 2, notHeld: 1, notRecorded: 2, cancelled: 0, received: 5 });
});

test("the sums are those of the figures of the same half-days", async () => {
  const { closed, visits, turnsAway, neuhof, meinau, id } = await anOrganisation();
  const halfDays = [await closed(neuhof, "03-01 09:00"), await closed(meinau, "03-03 14:00")];
  for (const { id: one } of halfDays) {
    await visits(one, [{ waited: 3 }, { waited: 30 }, {}, { state: "left", leftWhy: "resident" }]);
    await turnsAway(one, ["full", "closing"]);
  }
  await writeFigures(clock.now());
  const sums = await db.halfDayFigures.aggregate({
    where: { organisationId: id },
    _sum: { received: true, contacts: true },
  });
  const counted = await readWeekDone(db, { organisation: id, places: "all" }, "2027-03-01", "2027-03-08");
  expect([counted.received, counted.contacts]).toEqual([sums._sum.received, sums._sum.contacts]);
  expect(counted).toMatchObject({ received: 8, contacts: 4, turnedAway: 4, medianWait: 180 });
});

test("what is short this week is what the planning calls short, the earliest first", async () => {
  const { reads, halfDay, neuhof, meinau, person, coordinator } = await anOrganisation();
  const friday = await halfDay(meinau, on("03-12 09:00"));
  const monday = await halfDay(neuhof, on("03-08 14:00"));
  const staffed = await halfDay(neuhof, on("03-09 09:00"));
  await halfDay(neuhof, on("03-15 09:00"));
  await halfDay(neuhof, on("03-10 09:00"), { status: "cancelled", cancelReason: "Travaux" });
  expect(await assign(coordinator, { permanence: staffed.id, account: await person("Awa") })).toMatchObject({
    ok: true,
  });
  const { short } = await reads();
  expect(short.shown.map(({ id }) => id)).toEqual([monday.id, friday.id]);
  expect(short.more).toBe(false);
});

test("from Friday noon on it also says what the next week is short of, and only that week", async () => {
  const { reads, halfDay, neuhof } = await anOrganisation();
  const friday = await halfDay(neuhof, on("03-12 19:00"));
  const next = await halfDay(neuhof, on("03-15 09:00"));
  const sunday = await halfDay(neuhof, on("03-21 09:00"));
  await halfDay(neuhof, on("03-22 09:00"));
  const lists = async () => {
    const { short, shortNext } = await reads();
    return [short, shortNext].map((list) => list?.shown.map(({ id }) => id));
  };
  clock.move(on("03-12 11:59") - (clock.now() - clock.offset()));
  expect(await lists()).toEqual([[friday.id], undefined]);
  clock.move(on("03-12 12:00") - (clock.now() - clock.offset()));
  expect(await lists()).toEqual([[friday.id], [next.id, sunday.id]]);
  clock.move(on("03-15 00:01") - (clock.now() - clock.offset()));
  expect(await lists()).toEqual([[next.id, sunday.id], undefined]);
});

test("half-days that nobody opened or closed are listed with why, an hour and a half after they end and not sooner", async () => {
  const { reads, halfDay, closed, neuhof, meinau } = await anOrganisation();
  const never = await halfDay(neuhof, on("03-02 09:00"));
  const open = await halfDay(neuhof, on("03-03 09:00"), {
    status: "open",
    openedAt: new Date(on("03-03 09:00")),
  });
  const ended = await closed(meinau, "03-04 09:00", { outcome: "not-recorded" });
  await closed(neuhof, "03-05 09:00");
  await halfDay(neuhof, on("02-26 09:00"));
  await halfDay(neuhof, on("03-05 14:00"), { status: "cancelled", cancelReason: "Travaux" });
  const today = await halfDay(meinau, on("03-08 09:00"));
  const list = async () => (await reads()).unclosed.shown.map(({ id, why }) => [id, why]);
  const past = [
    [never.id, "never-opened"],
    [open.id, "still-open"],
    [ended.id, "ended-automatically"],
  ];
  expect(await list()).toEqual(past);
  clock.move(plusMinutes(on("03-08 12:00"), 89) - (clock.now() - clock.offset()));
  expect(await list()).toEqual(past);
  clock.move(plusMinutes(on("03-08 12:00"), 91) - (clock.now() - clock.offset()));
  expect(await list()).toEqual([...past, [today.id, "never-opened"]]);
});

test("missing reports are counted by half-day from the figures that stand", async () => {
  const { reads, closed, visits, neuhof, id } = await anOrganisation();
  const held = await closed(neuhof, "03-01 09:00");
  await visits(held.id, [{ waited: 3 }, { waited: 5 }, {}]);
  expect((await reads()).withoutReports.shown).toEqual([]);
  await writeFigures(clock.now());
  expect((await reads()).withoutReports.shown).toMatchObject([{ id: held.id, place: "Neuhof", missing: 2 }]);
  await db.halfDayFigures.updateMany({ where: { organisationId: id }, data: { reports: 2 } });
  expect((await reads()).withoutReports.shown).toEqual([]);
});

test("places that are closed this week and its cancelled half-days are on it, those of the next week not", async () => {
  const { reads, closes, cancels, halfDay, neuhof, meinau, place, narrowed } = await anOrganisation();
  const tuesday = await halfDay(neuhof, on("03-09 09:00"));
  const nextWeek = await halfDay(neuhof, on("03-16 09:00"));
  for (const { id } of [tuesday, nextWeek]) await cancels(id);
  const closed = await halfDay(meinau, on("03-11 09:00"));
  const unknown = await closes({ place: meinau.id, from: "2027-03-11", decideOn: "2027-03-22" });
  const sunday = await closes({ from: "2027-03-14", until: "2027-03-20" });
  await closes({ place: (await place("Annexe")).id, from: "2027-03-15", until: "2027-03-16" });
  const { shut, cancelled } = await reads();
  expect(shut.shown.map(({ id, mayChange }) => [id, mayChange])).toEqual([
    [unknown, true],
    [sunday, true],
  ]);
  expect(cancelled.shown.map(({ id, why }) => [id, why])).toEqual([
    [tuesday.id, "Travaux"],
    [closed.id, "Fuite d’eau"],
  ]);
  const theirs = await reads(narrowed);
  expect(theirs.shut.shown.map(({ id, mayChange }) => [id, mayChange])).toEqual([
    [unknown, true],
    [sunday, false],
  ]);
  expect(theirs.cancelled.shown.map(({ id }) => id)).toEqual([closed.id]);
});

test("people to be told are counted, with their half-days, however far ahead", async () => {
  const { reads, cancels, halfDay, neuhof, id } = await anOrganisation();
  const far = await halfDay(neuhof, on("03-23 09:00"));
  for (const lane of [1, 2])
    await db.appointment.create({
      data: {
        permanenceId: far.id,
        organisationId: id,
        placeId: neuhof.id,
        startsAt: far.startsAt,
        endsAt: new Date(far.startsAt.getTime() + 30 * MINUTE),
        lane,
        topicKeys: ["impots"],
        bookedAt: new Date(NOW),
        createdAt: new Date(NOW),
      },
    });
  expect((await reads()).toCall).toEqual({ shown: [], more: false, people: 0 });
  await cancels(far.id);
  expect((await reads()).toCall).toMatchObject({ people: 2, shown: [{ permanence: far.id, people: 2 }] });
});

test("no poster is asked for at a place that is closed for the rest of the day", async () => {
  const { reads, closes, series, neuhof, meinau, place } = await anOrganisation();
  const annex = await place("Annexe");
  for (const at of [neuhof, meinau, annex]) await series(at);
  const asked = async () => (await reads()).unknown.shown.map((poster) => poster.place.name).toSorted();
  expect(await asked()).toEqual(["Annexe", "Meinau", "Neuhof"]);
  await closes({ place: neuhof.id, from: "2027-03-08", decideOn: "2027-03-12" });
  await closes({ place: meinau.id, from: "2027-03-09", until: "2027-03-12" });
  await closes({ place: annex.id, from: "2027-03-08", until: "2027-03-08", untilMinute: 720 });
  expect(await asked()).toEqual(["Annexe", "Meinau"]);
  clock.move(on("03-09 08:00") - (clock.now() - clock.offset()));
  expect(await asked()).toEqual(["Annexe"]);
});

test("nothing of another organisation is on it; whoever coordinates one place reads of that place alone", async () => {
  const mine = await anOrganisation();
  const theirs = await anOrganisation();
  for (const one of [mine, theirs]) {
    const neuhof = await one.closed(one.neuhof, "03-01 09:00");
    const meinau = await one.closed(one.meinau, "03-02 09:00");
    await one.visits(neuhof.id, times(5, { topic: "caf", waited: 3 }));
    await one.visits(meinau.id, times(6, { topic: "impots", waited: 3 }));
    await one.halfDay(one.neuhof, on("03-09 09:00"));
    for (const at of [one.meinau, one.neuhof]) await one.halfDay(at, on("03-04 09:00"));
    await one.series(one.neuhof);
  }
  const { done, short, unclosed, unknown } = await mine.reads();
  expect(done).toMatchObject({ received: 11, halfDays: 2, notRecorded: 2 });
  expect([short.shown.length, unclosed.shown.length, unknown.shown.length]).toEqual([1, 2, 1]);
  const narrowed = await mine.reads(mine.narrowed);
  expect(narrowed.done).toMatchObject({ received: 6, topics: { shown: [{ key: "impots", people: 6 }] } });
  expect([narrowed.short.shown, narrowed.unknown.shown]).toEqual([[], []]);
  expect(narrowed.unclosed.shown.map(({ place }) => place)).toEqual(["Meinau"]);
  expect(await readMonday(theirs.coordinator, mine.id)).toMatchObject({ refusal: "not-allowed" });
});

test("it takes as many statements with eight places as with two", async () => {
  const { reads, halfDay, closed, place, visits, neuhof, closes, cancels } = await anOrganisation();
  await halfDay(neuhof, on("03-09 09:00"));
  const few = await statementsOf(() => reads());
  for (let index = 0; index < 6; index += 1) {
    const at = await place(`Lieu ${index}`);
    await visits((await closed(at, "03-02 09:00")).id, [{ waited: 3, topic: "caf" }]);
    await halfDay(at, on("03-03 09:00"));
    await halfDay(at, on("03-10 09:00"));
    await cancels((await halfDay(at, on("03-11 09:00"))).id);
    await closes({ place: at.id, from: "2027-03-12", until: "2027-03-12" });
  }
  expect(await statementsOf(() => reads())).toHaveLength(few.length);
});

test("lists end at forty entries and say that there are more", async () => {
  const { reads, halfDay, place } = await anOrganisation();
  for (let index = 0; index < 41; index += 1) {
    const at = await place(`Lieu ${index}`);
    await halfDay(at, on("03-03 09:00"));
    await halfDay(at, on("03-10 09:00"));
  }
  const { short, unclosed } = await reads();
  expect([short.shown.length, short.more, unclosed.shown.length, unclosed.more]).toEqual([40, true, 40, true]);
});

test("no table that is divided by date, or grows with the years, is read as a whole", async () => {
  const { reads, id } = await anOrganisation();
  await db.$executeRaw`
    INSERT INTO permanence (id, place_id, organisation_id, time_zone, local_date, starts_at, ends_at, desks, bookable_lanes, windows, created_at, updated_at)
    SELECT gen_random_uuid(), place.id, place.organisation_id, 'Europe/Paris', '2024-01-01'::date + day, ('2024-01-01 08:00Z'::timestamptz + day * interval '1 day'),
      ('2024-01-01 11:00Z'::timestamptz + day * interval '1 day'), 1, 0, '[]', now(), now()
    FROM place, generate_series(1, 1500) AS day WHERE place.organisation_id = ${id}::uuid`;
  await db.$executeRaw`
    INSERT INTO visit (id, permanence_id, number, joined_at, state, ended_at)
    SELECT gen_random_uuid(), id, 1, starts_at, 'unserved', ends_at FROM permanence WHERE organisation_id = ${id}::uuid`;
  await db.$executeRaw`
    INSERT INTO appointment (id, permanence_id, organisation_id, place_id, starts_at, ends_at, lane, topic_keys, booked_at, created_at)
    SELECT gen_random_uuid(), id, organisation_id, place_id, starts_at, starts_at + interval '30 minutes', 1, '{impots}', created_at, created_at
    FROM permanence WHERE organisation_id = ${id}::uuid`;
  for (const table of ["permanence", "appointment", "visit", "half_day_figures", "turn_away", "workshop"])
    await db.$executeRawUnsafe(`ANALYZE ${table}`);
  const read: string[] = [];
  for (const text of await statementsOf(() => reads())) {
    if (!/^(SELECT|WITH)\b/iu.test(text.trim())) continue;
    // A plan without values guesses that a third of the rows are later than a date, and reads a small table whole;
    // without that choice, a table that is still read whole has no index for what is asked.
    const [, plan] = await db.$transaction([
      db.$executeRaw`SET LOCAL enable_seqscan = off`,
      db.$queryRawUnsafe<{ "QUERY PLAN": string }[]>(`EXPLAIN (GENERIC_PLAN) ${text}`),
    ]);
    for (const part of plan
      .map((line) => line["QUERY PLAN"])
      .join("\n")
      .split("->"))
      if (/Seq Scan on (permanence|visit|half_day_figures|appointment|journal)/u.test(part) || isOfEveryYear(part))
        read.push(`${part.trim()} in ${text.slice(0, 200)}`);
  }
  expect(read).toEqual([]);
});

/** Whether a part of a plan looks up half-days by neither their id nor their start: those of all years. */
const isOfEveryYear = (part: string): boolean =>
  /Scan (using|on) permanence_/u.test(part) && !/Index Cond: .*\b(starts_at|id = |closure_id)/u.test(part);
