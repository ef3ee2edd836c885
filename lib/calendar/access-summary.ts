import type { Instant } from "#lib/time/instant.ts";
import { accessOf, type Permanence } from "#lib/schedule/permanence.ts";

/** How residents come: walk-in, appointment, mixed, or appointments first and walk-ins from `walkInFrom`. */
export type AccessSummary =
  | { readonly kind: "walk-in" }
  | { readonly kind: "appointment" }
  | { readonly kind: "mixed" }
  | { readonly kind: "appointments-first"; readonly walkInFrom: Instant };

/** The summary of a half-day's windows. */
export function accessSummaryOf({ windows }: Pick<Permanence, "windows">): AccessSummary {
  const access = accessOf(windows);
  if (access !== "mixed" || windows.some(({ mode }) => mode === "mixed")) return { kind: access };
  const of = (wanted: "walk-in" | "appointment") =>
    windows.filter(({ mode }) => mode === wanted).map(({ span }) => span);
  const walkInFrom = Math.min(...of("walk-in").map(({ start }) => start)) as Instant;
  return of("appointment").every(({ end }) => end <= walkInFrom)
    ? { kind: "appointments-first", walkInFrom }
    : { kind: "mixed" };
}
