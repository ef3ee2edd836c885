import { plusDays } from "../time/zone.ts";

/** A count below this could point at a person: partners never see it (DESIGN, Personal data). */
export const SMALLEST_CELL = 5;

/** A count that partners may see; undefined when it is too small. */
export const shareableCount = (count: number): number | undefined => (count < SMALLEST_CELL ? undefined : count);

/** Days from `from` until before `to`. */
export type Month = { readonly from: string; readonly to: string };

/** The last whole month before that day. */
export function monthBefore(localDate: string): Month {
  const to = `${localDate.slice(0, 8)}01`;
  return { from: `${plusDays(to, -1).slice(0, 8)}01`, to };
}
