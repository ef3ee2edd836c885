import { SECOND } from "#lib/time/instant.ts";

/** How long to wait before the next try, after so many that failed one after the other: 1, 2, 4 seconds, then always 5. */
export const pauseAfter = (failures: number): number => ([1, 2, 4][failures - 1] ?? 5) * SECOND;
