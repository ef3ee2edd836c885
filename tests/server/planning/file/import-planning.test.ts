import { randomUUID } from "node:crypto";
import { readCsv } from "#lib/csv.ts";
import { instantOf } from "#lib/time/instant.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import { MONDAYS, planner } from "#tests/server/planning/planner.ts";

// A Monday morning, in Strasbourg.
const NOW = instantOf("2027-03-01T08:00:00+01:00");
const { db } = await serverOnFreshDatabase({ APP_NOW: "2027-03-01T08:00:00+01:00", LOG_LEVEL: "silent" });
const { saveSeries } = await import("#lib/server/planning/series/save-series.ts");
const { changeHalfDay } = await import("#lib/server/planning/series/change-half-day.ts");
const { assign } = await import("#lib/server/planning/assignments/assign.ts");
const { assignWeekly } = await import("#lib/server/planning/assignments/assign-weekly.ts");
const { exportHalfDays, exportSeries } = await import("#lib/server/planning/file/export-planning.ts");
const { importPlanningFile, tryPlanningFile } = await import("#lib/server/planning/file/import-planning.ts");

afterAll(() => db.$disconnect());

const HEAD = "Lieu;Jour;Date;De;À;Tables;Personnes";
/** The same with the last day of a series; a year of dates would only take longer. */
const HEAD_TO_MAY = `${HEAD};Au`;
const MONDAYS_TO_MAY = "Neuhof;lundi;;9h;12h;2;;31/05/2027";
const NOTHING = {
  seriesNew: 0,
  seriesChanged: 0,
  datesNew: 0,
  datesChanged: 0,
  planned: 0,
  takenOff: 0,
  without: 0,
  cancelled: 0,
  refused: 0,
};

/** An organisation with a place and two conseillers, and what its coordinator does with files. */
async function anOrganisation() {
  const here = await planner(db, saveSeries, NOW);
  const organisation = here.organisation.id;
  const person = async (name: string) => {
    const { id, email } = await db.user.create({ data: { name, email: `${randomUUID()}@ville.example` } });
    await db.membership.create({ data: { userId: id, organisationId: organisation, role: "conseiller" } });
    return { id, email };
  };
  const awa = await person("Awa Diop");
  const ben = await person("Ben Martin");
  const sent = (text: string) => ({ organisation, text });
  const tries = async (text: string) => read(await tryPlanningFile(here.actor, sent(text)));
  const imports = (text: string, how: object = {}) =>
    importPlanningFile(here.actor, sent(text), { goodLines: false, ...how });
  const imported = async (text: string, how: object = {}) => read(await imports(text, how));
  /** What is refused, as « 3 place: no-place ». */
  const refusals = async (text: string) =>
    (await tries(text)).refused.flatMap(({ number, problems }) =>
      problems.map(
        ({ column, code, person: who }) => `${number} ${column}: ${code}${who === undefined ? "" : ` (${who})`}`,
      ),
    );
  const everything = async (from = "2027-03-01", to = "2027-06-01") => {
    const series = read(await exportSeries(here.actor, organisation));
    const dates = read(await exportHalfDays(here.actor, { organisation, from, to }));
    return series + dates.slice(dates.indexOf("\n") + 1);
  };
  /** Who is planned on a day, as « Awa Diop 1 09:00–12:00 ». */
  const planned = async (date: string) =>
    (
      await db.assignment.findMany({
        where: { released: false, permanence: { organisationId: organisation, localDate: new Date(date) } },
        orderBy: [{ conseiller: { name: "asc" } }, { startsAt: "asc" }],
        include: { conseiller: true },
      })
    ).map(({ desk, conseiller, startsAt, endsAt }) => {
      const [from, to] = [startsAt, endsAt].map((at) => new Date(at.getTime() + 3_600_000).toISOString().slice(11, 16));
      return `${conseiller.name} ${desk} ${from}–${to}`;
    });
  return { ...here, organisation, person, awa, ben, sent, tries, imports, imported, refusals, everything, planned };
}

function read<Value>(
  result: { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly refusal: string },
): Value {
  if (!result.ok) throw new Error(result.refusal);
  return result.value;
}

