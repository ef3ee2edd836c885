import type { Instant } from "../time/instant.ts";
import type { NamedHalfDay, WaysToTell } from "./disruption.ts";

/** What who holds a half-day declares about it: it is not held (the place is shut), or it ends early, at a moment. */
export type OwnDisruption = { readonly kind: "not-held" } | { readonly kind: "ends-early"; readonly at: Instant };

/**
 * What that does, or did. `kept`: appointments that stay; `cancelled`: how many do not; `waiting`: numbers that are not helped yet: of a half-day that ends early they
 * are received all the same. `others`: names of who is planned there besides.
 */
export type OwnDisruptionEffect = NamedHalfDay & {
  readonly slug: string;
  readonly kind: OwnDisruption["kind"];
  readonly until?: Instant;
  readonly kept: number;
  readonly cancelled: number;
  readonly waiting: number;
  readonly others: readonly (string | undefined)[];
  readonly toTell: WaysToTell;
  readonly version: string;
};

/** What it does, or did, that a half-day is held after all. `offered`: to how many people whose appointment was cancelled an hour is offered again. */
export type HoldingAgain = { readonly offered: number; readonly version: string };
