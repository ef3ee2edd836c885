import { createHash, randomUUID } from "node:crypto";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { instantOf } from "#lib/time/instant.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";
import { MONDAYS, planner } from "#tests/server/planning/planner.ts";

const folder = await temporaryFolder();
const NOW = "2027-03-01T08:00:00+01:00";
const { db } = await serverOnFreshDatabase({
  APP_ENV: "test",
  APP_NOW: NOW,
  APP_URL: "http://localhost",
  DATA_FOLDER: folder.path,
  LOG_LEVEL: "silent",
});
const { clock } = await import("#lib/server/clock.ts");
const { openKept } = await import("#lib/server/kept-form.ts");
const { planningFiles } = await import("#lib/server/planning/file/kept-planning-file.ts");
const { saveSeries } = await import("#lib/server/planning/series/save-series.ts");
const { POST: send } = await import("#app/[locale]/coordination/planning/importer/envoyer/route.ts");
const { POST: undo } = await import("#app/[locale]/coordination/planning/importer/annuler/route.ts");
const { POST: confirm } = await import("#app/[locale]/coordination/planning/importer/confirmer/route.ts");

afterAll(async () => {
  await db.$disconnect();
  await folder.remove();
});

const HEAD = "Lieu;Jour;De;À;Tables";
const MONDAY = `${HEAD}\nNeuhof;lundi;9h;12h;2`;
const WRONG = `${MONDAY}\nNulle part;lundi;9h;12h;1`;

/** A coordinator who is signed in, and the two forms as the page sends them. */
async function coordinator() {
  const here = await planner(db, saveSeries, instantOf(NOW));
  const { id: organisation, slug } = here.organisation;
  const signs = async () => {
    const login = randomUUID();
    const { id } = await db.user.create({
      data: {
        email: `${login}@ville.example`,
        memberships: { create: { organisationId: organisation, role: "coordinator" } },
        sessions: {
          create: {
            expires: new Date("2099-01-01T00:00:00Z"),
            sessionToken: createHash("sha256").update(login).digest("base64url"),
          },
        },
      },
    });
    return { user: id, headers: { cookie: `session=${login}`, "sec-fetch-site": "same-origin" } };
  };
  const me = await signs();
  const params = { params: Promise.resolve({ locale: "fr" }) };
  const led = async (answer: Response, user = me.user) => {
    const to = new URL(answer.headers.get("location") ?? "", "http://localhost");
    const typed = await openKept({ user, browser: undefined }, to.searchParams.get("saisie") ?? undefined, clock.now());
    return {
      id: to.searchParams.get("fichier") ?? "",
      done: to.searchParams.get("fait"),
      refusals: typed?.refusals,
      fields: typed?.fields,
    };
  };
  const posts = (address: string, fields: Readonly<Record<string, string | Blob>>, headers: Record<string, string>) => {
    const body = new FormData();
    for (const [name, value] of Object.entries({ organisation, slug, ...fields })) body.append(name, value);
    return new Request(`http://localhost/${address}`, { method: "POST", body, headers });
  };
  const tries = async (fields: Readonly<Record<string, string | Blob>>) =>
    led(await send(posts("x", { file: new Blob([]), text: "", ...fields }, me.headers), params));
  /** As the page of the trial sends it, or somebody else. */
  const imports = async (id: string, fields: Readonly<Record<string, string>> = {}, as = me) => {
    const seen = (await planningFiles.readSaid(me.user, id))?.report.version ?? "";
    const address = `x?${new URLSearchParams({ organisation: slug, fichier: id })}`;
    return led(await confirm(posts(address, { kept: id, seen, ...fields }, as.headers), params), as.user);
  };
  const undoes = async (id: string, as = me) => {
    const address = `x?${new URLSearchParams({ organisation: slug, fichier: id })}`;
    return led(await undo(posts(address, { kept: id }, as.headers), params), as.user);
  };
  const undone = async (id: string) => (await planningFiles.readSaid(me.user, id))?.undone;
  const series = () => db.series.count({ where: { organisationId: organisation } });
  const report = async (id: string) => (await planningFiles.readSaid(me.user, id))?.report;
  return { ...here, tries, imports, undoes, undone, series, report, signs };
}

const kept = async () => (await readdir(join(folder.path, "uploads"))).filter((name) => name.endsWith(".csv"));

test("a file is tried, its trial kept, imported by the second form, and done again it changes nothing", async () => {
  const { tries, imports, series, report } = await coordinator();
  const tried = await tries({ file: new Blob([MONDAY]) });
  expect([tried.done, tried.refusals]).toEqual(["planningTried", undefined]);
  expect(await report(tried.id)).toMatchObject({ counts: { seriesNew: 1, refused: 0 } });
  expect([await series(), (await kept()).length]).toEqual([0, 1]);
  const done = await imports(tried.id);
  expect([done.done, done.id, await series()]).toEqual(["planningImported", tried.id, 1]);
  expect((await imports(tried.id)).done).toBe("planningImported");
  expect([await series(), await kept()]).toEqual([1, []]);
});

