import { instant, MINUTE, type Instant } from "../time/instant.ts";

/** Minutes: starts lie on this grid from the start of the half-day (docs/booking.md#grid-and-holes). */
export const GRID = 15;

/** The minutes an appointment takes: rounded up to the grid, so that a booking never shifts the rhythm of the day. */
export const onGrid = (minutes: number): number => Math.ceil(minutes / GRID) * GRID;

/** The first moment of the half-day's grid at or after the given one; never before its start. */
export const gridFrom = (start: Instant, moment: Instant): Instant =>
  instant(start + Math.max(0, Math.ceil((moment - start) / (GRID * MINUTE))) * GRID * MINUTE);

/** The last moment of the half-day's grid at or before the given one. */
export const gridUntil = (start: Instant, moment: Instant): Instant =>
  instant(start + Math.floor((moment - start) / (GRID * MINUTE)) * GRID * MINUTE);
