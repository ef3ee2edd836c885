import type { NationalPlace } from "./national-place.ts";

/** What of a place the source tells, and may tell anew. Its id never changes, and its address on the site is ours. */
export type SourceFields = Omit<NationalPlace, "nationalId">;
export type SourceFieldName = keyof SourceFields;

/** What to write of what the source now says, and what was changed here since, which stays. */
export type SourceMerge = { readonly changes: Partial<SourceFields>; readonly local: readonly SourceFieldName[] };

/**
 * Field by field: what stands as the source last said it follows the source; what stands otherwise was changed by people
 * who know the place, and stays until they or the source agree. A place that was never read from a source (`last`
 * undefined) was written here altogether.
 */
export function mergeSource(
  current: SourceFields,
  last: Partial<SourceFields> | undefined,
  said: SourceFields,
): SourceMerge {
  const fields = (Object.keys(said) as SourceFieldName[]).filter((field) => !isSameValue(current[field], said[field]));
  const follows = (field: SourceFieldName): boolean => last !== undefined && isSameValue(current[field], last[field]);
  return {
    changes: Object.fromEntries(fields.filter(follows).map((field) => [field, said[field]])),
    local: fields.filter((field) => !follows(field)),
  };
}

/** Whether a source says of every field what it last said. */
export const isSourceUnchanged = (last: Partial<SourceFields> | undefined, said: SourceFields): boolean =>
  last !== undefined &&
  (Object.keys(said) as SourceFieldName[]).every((field) => isSameValue(last[field], said[field]));

/** Whether two values of a field say the same; lists in the same order. */
const isSameValue = (a: unknown, b: unknown): boolean => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
