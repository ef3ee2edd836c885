import type { NationalPlace } from "./national-place.ts";

/** The fields of a place that an import may change. Its national id never changes, and no import changes its slug. */
export type SourceFields = Omit<NationalPlace, "nationalId">;
export type SourceFieldName = keyof SourceFields;

/** The fields to write, and the names of the fields that differ from the source because they were changed here. */
export type SourceMerge = { readonly changes: Partial<SourceFields>; readonly local: readonly SourceFieldName[] };

/**
 * Merges what the source says now (`said`) into a place, field by field. A field that still has the value that the
 * source last gave (`last`) takes the new value. A field with another value was changed by people who know the place:
 * it stays, and is listed in `local` until both values agree. With `last` undefined the place was entered by hand and
 * every field stays.
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

/** Whether the source gives the same value as last time for every field. */
export const isSourceUnchanged = (last: Partial<SourceFields> | undefined, said: SourceFields): boolean =>
  last !== undefined &&
  (Object.keys(said) as SourceFieldName[]).every((field) => isSameValue(last[field], said[field]));

/** Whether two values of a field are the same; undefined is the same as null, and the order of a list counts. */
const isSameValue = (a: unknown, b: unknown): boolean => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);