/** The text with cells of a column replaced, of every line or of the one that holds `of`. */
function withCell(text: string, heading: string, value: string, of = ""): string {
  const [head, ...lines] = text.split("\r\n");
  const at = readCsv(head ?? "")[0]!.fields.indexOf(heading);
  return [head, ...lines.map((line) => (line === "" || !line.includes(of) ? line : replaced(line, at, value)))].join(
    "\r\n",
  );
}
const replaced = (line: string, at: number, value: string): string =>
  line
    .split(";")
    .map((cell, index) => (index === at ? value : cell))
    .join(";");

test("series and half-days of a file are tried without a trace, then written, and a second time nothing changes", async () => {
  const { tries, imported, held, place } = await anOrganisation();
  await place("Meinau");
  const file = `${HEAD_TO_MAY};Rythme\n${MONDAYS_TO_MAY}\nMeinau;mercredi;;14h;17h;1;;31/05/2027;1er du mois\nMeinau;;06/03/2027;9h;12h;1`;
  expect((await tries(file)).counts).toEqual({ ...NOTHING, seriesNew: 2, datesNew: 1, unchanged: 0 });
  expect(await held("2027-03-01", "2027-03-08")).toEqual([]);
  expect((await imported(file)).counts).toEqual({ ...NOTHING, seriesNew: 2, datesNew: 1, unchanged: 0 });
  const days = ["03-01 09:00–12:00", "03-03 14:00–17:00", "03-06 09:00–12:00"];
  expect(await held("2027-03-01", "2027-03-08")).toEqual(days);
  expect((await imported(file)).counts).toEqual({ ...NOTHING, unchanged: 3 });
  expect(await held("2027-03-01", "2027-03-08")).toEqual(days);
});

test("a refused line is told by number, cell and code, and nothing is written unless the good lines are asked for", async () => {
  const { refusals, imports, imported, held } = await anOrganisation();
  const file =
    `${HEAD};Démarches\nNeuhof;lundi;;9h;12h;2\nMeinau;lundi;;9h;12h;1\nNeuhof;mardi;;9h;12h;1;;passeport\n` +
    `Neuhof;;01/02/2027;9h;12h;1\nNeuhof;mercredi;;12h;9h;1\nNeuhof;lundi;;10h;11h;1\nNeuhof;jeudi;;9h;12h;1;Zoé`;
  expect(await refusals(file)).toEqual([
    "3 place: no-place",
    "4 topics: unknown-topic",
    "5 date: begins-in-the-past",
    "6 to: reversed-span",
    "7 reference: line-twice",
    "8 people: no-such-person (Zoé)",
  ]);
  expect(await imports(file)).toEqual({ ok: false, refusal: "lines-refused" });
  expect(await held("2027-03-01", "2027-03-08")).toEqual([]);
  expect((await imported(file, { goodLines: true })).counts).toMatchObject({ seriesNew: 1, refused: 6 });
  expect(await held("2027-03-01", "2027-03-08")).toEqual(["03-01 09:00–12:00"]);
});

test("what is exported is imported back unchanged, whatever was done by hand", async () => {
  const here = await anOrganisation();
  const { saves, place, on, actor, organisation, awa, ben, at, everything, tries, imported } = here;
  const meinau = await place("Meinau");
  await saves({ ...MONDAYS, topics: ["impots"], languages: ["ar", "fr"], audience: "« Les allocataires » ; tous" });
  await saves({ ...MONDAYS, place: meinau.id, weekday: 3, everyWeeks: 2, bookableDesks: 1 });
  await saves({
    ...MONDAYS,
    place: meinau.id,
    weekday: 5,
    nthOfMonth: -1,
    inSchoolHolidays: false,
    windows: [],
    untilDate: "2027-12-31",
  });
  const hours = { from: 600, to: 780, desks: 3, bookableDesks: 2, topics: [], languages: [], place: meinau.id };
  const change = async (date: string | undefined, halfDay: object) =>
    read(
      await changeHalfDay(actor, {
        organisation,
        ...(date !== undefined && { permanence: (await on(date)).id }),
        halfDay: { ...hours, ...halfDay } as Parameters<typeof changeHalfDay>[1]["halfDay"] & object,
        preview: false,
      }),
    );
  await change("2027-03-15", { date: "2027-03-16", windows: [{ from: 600, to: 660, mode: "mixed" }] });
  await change(undefined, { date: "2027-03-20" });
  await db.permanence.update({
    where: { id: (await on("2027-03-22")).id },
    data: { status: "cancelled", cancelReason: "Grève" },
  });
  await assignWeekly(actor, { permanence: (await on("2027-03-08")).id, account: awa.id, preview: false });
  const part = { start: instantOf("2027-03-08T10:00:00+01:00"), end: instantOf("2027-03-08T12:00:00+01:00") };
  await assign(actor, { permanence: (await on("2027-03-08")).id, account: ben.id, desk: 2, span: part });
  expect(at.name).toBe("Neuhof");
  const file = await everything();
  const { counts, lines } = await tries(file);
  expect(lines).toEqual([]);
  expect(counts).toEqual({ ...NOTHING, unchanged: readCsv(file).length - 1 });
  expect(counts.unchanged).toBeGreaterThan(20);
  expect((await imported(file)).counts).toEqual(counts);
});

