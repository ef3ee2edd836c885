import { plusDays } from "#lib/time/zone.ts";

/** A smaller count could point at a person: partners never see it (docs/personal-data.md#who-sees-what). */
export const SMALLEST_CELL = 5;

/** The count, when partners may see it; undefined when it is too small. */
export const shareableCount = (count: number): number | undefined => (count < SMALLEST_CELL ? undefined : count);

/** A month as days YYYY-MM-DD, from its first to the first of the next, which is not included. */
export type Month = { readonly from: string; readonly to: string };

/** The last whole month before that day. */
export function monthBefore(localDate: string): Month {
  const to = `${localDate.slice(0, 8)}01`;
  return { from: `${plusDays(to, -1).slice(0, 8)}01`, to };
}
