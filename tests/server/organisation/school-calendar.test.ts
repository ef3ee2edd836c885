import { randomUUID } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import type { StaffActor } from "#lib/server/auth/options.ts";
import { columnOf } from "#lib/server/schedule/permanence-rows.ts";
import { instantOf, plusMinutes, type Instant } from "#lib/time/instant.ts";
import type { SchoolRow } from "#lib/time/school-file.ts";
import { organisationWithPlace } from "#tests/server/auth/people/organisation.ts";
import { ownerOf } from "#tests/support/database.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";

const folder = await temporaryFolder();
const { db, clock } = await serverOnFreshDatabase({ DATA_FOLDER: folder.path, LOG_LEVEL: "silent" });
const { importKeptSchoolFile, schoolFiles, trySchoolFile } =
  await import("#lib/server/organisation/school-calendar.ts");
const { importSchoolHolidays } = await import("#lib/server/schedule/import-school-holidays.ts");
const { fillSchoolHolidays } = await import("#scripts/fill-school-holidays.ts");

const NOW = instantOf("2026-11-13T10:00:00+01:00");
const setTime = (moment: Instant): void => clock.move(moment - (clock.now() - clock.offset()));

afterAll(async () => {
  await db.$disconnect();
  await folder.remove();
});

const HEAD = "Description;Population;Date de début;Date de fin;Académies;Zones;annee_scolaire";
const ALL_SAINTS =
  "Vacances de la Toussaint;-;2026-10-16T22:00:00+00:00;2026-11-01T23:00:00+00:00;Rennes;Zone B;2026-2027";
const CHRISTMAS = "Vacances de Noël;-;2026-12-18T23:00:00+00:00;2027-01-03T23:00:00+00:00;Rennes;Zone B;2026-2027";
const ELSEWHERE = "Vacances de Noël;-;2026-12-18T23:00:00+00:00;2027-01-03T23:00:00+00:00;Rennes;Zone X;2026-2027";

/** The organisation that hosts the installation, and somebody of it in that role, who tries and imports calendars. */
async function installation(role: "administrator" | "coordinator" = "administrator", hosts = true) {
  await db.organisation.updateMany({ data: { hosts: false } });
  await db.schoolHoliday.deleteMany();
  const organisation = await organisationWithPlace(db);
  if (hosts) await db.organisation.update({ where: { id: organisation.id }, data: { hosts: true } });
  const actor: StaffActor = {
    kind: "staff",
    user: randomUUID(),
    by: "login",
    roles: [{ organisation: organisation.id, role, places: "all" }],
  };
  setTime(NOW);
  const tries = async (...lines: readonly string[]) => {
    const kept = await schoolFiles.fresh(actor.user);
    if (!kept) throw new Error("The disk of this machine is too full for the test.");
    await writeFile(kept.path, lines.join("\n"));
    return { id: kept.id, tried: await trySchoolFile(actor, kept.path, { id: kept.id, fileName: "vacances.csv" }) };
  };
  return { organisation, actor, tries };
}

const known = async () => (await db.schoolHoliday.findMany()).map(({ name }) => name).sort();

test("a trial counts what it would write, names the lines that it does not read and the holidays to come, and writes nothing", async () => {
  const { tries } = await installation();
  const { tried } = await tries(HEAD, ALL_SAINTS, CHRISTMAS, ELSEWHERE);
  expect(tried).toEqual({
    ok: true,
    value: {
      counts: { added: 2, replaced: 0, same: 0, leftOut: 0, refused: 1 },
      refused: [{ line: 4, why: "zone" }],
      coming: [{ zone: "B", name: "Vacances de Noël", from: "2026-12-20", to: "2027-01-03" }],
    },
  });
  expect(await known()).toEqual([]);
});

test("the file that was tried is imported once, which the journal notes; asked again, the same is answered", async () => {
  const { actor, organisation, tries } = await installation();
  const { id } = await tries(HEAD, ALL_SAINTS, CHRISTMAS);
  const imported = await importKeptSchoolFile(actor, id);
  expect(imported).toMatchObject({ value: { counts: { added: 2, same: 0 } } });
  expect(await known()).toEqual(["Vacances de Noël", "Vacances de la Toussaint"]);
  expect(await importKeptSchoolFile(actor, id)).toEqual(imported);
  const entries = await db.journalEntry.findMany({ where: { organisationId: organisation.id } });
  expect(entries.map(({ act, data }) => [act, data])).toEqual([
    ["school-holidays-imported", { added: 2, replaced: 0 }],
  ]);
});

