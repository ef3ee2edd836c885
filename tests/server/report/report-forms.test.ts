import { createHash, randomUUID } from "node:crypto";
import { readCsv } from "#lib/csv.ts";
import { freshServer, neuhof, setTime, type Server } from "#tests/server/queue/neuhof.ts";

let server: Server;
let openTyped: typeof import("#lib/server/typed-form.ts").openTyped;
let one: typeof import("#app/[locale]/conseiller/comptes-rendus/[id]/[acte]/route.ts");
let exporter: typeof import("#app/[locale]/conseiller/comptes-rendus/exporter/route.ts");
beforeAll(async () => {
  process.env["APP_URL"] = "http://localhost:3000";
  server = await freshServer();
  ({ openTyped } = await import("#lib/server/typed-form.ts"));
  one = await import("#app/[locale]/conseiller/comptes-rendus/[id]/[acte]/route.ts");
  exporter = await import("#app/[locale]/conseiller/comptes-rendus/exporter/route.ts");
});
afterAll(() => server.db.$disconnect());

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
  const posts = async (id: string, acte: string, fields: Readonly<Record<string, string>>) => {
    const answer = await one.POST(asked({ slug: here.organisation.slug, ...fields }), {
      params: Promise.resolve({ locale: "fr", id, acte }),
    });
    const led = new URL(answer.headers.get("location") ?? "", "http://localhost:3000");
    const back = openTyped(led.searchParams.get("saisie") ?? undefined, server.clock.now(), here.staff.user);
    return { done: led.searchParams.get("fait"), refusals: back?.refusals, fields: back?.fields };
  };
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
  ["a duration", { minutes: "" }, "minutes", "missing"],
  ["a duration that is a number", { minutes: "other", minutesTyped: "longtemps" }, "minutes", "malformed"],
  ["a duration of less than a day", { minutes: "other", minutesTyped: "1440" }, "minutes", "malformed"],
  [
    "a procedure without a personal number",
    { procedure: "2 85 05 78 006 084 91" },
    "procedure",
    "personal-number-refused",
  ],
  ["a place of the operator", { place: "nowhere" }, "place", "place-missing"],
  ["a commune", { activityPlace: "domicile", commune: "Nulle part" }, "commune", "no-such-commune"],
  ["a day that has come", { date: "2026-11-25" }, "date", "day-to-come"],
  ["a day of this month or the last until the 5th", { date: "2026-10-31" }, "form", "month-closed"],
  ["a day", { date: "hier" }, "date", "malformed"],
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
  const workshop = { ...help, title: "Premiers mails", participants: "5", "genders-feminin": "6" };
  expect(await posts("atelier", "enregistrer", workshop)).toMatchObject({ refusals: { genders: "counts-disagree" } });
  expect(await posts("atelier", "enregistrer", { ...workshop, participants: "" })).toMatchObject({
    refusals: { participants: "missing" },
  });
  expect(await posts("atelier", "enregistrer", { ...workshop, "genders-feminin": "-1" })).toMatchObject({
    refusals: { "genders-feminin": "malformed" },
  });
  expect(await rows()).toEqual([]);
  expect(await posts("atelier", "enregistrer", { ...workshop, "genders-feminin": "3" })).toMatchObject({
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
