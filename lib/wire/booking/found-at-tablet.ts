import { z } from "zod";
import type { FoundAtTablet } from "#lib/booking/found-appointment.ts";
import { isoInZone } from "#lib/time/zone.ts";
import { writtenMoment } from "#lib/wire/moment.ts";
import { typedCode } from "./find-again.ts";
import { ours } from "#lib/wire/bounds.ts";

const at = { startsAt: writtenMoment, timeZone: ours };

export const wireFoundAtTablet = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("expected"), appointment: z.uuid() }),
  z.object({ kind: z.literal("arrived"), visit: z.uuid() }),
  z.object({ kind: z.literal("offered"), ...at }),
  z.object({ kind: z.literal("cancelled"), opened: ours.exactOptional() }),
  z.object({ kind: z.literal("elsewhere"), ...at, place: ours, opened: ours }),
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
