import type { Interval } from "../time/interval.ts";
import { isoInZone } from "../time/zone.ts";

/** From when until when, as it is answered: with the place's offset. */
export const spanToWire = (
  { start, end }: Interval,
  zone: string,
): { readonly startsAt: string; readonly endsAt: string } => ({
  startsAt: isoInZone(start, zone),
  endsAt: isoInZone(end, zone),
});
