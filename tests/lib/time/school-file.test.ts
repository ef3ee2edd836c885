import { readSchoolFile } from "#lib/time/school-file.ts";

const HEAD = "Description;Population;Date de début;Date de fin;Académies;Zones;annee_scolaire";
const read = (...lines: readonly string[]) => readSchoolFile([HEAD, ...lines].join("\r\n"));

test("holidays last from the day after the last lessons to the day before the next ones, by the clock of their zone", () => {
  expect(
    read(
      "Vacances de Noël;-;2026-12-18T23:00:00+00:00;2027-01-03T23:00:00+00:00;Strasbourg;Zone B;2026-2027",
      "Vacances d'Hiver;-;2027-02-12T23:00:00+00:00;2027-02-28T23:00:00+00:00;Lyon;Zone A;2026-2027",
      "Vacances d'été austral;-;2026-12-18T20:00:00+00:00;2027-01-31T20:00:00+00:00;La Réunion;Réunion;2026-2027",
    ),
  ).toEqual({
    rows: [
      { zone: "974", name: "Vacances d'été austral", from: "2026-12-20", to: "2027-01-31" },
      { zone: "A", name: "Vacances d'Hiver", from: "2027-02-14", to: "2027-02-28" },
      { zone: "B", name: "Vacances de Noël", from: "2026-12-20", to: "2027-01-03" },
    ],
    problems: [],
    leftOut: 0,
  });
});

test("the beginning of summer is one day, since nobody knows its end", () => {
  const line = "Début des Vacances d'Été;-;2027-07-02T22:00:00+00:00;2027-07-02T22:00:00+00:00;Lille;Zone B;2026-2027";
  expect(read(line)?.rows).toEqual([
    { zone: "B", name: "Début des Vacances d'Été", from: "2027-07-04", to: "2027-07-04" },
  ]);
});

test("what is for teachers alone, and the same holidays of another académie, are left out", () => {
  const noel = (academie: string, population = "-") =>
    `Vacances de Noël;${population};2026-12-18T23:00:00+00:00;2027-01-03T23:00:00+00:00;${academie};Zone B;2026-2027`;
  expect(read(noel("Lille"), noel("Strasbourg", "Élèves"), noel("Nice", "Enseignants"))).toMatchObject({
    rows: [{ zone: "B" }],
    problems: [],
    leftOut: 2,
  });
});

test("a line that cannot be read is named with its number, and the others are read", () => {
  const noel = "Vacances de Noël;-;2026-12-18T23:00:00+00:00;2027-01-03T23:00:00+00:00;Lille";
  expect(
    read(
      `${noel};Zone D;2026-2027`,
      `${noel};Zone B`,
      "Vacances de Noël;-;18/12/2026;04/01/2027;Lille;Zone B;2026-2027",
      `${noel};Zone B;2026-2027`,
      "",
      "Noël;-;2026-12-19T23:00:00+00:00;2027-01-03T23:00:00+00:00;Nice;Zone B;2026-2027",
      ";-;2026-12-18T23:00:00+00:00;2027-01-03T23:00:00+00:00;Nice;Zone A;2026-2027",
    ),
  ).toMatchObject({
    rows: [{ zone: "B", from: "2026-12-20" }],
    problems: [
      { line: 2, why: "zone" },
      { line: 3, why: "columns" },
      { line: 4, why: "dates" },
      { line: 7, why: "other-dates" },
      { line: 8, why: "name" },
    ],
  });
});

test("another file is none of these", () => {
  expect(readSchoolFile("insee;nom\n67482;Strasbourg")).toBeUndefined();
});
