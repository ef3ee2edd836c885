import { randomUUID } from "node:crypto";
import type { Result } from "#lib/result.ts";
import { instantOf } from "#lib/time/instant.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import { MONDAYS, planner } from "#tests/server/planning/planner.ts";

// A Monday morning, in Strasbourg.
const NOW = "2027-03-01T08:00:00+01:00";
const { db } = await serverOnFreshDatabase({ APP_NOW: NOW, LOG_LEVEL: "silent" });
const { saveSeries } = await import("#lib/server/planning/series/save-series.ts");
const { assign } = await import("#lib/server/planning/assignments/assign.ts");
const { exportHalfDays, exportSeries } = await import("#lib/server/planning/file/export-planning.ts");
const { importPlanningFile } = await import("#lib/server/planning/file/import-planning.ts");
const { undoImport } = await import("#lib/server/planning/file/undo-import.ts");

afterAll(() => db.$disconnect());

const HEAD = "Lieu;Jour;Date;De;À;Tables;Personnes;Au";
/** Wednesdays of March, with somebody; a Saturday; and the Mondays that stand, from 9 to 13 h with three desks. */
const WEDNESDAYS = "Neuhof;mercredi;;14h;17h;1;Awa Diop;31/03/2027";
const SATURDAY = "Neuhof;;13/03/2027;9h;12h;1;Awa Diop;";
const MONDAYS_LONGER = "Neuhof;lundi;;9h;13h;3;;04/06/2027";
const FILE = [HEAD, WEDNESDAYS, SATURDAY, MONDAYS_LONGER].join("\n");

function read<Value>(result: Result<Value, string>): Value {
  if (!result.ok) throw new Error(result.refusal);
  return result.value;
}

async function anOrganisation() {
  const here = await planner(db, saveSeries, instantOf(NOW));
  const { id: organisation } = here.organisation;
  const { id: awa } = await db.user.create({
    data: {
      name: "Awa Diop",
      email: `${randomUUID()}@ville.example`,
      memberships: { create: { organisationId: organisation, role: "conseiller" } },
    },
  });
  await here.saves(MONDAYS);
  const everything = async () => {
    const dates = { organisation, from: "2027-03-01", to: "2027-06-30" };
    return read(await exportSeries(here.actor, organisation)) + read(await exportHalfDays(here.actor, dates));
  };
  const imports = async (text = FILE) =>
    read(await importPlanningFile(here.actor, { organisation, text }, { goodLines: false })).made;
  const undoes = async (made: Awaited<ReturnType<typeof imports>>) =>
    read(await undoImport(here.actor, { organisation, made }));
  return { ...here, organisation, awa, everything, imports, undoes };
}

test("an import is undone as one act: what is new goes, what was changed is as before, people are where they were", async () => {
  const { everything, imports, undoes, organisation, actor } = await anOrganisation();
  const before = await everything();
  const made = await imports();
  expect(await everything()).not.toBe(before);
  expect(await undoes(made)).toEqual({ counts: { series: 2, dates: 1, people: 2 }, stays: [] });
  // The series that was changed and changed back may be another row that follows the former one.
  expect(withoutReferences(await everything())).toEqual(withoutReferences(before));
  const last = await db.journalEntry.findFirst({ where: { organisationId: organisation }, orderBy: { id: "desc" } });
  expect([last?.act, last?.actor]).toEqual(["planning-import-undone", `staff:${actor.user}`]);
  // Done again it finds nothing of it.
  expect((await undoes(made)).counts).toMatchObject({ dates: 0, people: 0 });
});

test("where somebody has booked, a half-day has opened or was changed since, it stays and is listed with why", async () => {
  const { imports, undoes, on, organisation, awa, actor, held } = await anOrganisation();
  const made = await imports([HEAD, WEDNESDAYS, SATURDAY].join("\n"));
  const booked = await on("2027-03-10");
  await db.permanence.update({
    where: { id: booked.id },
    data: { bookableLanes: 1, windows: [{ from: 0, to: 180, mode: "mixed" }] },
  });
  const opened = await on("2027-03-17");
  await db.appointment.create({
    data: {
      permanenceId: booked.id,
      organisationId: organisation,
      placeId: booked.placeId,
      startsAt: booked.startsAt,
      endsAt: new Date(booked.startsAt.getTime() + 30 * 60_000),
      lane: 1,
      topicKeys: ["impots"],
      bookedAt: new Date(NOW),
      createdAt: new Date(NOW),
    },
  });
  await db.permanence.update({ where: { id: opened.id }, data: { status: "open", openedAt: new Date(NOW) } });
  await db.permanence.update({ where: { id: (await on("2027-03-13")).id }, data: { desks: 2 } });
  expect((await assign(actor, { permanence: (await on("2027-03-08")).id, account: awa })).ok).toBe(true);
  const { counts, stays } = await undoes(made);
  expect(stays.map(({ what, why, localDate }) => `${what} ${localDate} ${why}`)).toEqual([
    "date 2027-03-13 changed",
    "date 2027-03-10 booked",
    "date 2027-03-17 opened",
  ]);
  expect(counts).toEqual({ series: 1, dates: 0, people: 2 });
  // They belong to no series any more, and no night writes the others anew. What was planned elsewhere since stays.
  expect(await held("2027-03-09", "2027-04-01")).toEqual([
    "03-10 14:00–17:00",
    "03-13 09:00–12:00",
    "03-15 09:00–12:00",
    "03-17 14:00–17:00 open: null",
    "03-22 09:00–12:00",
  ]);
  expect((await db.permanence.findUniqueOrThrow({ where: { id: booked.id } })).seriesId).toBeNull();
  // Nor is anybody taken off where people are received now.
  const seats = await db.assignment.findMany({ where: { conseillerId: awa }, orderBy: { startsAt: "asc" } });
  expect(seats.map(({ permanenceId }) => permanenceId)).toEqual([(await on("2027-03-08")).id, opened.id]);
});

test("whoever plans at a place no longer undoes nothing there", async () => {
  const { imports, organisation, actor, place, everything } = await anOrganisation();
  const made = await imports([HEAD, WEDNESDAYS, SATURDAY].join("\n").replaceAll("Awa Diop", ""));
  const before = await everything();
  const meinau = await place("Meinau");
  const narrowed = { ...actor, roles: [{ organisation, role: "coordinator" as const, places: [meinau.id] }] };
  const undone = read(await undoImport(narrowed, { organisation, made }));
  expect(undone.stays.map(({ what, why }) => `${what} ${why}`)).toEqual(["date not-allowed", "series not-allowed"]);
  expect(await everything()).toBe(before);
});

test("nobody undoes the import of another organisation", async () => {
  const here = await anOrganisation();
  const elsewhere = await anOrganisation();
  const made = await here.imports();
  const before = await here.everything();
  expect(await undoImport(elsewhere.actor, { organisation: here.organisation, made })).toMatchObject({
    refusal: "not-allowed",
  });
  // Nor as one of their own.
  await elsewhere.undoes(made);
  expect(await here.everything()).toBe(before);
});

/** The lines without ids and first days, in order. */
const withoutReferences = (text: string): readonly string[] =>
  text
    .split("\r\n")
    .map((line) => line.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/gu, ""))
    .toSorted();
