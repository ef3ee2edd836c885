import { randomUUID } from "node:crypto";
import type { ReportFacts } from "#lib/queue/acts/report.ts";
import { presetOfHelp } from "#lib/report/minutes.ts";
import { redirectOfReferral } from "#lib/report/national-form.ts";
import { workshopOf } from "#lib/report/workshop.ts";
import { freshServer, neuhof, setTime, type Server } from "#tests/server/queue/neuhof.ts";

let server: Server;
let own: typeof import("#lib/server/report/own-reports.ts");
let write: typeof import("#lib/server/report/write-report.ts");
let forms: typeof import("#app/[locale]/conseiller/comptes-rendus/report-forms.ts");
beforeAll(async () => {
  server = await freshServer();
  own = await import("#lib/server/report/own-reports.ts");
  write = await import("#lib/server/report/write-report.ts");
  forms = await import("#app/[locale]/conseiller/comptes-rendus/report-forms.ts");
});
afterAll(() => server.db.$disconnect());

const facts: ReportFacts = { themes: ["logement"], minutes: 30, equipment: ["telephone"], gender: "feminin" };
const elsewhere = {
  localDate: "2026-11-24",
  where: { activityPlace: "domicile", commune: "67100 Strasbourg" },
} as const;

/** Somebody whom the conseiller of table 1 helped from 9:10 to 9:45; the half-day of 24 November goes on. */
async function helped() {
  const here = await neuhof(server, { desks: 2 });
  await here.opens();
  const visit = await here.walksIn();
  await here.does({ type: "call-next", desk: 1 });
  setTime(server, "9:10");
  await here.does({ type: "start", visit });
  setTime(server, "9:45");
  await here.does({ type: "finish", visit });
  return {
    ...here,
    visit,
    toDo: () => own.readReportsToDo(here.staff),
    rows: () => server.db.activityReport.findMany({ where: { organisationId: here.organisation.id } }),
  };
}
const onDay = (days: number) => setTime(server, `${9 + days * 24}:50`);
const idOf = (written: { readonly ok: boolean; readonly value?: { readonly id: string } }): string =>
  written.value?.id ?? "none";

test("whoever helped finds the visit among the reports to do, with number, hours and place, until it is written", async () => {
  const { staff, visit, toDo, rows } = await helped();
  expect(await toDo()).toEqual([
    expect.objectContaining({
      visit,
      number: 1,
      place: "Neuhof",
      localDate: "2026-11-24",
      until: "2026-12-05",
      topics: [],
    }),
  ]);
  const [one] = await toDo();
  expect(one && presetOfHelp(one.startedAt, one.endedAt)).toBe(30);
  const written = await write.writeVisitReport(staff, visit, { facts, procedure: "Demande d’APL" });
  expect(await rows()).toEqual([
    expect.objectContaining({
      id: idOf(written),
      visitId: visit,
      conseillerId: staff.user,
      themes: ["aide_aux_demarches_administratives", "logement"],
      minutes: 30,
      procedure: "Demande d’APL",
    }),
  ]);
  expect(await toDo()).toEqual([]);
});

test("a report to do says where the person was referred at the end of their help, unless that was taken back", async () => {
  const here = await helped();
  await write.writeVisitReport(here.staff, here.visit, { facts });
  const visit = await here.walksIn();
  await here.does({ type: "call-next", desk: 1 });
  await here.does({ type: "start", visit });
  const id = randomUUID();
  await here.does({ type: "refer", visit, target: "operateur_ou_organisme_en_charge" }, { id });
  const [one] = await here.toDo();
  expect(one).toMatchObject({ visit, referral: { target: "operateur_ou_organisme_en_charge" } });
  expect(forms.valuesOfFacts(redirectOfReferral(one?.referral))).toMatchObject({
    redirect: "operateur_ou_organisme_en_charge",
  });
  expect(await here.does({ type: "undo", command: id })).toBe("applied");
  await here.does({ type: "finish", visit });
  const [other] = await here.toDo();
  expect(other).toMatchObject({ visit });
  expect(other).not.toHaveProperty("referral");
});

