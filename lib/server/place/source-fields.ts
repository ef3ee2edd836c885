import type { Place, Prisma } from "#prisma/generated/client.ts";
import type { NationalPlace } from "#lib/place/national-place.ts";
import type { SourceFields } from "#lib/place/merge-source.ts";
import { instantOf } from "#lib/time/instant.ts";
import { toDate } from "#lib/server/clock.ts";

/** The fields of a row of `place` that an import may change. */
export const sourceFieldsOfPlace = (row: Place): SourceFields => ({
  name: row.name,
  shortName: row.shortName,
  address: row.address,
  city: row.city,
  postalCode: row.postalCode,
  latitude: row.latitude,
  longitude: row.longitude,
  timeZone: row.timeZone,
  holidayRegion: row.holidayRegion,
  phone: row.phone,
  languages: row.languages,
  openingHours: row.openingHours,
  pivot: row.pivot,
  source: row.source,
  sourceDate: row.sourceDate?.toISOString().slice(0, 10) ?? null,
  services: row.services,
  audiences: row.audiences,
  specialCare: row.specialCare,
  support: row.support,
  fees: row.fees,
  programmes: row.programmes,
});

/** The fields as the source last gave them (column `imported`); undefined for a place entered by hand. */
export const lastSourceFields = (row: Place): Partial<SourceFields> | undefined =>
  row.imported === null ? undefined : (row.imported as Partial<SourceFields>);

/** The columns to write for these fields. */
export function columnsOfSourceFields(said: Partial<SourceFields>): Prisma.PlaceUncheckedUpdateInput {
  const { sourceDate, languages, services, audiences, specialCare, support, fees, programmes, ...plain } = said;
  const lists = { languages, services, audiences, specialCare, support, fees, programmes };
  return {
    ...plain,
    ...(sourceDate !== undefined && { sourceDate: sourceDate === null ? null : toDate(instantOf(sourceDate)) }),
    ...Object.fromEntries(
      Object.entries(lists).flatMap(([list, words]) => (words === undefined ? [] : [[list, [...words]]])),
    ),
  };
}

/** The fields that an import may change: a read place without its national id. */
export const sourceFieldsOf = ({ nationalId: _, ...said }: NationalPlace): SourceFields => said;
