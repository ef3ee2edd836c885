import { cityName } from "./city-name.ts";
import type { Correction, NationalPlace, PlaceParsers, PlaceRefusal, RecordOutcome, Remark } from "./national-place.ts";
import { departmentOfInsee, territoryOf, type Territory } from "./territory.ts";
import { readVocabulary } from "./national-vocabulary.ts";
import { readOptionalFields } from "./national-optional-fields.ts";
import { isFarFrom, positionOf, type Position } from "./position.ts";
import { shortNameOf } from "./short-name.ts";
import { cleanText, withTypographicApostrophes } from "./clean-text.ts";
import { normaliseAddressCapitals, normaliseNameCapitals } from "./normalise-capitals.ts";

type NationalRecord = Readonly<Record<string, unknown>>;
type Required = {
  readonly nationalId: string;
  readonly name: string;
  readonly city: string;
  readonly postalCode: string;
  readonly address: string;
  readonly position: Position;
  readonly territory: Territory;
};

/** Most characters of an id, a name, a city or an address; a longer text is refused. */
const LONGEST = 250;

/**
 * Reads one record of the national schema « lieux de médiation numérique » (LaMednum/standard-mediation-num, version
 * 1.0.1 or version 0.1 of 2022) into a place. The outcome is `kept`, `corrected` with the list of corrections, or
 * `refused` with the reason. Accepts any value and never throws. A record written from a place that was read is kept
 * without corrections. The rules: docs/decisions/places-and-towns.md.
 */
export function readNationalRecord(record: unknown, parsers: PlaceParsers): RecordOutcome {
  if (typeof record !== "object" || record === null || Array.isArray(record))
    return { outcome: "refused", why: "not-a-record" };
  const written = record as NationalRecord;
  const corrections: Correction[] = [];
  const needed = requiredOf(written, parsers, corrections);
  if (typeof needed === "string") return { outcome: "refused", why: needed };
  const { position, territory, ...named } = needed;
  const parts = readOptionalFields(written, territory, parsers, corrections);
  const { terms, corrections: ofTerms } = readVocabulary(written);
  const place: NationalPlace = {
    ...named,
    shortName: shortNameOf(named.name, named.city),
    latitude: position.latitude,
    longitude: position.longitude,
    timeZone: territory.timeZone,
    holidayRegion: territory.holidayRegion,
    ...parts,
    ...terms,
    languages: terms.specialCare.includes("langues-etrangeres-anglais") ? ["en"] : [],
  };
  const all = [...corrections, ...ofTerms];
  const remarks = remarksOf(written, place);
  return all.length === 0
    ? { outcome: "kept", place, remarks }
    : { outcome: "corrected", place, corrections: all, remarks };
}

function requiredOf(
  written: NationalRecord,
  parsers: PlaceParsers,
  corrections: Correction[],
): Required | PlaceRefusal {
  const [nationalId, typed, rawCity, street] = ["id", "nom", "commune", "adresse"].map((field) =>
    cleanText(written[field]),
  );
  if (nationalId === undefined) return "no-id";
  if (typed === undefined) return "no-name";
  if (/^(?:https?:|www\.)/iu.test(typed)) return "name-is-an-address";
  if (rawCity === undefined || !/\p{L}/u.test(rawCity)) return "no-city";
  if (street === undefined) return "no-address";
  const more = cleanText(written["complement_adresse"]);
  const lines = more === undefined ? street : `${street}, ${more}`;
  if ([nationalId, typed, rawCity, lines].some((text) => LONGEST < text.length)) return "too-long";
  if (isClosedToThePublic(written["modalites_acces"])) return "not-for-the-public";
  const postalCode = postalCodeOf(written["code_postal"]);
  if (postalCode === undefined) return "no-postal-code";
  const territory = territoryOf(postalCode, departmentOf(written));
  if (!territory) return "outside-the-departments";
  const position = positionOf(written["latitude"], written["longitude"], postalCode);
  if (!position.ok) return position.refusal;
  const centre = parsers.centre(rawCity, postalCode);
  if (centre && isFarFrom(position.value, centre)) return "far-from-commune";

  const keep = keeper(corrections);
  const name = keep("name", written["nom"], typed, normaliseNameCapitals(withTypographicApostrophes(typed)));
  const typedLines =
    more === undefined ? written["adresse"] : `${String(written["adresse"])}, ${String(written["complement_adresse"])}`;
  const address = keep("address", typedLines, lines, normaliseAddressCapitals(withTypographicApostrophes(lines)));
  const city = keep(
    "city",
    written["commune"],
    rawCity,
    withTypographicApostrophes(parsers.city(rawCity, postalCode) ?? cityName(rawCity)),
  );
  keep("postal-code", written["code_postal"], postalCode, postalCode);
  if (position.value.swapped)
    corrections.push({
      field: "position",
      from: `${String(written["latitude"])}, ${String(written["longitude"])}`,
      to: `${position.value.latitude}, ${position.value.longitude}`,
    });
  return { nationalId, name, city, postalCode, address, position: position.value, territory };
}

/**
 * Makes a function that returns the kept value, and appends a correction when it differs from the written one. A mere
 * change of apostrophes is no correction; a number is compared by its digits.
 */
const keeper =
  (corrections: Correction[]) =>
  (field: Correction["field"], raw: unknown, tidy: string, kept: string): string => {
    const from = typeof raw === "string" ? raw : String(raw);
    if (from !== tidy || withTypographicApostrophes(tidy) !== kept) corrections.push({ field, from, to: kept });
    return kept;
  };

/**
 * The five digits of a postal code. Spaces and a prefix « F- » are removed; four digits get a leading zero, which
 * spreadsheets drop. Undefined for anything else.
 */
function postalCodeOf(raw: unknown): string | undefined {
  const code =
    cleanText(raw)
      ?.replace(/^F-?(?=\d)/iu, "")
      .replace(/\s/gu, "") ?? "";
  return /^\d{4,5}$/u.test(code) ? code.padStart(5, "0") : undefined;
}

const isClosedToThePublic = (accessModes: unknown): boolean =>
  [accessModes].flat().some((mode) => /n.accueille pas de public/iu.test(cleanText(mode) ?? ""));

const departmentOf = (written: NationalRecord): string | undefined =>
  departmentOfInsee(cleanText(written["code_insee"])?.toUpperCase() ?? "");

function remarksOf(written: NationalRecord, place: NationalPlace): readonly Remark[] {
  const insee = departmentOf(written);
  const post = territoryOf(place.postalCode)?.department;
  return [
    ...(place.pivot === null ? ["no-pivot" as const] : []),
    ...(place.sourceDate === null ? ["no-date" as const] : []),
    ...(insee !== undefined && insee !== post && !isIsland(insee) ? ["departments-differ" as const] : []),
  ];
}

/** Saint-Barthélemy (977) and Saint-Martin (978) have INSEE codes of their own and postal codes of Guadeloupe (971). */
const isIsland = (insee: string): boolean => insee === "977" || insee === "978";
