import { z } from "zod";
import type { Place } from "../place/place.ts";

/** A place in the public list. `wheelchair`: null when unknown; `phone`: the number of the place itself, if it has one. */
export const wirePlace = z.object({
  id: z.uuid(),
  slug: z.string(),
  name: z.string(),
  address: z.string(),
  city: z.string(),
  postalCode: z.string(),
  latitude: z.number(),
  longitude: z.number(),
  timeZone: z.string(),
  phone: z.string().exactOptional(),
  languages: z.array(z.string()),
  wheelchair: z.boolean().nullable(),
});

/** Encodes a place for GET …/places. */
export const placeToWire = ({
  id,
  slug,
  name,
  address,
  city,
  postalCode,
  latitude,
  longitude,
  timeZone,
  phone,
  languages,
  wheelchair,
}: Place): z.infer<typeof wirePlace> => ({
  id,
  slug,
  name,
  address,
  city,
  postalCode,
  latitude,
  longitude,
  timeZone,
  ...(phone !== undefined && { phone }),
  languages: [...languages],
  wheelchair: wheelchair ?? null,
});