test("a series whose line says other hours changes from now on, its half-days follow, and the same line then finds it so", async () => {
  const { saves, everything, tries, imported, held } = await anOrganisation();
  await saves(MONDAYS);
  const file = withCell(
    withCell(await everything("2027-03-01", "2027-03-02"), "De", "08:30", "horaire"),
    "À",
    "11:30",
    "horaire",
  );
  const [series = ""] = file.split("date;");
  const windows = withCell(series, "Sur rendez\u2011vous", "08:30-10:00");
  const edited = withCell(windows, "Sans rendez\u2011vous", "10:00-11:30");
  const report = await tries(edited);
  expect(report.lines).toMatchObject([
    {
      did: "series-changed",
      changes: [
        { column: "from", before: "09:00", after: "08:30" },
        { column: "to", before: "12:00", after: "11:30" },
        { column: "appointment", before: "09:00-10:00", after: "08:30-10:00" },
        { column: "walkIn", before: "10:00-12:00", after: "10:00-11:30" },
      ],
      halfDays: { cancelled: 0, kept: 0 },
    },
  ]);
  expect((await imported(edited)).counts).toMatchObject({ seriesChanged: 1, refused: 0 });
  expect(await held("2027-03-08", "2027-03-16")).toEqual(["03-08 08:30–11:30", "03-15 08:30–11:30"]);
  expect((await imported(edited)).counts).toEqual({ ...NOTHING, unchanged: 1 });
});

test("a line without a reference that begins at another hour than a series there is asked about; the reference answers it", async () => {
  const { saves, tries, imported, refusals, held } = await anOrganisation();
  const { series = "" } = await saves(MONDAYS);
  const written = (said: string) => `Référence;Lieu;Jour;De;À;Tables\n${said};Neuhof;lundi;8h30;11h30;2`;
  expect((await tries(written(""))).refused).toMatchObject([
    {
      problems: [
        { column: "reference", code: "same-or-another", values: { from: "09:00", to: "12:00", reference: series } },
      ],
    },
  ]);
  // What ends at another hour alone, or begins after it, is not.
  expect(await refusals("Lieu;Jour;De;À;Tables\nNeuhof;lundi;9h;13h;2\nNeuhof;lundi;13h;14h;2")).toEqual([]);
  expect((await tries(written(series))).counts).toMatchObject({ seriesChanged: 1, seriesNew: 0 });
  expect((await tries(written("Nouveau"))).counts).toMatchObject({ seriesChanged: 0, seriesNew: 1 });
  expect((await imported(written("nouveau"))).counts).toMatchObject({ seriesNew: 1, refused: 0 });
  expect((await imported(written("nouveau"))).counts).toEqual({ ...NOTHING, unchanged: 1 });
  expect(await held("2027-03-08", "2027-03-09")).toEqual(["03-08 08:30–11:30", "03-08 09:00–12:00"]);
});

