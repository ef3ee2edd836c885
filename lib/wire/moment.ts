import { z } from "zod";
import "./without-eval.ts";
import { instantOf, type Instant } from "../time/instant.ts";
import { isoInZone } from "../time/zone.ts";

/** A moment on the wire: ISO 8601 with an offset, the place's when we write it; in the core whole milliseconds. */
export const moment = (zone: string) =>
  z.codec(z.iso.datetime({ offset: true }), z.custom<Instant>((value) => Number.isInteger(value)), {
    decode: (text) => instantOf(text),
    encode: (value) => isoInZone(value, zone),
  });
