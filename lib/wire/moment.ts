import { z } from "zod";
import "./zod-without-eval.ts";
import { instantOf, type Instant } from "#lib/time/instant.ts";
import type { Interval } from "#lib/time/interval.ts";
import { isoInZone } from "#lib/time/zone.ts";
import { minuteOfTyped } from "#lib/typed-hour.ts";
import { written } from "./bounds.ts";

/** A moment as text: ISO 8601 with an offset (docs/api.md#times). */
export const writtenMoment = z.iso.datetime({ offset: true });

/** Decodes a moment into an Instant, and encodes it with the offset of `zone`. */
export const moment = (zone: string) =>
  z.codec(
    writtenMoment,
    z.custom<Instant>((value) => Number.isInteger(value)),
    {
      decode: (text) => instantOf(text),
      encode: (value) => isoInZone(value, zone),
    },
  );

/** Encodes a span as `startsAt` and `endsAt`, with the offset of the place. */
export const spanToWire = (
  { start, end }: Interval,
  zone: string,
): { readonly startsAt: string; readonly endsAt: string } => ({
  startsAt: isoInZone(start, zone),
  endsAt: isoInZone(end, zone),
});

/** An hour of the day as somebody types it (`minuteOfTyped`), in minutes since midnight. */
export const hourOfDay = written().transform((typed, context) => {
  const minute = minuteOfTyped(typed);
  if (minute !== undefined) return minute;
  context.addIssue(typed.trim() === "" ? "missing" : "malformed");
  return z.NEVER;
});
