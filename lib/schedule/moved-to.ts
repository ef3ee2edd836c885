import type { Instant } from "#lib/time/instant.ts";

/** When a cancelled half-day is held instead; `elsewhere`: the name of its place, where that is another one. */
export type MovedTo = {
  readonly permanence: string;
  readonly start: Instant;
  readonly timeZone: string;
  readonly elsewhere?: string;
};
