import fc from "fast-check";
import { NTHS } from "#lib/schedule/series.ts";
import {
  isPlainName,
  readPlanningFile,
  writePlanningFile,
  type PlanningLine,
  type WrittenHalfDay,
  type WrittenSeries,
} from "#lib/wire/planning/planning-file.ts";
import { teamFr as messages } from "#tests/support/catalogues.ts";
import { runs } from "#tests/support/property-runs.ts";

const WORDS = messages.planningFile;
const TODAY = "2027-03-01";
const HEAD = "Lieu;Jour;Date;De;À;Tables";

const linesOf = (text: string): readonly PlanningLine[] => readPlanningFile(text, WORDS, TODAY)?.lines ?? [];
const problemsOf = (text: string): readonly string[] =>
  linesOf(text).flatMap((line) =>
    line.kind === "wrong" ? line.problems.map(({ column, code }) => `${line.number} ${column}: ${code}`) : [],
  );

const SERIES: WrittenSeries = {
  id: "019a0000-0000-7000-8000-000000000001",
  place: "Médiathèque",
  weekday: 1,
  startMinute: 540,
  endMinute: 720,
  everyWeeks: 1,
  inSchoolHolidays: false,
  fromDate: "2027-03-01",
  desks: 2,
  bookableDesks: 1,
  windows: [
    { from: 0, to: 60, mode: "appointment" },
    { from: 60, to: 180, mode: "walk-in" },
  ],
  topics: ["impots", "caf"],
  languages: ["fr", "ar"],
  audience: "les allocataires",
};
const HALF_DAY: WrittenHalfDay = {
  ...SERIES,
  localDate: "2027-03-22",
  state: "later",
  people: [{ who: "awa@ville.example", desk: 1, from: 540, to: 630 }, { who: "Ben Martin" }],
  short: "table 2",
};

test("a series and a half-day are lines that a coordinator reads", () => {
  const [head, series, date] = writePlanningFile([SERIES], [HALF_DAY], WORDS).slice(1).split("\r\n");
  expect(head).toBe(
    "Type;Référence;Lieu;Jour;Rythme;Date;Du;Au;Vacances scolaires;De;À;Sur rendez‑vous;Sans rendez‑vous;Avec ou sans;Tables;Tables sur rendez‑vous;Démarches;Public;Langues;Personnes;État;Manque",
  );
  expect(series).toBe(
    `horaire;${SERIES.id};Médiathèque;lundi;chaque semaine;;01/03/2027;;non;09:00;12:00;09:00-10:00;10:00-12:00;;2;1;impots, caf;les allocataires;fr, ar;;;`,
  );
  expect(date).toBe(
    `date;${SERIES.id};Médiathèque;lundi;;22/03/2027;;;;09:00;12:00;09:00-10:00;10:00-12:00;;2;1;impots, caf;les allocataires;fr, ar;awa@ville.example table 1 09:00-10:30 + Ben Martin;prévue;table 2`,
  );
});

test("few columns in any order are enough, as people type them or a spreadsheet pastes them", () => {
  const expected = {
    kind: "series",
    body: { place: "Neuhof", weekday: 2, from: 540, to: 690, desks: 1, everyWeeks: 1 },
  };
  expect(linesOf("tables;LIEU;jour;a;de\n1;Neuhof;Mardi;11h30;9 h\n")).toMatchObject([expected]);
  expect(linesOf("Lieu\tJour\tDe\tA\tTables\nNeuhof\tmar.\t09:00:00\t11:30\t1")).toMatchObject([expected]);
  expect(linesOf(`${HEAD}\nNeuhof;;22.03.2027;9;12;1`)).toMatchObject([
    { kind: "date", body: { date: "2027-03-22", from: 540, to: 720 } },
  ]);
});

test("the type of a series is read however it is written, or left out", () => {
  const kinds = ["horaire", "Horaire", ""].map((type) => {
    const [line] = linesOf(`Type;${HEAD}\n${type};Neuhof;lundi;;9h;12h;1`);
    return line?.kind;
  });
  expect(kinds).toEqual(["series", "series", "series"]);
});

test("rhythms are read in the words of people", () => {
  const rhythm = (said: string) => {
    const [line] = linesOf(`${HEAD};Rythme\nNeuhof;lundi;;9h;12h;1;${said}`);
    return line?.kind === "series" ? [line.body.everyWeeks, line.body.nthOfMonth] : undefined;
  };
  expect(["", "toutes les semaines", "une semaine sur deux", "toutes les 3 semaines"].map(rhythm)).toEqual([
    [1, undefined],
    [1, undefined],
    [2, undefined],
    [3, undefined],
  ]);
  expect(["1er du mois", "2e lundi du mois", "Dernier du mois", "5e du mois", "parfois"].map(rhythm)).toEqual([
    [1, 1],
    [1, 2],
    [1, -1],
    undefined,
    undefined,
  ]);
});

