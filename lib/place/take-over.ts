import type { NationalPlace } from "./national-place.ts";

/** What of a place the source tells, and may tell anew. Its id never changes, and its address on the site is ours. */
export type Sourced = Omit<NationalPlace, "nationalId">;
export type SourcedField = keyof Sourced;

/** What to write of what the source now says, and what was changed here since, which stays. */
export type TakenOver = { readonly changes: Partial<Sourced>; readonly local: readonly SourcedField[] };

/**
 * Field by field: what stands as the source last said it follows the source; what stands otherwise was changed by people
 * who know the place, and stays until they or the source agree. A place that was never read from a source (`last`
 * undefined) was written here altogether.
 */
export function takeOver(current: Sourced, last: Partial<Sourced> | undefined, said: Sourced): TakenOver {
  const fields = (Object.keys(said) as SourcedField[]).filter((field) => !same(current[field], said[field]));
  const follows = (field: SourcedField): boolean => last !== undefined && same(current[field], last[field]);
  return {
    changes: Object.fromEntries(fields.filter(follows).map((field) => [field, said[field]])),
    local: fields.filter((field) => !follows(field)),
  };
}

/** Whether a source says of every field what it last said. */
export const saysTheSame = (last: Partial<Sourced> | undefined, said: Sourced): boolean =>
  last !== undefined && (Object.keys(said) as SourcedField[]).every((field) => same(last[field], said[field]));

/** Whether two values of a field say the same; lists in the same order. */
const same = (a: unknown, b: unknown): boolean => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
