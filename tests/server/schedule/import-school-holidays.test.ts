import { readFile } from "node:fs/promises";
import type { SchoolRow } from "#lib/time/school-file.ts";
import { ownerOf } from "#tests/support/database.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";

const { db } = await serverOnFreshDatabase({ LOG_LEVEL: "silent" });
const { importSchoolHolidays } = await import("#lib/server/schedule/import-school-holidays.ts");
const { fillSchoolHolidays } = await import("#scripts/fill-school-holidays.ts");

beforeEach(() => db.schoolHoliday.deleteMany());
afterAll(() => db.$disconnect());

const NOEL: SchoolRow = { zone: "B", name: "Vacances de Noël", from: "2026-12-20", to: "2027-01-03" };
const written = async () =>
  (await db.schoolHoliday.findMany({ orderBy: [{ zone: "asc" }, { fromDate: "asc" }] })).map(
    ({ zone, fromDate, toDate }) =>
      `${zone} ${fromDate.toISOString().slice(0, 10)} ${toDate.toISOString().slice(0, 10)}`,
  );

test("holidays are written once, and a second time nothing changes", async () => {
  const rows = [NOEL, { ...NOEL, zone: "A" }];
  expect(await importSchoolHolidays(rows, { dryRun: false })).toEqual({ added: 2, replaced: 0, same: 0 });
  expect(await importSchoolHolidays(rows, { dryRun: false })).toEqual({ added: 0, replaced: 0, same: 2 });
  expect(await written()).toEqual(["A 2026-12-20 2027-01-03", "B 2026-12-20 2027-01-03"]);
});

test("dates that the ministry changed take the place of the former ones", async () => {
  await importSchoolHolidays([NOEL], { dryRun: false });
  const changed = { ...NOEL, from: "2026-12-23" };
  expect(await importSchoolHolidays([changed], { dryRun: true })).toEqual({ added: 0, replaced: 1, same: 0 });
  expect(await written()).toEqual(["B 2026-12-20 2027-01-03"]);
  await importSchoolHolidays([changed], { dryRun: false });
  expect(await written()).toEqual(["B 2026-12-23 2027-01-03"]);
});

test("an empty table is filled with the holidays that come with the product, and one that holds some stays as it is", async () => {
  await fillSchoolHolidays(ownerOf());
  const lines = (await readFile("data/school-holidays.csv", "utf8")).trimEnd().split("\n");
  expect(await db.schoolHoliday.count()).toBe(lines.length - 1);
  expect(await written()).toContain("B 2026-12-20 2027-01-03");
  await db.schoolHoliday.deleteMany({ where: { zone: { not: "B" } } });
  const before = await written();
  await fillSchoolHolidays(ownerOf());
  expect(await written()).toEqual(before);
});
