import { cleanText } from "#lib/place/clean-text.ts";
import { slugOf } from "#lib/place/slug.ts";
import { departmentOfInsee, territoryOf } from "#lib/place/territory.ts";
import { findCommune } from "./find-commune.ts";

/**
 * The part of a file that is imported: a département by its code, a commune by its name, postal or INSEE code; or all.
 */
type ImportPart = { readonly departement: string | undefined; readonly commune: string | undefined };

type AddressOfLine = { readonly city: string; readonly postalCode: string; readonly inseeCode?: string };

/**
 * The part of a file that is imported, as two questions: whether a record of the file lies in it, and whether a place
 * does.
 */
export type PartOfFile = {
  readonly isRecord: (record: unknown) => boolean;
  readonly isPlace: (place: AddressOfLine) => boolean;
};

/** What lies in one of these parts; everything when none is named. */
export const anyOf = (parts: readonly ImportPart[]): PartOfFile => ({
  isRecord: (record) => parts.length === 0 || parts.some((part) => isRecordIn(record, part)),
  isPlace: (place) => parts.length === 0 || parts.some((part) => isPlaceIn(place, part)),
});

/** Whether a record of the national schema, however badly written, lies in that part. */
function isRecordIn(record: unknown, part: ImportPart): boolean {
  if (part.departement === undefined && part.commune === undefined) return true;
  if (typeof record !== "object" || record === null) return false;
  const written = record as Readonly<Record<string, unknown>>;
  const [city = "", postalCode = "", inseeCode] = ["commune", "code_postal", "code_insee"].map((field) =>
    cleanText(written[field]),
  );
  return isPlaceIn({ city, postalCode, ...(inseeCode !== undefined && { inseeCode }) }, part);
}

/** Whether a place lies in that part. */
function isPlaceIn({ city, postalCode, inseeCode }: AddressOfLine, { departement, commune }: ImportPart): boolean {
  const post = postalCode.padStart(5, "0");
  const code = findCommune(city, post)?.code ?? (inseeCode || undefined);
  const department = (code && departmentOfInsee(code)) ?? territoryOf(post, undefined)?.department;
  if (departement !== undefined && department !== departement.toUpperCase()) return false;
  return commune === undefined || [slugOf(city), post, code?.toLowerCase()].includes(slugOf(commune));
}