test("a file of before a series changed means the series that followed it, in whatever order topics stand", async () => {
  const { saves, tries, imported, organisation } = await anOrganisation();
  await db.topic.create({
    data: {
      key: "caf",
      texts: { fr: { name: "Allocations" } },
      organisationId: organisation,
      minutes: 30,
      bring: [],
      themes: [],
      bookable: true,
      rank: 2,
    },
  });
  const mondays = { ...MONDAYS, windows: [], topics: ["impots", "caf"] };
  const { series } = await saves(mondays);
  await saves({ ...mondays, from: "08:30" }, { seriesId: series!, from: "2027-03-15" });
  const file = (from: string, topics: string) =>
    `Référence;Lieu;Jour;De;À;Tables;Démarches\n${series};Neuhof;lundi;${from};12h;2;${topics}`;
  expect((await tries(file("8h30", "Allocations, impots"))).counts).toEqual({ ...NOTHING, unchanged: 1 });
  expect((await imported(file("8h", "caf, impots"))).counts).toMatchObject({ seriesChanged: 1, refused: 0 });
  expect((await imported(file("8h", "impots, caf"))).counts).toEqual({ ...NOTHING, unchanged: 1 });
});

test("what columns do not say stays as it is", async () => {
  const { saves, tries } = await anOrganisation();
  await saves({ ...MONDAYS, topics: ["impots"], audience: "tous", bookableDesks: 1, inSchoolHolidays: false });
  expect((await tries("Lieu;Jour;De;À;Tables\nNeuhof;lundi;9h;12h;2")).counts).toEqual({ ...NOTHING, unchanged: 1 });
  expect((await tries("Lieu;Jour;De;À;Tables;Démarches\nNeuhof;lundi;9h;12h;2;")).lines).toMatchObject([
    { changes: [{ column: "topics", before: "impots", after: "" }] },
  ]);
});

test("a line finds its half-day by place, day and hours, and moves it by its reference", async () => {
  const { saves, everything, imported, held, refusals } = await anOrganisation();
  await saves(MONDAYS);
  expect((await imported(`${HEAD}\nNeuhof;;08/03/2027;9h;13h;3`)).counts).toMatchObject({
    datesNew: 0,
    datesChanged: 1,
  });
  expect(await held("2027-03-08", "2027-03-09")).toEqual(["03-08 09:00–13:00"]);
  const file = await everything("2027-03-15", "2027-03-16");
  const moved = withCell(withCell(file, "Date", "17/03/2027", "15/03"), "Jour", "mercredi", "17/03");
  expect((await imported(moved)).counts).toMatchObject({ datesChanged: 1, unchanged: 1 });
  expect(await held("2027-03-15", "2027-03-22")).toEqual(["03-17 09:00–12:00"]);
  expect(await refusals(`${HEAD};Référence\nNeuhof;lundi;;9h;12h;2;;${randomUUID()}`)).toEqual([
    "2 reference: no-such-reference",
  ]);
});

test("a half-day is neither cancelled nor called back by a file", async () => {
  const { saves, everything, refusals, on } = await anOrganisation();
  await saves(MONDAYS);
  const file = await everything("2027-03-08", "2027-03-09");
  expect(await refusals(withCell(file, "État", "annulée", "date"))).toEqual(["3 state: state-by-file"]);
  await db.permanence.update({
    where: { id: (await on("2027-03-08")).id },
    data: { status: "cancelled", cancelReason: "Grève" },
  });
  expect(await refusals(file)).toEqual(["3 state: state-by-file"]);
});

test("a date of a series of the same file is the one that the series writes", async () => {
  const { tries, imported, held } = await anOrganisation();
  const file = `${HEAD}\nNeuhof;;08/03/2027;9h;13h;2\nNeuhof;lundi;;9h;12h;2\nNeuhof;;15/03/2027;9h;12h;2`;
  const counts = { ...NOTHING, seriesNew: 1, datesChanged: 1, unchanged: 1 };
  expect((await tries(file)).counts).toEqual(counts);
  expect((await imported(file)).counts).toEqual(counts);
  expect(await held("2027-03-08", "2027-03-16")).toEqual(["03-08 09:00–13:00", "03-15 09:00–12:00"]);
  expect((await imported(file)).counts).toEqual({ ...NOTHING, unchanged: 3 });
});