test("what is wrong is said once a cell, with the number of the line", () => {
  expect(
    problemsOf(
      `${HEAD};Rythme;Sur rendez-vous;Vacances scolaires;Type\n` +
        "Neuhof;lundi;;9h;;1\n" +
        "Neuhof;lundredi;;9h;12h;beaucoup;parfois;le matin;peut-être\n" +
        "Neuhof;mardi;22/03/2027;9h;12h;1\n" +
        "Neuhof;;31/02/2027;9h;12h;1\n" +
        ";lundi;;12h;9h;0;;;;autre",
    ),
  ).toEqual([
    "2 to: missing",
    "3 weekday: malformed",
    "3 rhythm: malformed",
    "3 school: malformed",
    "3 appointment: malformed",
    "3 desks: malformed",
    "4 weekday: another-weekday",
    "5 date: malformed",
    "6 kind: malformed",
    "6 place: missing",
    "6 desks: malformed",
  ]);
});

test("a table that does not name place and hours is none, and what it names besides is said", () => {
  expect(readPlanningFile("Nom;Adresse\nNeuhof;1 rue", WORDS, TODAY)).toBeUndefined();
  expect(readPlanningFile("", WORDS, TODAY)).toBeUndefined();
  expect(readPlanningFile(`${HEAD};Remarque\nNeuhof;lundi;;9h;12h;1;clé au secrétariat`, WORDS, TODAY)?.unread).toEqual(
    ["Remarque"],
  );
});

test("who is to be there is named by address or name, with desk and hours; an empty cell says nothing", () => {
  const people = (said: string) => {
    const [line] = linesOf(`${HEAD};Personnes\nNeuhof;lundi;;9h;12h;1;${said}`);
    return line?.kind === "wrong" ? line.problems : line?.people;
  };
  expect(people("")).toBeUndefined();
  expect(people("Personne")).toEqual([]);
  expect(people("awa+test@ville.example table 2 + Ben Martin 9h00-10h30")).toEqual([
    { who: "awa+test@ville.example", desk: 2 },
    { who: "Ben Martin", from: 540, to: 630 },
  ]);
  expect(people("Awa + ")).toMatchObject([{ column: "people", code: "malformed" }]);
});

test("a name is written only when it is read back as that name", () => {
  expect(["Awa Diop", "Guichet table 2", "A + B", "personne", ""].map(isPlainName)).toEqual([
    true,
    false,
    false,
    false,
    false,
  ]);
});

const text = fc.string({ unit: fc.constantFrom("a", "é", ";", '"', "=", "-", "’", " ", "1", "@") });
const tidy = text.map((one) => one.trim().replace(/ +/gu, " ")).filter((one) => one !== "");
const hours = fc
  .record({
    startMinute: fc.integer({ min: 180, max: 1200 }),
    minutes: fc.integer({ min: 30, max: 240 }),
    cuts: fc.uniqueArray(fc.integer({ min: 1, max: 29 }), { maxLength: 3 }),
    modes: fc.array(fc.constantFrom("appointment", "walk-in", "mixed"), { minLength: 4, maxLength: 4 }),
    id: fc.uuid(),
    place: tidy,
    desks: fc.integer({ min: 1, max: 20 }),
    topics: fc.uniqueArray(fc.constantFrom("caf", "impots", "ants"), { maxLength: 3 }),
    languages: fc.uniqueArray(fc.constantFrom("fr", "ar", "tr"), { maxLength: 3 }),
    audience: fc.option(tidy),
  })
  .map(({ minutes, cuts, modes, ...one }) => {
    const edges = [0, ...cuts.toSorted((a, b) => a - b), minutes];
    const windows = edges.slice(1).map((to, index) => ({ from: edges[index]!, to, mode: modes[index]! as "mixed" }));
    return { ...one, endMinute: one.startMinute + minutes, bookableDesks: 0, windows };
  });
const day = fc
  .date({ min: new Date("2026-01-01"), max: new Date("2029-12-31"), noInvalidDate: true })
  .map((at) => at.toISOString().slice(0, 10));

test("whatever series or half-day is written is read back as it was", () => {
  const series = fc.record({
    of: hours,
    weekday: fc.integer({ min: 1, max: 7 }),
    rhythm: fc.oneof(
      fc.integer({ min: 1, max: 8 }).map((everyWeeks) => ({ everyWeeks })),
      fc.constantFrom(...NTHS).map((nthOfMonth) => ({ everyWeeks: 1, nthOfMonth })),
    ),
    inSchoolHolidays: fc.boolean(),
    fromDate: day,
  });
  fc.assert(
    fc.property(series, hours, day, ({ of, rhythm, ...more }, held, localDate) => {
      const written = writePlanningFile(
        [{ ...of, ...rhythm, ...more }],
        [{ ...held, localDate, state: "later" }],
        WORDS,
      );
      const [first, second] = linesOf(written);
      expect(first).toEqual({
        kind: "series",
        number: 2,
        name: expect.stringContaining(",") as string,
        reference: of.id,
        fromDate: more.fromDate,
        body: { ...bodyOf(of), ...rhythm, ...more },
      });
      expect(second).toEqual({
        kind: "date",
        number: 3,
        name: expect.stringContaining(",") as string,
        reference: held.id,
        state: "prévue",
        body: { ...bodyOf(held), date: localDate },
      });
    }),
    { numRuns: runs(300) },
  );
});

const bodyOf = ({
  id: _,
  startMinute,
  endMinute,
  windows,
  audience,
  ...one
}: Omit<WrittenSeries, "weekday" | "everyWeeks" | "fromDate">) => ({
  ...one,
  from: startMinute,
  to: endMinute,
  windows: windows.map(({ from, to, mode }) => ({ from: startMinute + from, to: startMinute + to, mode })),
  ...(audience !== null && { audience }),
});
