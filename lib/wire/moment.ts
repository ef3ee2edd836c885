import { z } from "zod";
import "./zod-without-eval.ts";
import { instantOf, type Instant } from "../time/instant.ts";
import { isoInZone } from "../time/zone.ts";

/** A moment as it is written: ISO 8601 with an offset, the place's when we write it. */
export const writtenMoment = z.iso.datetime({ offset: true });

/** A moment on the wire; in the core whole milliseconds. */
export const moment = (zone: string) =>
  z.codec(
    writtenMoment,
    z.custom<Instant>((value) => Number.isInteger(value)),
    {
      decode: (text) => instantOf(text),
      encode: (value) => isoInZone(value, zone),
    },
  );
