import type { Place } from "#lib/place/place.ts";
import type { Permanence } from "#lib/schedule/permanence.ts";

/** A half-day at its place, as a card shows it. `call`: whom to call about it. */
export type HeldHere = Permanence & { readonly at: Place; readonly call?: string };
