import { createHash, randomUUID } from "node:crypto";
import { readCsv } from "#lib/csv.ts";
import type { ReportFacts } from "#lib/queue/acts/report.ts";
import { presetOfHelp } from "#lib/report/minutes.ts";
import { redirectOfReferral } from "#lib/report/national-form.ts";
import { workshopOf } from "#lib/report/workshop.ts";
import { asOpened } from "#tests/support/as-opened.ts";
import { freshServer, neuhof, setTime, type Server } from "#tests/server/queue/neuhof.ts";

let server: Server;
let own: typeof import("#lib/server/report/own-reports.ts");
let write: typeof import("#lib/server/report/write-report.ts");
let forms: typeof import("#app/[locale]/(site)/conseiller/comptes-rendus/report-forms.ts");
let openTyped: typeof import("#lib/server/typed-form.ts").openTyped;
let route: typeof import("#app/[locale]/(site)/conseiller/comptes-rendus/[id]/[acte]/route.ts");
let exporter: typeof import("#app/[locale]/(site)/conseiller/comptes-rendus/exporter/route.ts");
beforeAll(async () => {
  process.env["APP_URL"] = "http://localhost:3000";
  server = await freshServer();
  ({ openTyped } = await import("#lib/server/typed-form.ts"));
  route = await import("#app/[locale]/(site)/conseiller/comptes-rendus/[id]/[acte]/route.ts");
  exporter = await import("#app/[locale]/(site)/conseiller/comptes-rendus/exporter/route.ts");
  own = await import("#lib/server/report/own-reports.ts");
  write = await import("#lib/server/report/write-report.ts");
  forms = await import("#app/[locale]/(site)/conseiller/comptes-rendus/report-forms.ts");
});
afterAll(() => server.db.$disconnect());

const facts: ReportFacts = { themes: ["logement"], minutes: 30, equipment: ["telephone"], gender: "feminin" };
const elsewhere = {
  localDate: "2026-11-24",
  where: { activityPlace: "domicile", commune: "67100 Strasbourg" },
} as const;

/** Somebody whom the conseiller of desk 1 helped from 9:10 to 9:45; the half-day of 24 November goes on. */
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

