import { randomUUID } from "node:crypto";
import type { StaffRole } from "#lib/access/actor.ts";
import type { StaffActor } from "#lib/server/auth/options.ts";
import { instantOf, plusMinutes } from "#lib/time/instant.ts";
import { closureBody } from "#lib/wire/schedule/closure.ts";
import { halfDayBody } from "#lib/wire/schedule/series.ts";
import { statementsOf } from "#tests/server/booking/statements.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import { MONDAYS, planner } from "./planner.ts";

// A Monday morning, in Strasbourg.
const NOW = instantOf("2027-03-01T08:00:00+01:00");
const { db } = await serverOnFreshDatabase({ APP_NOW: "2027-03-01T08:00:00+01:00", LOG_LEVEL: "silent" });
const { transaction } = await import("#lib/server/db.ts");
const { appendJournal } = await import("#lib/server/journal/append-journal.ts");
const { saveSeries } = await import("#lib/server/planning/series/save-series.ts");
const { changeHalfDay } = await import("#lib/server/planning/series/change-half-day.ts");
const { assignWeekly } = await import("#lib/server/planning/assignments/assign-weekly.ts");
const { unassign } = await import("#lib/server/planning/assignments/unassign.ts");
const { saveClosure } = await import("#lib/server/planning/closures/save-closure.ts");
const { readHistoryOfHalfDay, readHistoryOfPlace } = await import("#lib/server/planning/read-history.ts");

/** After all that the tests do. */
const LATER = plusMinutes(NOW, 60);

afterAll(() => db.$disconnect());

const { weekday: _weekday, fromDate: _fromDate, untilDate: _untilDate, ...HOURS } = MONDAYS;

/** An organisation with Mondays whose coordinator has a name, and the histories as lists of acts. */
async function mondays() {
  const here = await planner(db, saveSeries, NOW);
  const organisation = here.organisation.id;
  await db.user.create({ data: { id: here.actor.user, name: "Cora", email: `${randomUUID()}@ville.example` } });
  await db.membership.create({ data: { userId: here.actor.user, organisationId: organisation, role: "coordinator" } });
  const { series } = await here.saves({ ...MONDAYS, windows: [] });
  const person = async (name: string) => {
    const { id } = await db.user.create({ data: { name, email: `${randomUUID()}@ville.example` } });
    await db.membership.create({ data: { userId: id, organisationId: organisation, role: "conseiller" } });
    return id;
  };
  const of = async (date: string, before?: string, actor: StaffActor = here.actor) => {
    const read = await readHistoryOfHalfDay(actor, (await here.on(date)).id, before);
    if (!read.ok) throw new Error(read.refusal);
    return read.value;
  };
  const acts = async (date: string) => (await of(date)).entries.map(({ act }) => act);
  const ofPlace = async (before?: string) => {
    const read = await readHistoryOfPlace(here.actor, here.at.slug, before);
    if (!read.ok) throw new Error(read.refusal);
    return read.value;
  };
  const changes = async (date: string, halfDay: object) => {
    const changed = await changeHalfDay(here.actor, {
      organisation,
      permanence: (await here.on(date)).id,
      halfDay: halfDayBody.parse({ ...HOURS, windows: [], place: here.at.id, date, ...halfDay }),
      preview: false,
    });
    if (!changed.ok) throw new Error(changed.refusal);
  };
  const closes = (from: string, place?: string) =>
    saveClosure(here.actor, {
      organisation,
      body: closureBody.parse({ ...(place !== undefined && { place }), from, decideOn: from, sentence: "Fuite d’eau" }),
      preview: false,
    });
  return { ...here, organisation, series: series!, person, of, acts, ofPlace, changes, closes };
}

