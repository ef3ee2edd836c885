import { contains } from "../time/interval.ts";
import type { Instant } from "../time/instant.ts";
import type { Permanence } from "./permanence.ts";

/** Whether one may come without an appointment: now, from a later hour of this half-day, or not (any more). */
export type WalkIn = { readonly state: "now" } | { readonly state: "from"; readonly at: Instant } | { readonly state: "no" };

/** What to tell a person who has no appointment. A half-day without windows is wholly for walk-ins. */
export function walkInAt({ windows, span }: Pick<Permanence, "windows" | "span">, now: Instant): WalkIn {
  const spans = windows.length === 0 ? [span] : windows.filter(({ mode }) => mode !== "appointment").map((window) => window.span);
  if (spans.some((one) => contains(one, now))) return { state: "now" };
  const starts = spans.map(({ start }) => start).filter((start) => now < start);
  return starts.length === 0 ? { state: "no" } : { state: "from", at: starts.reduce((a, b) => (a < b ? a : b)) };
}