test("an import is undone by its own form for an hour, by whoever imported, once", async () => {
  const { tries, imports, undoes, undone, series, signs } = await coordinator();
  const { id } = await tries({ text: MONDAY });
  expect((await undoes(id)).refusals).toEqual({ form: "upload-gone" });
  await imports(id);
  expect(await series()).toBe(1);
  expect((await undoes(id, await signs())).refusals).toEqual({ form: "upload-gone" });
  expect(await series()).toBe(1);
  expect((await undoes(id)).done).toBe("planningImportUndone");
  expect([await series(), await undone(id)]).toEqual([0, { counts: { series: 1, dates: 0, people: 0 }, stays: [] }]);
  expect((await undoes(id)).done).toBe("planningImportUndone");
  expect(await undone(id)).toMatchObject({ counts: { series: 1 } });
});

test("lines that are pasted are read as a file is, with tabs too", async () => {
  const { tries, imports, series } = await coordinator();
  const { id } = await tries({ text: MONDAY.replaceAll(";", "\t") });
  await imports(id);
  expect(await series()).toBe(1);
});

test("a file that a spreadsheet on Windows saved is read, accents and all", async () => {
  const { tries, report } = await coordinator();
  const bytes = Uint8Array.from(MONDAY, (letter) => letter.codePointAt(0) ?? 0);
  expect(await report((await tries({ file: new Blob([bytes]) })).id)).toMatchObject({ counts: { seriesNew: 1 } });
});

test("refused lines ask for a tick, and what was ticked comes back", async () => {
  const { tries, imports, series, report } = await coordinator();
  const { id } = await tries({ text: WRONG });
  expect(await report(id)).toMatchObject({
    refused: [{ number: 3, problems: [{ column: "place", code: "no-place" }] }],
  });
  expect((await imports(id)).refusals).toEqual({ good: "lines-refused" });
  expect(await series()).toBe(0);
  expect((await imports(id, { good: "on" })).done).toBe("planningImported");
  expect(await series()).toBe(1);
});

test("cancelled half-days ask for a sentence, in which no personal number stands", async () => {
  const { tries, imports, saves, report } = await coordinator();
  const { series } = await saves({ ...MONDAYS, windows: [] });
  const { id } = await tries({ text: `${HEAD};Référence;Au\nNeuhof;lundi;9h;12h;2;${series};12/03/2027` });
  expect((await report(id))?.counts.cancelled).toBeGreaterThan(8);
  expect((await imports(id)).refusals).toEqual({ sentence: "sentence-missing" });
  const number = await imports(id, { sentence: "1 85 05 78 006 084 91" });
  expect([number.refusals, number.fields?.["sentence"]]).toEqual([
    { sentence: "personal-number-refused" },
    "1 85 05 78 006 084 91",
  ]);
  expect((await imports(id, { sentence: "Fin du service" })).done).toBe("planningImported");
});

test("when a colleague was faster the import is refused, and the trial shows what is true now", async () => {
  const { tries, imports, saves, report, series } = await coordinator();
  const { id } = await tries({ text: MONDAY });
  await saves({ ...MONDAYS, windows: [], desks: 1 });
  expect((await imports(id)).refusals).toEqual({ form: "effect-changed" });
  expect(await report(id)).toMatchObject({ counts: { seriesNew: 0, seriesChanged: 1 } });
  expect((await imports(id)).done).toBe("planningImported");
  expect(await series()).toBe(1);
});

test("nobody imports the file of somebody else", async () => {
  const { tries, imports, signs, series } = await coordinator();
  const { id } = await tries({ text: MONDAY });
  expect((await imports(id, {}, await signs())).refusals).toEqual({ form: "upload-gone" });
  expect(await series()).toBe(0);
});

test.each([
  ["nothing", {}, { file: "missing" }],
  ["no table", { text: "Bonjour" }, { text: "file-columns" }],
  ["a file that is no table", { file: new Blob(["Bonjour"]) }, { file: "file-columns" }],
  ["a text that is too long", { text: `${HEAD}\n${"x".repeat(61_440)}` }, { text: "form-too-large" }],
  ["a file that is too large", { file: new Blob(["x".repeat(5_000_001)]) }, { file: "file-too-large" }],
])("%s is refused beside its field, and what was pasted comes back", async (_what, fields, refusals) => {
  const { tries } = await coordinator();
  const led = await tries(fields);
  expect(led.refusals).toEqual(refusals);
  expect(led.fields?.["text"]?.slice(0, 7) ?? "").toBe(("text" in fields ? fields.text : "").slice(0, 7));
});