test("the name of a procedure stands in no event", async () => {
  const { staff, visit, permanence } = await helped();
  await write.writeVisitReport(staff, visit, { facts, procedure: "Demande d’APL" });
  const events = await server.db.queueEvent.findMany({
    where: { permanenceId: permanence, type: "visit-reported" },
  });
  expect(events).toHaveLength(1);
  expect(JSON.stringify(events.map(({ data }) => data))).not.toContain("APL");
});

test("a colleague finds and writes no report of a visit that they did not help, and reads none of another's", async () => {
  const { staff, newStaff, visit, rows } = await helped();
  const colleague = await newStaff();
  expect(await own.readReportsToDo(colleague)).toEqual([]);
  expect(await write.writeVisitReport(colleague, visit, { facts })).toEqual({ ok: false, refusal: "not-found" });
  const id = idOf(await write.writeVisitReport(staff, visit, { facts }));
  expect(await own.readOwnReport(colleague, id)).toBeUndefined();
  expect(await write.correctReport(colleague, id, { facts: { ...facts, minutes: 60 } })).toMatchObject({ ok: false });
  expect(await rows()).toMatchObject([{ minutes: 30 }]);
});

test("a report is corrected until the 5th of the next month, and not on the 6th", async () => {
  const { staff, visit, rows, toDo } = await helped();
  onDay(11);
  const id = idOf(await write.writeVisitReport(staff, visit, { facts }));
  expect(await write.correctReport(staff, id, { facts: { ...facts, minutes: 45, firstSupport: true } })).toMatchObject({
    ok: true,
  });
  onDay(12);
  expect(await write.correctReport(staff, id, { facts: { ...facts, minutes: 60 } })).toEqual({
    ok: false,
    refusal: "month-closed",
  });
  expect(await rows()).toMatchObject([{ minutes: 45, firstSupport: true }]);
  expect(await toDo()).toEqual([]);
});

test("a visit of last month is to do until the 5th, and then no more", async () => {
  const { staff, visit, toDo } = await helped();
  onDay(11);
  expect(await toDo()).toHaveLength(1);
  onDay(12);
  expect(await toDo()).toEqual([]);
  expect(await write.writeVisitReport(staff, visit, { facts })).toEqual({ ok: false, refusal: "not-found" });
});

test("nobody of whom no help is noted is to do: who waits, who left, who is being helped", async () => {
  const { staff, walksIn, does, toDo, visit } = await helped();
  await write.writeVisitReport(staff, visit, { facts });
  const [one, two] = [await walksIn(), await walksIn()];
  await does({ type: "call-next", desk: 1 });
  await does({ type: "start", visit: one });
  await does({ type: "leave", visit: two, by: "staff" });
  expect(await toDo()).toEqual([]);
});

test("help without a number is one report however often it is sent, in its commune, and counted in no half-day", async () => {
  const { staff, organisation, rows } = await helped();
  const key = randomUUID();
  const sent = await Promise.all(
    [1, 2, 3].map(() => write.writeHelpReport(staff, organisation.id, { facts, ...elsewhere }, key)),
  );
  expect(new Set(sent.map(idOf)).size).toBe(1);
  expect(await rows()).toEqual([
    expect.objectContaining({
      id: idOf(sent[0] ?? { ok: false }),
      visitId: null,
      placeId: null,
      activityPlace: "domicile",
      communeCode: "67482",
      conseillerId: staff.user,
      localDate: new Date("2026-11-24"),
    }),
  ]);
});

test("help at a place of activity names a place of the operator, at a distance none", async () => {
  const { staff, organisation, place, rows } = await helped();
  const other = await neuhof(server);
  const there = (id: string) => ({ activityPlace: "lieu_activite", place: id }) as const;
  const noted = (where: Parameters<typeof write.writeHelpReport>[2]["where"]) =>
    write.writeHelpReport(staff, organisation.id, { facts, localDate: "2026-11-24", where });
  setTime(server, "10:00");
  expect(await noted(there(other.place.id))).toEqual({ ok: false, refusal: "place-missing" });
  expect(await noted(there("nowhere"))).toEqual({ ok: false, refusal: "place-missing" });
  expect(await noted(there(place.id))).toMatchObject({ ok: true });
  expect(await noted({ activityPlace: "a_distance" })).toMatchObject({ ok: true });
  expect((await rows()).map(({ placeId }) => placeId)).toEqual([place.id, null]);
});

