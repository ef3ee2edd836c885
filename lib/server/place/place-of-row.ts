import { Prisma } from "#prisma/generated/client.ts";
import type { Place } from "#lib/place/place.ts";

/** The columns of `place` that the public may read (for the `select` of a query). */
export const placeColumns = {
  id: true,
  slug: true,
  name: true,
  shortName: true,
  address: true,
  postalCode: true,
  city: true,
  inseeCode: true,
  latitude: true,
  longitude: true,
  timeZone: true,
  languages: true,
  wheelchair: true,
  transport: true,
  phone: true,
  bookingNotice: true,
  onlineShare: true,
} as const;

/** SQL: the same columns, as `placeOfRow` reads them. */
export const placeColumnsInSql = Prisma.sql`
  id, slug, name, short_name AS "shortName", address, postal_code AS "postalCode", city, insee_code AS "inseeCode", latitude, longitude, time_zone AS "timeZone",
  languages, wheelchair, transport, phone, booking_notice AS "bookingNotice", online_share AS "onlineShare"`;

/** A row of `place` with these columns. */
export type PlaceRow = Omit<Place, "inseeCode" | "wheelchair" | "transport" | "phone" | "languages"> & {
  readonly inseeCode: string;
  readonly languages: string[];
  readonly wheelchair: boolean | null;
  readonly transport: string | null;
  readonly phone: string | null;
};

/** Makes a place from its row; columns that are null, and an unknown commune, become absent fields. */
export const placeOfRow = ({ inseeCode, wheelchair, transport, phone, ...row }: PlaceRow): Place => ({
  ...row,
  ...(inseeCode && { inseeCode }),
  ...(wheelchair !== null && { wheelchair }),
  ...(transport !== null && { transport }),
  ...(phone !== null && { phone }),
});
