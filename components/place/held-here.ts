import type { Place } from "#lib/place/place.ts";
import type { Permanence } from "#lib/schedule/permanence.ts";

/** A half-day at its place, as a card shows it. */
export type HeldHere = Permanence & { readonly at: Place };
