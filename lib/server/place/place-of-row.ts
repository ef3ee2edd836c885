import type { Place } from "../../place/place.ts";

/** The columns of `place` that the public may read (for the `select` of a query). */
export const placeColumns = {
  id: true,
  slug: true,
  name: true,
  shortName: true,
  address: true,
  postalCode: true,
  city: true,
  latitude: true,
  longitude: true,
  timeZone: true,
  languages: true,
  wheelchair: true,
  transport: true,
  phone: true,
} as const;

type PlaceRow = Omit<Place, "wheelchair" | "transport" | "phone" | "languages"> & {
  readonly languages: string[];
  readonly wheelchair: boolean | null;
  readonly transport: string | null;
  readonly phone: string | null;
};

/** Makes a place from its row; columns that are null become absent fields. */
export const placeOfRow = ({ wheelchair, transport, phone, ...row }: PlaceRow): Place => ({
  ...row,
  ...(wheelchair !== null && { wheelchair }),
  ...(transport !== null && { transport }),
  ...(phone !== null && { phone }),
});