test("a report says whose help it was, where and when; a second one replaces what was done, keeps the rest, and says when", async () => {
  const here = await helped();
  const reports = (minutes: number) =>
    here.does({
      type: "report",
      visit: here.visit,
      report: { themes: ["logement"], minutes, equipment: ["telephone"], gender: "feminin" },
    });
  const row = () => server.db.activityReport.findUniqueOrThrow({ where: { visitId: here.visit } });
  expect(await reports(20)).toBe("applied");
  const first = await row();
  expect(first).toMatchObject({
    organisationId: here.organisation.id,
    placeId: here.place.id,
    conseillerId: here.staff.user,
    localDate: new Date("2026-11-24"),
    activityPlace: "lieu_activite",
    appointmentId: null,
    minutes: 20,
    themes: ["logement"],
    equipment: ["telephone"],
    gender: "feminin",
    autonomy: null,
    updatedAt: null,
  });
  expect(await reports(40)).toBe("applied");
  const second = await row();
  expect(second).toEqual({ ...first, minutes: 40, updatedAt: second.updatedAt });
  expect(second.updatedAt?.getTime()).toBeGreaterThanOrEqual(first.createdAt.getTime());
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

test("two desks had one person: who did not help them does not overwrite the report of who did", async () => {
  const here = await helped();
  const [, other] = await server.db.desk.findMany({
    where: { permanenceId: here.permanence },
    orderBy: { number: "asc" },
  });
  const colleague = { ...here.staff, user: other?.conseillerId ?? "nobody" };
  const report = (minutes: number) => ({ type: "report", visit: here.visit, report: { ...facts, minutes } }) as const;
  // Without network the colleague had called and helped the same person, and noted it after the refusal.
  const start = { type: "start", visit: here.visit, desk: 2 } as const;
  expect(await here.does(start, { by: colleague })).toBe("state-changed");
  expect(await here.does(report(15), { by: here.staff })).toBe("applied");
  expect(await here.does(report(45), { by: colleague })).toBe("not-your-desk");
  expect(await here.rows()).toMatchObject([{ conseillerId: here.staff.user, minutes: 15, updatedAt: null }]);
  expect(await own.readReportsToDo(colleague)).toEqual([]);
});

test("noted during a pause, and the person handed over: the report of who ended the help stands, under their name", async () => {
  const here = await neuhof(server, { desks: 2 });
  const [, colleague] = await here.opens();
  const visit = await here.walksIn();
  await here.does({ type: "call-next", desk: 1 });
  await here.does({ type: "start", visit });
  expect(await here.does({ type: "report", visit, report: { ...facts, minutes: 15 } })).toBe("applied");
  await here.does({ type: "hand-over", to: 2 });
  await here.does({ type: "resume", visit });
  await here.does({ type: "finish", visit });
  expect(await here.does({ type: "report", visit, report: { ...facts, minutes: 45 } })).toBe("applied");
  expect(await server.db.activityReport.findMany({ where: { visitId: visit } })).toMatchObject([
    { conseillerId: colleague?.user, minutes: 45 },
  ]);
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

test("nobody of whom no help is noted is to do: who waits, who left, who is being helped", async () => {
  const { staff, walksIn, does, toDo, visit } = await helped();
  await write.writeVisitReport(staff, visit, { facts });
  const one = await walksIn();
  const two = await walksIn();
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

test("help at a place of activity names a place of the organisation, at a distance none", async () => {
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

test("whoever has no role that helps there, and a program, note nothing", async () => {
  const { staff, organisation, newStaff, rows } = await helped();
  const reception = await newStaff("reception");
  const stranger = (await neuhof(server)).staff;
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

/** A half-day at Neuhof whose conseiller is signed in. */
async function signedIn() {
  const here = await neuhof(server);
  await here.opens();
  setTime(server, "10:00");
  const session = randomUUID();
  await server.db.session.create({
    data: {
      userId: here.staff.user,
      expires: new Date("2099-01-01"),
      sessionToken: createHash("sha256").update(session).digest("base64url"),
    },
  });
  const asked = (fields: Readonly<Record<string, string>>): Request => {
    const body = new FormData();
    for (const [name, value] of Object.entries(fields)) body.append(name, value);
    const headers = { cookie: `session=${session}`, "sec-fetch-site": "same-origin" };
    return new Request("http://localhost:3000/x", { method: "POST", body, headers });
  };
  const postsOnce = async (id: string, acte: string, fields: Readonly<Record<string, string>>) => {
    const answer = await route.POST(asked({ slug: here.organisation.slug, ...fields }), {
      params: Promise.resolve({ locale: "fr", id, acte }),
    });
    const led = new URL(answer.headers.get("location") ?? "", "http://localhost:3000");
    const back = openTyped(led.searchParams.get("saisie") ?? undefined, server.clock.now(), here.staff.user);
    return { done: led.searchParams.get("fait"), refusals: back?.refusals, fields: back?.fields, back };
  };
  const posts = (id: string, acte: string, fields: Readonly<Record<string, string>>) =>
    asOpened(
      fields,
      (sent) => postsOnce(id, acte, sent),
      ({ back }) => back,
    );
  const exports = async (fields: Readonly<Record<string, string>>) => {
    const answer = await exporter.POST(asked(fields), { params: Promise.resolve({ locale: "fr" }) });
    const [columns, ...lines] = readCsv(await answer.text()).map((line) => line.fields);
    return { answer, lines: lines.map((line) => Object.fromEntries(line.map((cell, at) => [columns?.[at], cell]))) };
  };
  const rows = () =>
    server.db.activityReport.findMany({
      where: { organisationId: here.organisation.id },
      include: { workshop: true },
      orderBy: { createdAt: "asc" },
    });
  const help = {
    date: "2026-11-24",
    activityPlace: "lieu_activite",
    place: here.place.id,
    "theme:email": "on",
    minutes: "30",
  };
  return { ...here, posts, exports, rows, help };
}

/** Somebody is helped for that many minutes. */
async function isHelped({ walksIn, does }: Awaited<ReturnType<typeof signedIn>>, from: number, minutes: number) {
  const visit = await walksIn();
  await does({ type: "call-next", desk: 1 });
  setTime(server, `10:${String(from).padStart(2, "0")}`);
  await does({ type: "start", visit });
  setTime(server, `10:${String(from + minutes).padStart(2, "0")}`);
  await does({ type: "finish", visit });
  return visit;
}

test("the form of a visit writes its report with what was noted beside, and corrects it", async () => {
  const here = await signedIn();
  const visit = await isHelped(here, 0, 20);
  const fields = {
    "theme:logement": "on",
    minutes: "other",
    minutesTyped: "20",
    "equipment:telephone": "on",
    autonomy: "autonome",
    redirect: "no",
    firstSupport: "yes",
    gender: "",
    procedure: "Demande d’APL",
  };
  expect(await here.posts(visit, "enregistrer", fields)).toMatchObject({ done: "reportWritten" });
  const [row] = await here.rows();
  expect(row).toMatchObject({
    visitId: visit,
    themes: ["aide_aux_demarches_administratives", "logement"],
    minutes: 20,
    equipment: ["telephone"],
    autonomy: "autonome",
    redirect: null,
    redirected: false,
    firstSupport: true,
    gender: null,
    procedure: "Demande d’APL",
  });
  const corrected = { ...fields, minutes: "45", redirect: "aide_sociale", procedure: "" };
  expect(await here.posts(row?.id ?? "", "enregistrer", corrected)).toMatchObject({ done: "reportWritten" });
  expect(await here.rows()).toMatchObject([
    { minutes: 45, redirect: "aide_sociale", redirected: true, procedure: null },
  ]);
  await here.posts(row?.id ?? "", "enregistrer", { ...fields, redirect: "yes" });
  expect(await here.rows()).toMatchObject([{ redirect: null, redirected: true }]);
});

test.each([
  ["a theme", { "theme:email": "" }, "themes", "missing"],
  ["a duration that is a number", { minutes: "other", minutesTyped: "longtemps" }, "minutes", "malformed"],
  [
    "a procedure without a personal number",
    { procedure: "2 85 05 78 006 084 91" },
    "procedure",
    "personal-number-refused",
  ],
  ["a commune", { activityPlace: "domicile", commune: "Nulle part" }, "commune", "no-such-commune"],
  ["a day that has come", { date: "2026-11-25" }, "date", "day-to-come"],
  ["a day of this month or the last until the 5th", { date: "2026-10-31" }, "form", "month-closed"],
])("help without a number needs %s; what was typed is kept", async (_, wrong, field, why) => {
  const { posts, rows, help } = await signedIn();
  const sent = Object.fromEntries(
    Object.entries({ ...help, ...wrong }).filter(([name, value]) => !name.includes(":") || value),
  );
  const answer = await posts("aide", "enregistrer", sent);
  expect([answer.done, answer.refusals]).toEqual([null, { [field]: why }]);
  expect(answer.fields).toMatchObject(sent);
  expect(await rows()).toEqual([]);
});

test("a workshop is refused beside the counts that are more than its people, and kept when they agree", async () => {
  const { posts, rows, help } = await signedIn();
  const sent = { ...help, title: "Premiers mails", participants: "5", "genders-feminin": "6" };
  expect(await posts("atelier", "enregistrer", sent)).toMatchObject({ refusals: { genders: "counts-disagree" } });
  expect(await posts("atelier", "enregistrer", { ...sent, participants: "" })).toMatchObject({
    refusals: { participants: "missing" },
  });
  expect(await posts("atelier", "enregistrer", { ...sent, "genders-feminin": "-1" })).toMatchObject({
    refusals: { "genders-feminin": "malformed" },
  });
  expect(await rows()).toEqual([]);
  expect(await posts("atelier", "enregistrer", { ...sent, "genders-feminin": "3" })).toMatchObject({
    done: "reportWritten",
  });
  expect(await rows()).toMatchObject([{ workshop: { participants: 5, genders: [0, 3, 2] } }]);
});

test("a report without a visit is taken back by its form; an act that there is none of does nothing", async () => {
  const { posts, rows, help } = await signedIn();
  await posts("aide", "enregistrer", help);
  const id = (await rows())[0]?.id ?? "";
  expect(await posts(id, "effacer", {})).toMatchObject({ done: null, refusals: { form: "not-found" } });
  expect(await posts(id, "retirer", {})).toMatchObject({ done: "reportRemoved" });
  expect((await rows())[0]?.removedAt).not.toBeNull();
});

test("a month of reports is exported as one file, whose sums are those of an independent count of the events", async () => {
  const here = await signedIn();
  const lengths = [12, 3, 7, 5, 9];
  let from = 0;
  for (const minutes of lengths) {
    const visit = await isHelped(here, from, minutes);
    from += minutes;
    const fields = { "theme:logement": "on", minutes: "other", minutesTyped: String(minutes), gender: "feminin" };
    expect(await here.posts(visit, "enregistrer", fields)).toMatchObject({ done: "reportWritten" });
  }
  // One that is helped and of whom nothing is written is in no file.
  await isHelped(here, from, 4);
  await here.posts("aide", "enregistrer", { ...here.help, date: "2026-11-23", activityPlace: "a_distance" });
  const { answer, lines } = await here.exports({ mois: "2026-11" });
  expect(answer.headers.get("content-disposition")).toBe('attachment; filename="comptes-rendus_2026-11.csv"');
  const events = await server.db.queueEvent.findMany({
    where: { permanenceId: here.permanence, type: "visit-reported" },
  });
  const reported = events.map(({ data }) => (data as { report: { minutes: number; themes: string[] } }).report);
  const ofVisits = lines.filter((line) => line["Canaux d’accompagnement"] === "Lieu d’activité");
  const sumOf = (minutes: readonly number[]): number => minutes.reduce((sum, each) => sum + each, 0);
  expect(ofVisits).toHaveLength(reported.length);
  expect(sumOf(ofVisits.map((line) => Number(line["Durée (min)"])))).toBe(
    sumOf(reported.map(({ minutes }) => minutes)),
  );
  expect(sumOf(reported.map(({ minutes }) => minutes))).toBe(sumOf(lengths));
  expect(ofVisits.every((line) => line["Genre du bénéficiaire"] === "Féminin")).toBe(true);
  expect(lines.map((line) => line["Date"])).toEqual(["23/11/2026", ...lengths.map(() => "24/11/2026")]);
  expect((await here.exports({ jour: "2026-11-23" })).lines).toHaveLength(1);
  expect((await here.exports({ mois: "2026-12" })).lines).toEqual([]);
  expect((await here.exports({ mois: "novembre" })).answer.status).toBe(303);
});