test("series that leave school holidays out get their dates anew within a minute, and no others; where nothing changed nobody’s do", async () => {
  const { actor, organisation, tries } = await installation();
  const night = new Date("2026-11-14T02:00:00Z");
  const series = (weekday: number, inSchoolHolidays: boolean) =>
    db.series.create({
      data: {
        organisationId: organisation.id,
        placeId: organisation.place,
        weekday,
        startMinute: 540,
        endMinute: 720,
        fromDate: columnOf("2026-11-16"),
        desks: 1,
        bookableLanes: 0,
        windows: [{ from: 0, to: 180, mode: "walk-in" }],
        inSchoolHolidays,
        planDueAt: night,
      },
      select: { id: true },
    });
  const without = await series(1, false);
  const held = await series(2, true);
  const due = async () =>
    Promise.all(
      [without, held].map(({ id }) => db.series.findUniqueOrThrow({ where: { id } }).then((row) => row.planDueAt)),
    );
  await importKeptSchoolFile(actor, (await tries(HEAD, CHRISTMAS)).id);
  expect(await due()).toEqual([null, night]);
  await db.series.update({ where: { id: without.id }, data: { planDueAt: night } });
  await importKeptSchoolFile(actor, (await tries(HEAD, CHRISTMAS)).id);
  expect(await due()).toEqual([night, night]);
});

test("whoever does not administer the installation tries and imports nothing", async () => {
  for (const refused of [await installation("coordinator"), await installation("administrator", false)]) {
    const { id, tried } = await refused.tries(HEAD, CHRISTMAS);
    expect(tried).toEqual({ ok: false, refusal: "not-allowed" });
    expect(await importKeptSchoolFile(refused.actor, id)).toEqual({ ok: false, refusal: "not-allowed" });
  }
  expect(await known()).toEqual([]);
});

test("another file is refused, and a trial is forgotten after an hour", async () => {
  const { actor, tries } = await installation();
  expect((await tries("Lieu;Jour", "Mairie;lundi")).tried).toEqual({ ok: false, refusal: "not-a-school-calendar" });
  const { id } = await tries(HEAD, CHRISTMAS);
  setTime(plusMinutes(NOW, 61));
  expect(await importKeptSchoolFile(actor, id)).toEqual({ ok: false, refusal: "upload-gone" });
  expect(await importKeptSchoolFile(actor, "no id")).toEqual({ ok: false, refusal: "upload-gone" });
});

const NOEL: SchoolRow = { zone: "B", name: "Vacances de Noël", from: "2026-12-20", to: "2027-01-03" };
const written = async () =>
  (await db.schoolHoliday.findMany({ orderBy: [{ zone: "asc" }, { fromDate: "asc" }] })).map(
    ({ zone, fromDate, toDate }) =>
      `${zone} ${fromDate.toISOString().slice(0, 10)} ${toDate.toISOString().slice(0, 10)}`,
  );

test("holidays are written once, and dates that the ministry changed take the place of the former ones", async () => {
  await db.schoolHoliday.deleteMany();
  expect(await importSchoolHolidays([NOEL], { dryRun: false })).toEqual({ added: 1, replaced: 0, same: 0 });
  expect(await importSchoolHolidays([NOEL], { dryRun: false })).toEqual({ added: 0, replaced: 0, same: 1 });
  const changed = { ...NOEL, from: "2026-12-23" };
  expect(await importSchoolHolidays([changed], { dryRun: true })).toEqual({ added: 0, replaced: 1, same: 0 });
  expect(await written()).toEqual(["B 2026-12-20 2027-01-03"]);
  await importSchoolHolidays([changed], { dryRun: false });
  expect(await written()).toEqual(["B 2026-12-23 2027-01-03"]);
});

test("an empty table is filled with the holidays that come with the product, and one that holds some stays as it is", async () => {
  await db.schoolHoliday.deleteMany();
  await fillSchoolHolidays(ownerOf());
  const lines = (await readFile("data/school-holidays.csv", "utf8")).trimEnd().split("\n");
  expect(await db.schoolHoliday.count()).toBe(lines.length - 1);
  expect(await written()).toContain("B 2026-12-20 2027-01-03");
  await db.schoolHoliday.deleteMany({ where: { zone: { not: "B" } } });
  const before = await written();
  await fillSchoolHolidays(ownerOf());
  expect(await written()).toEqual(before);
});