test("a half-day that was moved says by whom, from when to when, and how many desks it had", async () => {
  const { changes, of, place } = await mondays();
  const meinau = await place("Meinau");
  await changes("2027-03-15", { date: "2027-03-16", from: "10:00", to: "13:00", desks: 3, place: meinau.id });
  const { about, entries } = await of("2027-03-16");
  expect(about).toMatchObject({ place: "Meinau", localDate: "2027-03-16" });
  expect(entries.map(({ act }) => act)).toEqual(["half-day-changed", "series-made"]);
  expect(entries[0]).toMatchObject({
    actor: { kind: "account", account: { name: "Cora", roles: ["coordinator"] } },
    changes: [
      {
        what: "hours",
        before: { start: instantOf("2027-03-15T09:00:00+01:00"), end: instantOf("2027-03-15T12:00:00+01:00") },
        after: { start: instantOf("2027-03-16T10:00:00+01:00"), end: instantOf("2027-03-16T13:00:00+01:00") },
        timeZone: "Europe/Paris",
      },
      { what: "desks", before: 2, after: 3 },
      { what: "place", before: "Neuhof", after: "Meinau" },
    ],
  });
  expect(entries[0]).not.toHaveProperty("halfDay");
});

test("a series that changes is in the history of its later dates, with its hours before and after, and in no earlier one", async () => {
  const { saves, series, acts, of } = await mondays();
  await saves({ ...MONDAYS, windows: [], from: "08:30", weekday: 2 }, { seriesId: series, from: "2027-03-22" });
  expect(await acts("2027-03-08")).toEqual(["series-made"]);
  const { entries } = await of("2027-03-23");
  expect(entries.map(({ act }) => act)).toEqual(["series-changed", "series-made"]);
  expect(entries[0]?.changes).toEqual([
    {
      what: "weekly",
      before: { weekday: 1, startMinute: 540, endMinute: 720 },
      after: { weekday: 2, startMinute: 510, endMinute: 720 },
    },
  ]);
});

test("a series that ends is in the history of the half-days that it cancels, and of none before", async () => {
  const { saves, series, acts } = await mondays();
  await saves(undefined, { seriesId: series, from: "2027-03-22", sentence: "Fin du service" });
  expect(await acts("2027-03-08")).toEqual(["series-made"]);
  expect(await acts("2027-03-22")).toEqual(["series-ended", "series-made"]);
});

test("who was planned every week and taken off once is said at each of these half-days, with desk and hours", async () => {
  const { actor, on, person, of, acts } = await mondays();
  const awa = await person("Awa Diop");
  await assignWeekly(actor, { permanence: (await on("2027-03-08")).id, account: awa, preview: false });
  const { id: assignment } = await db.assignment.findFirstOrThrow({
    where: { permanenceId: (await on("2027-03-15")).id },
  });
  await unassign(actor, { assignment });
  const seat = { what: "seat", account: { name: "Awa Diop", roles: ["conseiller"] }, desk: 1 };
  expect((await of("2027-03-15")).entries).toMatchObject([
    {
      act: "person-unplanned",
      changes: [{ ...seat, gone: true, span: { start: instantOf("2027-03-15T09:00:00+01:00") } }],
    },
    { act: "person-planned-weekly", changes: [{ ...seat, gone: false }] },
    { act: "series-made" },
  ]);
  expect(await acts("2027-03-22")).toEqual(["person-planned-weekly", "series-made"]);
  expect(await acts("2027-03-01")).toEqual(["series-made"]);
});

test("a closure of the place, or of every place, is in the history of the half-days at its hours", async () => {
  const { closes, at, acts } = await mondays();
  await closes("2027-03-09", at.id);
  await closes("2027-03-16");
  expect(await acts("2027-03-08")).toEqual(["series-made"]);
  expect(await acts("2027-03-15")).toEqual(["closure-made", "series-made"]);
  expect(await acts("2027-03-22")).toEqual(["closure-made", "closure-made", "series-made"]);
});

