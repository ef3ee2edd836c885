import type { NationalPlace, RecordOutcome } from "#lib/place/national-place.ts";
import { readNationalRecord } from "#lib/place/read-national-record.ts";
import { nationalRecordOf } from "./national-record-of.ts";
import { stubParsers } from "./stub-parsers.ts";

const shadok = {
  id: "62b02ced8255a806e299e09f",
  pivot: "24670048800017",
  nom: "Shadok",
  commune: "Strasbourg",
  code_postal: "67100",
  adresse: "25 Presqu’île Malraux",
  latitude: 48.573978,
  longitude: 7.763942,
  horaires: "We-Fr 14:00-18:00",
  source: "conseiller-numerique",
  date_maj: "2022-06-20",
  services: "Aide aux démarches administratives",
};

const read = (changes: Record<string, unknown>): RecordOutcome =>
  readNationalRecord({ ...shadok, ...changes }, stubParsers);
const place = (changes: Record<string, unknown>): NationalPlace => {
  const found = read(changes);
  if (found.outcome === "refused") throw new Error(found.why);
  return found.place;
};
const corrections = (changes: Record<string, unknown>) => {
  const found = read(changes);
  return found.outcome === "corrected" ? found.corrections : [];
};

test("a record of the current version is kept unchanged", () => {
  expect(read({})).toEqual({
    outcome: "kept",
    remarks: [],
    place: {
      nationalId: "62b02ced8255a806e299e09f",
      name: "Shadok",
      shortName: "Shadok",
      address: "25 Presqu’île Malraux",
      city: "Strasbourg",
      postalCode: "67100",
      latitude: 48.573978,
      longitude: 7.763942,
      timeZone: "Europe/Paris",
      holidayRegion: "67",
      phone: null,
      languages: [],
      openingHours: "We-Fr 14:00-18:00",
      pivot: "24670048800017",
      source: "conseiller-numerique",
      sourceDate: "2022-06-20",
      services: ["aide-aux-demarches-administratives"],
      audiences: [],
      specialCare: [],
      support: [],
      fees: [],
      programmes: [],
    },
  });
});

test("texts in all capitals are rewritten and reported as corrections", () => {
  expect(corrections({ nom: "LA POSTE", commune: "STRASBOURG", adresse: "56 RUE DU RIETH" })).toEqual([
    { field: "name", from: "LA POSTE", to: "La Poste" },
    { field: "address", from: "56 RUE DU RIETH", to: "56 rue du Rieth" },
    { field: "city", from: "STRASBOURG", to: "Strasbourg" },
  ]);
  expect(place({ nom: "LA POSTE", commune: "STRASBOURG" }).shortName).toBe("La Poste, Strasbourg");
});

test("a commune of the list gets its accents back; another city is written by the rules", () => {
  expect(place({ commune: "SELESTAT", code_postal: "67600" }).city).toBe("Sélestat");
  expect(place({ commune: "VITRY LE FRANCOIS", code_postal: "51300" }).city).toBe("Vitry-le-Francois");
});

test("names and addresses are trimmed; typographic apostrophes are not reported as corrections", () => {
  expect(corrections({ nom: "  Shadok " })).toEqual([{ field: "name", from: "  Shadok ", to: "Shadok" }]);
  expect(read({ nom: "L'Atelier d'à côté" })).toMatchObject({ outcome: "kept", place: { name: "L’Atelier d’à côté" } });
});

test("the second line of an address is joined to the first", () => {
  expect(place({ adresse: "3 rue de l'Église", complement_adresse: " 2e étage " }).address).toBe(
    "3 rue de l’Église, 2e étage",
  );
  expect(corrections({ adresse: "3 RUE HAUTE", complement_adresse: "BAT ST LUC" })).toEqual([
    { field: "address", from: "3 RUE HAUTE, BAT ST LUC", to: "3 rue Haute, Bat Saint Luc" },
  ]);
});

test("a postal code of four digits gets its leading zero back", () => {
  expect(read({ code_postal: 8000, commune: "Charleville-Mézières", latitude: 49.77, longitude: 4.72 })).toMatchObject({
    outcome: "corrected",
    place: { postalCode: "08000", holidayRegion: "08" },
    corrections: [{ field: "postal-code", from: "8000", to: "08000" }],
  });
  expect(corrections({ code_postal: "F-67 100" })).toEqual([{ field: "postal-code", from: "F-67 100", to: "67100" }]);
});

test("an invalid register number is left out and reported; its absence is remarked", () => {
  for (const [pivot, dropped] of [
    ["00000000000000", "zeros"],
    ["689330", "no-such-number"],
    ["24670048800018", "wrong-check-digit"],
  ]) {
    expect(read({ pivot })).toMatchObject({
      outcome: "corrected",
      place: { pivot: null },
      corrections: [{ field: "pivot", from: pivot, dropped }],
      remarks: ["no-pivot"],
    });
  }
  expect(read({ pivot: undefined })).toMatchObject({ outcome: "kept", place: { pivot: null }, remarks: ["no-pivot"] });
});

