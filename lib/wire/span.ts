import type { Interval } from "../time/interval.ts";
import { isoInZone } from "../time/zone.ts";

/** Encodes a span as `startsAt` and `endsAt`, with the offset of the place. */
export const spanToWire = (
  { start, end }: Interval,
  zone: string,
): { readonly startsAt: string; readonly endsAt: string } => ({
  startsAt: isoInZone(start, zone),
  endsAt: isoInZone(end, zone),
});