test("a half-day with other lanes says how many there were, and other half-days have none of it", async () => {
  const { changes, of, acts } = await mondays();
  await changes("2027-03-08", { bookableDesks: 1 });
  expect((await of("2027-03-08")).entries[0]).toMatchObject({
    act: "half-day-changed",
    changes: [{ what: "lanes", before: 0, after: 1 }],
  });
  expect(await acts("2027-03-15")).toEqual(["series-made"]);
});

test("a place says all that was changed there, newest first and in parts, and nothing about residents", async () => {
  const { actor, organisation, at, ofPlace } = await mondays();
  const notes = (act: "desks-taken-away" | "resident-searched", data: object = {}) =>
    transaction((tx) => appendJournal(tx, actor, { act, organisation, place: at.id, data: { ...data } }, LATER), actor);
  await notes("resident-searched", { found: 1 });
  for (let after = 0; after < 35; after += 1) await notes("desks-taken-away", { before: 0, after });
  const first = await ofPlace();
  expect(first.entries.map(({ data }) => data["after"])).toEqual(Array.from({ length: 30 }, (_, at) => 34 - at));
  const second = await ofPlace(first.next);
  expect(second.entries.map(({ act }) => act)).toEqual([
    ...Array.from({ length: 5 }, () => "desks-taken-away"),
    "series-made",
  ]);
  expect(second.next).toBeUndefined();
});

test("whoever plans there or reads the journal reads it, nobody else, and of another organisation nobody", async () => {
  const { organisation, at, on, place } = await mondays();
  const elsewhere = await place("Meinau");
  const { id } = await on("2027-03-08");
  const as = (role: StaffRole, places: "all" | readonly string[] = "all", of = organisation): StaffActor => ({
    kind: "staff",
    user: randomUUID(),
    by: "login",
    roles: [{ organisation: of, role, places }],
  });
  const readers = [as("coordinator"), as("administrator"), as("coordinator", [at.id])];
  const others = [as("conseiller"), as("coordinator", [elsewhere.id]), as("coordinator", "all", randomUUID())];
  for (const reader of readers)
    expect([(await readHistoryOfHalfDay(reader, id)).ok, (await readHistoryOfPlace(reader, at.slug)).ok]).toEqual([
      true,
      true,
    ]);
  for (const other of others)
    expect([await readHistoryOfHalfDay(other, id), await readHistoryOfPlace(other, at.slug)]).toEqual(
      Array.from({ length: 2 }, () => ({ ok: false, refusal: "not-found" })),
    );
  expect(await readHistoryOfHalfDay(as("coordinator"), "none")).toEqual({ ok: false, refusal: "not-found" });
});

test("it asks as often however much was changed, and by the indexes of half-day and place among many entries", async () => {
  const { actor, organisation, at, on, of, changes } = await mondays();
  const once = await statementsOf(() => of("2027-03-15"));
  await changes("2027-03-15", { desks: 3 });
  await changes("2027-03-15", { desks: 4 });
  const asked = await statementsOf(() => of("2027-03-15"));
  expect(asked).toHaveLength(once.length);
  const { id } = await on("2027-03-15");
  await db.$executeRaw`
    INSERT INTO journal (organisation_id, place_id, permanence_id, actor, act, data, at)
    SELECT ${organisation}::uuid, gen_random_uuid(), gen_random_uuid(), ${`staff:${actor.user}`}, 'desks-taken-away', '{}', ${new Date(NOW)}
    FROM generate_series(1, 20000)`;
  await db.$executeRaw`ANALYZE journal`;
  const plans = await Promise.all([
    db.$queryRaw<{ "QUERY PLAN": string }[]>`EXPLAIN SELECT id FROM journal WHERE permanence_id = ${id}::uuid`,
    db.$queryRaw<{ "QUERY PLAN": string }[]>`
      EXPLAIN SELECT id FROM journal WHERE place_id = ANY (${[at.id]}::uuid[]) AND permanence_id IS DISTINCT FROM ${id}::uuid`,
  ]);
  for (const plan of plans) expect(plan.map((line) => line["QUERY PLAN"]).join("\n")).not.toContain("Seq Scan");
});