test("the people of a cell are those of the half-day: planned, kept, taken off, and exchanged with another place", async () => {
  const { saves, place, imported, planned, awa } = await anOrganisation();
  const meinau = await place("Meinau");
  await saves({ ...MONDAYS, windows: [] });
  await saves({ ...MONDAYS, windows: [], place: meinau.id });
  const both = (neuhof: string, there: string) =>
    `${HEAD}\nNeuhof;;08/03/2027;9h;12h;2;${neuhof}\nMeinau;;08/03/2027;9h;12h;2;${there}`;
  expect((await imported(both(`${awa.email} table 2`, "Ben Martin 10h00-12h00"))).counts).toMatchObject({ planned: 2 });
  expect(await planned("2027-03-08")).toEqual(["Awa Diop 2 09:00–12:00", "Ben Martin 1 10:00–12:00"]);
  expect((await imported(both("Ben Martin", "Awa Diop"))).counts).toMatchObject({
    planned: 2,
    takenOff: 2,
    refused: 0,
  });
  expect(await planned("2027-03-08")).toEqual(["Awa Diop 1 09:00–12:00", "Ben Martin 1 09:00–12:00"]);
  expect((await imported(both("", "personne"))).counts).toMatchObject({ planned: 0, takenOff: 1, unchanged: 1 });
  expect(await planned("2027-03-08")).toEqual(["Ben Martin 1 09:00–12:00"]);
});

test("somebody who cannot be there refuses the line, by the reason of the planning", async () => {
  const { saves, refusals, awa, organisation, person, planned, imports } = await anOrganisation();
  await saves({ ...MONDAYS, windows: [] });
  await person("Ben Martin");
  await db.absence.create({
    data: {
      conseillerId: awa.id,
      organisationId: organisation,
      startsAt: new Date("2027-03-08T07:00:00Z"),
      endsAt: new Date("2027-03-08T20:00:00Z"),
    },
  });
  const file = `${HEAD}\nNeuhof;;08/03/2027;9h;12h;2;Awa Diop\nNeuhof;;15/03/2027;9h;12h;2;Ben Martin\nNeuhof;;22/03/2027;9h;12h;2;Awa Diop table 1 + Awa Diop table 2`;
  expect(await refusals(file)).toEqual([
    "2 people: absent (Awa Diop)",
    "3 people: several-people (Ben Martin)",
    "4 people: planned-here (Awa Diop)",
  ]);
  expect(await imports(file)).toEqual({ ok: false, refusal: "lines-refused" });
  expect(await planned("2027-03-22")).toEqual([]);
});

test("the people of a series are planned on each of its dates where they can be, and the others are counted", async () => {
  const { imported, planned, awa, organisation } = await anOrganisation();
  await db.absence.create({
    data: {
      conseillerId: awa.id,
      organisationId: organisation,
      startsAt: new Date("2027-03-08T07:00:00Z"),
      endsAt: new Date("2027-03-08T20:00:00Z"),
    },
  });
  const file = `${HEAD_TO_MAY}\nNeuhof;lundi;;9h;12h;1;Awa Diop;31/05/2027`;
  const { counts } = await imported(file);
  expect(counts).toMatchObject({ seriesNew: 1, without: 1, refused: 0 });
  expect(counts.planned).toBeGreaterThan(8);
  expect(await db.assignment.count({ where: { organisationId: organisation } })).toBe(counts.planned);
  expect([await planned("2027-03-08"), await planned("2027-03-15")]).toEqual([[], ["Awa Diop 1 09:00–12:00"]]);
  expect((await imported(file)).counts).toEqual({ ...NOTHING, unchanged: 1 });
});

test("a series that cancels half-days is written with the sentence that residents read", async () => {
  const { saves, everything, tries, imports, imported, held } = await anOrganisation();
  await saves({ ...MONDAYS, windows: [] });
  const [series = ""] = (await everything("2027-03-01", "2027-03-02")).split("date;");
  const ending = withCell(series, "Au", "12/03/2027", "horaire");
  expect((await tries(ending)).counts.cancelled).toBeGreaterThan(8);
  expect(await imports(ending)).toEqual({ ok: false, refusal: "sentence-missing" });
  await imported(ending, { sentence: "Fin du service" });
  expect(await held("2027-03-08", "2027-03-16")).toEqual([
    "03-08 09:00–12:00",
    "03-15 09:00–12:00 cancelled: Fin du service",
  ]);
});

