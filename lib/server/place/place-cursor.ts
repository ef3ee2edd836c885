import { isUuid } from "#lib/uuid.ts";

/**
 * Where a list of places goes on, as text for an address: the values by which the list is ordered, of one place, its id
 * last. They are in the text, so that it leads to the same point also when that place has been renamed or deleted
 * since.
 */
export const cursorOf = (values: readonly string[]): string =>
  Buffer.from(JSON.stringify(values), "utf8").toString("base64url");

/** The values in a text of `cursorOf`, if they are so many and the last is an id; undefined for any other text. */
export function valuesOf(cursor: string, count: number): readonly string[] | undefined {
  const values = parsed(Buffer.from(cursor, "base64url").toString("utf8"));
  const texts = Array.isArray(values) ? values.filter(isStorable) : [];
  return texts.length === count && isUuid(texts.at(-1) ?? "") ? texts : undefined;
}

/** Postgres holds every character in a text but the first of Unicode. */
const isStorable = (value: unknown): value is string => typeof value === "string" && !value.includes("\0");

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
