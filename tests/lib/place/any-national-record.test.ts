import fc from "fast-check";
import { readNationalRecord } from "#lib/place/read-national-record.ts";
import { runs } from "#tests/support/property-runs.ts";
import { nationalRecordOf } from "./national-record-of.ts";
import { stubParsers } from "./stub-parsers.ts";

const COLUMNS = [
  "id",
  "nom",
  "commune",
  "code_postal",
  "code_insee",
  "adresse",
  "complement_adresse",
  "latitude",
  "longitude",
  "pivot",
  "telephone",
  "horaires",
  "source",
  "date_maj",
  "services",
  "publics_specifiquement_adresses",
  "publics_accueillis",
  "modalites_accompagnement",
  "modalites_acces",
  "frais_a_charge",
  "labels_nationaux",
];

/** Any value that a column might hold; likely mistakes are drawn most often. */
const anyValue = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      "",
      "STRASBOURG",
      "67000",
      "97400",
      "00000000000000",
      67000,
      8000,
      48.57,
      7.75,
      "48,57",
      "Mo-Fr 09:00-12:00",
      "Mo off",
      "+33388001122",
      "2022-06-17",
      "31/02/2022",
      "CNFS, APTIC",
      "Gratuit",
    ),
  },
  { weight: 2, arbitrary: fc.string({ unit: "binary" }) },
  { weight: 1, arbitrary: fc.anything() },
);
const anyRecord = fc.dictionary(fc.oneof(fc.constantFrom(...COLUMNS), fc.string()), anyValue);

/** A record whose required fields can be read; its other fields hold any value. */
const readable = fc
  .tuple(
    anyRecord,
    fc.record({
      id: fc.string({ minLength: 1, unit: "grapheme-ascii" }).map((text) => `a${text}`),
      nom: fc.oneof(
        fc.constantFrom("LA POSTE", " Mairie ", "L'ATELIER", "ESPACE D ART"),
        fc.string({ unit: "grapheme" }).map((text) => `Maison ${text}`),
      ),
      complement_adresse: fc.oneof(fc.constantFrom(undefined, "BAT ST LUC", "x".repeat(240)), fc.string()),
      commune: fc.oneof(
        fc.string({ unit: "grapheme" }).map((text) => `A${text}`),
        fc.constantFrom("STRASBOURG", "la chapelle st luc", "NANCY CEDEX", "Paris 8", "SELESTAT"),
      ),
      adresse: fc.constantFrom("1 PL D ARMES", "Rue d'Obermatt", "  3 bis quai Finkwiller "),
      code_postal: fc.constantFrom("67600", 67000, "8000", "F-57050"),
      latitude: fc.constantFrom(48.5, "48,5", 7.7),
      longitude: fc.constantFrom(7.7, 48.5),
    }),
  )
  .map(([other, required]) => ({ ...other, ...required }));

test("any value is kept, corrected or refused, and never throws", () => {
  fc.assert(
    fc.property(fc.oneof(anyRecord, fc.anything()), (record) =>
      expect(["kept", "corrected", "refused"]).toContain(readNationalRecord(record, stubParsers).outcome),
    ),
    { numRuns: runs(1_000) },
  );
});

test("a record written from a place that was read is kept without corrections, as the same place", () => {
  let places = 0;
  fc.assert(
    fc.property(readable, (record) => {
      const once = readNationalRecord(record, stubParsers);
      if (once.outcome === "refused") return;
      places += 1;
      const again = readNationalRecord(nationalRecordOf(once.place), stubParsers);
      expect(again).toMatchObject({ outcome: "kept", place: { ...once.place, holidayRegion: expect.any(String) } });
    }),
    { numRuns: runs(1_000) },
  );
  expect(places).toBeGreaterThan(100);
});

test("the texts of a place can be stored: no NUL, no unpaired surrogate, no empty required text", () => {
  fc.assert(
    fc.property(readable, (record) => {
      const read = readNationalRecord(record, stubParsers);
      if (read.outcome === "refused") return;
      const { name, shortName, city, address, postalCode, nationalId } = read.place;
      for (const text of [name, shortName, city, address, nationalId]) expect(text).toMatch(/\S/);
      expect(postalCode).toMatch(/^\d{5}$/);
      expect(JSON.stringify(read.place)).not.toMatch(/\\u0000|\\ud[89a-f]/);
    }),
    { numRuns: runs(500) },
  );
});