test("a trial that is no longer true is refused, and nothing is written", async () => {
  const { saves, tries, imports, held, books } = await anOrganisation();
  await saves(MONDAYS);
  const file = `${HEAD}\nNeuhof;lundi;;9h;12h;3`;
  const { version } = await tries(file);
  await books("2027-03-08", "09:30");
  expect(await imports(file, { seen: version })).toEqual({ ok: false, refusal: "effect-changed" });
  expect(await held("2027-03-08", "2027-03-09")).toEqual(["03-08 09:00–12:00"]);
});

test("a file takes no lane from whoever is booked", async () => {
  const { saves, everything, refusals, books, on } = await anOrganisation();
  await saves(MONDAYS);
  await books("2027-03-08", "09:30", 2);
  const file = withCell(await everything(), "Tables sur rendez‑vous", "0", "08/03/2027");
  expect(await refusals(file)).toEqual([expect.stringContaining("date: appointments-do-not-fit")]);
  expect(await on("2027-03-08")).toMatchObject({ bookableLanes: 2 });
});

test("of two imports at once one writes and the other is told so; then it finds nothing to change", async () => {
  const { imports, organisation } = await anOrganisation();
  const file = `${HEAD_TO_MAY}\nNeuhof;lundi;;9h;12h;2;Awa Diop;31/05/2027\nNeuhof;mardi;;9h;12h;2;;31/05/2027`;
  const both = await Promise.all([imports(file), imports(file)]);
  expect(both.map((one) => (one.ok ? "written" : one.refusal)).toSorted()).toEqual(["import-running", "written"]);
  expect(await db.series.count({ where: { organisationId: organisation } })).toBe(2);
  expect(read(await imports(file)).counts).toEqual({ ...NOTHING, unchanged: 2 });
});

test("a process runs two imports at once, of whichever organisations", async () => {
  const organisations = [await anOrganisation(), await anOrganisation(), await anOrganisation()];
  const file = `${HEAD_TO_MAY}\n${MONDAYS_TO_MAY}`;
  const all = await Promise.all(organisations.map(({ imports }) => imports(file)));
  expect(all.map((one) => (one.ok ? "written" : one.refusal))).toEqual(["written", "written", "import-running"]);
  expect((await organisations[2]!.imports(file)).ok).toBe(true);
});

test("the journal notes the import with its counts, beside each act, and nothing when nothing changes", async () => {
  const { imported, organisation, actor } = await anOrganisation();
  const file = `${HEAD_TO_MAY}\n${MONDAYS_TO_MAY}`;
  await imported(file);
  await imported(file);
  const entries = await db.journalEntry.findMany({ where: { organisationId: organisation }, orderBy: { id: "asc" } });
  expect(entries.map(({ act, actor: by }) => [act, by])).toEqual([
    ["series-made", `staff:${actor.user}`],
    ["planning-imported", `staff:${actor.user}`],
  ]);
  expect(entries[1]?.data).toMatchObject({ seriesNew: 1, planned: 0, refused: 0 });
});

test("whoever plans at some places imports there alone, and a conseiller nowhere", async () => {
  const { actor, organisation, place, sent } = await anOrganisation();
  const meinau = await place("Meinau");
  const as = (role: "coordinator" | "conseiller", places: "all" | readonly string[]) => ({
    ...actor,
    roles: [{ organisation, role, places }],
  });
  const file = sent(`${HEAD}\nNeuhof;lundi;;9h;12h;2\nMeinau;lundi;;9h;12h;2`);
  expect(await tryPlanningFile(as("conseiller", "all"), file)).toEqual({ ok: false, refusal: "not-allowed" });
  const report = read(await tryPlanningFile(as("coordinator", [meinau.id]), file));
  expect([report.counts.seriesNew, report.refused]).toMatchObject([
    1,
    [{ number: 2, problems: [{ column: "place", code: "not-allowed" }] }],
  ]);
});

test("what is no table, and a table that is too long, is refused as a whole", async () => {
  const { actor, sent } = await anOrganisation();
  expect(await tryPlanningFile(actor, sent("Bonjour"))).toEqual({ ok: false, refusal: "file-columns" });
  const long = `${HEAD}\n${"Neuhof;lundi;;9h;12h;2\n".repeat(8_001)}`;
  expect(await tryPlanningFile(actor, sent(long))).toEqual({ ok: false, refusal: "file-too-many-lines" });
});
