import type { PlaceParsers, RecordOutcome } from "./national-place.ts";
import { readNationalRecord } from "./read-national-record.ts";
import { cleanText } from "./clean-text.ts";

/** One record of a file by its number (the first is 1), as far as it can be named, and what became of it. */
export type FileRecord = {
  readonly number: number;
  readonly id?: string;
  readonly name?: string;
  readonly read: RecordOutcome | { readonly outcome: "refused"; readonly why: "same-id-twice"; readonly first: number };
};

/** Every record of a file, one at a time. Two records of one id are one place: the first that can be read is it. */
export function readNationalFile(records: readonly unknown[], parsers: PlaceParsers): readonly FileRecord[] {
  const seen = new Map<string, number>();
  return records.map((record, index) => {
    const number = index + 1;
    const [id, name] = namesOf(record);
    const read = readNationalRecord(record, parsers);
    const named = { number, ...(id !== undefined && { id }), ...(name !== undefined && { name }) };
    const first = id === undefined ? undefined : seen.get(id);
    if (read.outcome !== "refused" && first !== undefined)
      return { ...named, read: { outcome: "refused", why: "same-id-twice", first } };
    if (read.outcome !== "refused" && id !== undefined) seen.set(id, number);
    return { ...named, read };
  });
}

function namesOf(record: unknown): readonly [string | undefined, string | undefined] {
  if (typeof record !== "object" || record === null) return [undefined, undefined];
  const { id, nom } = record as Readonly<Record<string, unknown>>;
  return [cleanText(id), cleanText(nom)];
}

/**
 * The records in what a file holds: a list, or the one list of an object. Undefined when there is none or more than one,
 * for then nobody can say which was meant.
 */
export function recordsIn(content: unknown): readonly unknown[] | undefined {
  if (Array.isArray(content)) return content;
  if (typeof content !== "object" || content === null) return undefined;
  const lists = Object.values(content).filter((value) => Array.isArray(value));
  return lists.length === 1 ? lists[0] : undefined;
}