test.each([
  ["no-such-commune", { where: { activityPlace: "autre", commune: "Saint-Martin" } }],
  ["no-such-commune", { where: { activityPlace: "autre", commune: "" } }],
  ["day-to-come", { localDate: "2026-11-25" }],
  ["month-closed", { localDate: "2026-10-31", on: 12 }],
  ["themes-missing", { facts: { ...facts, themes: [] } }],
] as const)("help without a number is refused %s", async (refusal, changed) => {
  const { staff, organisation, rows } = await helped();
  const { on = 0, ...typed } = { on: 0, ...changed };
  onDay(on);
  expect(await write.writeHelpReport(staff, organisation.id, { facts, ...elsewhere, ...typed })).toEqual({
    ok: false,
    refusal,
  });
  expect(await rows()).toEqual([]);
});

test("whoever has no role that helps there, and a program, note nothing", async () => {
  const { staff, organisation, newStaff, rows } = await helped();
  const [reception, stranger] = [await newStaff("reception"), (await neuhof(server)).staff];
  setTime(server, "10:00");
  for (const actor of [reception, stranger, { ...staff, by: "token", scopes: ["line", "read"] } as const])
    expect(await write.writeHelpReport(actor, organisation.id, { facts, ...elsewhere })).toEqual({
      ok: false,
      refusal: "not-allowed",
    });
  expect(await rows()).toEqual([]);
});

const workshop = (participants: number) => {
  const counted = workshopOf({
    title: "Premiers mails",
    participants,
    supportedBefore: 0,
    genders: { feminin: 2 },
    ageBands: {},
    statuses: {},
  });
  if (!counted.ok) throw new Error(counted.refusal);
  return counted.value;
};

test("a workshop keeps its counts, and is corrected with them", async () => {
  const { staff, organisation } = await helped();
  const typed = { facts, ...elsewhere };
  const id = idOf(await write.writeHelpReport(staff, organisation.id, { ...typed, workshop: workshop(5) }));
  expect(await own.readOwnReport(staff, id)).toMatchObject({
    workshop: { title: "Premiers mails", participants: 5, genders: [0, 2, 3], statuses: [0, 0, 0, 0, 5] },
  });
  expect(await write.correctReport(staff, id, { ...typed, workshop: workshop(7) })).toMatchObject({ ok: true });
  expect(await own.readOwnReport(staff, id)).toMatchObject({ workshop: { participants: 7, genders: [0, 2, 5] } });
  expect(await write.correctReport(staff, id, typed)).toEqual({ ok: false, refusal: "not-found" });
});

test("help noted by mistake is taken back; a report of a visit is not", async () => {
  const { staff, organisation, visit } = await helped();
  const id = idOf(await write.writeHelpReport(staff, organisation.id, { facts, ...elsewhere }));
  const ofVisit = idOf(await write.writeVisitReport(staff, visit, { facts }));
  expect(await write.removeReport(staff, ofVisit)).toEqual({ ok: false, refusal: "not-found" });
  expect(await write.removeReport(staff, id)).toMatchObject({ ok: true });
  const month = { from: "2026-11-01", to: "2026-12-01" };
  expect((await own.readOwnReports(staff, month)).map((report) => report.id)).toEqual([ofVisit]);
  expect(await own.readOwnReport(staff, id)).toBeUndefined();
});

test("a report of a month that is counted is not moved into another, nor taken back", async () => {
  const { staff, organisation } = await helped();
  const id = idOf(await write.writeHelpReport(staff, organisation.id, { facts, ...elsewhere }));
  onDay(12);
  expect(await write.correctReport(staff, id, { facts, ...elsewhere, localDate: "2026-12-06" })).toEqual({
    ok: false,
    refusal: "month-closed",
  });
  expect(await write.removeReport(staff, id)).toEqual({ ok: false, refusal: "month-closed" });
});

test("who may no longer help there reads and writes no report of it", async () => {
  const { staff, visit } = await helped();
  const id = idOf(await write.writeVisitReport(staff, visit, { facts }));
  const gone = { ...staff, roles: [] };
  expect(await own.readOwnReport(gone, id)).toBeUndefined();
  expect(await own.readOwnReports(gone, { from: "2026-11-01", to: "2026-12-01" })).toEqual([]);
});
