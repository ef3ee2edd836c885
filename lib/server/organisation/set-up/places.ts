import { kilometresBetween } from "#lib/place/distance.ts";
import { isFarFrom } from "#lib/place/position.ts";
import { shortNameOf } from "#lib/place/short-name.ts";
import { freeSlug, slugOf, slugOfPlace } from "#lib/place/slug.ts";
import { departmentOfInsee, territoryOf } from "#lib/place/territory.ts";
import type { Instant } from "#lib/time/instant.ts";
import type { SetupFile } from "#lib/wire/organisation/setup-file.ts";
import type { SetupProblem } from "#lib/wire/setup-fields.ts";
import { FIELDS_IN_EVENTS, rewriteEvents } from "#lib/server/calendar/write-vevent.ts";
import type { Tx } from "#lib/server/db.ts";
import { centreOf } from "#lib/server/place/centre-of-commune.ts";
import { findCommune, inseeCodeOf } from "#lib/server/place/find-commune.ts";
import { lockPlaces } from "#lib/server/place/create-place.ts";
import { changesOf, isEmpty, type ItemWithPath, type SetUpStep } from "./progress.ts";

/** A place of the file that was typed by hand. */
export type TypedPlace = Exclude<SetupFile["places"][number], { readonly file: string }>;

/** What is wrong with a typed place beyond its form: its commune does not exist, or lies far from its position. */
export function typedPlaceProblems({ path, item }: ItemWithPath<TypedPlace>): readonly SetupProblem[] {
  const { city, postalCode } = item;
  const commune = findCommune(city, postalCode);
  if (commune === undefined) return [{ path: `${path}.city`, code: "no-commune", values: { city, postalCode } }];
  const centre = centreOf(commune.code);
  if (centre === undefined || !isFarFrom(item, centre)) return [];
  const values = { commune: commune.name, km: Math.round(kilometresBetween(item, centre)) };
  return [{ path: `${path}.latitude`, code: "far-from-commune", values }];
}

/**
 * Writes a place typed by hand, with the INSEE code and the holiday region that an import would give it. It is
 * recognised by its name and postal code among the places of the organisation; its slug is given once and stays.
 */
export async function saveTypedPlace(
  tx: Tx,
  organisationId: string,
  typed: TypedPlace,
  now: Instant,
): Promise<SetUpStep> {
  await lockPlaces(tx);
  const wanted = columnsOf(typed);
  const there = await tx.place.findMany({
    where: { organisationId, postalCode: typed.postalCode },
    orderBy: { id: "asc" },
  });
  const row = there.find(({ name }) => slugOf(name) === slugOf(typed.name));
  const step = { kind: "place", name: typed.name } as const;
  if (!row) {
    const taken = new Set((await tx.place.findMany({ select: { slug: true } })).map(({ slug }) => slug));
    const slug = freeSlug(slugOfPlace(wanted.name, wanted.city), taken);
    await tx.place.create({ data: { ...wanted, slug, organisationId }, select: { id: true } });
    return { ...step, did: "made" };
  }
  const changes = changesOf(row, wanted);
  if (isEmpty(changes)) return { ...step, did: "unchanged" };
  await tx.place.update({ where: { id: row.id }, data: changes, select: { id: true } });
  if (Object.keys(changes).some((field) => FIELDS_IN_EVENTS.has(field)))
    await rewriteEvents(tx, { placeId: row.id }, now);
  return { ...step, did: "changed" };
}

function columnsOf({
  name,
  address,
  postalCode,
  city,
  latitude,
  longitude,
  telephone,
  wheelchair,
  transport,
}: TypedPlace) {
  const official = findCommune(city, postalCode)?.name ?? city;
  const inseeCode = inseeCodeOf({ city: official, postalCode });
  const territory = territoryOf(postalCode, departmentOfInsee(inseeCode));
  if (!territory) throw new Error("A postal code without territory passed the schema.");
  return {
    name,
    shortName: shortNameOf(name, official),
    address,
    postalCode,
    city: official,
    inseeCode,
    latitude,
    longitude,
    timeZone: territory.timeZone,
    holidayRegion: territory.holidayRegion,
    ...(telephone !== undefined && { phone: telephone }),
    ...(wheelchair !== undefined && { wheelchair }),
    ...(transport !== undefined && { transport }),
  };
}

/** A place of the organisation, as the rest of the file names it. */
export type NamedPlace = { readonly id: string; readonly name: string; readonly timeZone: string };

/** Why a name is not that of one place. */
type NotFound = Pick<SetupProblem, "code" | "values">;

/**
 * Finds a place of the organisation by its name, however capitals and accents are written, or by its slug; else says
 * why not.
 */
export async function placesByName(
  tx: Tx,
  organisationId: string,
): Promise<(written: string) => NamedPlace | NotFound> {
  const places = await tx.place.findMany({
    where: { organisationId },
    orderBy: { slug: "asc" },
    select: { id: true, name: true, slug: true, timeZone: true },
  });
  return (written) => {
    const bySlug = places.find(({ slug }) => slug === written);
    const named = bySlug ? [bySlug] : places.filter(({ name }) => slugOf(name) === slugOf(written));
    const [only, ...others] = named;
    if (only === undefined) return { code: "no-place", values: { written } };
    if (others.length === 0) return only;
    return { code: "several-places", values: { written, slugs: named.map(({ slug }) => slug).join(", ") } };
  };
}