test("opening hours are kept in canonical form; unreadable ones are left out and the place is kept", () => {
  expect(corrections({ horaires: "Tu-Fr 09:00-12:00; Mo 14:00-18:00; We 09:00-12:00" })).toEqual([
    {
      field: "hours",
      from: "Tu-Fr 09:00-12:00; Mo 14:00-18:00; We 09:00-12:00",
      to: "Mo 14:00-18:00; Tu-Fr 09:00-12:00",
    },
  ]);
  expect(read({ horaires: "Tu 00:00" })).toMatchObject({
    outcome: "corrected",
    place: { openingHours: null },
    corrections: [{ field: "hours", from: "Tu 00:00", dropped: "unreadable" }],
  });
  expect(read({ horaires: "Mo-Fr off" })).toMatchObject({
    place: { openingHours: null },
    corrections: [{ dropped: "never-open" }],
  });
});

test("the first valid telephone number is kept", () => {
  expect(place({ telephone: "+33388001122" }).phone).toBe("+33388001122");
  expect(place({ telephone: "+3326269426|+33388001122" }).phone).toBe("+33388001122");
  expect(corrections({ telephone: "+333292046" })).toEqual([
    { field: "phone", from: "+333292046", dropped: "no-such-phone" },
  ]);
});

test("a date is a day from 2000 to 2099, in ISO or French notation", () => {
  expect(place({ date_maj: "2024-03-05T10:00:00Z" }).sourceDate).toBe("2024-03-05");
  expect(place({ date_maj: "05/03/2024" }).sourceDate).toBe("2024-03-05");
  for (const date of ["2023-02-29", "1970-01-01", "hier", "2024-03", "31/11/2024"])
    expect(read({ date_maj: date })).toMatchObject({
      place: { sourceDate: null },
      corrections: [{ field: "date", dropped: "no-such-date" }],
      remarks: ["no-date"],
    });
});

test("swapped latitude and longitude are corrected and reported", () => {
  expect(corrections({ latitude: "7,763942", longitude: 48.573978 })).toEqual([
    { field: "position", from: "7,763942, 48.573978", to: "48.573978, 7.763942" },
  ]);
});

test("a place overseas has its own time zone and public holidays", () => {
  expect(place({ code_postal: "97400", commune: "Saint-Denis", latitude: -20.88, longitude: 55.45 })).toMatchObject({
    timeZone: "Indian/Reunion",
    holidayRegion: "RE",
  });
});

test("when postal code and commune are in different departments, the commune decides the holidays, with a remark", () => {
  expect(read({ code_insee: "57463" })).toMatchObject({
    outcome: "kept",
    place: { holidayRegion: "57" },
    remarks: ["departments-differ"],
  });
  expect(read({ code_insee: "67482" })).toMatchObject({ remarks: [] });
  expect(read({ code_insee: "MISSING" })).toMatchObject({ remarks: [] });
  expect(read({ code_postal: "97150", code_insee: "97801", latitude: 18.07, longitude: -63.08 })).toMatchObject({
    place: { timeZone: "America/Marigot" },
    remarks: [],
  });
});

test("the term « Langues étrangères (anglais) » adds English to the languages", () => {
  expect(place({ prise_en_charge_specifique: "Langues étrangères (anglais)" }).languages).toEqual(["en"]);
});

test.each([
  ["no-id", { id: " " }],
  ["no-name", { nom: null }],
  ["name-is-an-address", { nom: "https://www.croix-rouge.fr/Annuaire/9" }],
  ["no-city", { commune: undefined }],
  ["no-city", { commune: " ... " }],
  ["no-address", { adresse: "" }],
  ["no-postal-code", { code_postal: "6710" + "A" }],
  ["no-postal-code", { code_postal: 671000 }],
  ["outside-the-departments", { code_postal: "98000" }],
  ["no-position", { latitude: null }],
  ["position-elsewhere", { latitude: 0, longitude: 0 }],
  ["far-from-commune", { commune: "Rennes", code_postal: "35000", latitude: 43.3, longitude: 5.4 }],
  ["not-for-the-public", { modalites_acces: "Téléphoner|Ce lieu n’accueille pas de public" }],
  ["not-for-the-public", { modalites_acces: ["Ce lieu n'accueille pas de public"] }],
  ["too-long", { nom: "x".repeat(251) }],
  ["too-long", { complement_adresse: "x".repeat(251) }],
])("refused with %s", (why, changes) => {
  expect(read(changes)).toEqual({ outcome: "refused", why });
});

test("a value that is not an object is refused with not-a-record", () => {
  for (const record of [null, undefined, 3, "lieu", true, [], [shadok]])
    expect(readNationalRecord(record, stubParsers)).toEqual({ outcome: "refused", why: "not-a-record" });
});

test("a record with the terms of 2022, written again as it was read, is kept without corrections", () => {
  const old = place({
    nom: "COMMUNE DE WOIPPY",
    commune: "WOIPPY",
    adresse: "1 PL DE L HOTEL DE VILLE",
    pivot: "00000000000000",
    services: "Prendre en main un ordinateur, Approfondir ma culture numérique",
    labels_nationaux: "CNFS, APTIC",
  });
  expect(readNationalRecord(nationalRecordOf(old), stubParsers)).toEqual({
    outcome: "kept",
    place: old,
    remarks: ["no-pivot"],
  });
});
