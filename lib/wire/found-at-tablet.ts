import { z } from "zod";
import type { Instant } from "../time/instant.ts";
import { isoInZone } from "../time/zone.ts";
import { writtenMoment } from "./moment.ts";
import { typedCode } from "./find-again.ts";

/**
 * What the code of an appointment leads to on the tablet of a half-day. Of this half-day: `expected`, `arrived` (they have a number there), `offered` (an hour there was offered to them, which they have not
 * answered). `elsewhere`: of another half-day, with what opens it at the reception; never on a shared tablet. `unknown`: no code of an appointment that whoever asks may find.
 */
export type FoundAtTablet =
  | { readonly kind: "expected"; readonly appointment: string }
  | { readonly kind: "arrived"; readonly visit: string }
  | { readonly kind: "offered"; readonly start: Instant; readonly timeZone: string }
  | { readonly kind: "cancelled"; readonly opened?: string }
  | {
      readonly kind: "elsewhere";
      readonly start: Instant;
      readonly timeZone: string;
      readonly place: string;
      readonly opened: string;
    }
  | { readonly kind: "unknown" };

const at = { startsAt: writtenMoment, timeZone: z.string() };

export const wireFoundAtTablet = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("expected"), appointment: z.uuid() }),
  z.object({ kind: z.literal("arrived"), visit: z.uuid() }),
  z.object({ kind: z.literal("offered"), ...at }),
  z.object({ kind: z.literal("cancelled"), opened: z.string().exactOptional() }),
  z.object({ kind: z.literal("elsewhere"), ...at, place: z.string(), opened: z.string() }),
  z.object({ kind: z.literal("unknown") }),
]);

export type WireFoundAtTablet = z.output<typeof wireFoundAtTablet>;

/** The body of POST …/permanences/:id/code, as it was typed. */
export const findByCodeBody = z.strictObject({ code: typedCode });

/** Encodes it, an hour with the offset of its place. */
export function foundAtTabletToWire(found: FoundAtTablet): WireFoundAtTablet {
  if (!("start" in found)) return found;
  const { start, ...others } = found;
  return { ...others, startsAt: isoInZone(start, found.timeZone) };
}
