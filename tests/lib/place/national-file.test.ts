import { readNationalFile } from "#lib/place/national-file.ts";
import { stubParsers } from "./stub-parsers.ts";

const mairie = {
  id: "1",
  nom: "Mairie",
  commune: "Strasbourg",
  code_postal: "67000",
  adresse: "1 place de la Mairie",
  latitude: 48.5,
  longitude: 7.7,
};

test("every record has its number, and its id and name when it has them", () => {
  const lines = readNationalFile([mairie, { nom: "Sans identifiant" }, 3], stubParsers);
  expect(lines).toMatchObject([
    { number: 1, id: "1", name: "Mairie", read: { outcome: "kept" } },
    { number: 2, name: "Sans identifiant", read: { outcome: "refused", why: "no-id" } },
    { number: 3, read: { outcome: "refused", why: "not-a-record" } },
  ]);
});

test("of several records with one id the first readable one is kept, the later ones are refused", () => {
  const lines = readNationalFile(
    [{ ...mairie, nom: null }, mairie, { ...mairie, nom: "Mairie bis" }, { ...mairie, id: " 1 " }],
    stubParsers,
  );
  expect(lines.map(({ read }) => (read.outcome === "refused" ? read : read.outcome))).toEqual([
    { outcome: "refused", why: "no-name" },
    "kept",
    { outcome: "refused", why: "same-id-twice", first: 2 },
    { outcome: "refused", why: "same-id-twice", first: 2 },
  ]);
});

test("a record with the name and address of an earlier one is told, in whatever capitals and accents", () => {
  const again = { ...mairie, id: "2", nom: "MAIRIE", adresse: "1, Place de la Mairie" };
  const lines = readNationalFile([mairie, again, { ...again, id: "3", adresse: "2 place de la Mairie" }], stubParsers);
  expect(lines.map(({ alike }) => alike)).toEqual([undefined, 1, undefined]);
});

test("only the records that are wanted are read, under their own numbers", () => {
  const lines = readNationalFile([mairie, { ...mairie, id: "2" }], stubParsers, (one) => one !== mairie);
  expect(lines.map(({ number, id }) => [number, id])).toEqual([[2, "2"]]);
});
