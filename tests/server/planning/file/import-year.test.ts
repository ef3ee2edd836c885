/** @long */
import { randomUUID } from "node:crypto";
import { readCsv } from "#lib/csv.ts";
import { instantOf } from "#lib/time/instant.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import { planner } from "#tests/server/planning/planner.ts";

const { db } = await serverOnFreshDatabase({ APP_NOW: "2027-08-23T08:00:00+02:00", LOG_LEVEL: "silent" });
const { saveSeries } = await import("#lib/server/planning/series/save-series.ts");
const { exportHalfDays, exportRules } = await import("#lib/server/planning/file/export-planning.ts");
const { importPlanningFile, tryPlanningFile } = await import("#lib/server/planning/file/import-planning.ts");

afterAll(() => db.$disconnect());

const [PLACES, PEOPLE, RULES] = [24, 20, 96];
const DAYS = ["lundi", "mardi", "mercredi", "jeudi", "vendredi"];

test("the year of 24 places and 20 conseillers comes from one file, and goes out and in again with nothing to change", async () => {
  const { place, actor, organisation } = await planner(db, saveSeries, instantOf("2027-08-23T08:00:00+02:00"));
  for (let at = 1; at < PLACES; at += 1) await place(`Lieu ${at}`);
  for (let at = 0; at < PEOPLE; at += 1) {
    const { id } = await db.user.create({ data: { name: `Conseiller ${at}`, email: `${randomUUID()}@ville.example` } });
    await db.membership.create({ data: { userId: id, organisationId: organisation.id, role: "conseiller" } });
  }
  // Ten half-days a week: each conseiller has five of them, at one place after the other.
  const lines = Array.from({ length: RULES }, (_, rule) => {
    const [slot, row] = [rule % 10, Math.floor(rule / 10)];
    const at = rule % PLACES === 0 ? "Neuhof" : `Lieu ${rule % PLACES}`;
    const hours = slot < 5 ? "09:00;12:00;09:00-10:00;10:00-12:00" : "14:00;17:00;14:00-15:00;15:00-17:00";
    return `règle;${at};${DAYS[slot % 5]};01/09/2027;${hours};2;impots;Conseiller ${row + (slot < 5 ? 0 : 10)}`;
  });
  const head = "Type;Lieu;Jour;Du;De;À;Sur rendez-vous;Sans rendez-vous;Tables;Démarches;Personnes";
  const file = { organisation: organisation.id, text: [head, ...lines].join("\n") };
  const tried = await tryPlanningFile(actor, file);
  if (!tried.ok) throw new Error(tried.refusal);
  expect(tried.value.counts).toMatchObject({ rulesNew: RULES, refused: 0, without: 0 });
  expect(tried.value.counts.planned).toBeGreaterThan(4_500);
  const imported = await importPlanningFile(actor, file, { goodLines: false, seen: tried.value.version });
  expect(imported.ok && imported.value.counts).toEqual(tried.value.counts);
  const written = { organisationId: organisation.id };
  expect(await db.assignment.count({ where: written })).toBe(tried.value.counts.planned);

  const [rules, dates] = [
    await exportRules(actor, organisation.id),
    await exportHalfDays(actor, { organisation: organisation.id, from: "2027-08-23", to: "2028-09-01" }),
  ];
  if (!rules.ok || !dates.ok) throw new Error("Both are written.");
  const text = rules.value + dates.value.slice(dates.value.indexOf("\n") + 1);
  const halfDays = await db.permanence.count({ where: written });
  expect(readCsv(text)).toHaveLength(1 + RULES + halfDays);
  const entries = await db.journalEntry.count({ where: written });
  const again = await importPlanningFile(actor, { organisation: organisation.id, text }, { goodLines: false });
  expect(again.ok && [again.value.lines, again.value.counts]).toMatchObject([
    [],
    { unchanged: RULES + halfDays, refused: 0 },
  ]);
  expect(await db.journalEntry.count({ where: written })).toBe(entries);
}, 240_000);
