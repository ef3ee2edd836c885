import type { PlaceParsers, RecordOutcome } from "./national-place.ts";
import { readNationalRecord } from "./read-national-record.ts";
import { cleanText } from "./clean-text.ts";
import { slugOf } from "./slug.ts";

/**
 * One record of an imported file: its number (the first is 1), its id and name when it has them, and the outcome.
 * `alike`: the number of an earlier record with another id, and the same name and address.
 */
export type FileRecord = {
  readonly number: number;
  readonly id?: string;
  readonly name?: string;
  readonly alike?: number;
  readonly read: RecordOutcome | { readonly outcome: "refused"; readonly why: "same-id-twice"; readonly first: number };
};

/**
 * Reads one record of a file: its outcome, or undefined when it is none of those wanted. Called for every record of the
 * file, in order.
 */
export type NationalFileReader = (record: unknown) => FileRecord | undefined;

/**
 * Reads the records of a file one after the other, of which only those for which `wanted` is true. When several have
 * the same id, the first one that can be read is kept and the later ones are refused with `same-id-twice`.
 */
export function nationalFileReader(
  parsers: PlaceParsers,
  wanted: (record: unknown) => boolean = () => true,
): NationalFileReader {
  const seen = new Map<string, number>();
  const addresses = new Map<string, number>();
  let number = 0;
  return (record) => {
    number += 1;
    if (!wanted(record)) return undefined;
    const [id, name] = namesOf(record);
    const read = readNationalRecord(record, parsers);
    const named = { number, ...(id !== undefined && { id }), ...(name !== undefined && { name }) };
    const first = id === undefined ? undefined : seen.get(id);
    if (read.outcome !== "refused" && first !== undefined)
      return { ...named, read: { outcome: "refused", why: "same-id-twice", first } };
    if (read.outcome === "refused") return { ...named, read };
    if (id !== undefined) seen.set(id, number);
    const key = nameAndAddress(read.place);
    const alike = addresses.get(key);
    if (alike === undefined) addresses.set(key, number);
    return { ...named, ...(alike !== undefined && { alike }), read };
  };
}

/** The outcomes of all these records, as `nationalFileReader` reads them. */
export function readNationalFile(
  records: readonly unknown[],
  parsers: PlaceParsers,
  wanted?: (record: unknown) => boolean,
): readonly FileRecord[] {
  const read = nationalFileReader(parsers, wanted);
  return records.flatMap((record) => read(record) ?? []);
}

/** The same for two places whose name and address differ in capitals, accents and signs only. */
export const nameAndAddress = (place: {
  readonly name: string;
  readonly address: string;
  readonly postalCode: string;
}): string => [place.name, place.address, place.postalCode].map(slugOf).join(" ");

function namesOf(record: unknown): readonly [string | undefined, string | undefined] {
  if (typeof record !== "object" || record === null) return [undefined, undefined];
  const { id, nom } = record as Readonly<Record<string, unknown>>;
  return [cleanText(id), cleanText(nom)];
}
