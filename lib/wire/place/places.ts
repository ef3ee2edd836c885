import { z } from "zod";
import { namedOrganisation } from "#lib/wire/organisation-name.ts";
import type { Place } from "#lib/place/place.ts";
import { ours } from "#lib/wire/bounds.ts";

/** The id or the slug of a place. */
export const placeNamed = z.string().regex(/^[a-z0-9-]{1,120}$/);

/**
 * The query of GET …/places. `from`: `next` of the answer before, or the id of a place; `town`: the INSEE code of a
 * commune.
 */
export const placesQuery = {
  from: z
    .string()
    .regex(/^[\w-]{36,2000}$/)
    .optional(),
  town: z
    .string()
    .regex(/^(\d\d|2[AB])\d{3}$/)
    .optional(),
};

/** The parsed query of GET …/places. */
export type PlacesAddressQuery = { readonly from?: string | undefined; readonly town?: string | undefined };

/** Parses the query; undefined when a value is invalid. */
export const readPlacesQuery = (query: Readonly<Record<string, string>>): PlacesAddressQuery | undefined =>
  z.object(placesQuery).safeParse(query).data;

/**
 * A place in the public list. `inseeCode`: of its commune, if it is known; `wheelchair`: null when unknown; `phone`:
 * the number of the place itself, if it has one; `organisation`: who runs it.
 */
export const wirePlace = z.object({
  id: z.uuid(),
  slug: ours,
  name: ours,
  address: ours,
  city: ours,
  postalCode: ours,
  inseeCode: ours.exactOptional(),
  latitude: z.number(),
  longitude: z.number(),
  timeZone: ours,
  phone: ours.exactOptional(),
  languages: z.array(ours),
  wheelchair: z.boolean().nullable(),
  organisation: namedOrganisation.exactOptional(),
});

/** Encodes a place for GET …/places. */
export const placeToWire = (
  {
    id,
    slug,
    name,
    address,
    city,
    postalCode,
    inseeCode,
    latitude,
    longitude,
    timeZone,
    phone,
    languages,
    wheelchair,
  }: Place,
  organisation?: z.infer<typeof namedOrganisation>,
): z.infer<typeof wirePlace> => ({
  id,
  slug,
  name,
  address,
  city,
  postalCode,
  ...(inseeCode !== undefined && { inseeCode }),
  latitude,
  longitude,
  timeZone,
  ...(phone !== undefined && { phone }),
  languages: [...languages],
  wheelchair: wheelchair ?? null,
  ...(organisation && { organisation }),
});
