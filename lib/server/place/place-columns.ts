import type { Place } from "#prisma/generated/client.ts";
import { isFarFrom, positionOf } from "#lib/place/position.ts";
import { writeWeek } from "#lib/place/opening-hours.ts";
import { shortNameOf } from "#lib/place/short-name.ts";
import { departmentOfInsee, territoryOf } from "#lib/place/territory.ts";
import { accept, refuse, type Result } from "#lib/result.ts";
import { readTypedHours } from "#lib/place/typed-hours.ts";
import { placeBody, placeOfForm, type PlaceTyped } from "#lib/wire/place/place-body.ts";
import {
  LANGUAGE_BOX,
  refusalsOf,
  type FieldRefusals,
  type ReadForm,
  type StaffRefusal,
} from "#lib/wire/staff-form.ts";
import { centreOf } from "./centre-of-commune.ts";
import { findCommune } from "./find-commune.ts";
import { parseOpeningHours } from "./parse-opening-hours.ts";

/** Why what was typed of a place cannot be kept, beyond its form. */
export type PlaceTypedRefusal =
  | "no-such-commune"
  | "no-position"
  | "position-elsewhere"
  | "far-from-commune"
  | "unreadable-hours";

const FIELDS: Readonly<Record<string, keyof PlaceTyped>> = {
  "no-such-commune": "city",
  "no-position": "latitude",
  "position-elsewhere": "latitude",
  "far-from-commune": "latitude",
  "unreadable-hours": "openingHours",
} satisfies Readonly<Record<PlaceTypedRefusal, keyof PlaceTyped>>;

/** Refused for every reason at once; `refusal` is the first. */
export type PlaceTypedRefused = {
  readonly ok: false;
  readonly refusal: PlaceTypedRefusal;
  readonly refusals: readonly [PlaceTypedRefusal, ...PlaceTypedRefusal[]];
};

const refusedFor = (refusals: PlaceTypedRefused["refusals"]): PlaceTypedRefused => ({
  ok: false,
  refusal: refusals[0],
  refusals,
});

/** The field of a place that a refusal is about; `form` for one that is about no single field. */
const fieldOfRefusal = (refusal: string): keyof PlaceTyped | "form" => FIELDS[refusal] ?? "form";

/**
 * The columns of `place` for what was typed, with what follows from it: the official name of the commune, its INSEE
 * code, the holiday region and time zone, and the middle of the commune when no position was typed. Refused:
 * `no-such-commune` (the name and the postal code name none), `no-position` (one of two numbers, or the middle of the
 * commune is not known), `position-elsewhere`, `far-from-commune`, `unreadable-hours`. Hours and position that stand
 * already (`now`) are not judged again, so that a place of the national file can be saved as it is.
 */
export function columnsOfTyped(typed: PlaceTyped, now?: FormerPlaceRow) {
  const commune = findCommune(typed.city, typed.postalCode);
  const stays = now !== undefined && now.city === typed.city && now.postalCode === typed.postalCode;
  const inseeCode = commune?.code ?? "";
  const territory = territoryOf(typed.postalCode, departmentOfInsee(inseeCode));
  if (!territory) throw new Error("A postal code without territory passed the schema.");
  const isKnown = commune !== undefined || stays;
  const position = isKnown ? positionOfTyped(typed, inseeCode, now) : refuse("no-such-commune");
  const hours = hoursOfTyped(typed.openingHours, now);
  if (!position.ok) return refusedFor([position.refusal, ...(hours.ok ? [] : [hours.refusal])]);
  if (!hours.ok) return refusedFor([hours.refusal]);
  const { name, address, postalCode, phone, languages, wheelchair, transport, doorOpener } = typed;
  const city = commune?.name ?? typed.city;
  return accept({
    name,
    shortName: typed.shortName ?? shortNameOf(name, city),
    address,
    postalCode,
    city,
    inseeCode,
    ...position.value,
    timeZone: territory.timeZone,
    holidayRegion: territory.holidayRegion,
    phone,
    languages: [...languages],
    wheelchair,
    transport,
    openingHours: hours.value,
    doorOpener,
    ...(typed.goodFriday !== undefined && { goodFriday: typed.goodFriday }),
  });
}

/** What stands in the form of a place. */
export const fieldsOfPlace = (
  place: Pick<
    Place,
    | "name"
    | "shortName"
    | "address"
    | "postalCode"
    | "city"
    | "latitude"
    | "longitude"
    | "phone"
    | "languages"
    | "wheelchair"
    | "transport"
    | "openingHours"
    | "doorOpener"
    | "goodFriday"
  >,
): Readonly<Record<string, string>> => ({
  name: place.name,
  shortName: place.shortName,
  address: place.address,
  postalCode: place.postalCode,
  city: place.city,
  latitude: String(place.latitude),
  longitude: String(place.longitude),
  phone: place.phone ?? "",
  openingHours: place.openingHours ?? "",
  transport: place.transport ?? "",
  doorOpener: place.doorOpener ?? "",
  goodFriday: place.goodFriday ? "yes" : "no",
  wheelchair: place.wheelchair === null ? "unknown" : place.wheelchair ? "yes" : "no",
  ...Object.fromEntries(place.languages.map((code) => [`${LANGUAGE_BOX}${code}`, "on"])),
});

/** What stands in the row of the place that is changed. */
type FormerPlaceRow = {
  readonly city: string;
  readonly postalCode: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly openingHours: string | null;
};
type Point = { readonly latitude: number; readonly longitude: number };

function positionOfTyped(
  { latitude, longitude, postalCode }: PlaceTyped,
  inseeCode: string,
  now: FormerPlaceRow | undefined,
): Result<Point, PlaceTypedRefusal> {
  const centre = centreOf(inseeCode || undefined);
  if (latitude === null && longitude === null)
    return centre ? accept({ latitude: centre.latitude, longitude: centre.longitude }) : refuse("no-position");
  if (latitude === null || longitude === null) return refuse("no-position");
  if (now?.latitude === latitude && now.longitude === longitude) return accept({ latitude, longitude });
  const position = positionOf(latitude, longitude, postalCode);
  if (!position.ok || position.value.swapped) return refuse("position-elsewhere");
  if (centre && isFarFrom(position.value, centre)) return refuse("far-from-commune");
  return accept({ latitude, longitude });
}

/**
 * Texts that begin as the syntax of OpenStreetMap does, which says more than people type: « Mo-Fr 09:00-12:00; We
 * 10:00-11:00 ».
 */
const OF_OPENSTREETMAP = /^(?:Mo|Tu|We|Th|Fr|Sa|Su|PH)(?![a-z])/u;

function hoursOfTyped(typed: string | null, now: FormerPlaceRow | undefined): Result<string | null, PlaceTypedRefusal> {
  if (typed === null || typed === now?.openingHours) return accept(typed);
  const read = readTypedHours(typed);
  if (read) return "week" in read ? accept(writeWeek(read.week)) : refuse("unreadable-hours");
  const week = OF_OPENSTREETMAP.test(typed) ? parseOpeningHours(typed) : undefined;
  return week?.ok ? accept(writeWeek(week.value)) : refuse("unreadable-hours");
}

/**
 * Reads the form of a place. Refused with every field that has not its form, and with its hours, so that nobody is told
 * one field at a time. Standing hours are always readable.
 */
export function readPlaceForm(fields: Readonly<Record<string, string>>): ReadForm<PlaceTyped> {
  const read = placeBody.safeParse(placeOfForm(fields));
  if (read.success) return accept(read.data);
  const hours = placeBody.shape.openingHours.safeParse(fields["openingHours"] ?? "");
  const judged = hours.success ? hoursOfTyped(hours.data, undefined) : accept(null);
  return { ok: false, refusals: { ...(!judged.ok && { openingHours: judged.refusal }), ...refusalsOf(read.error) } };
}

/** What is refused of a place, each reason by the field that it is about. */
export function refusalsOfPlace(refused: { readonly refusal: StaffRefusal } | PlaceTypedRefused): FieldRefusals {
  const all = "refusals" in refused ? refused.refusals : [refused.refusal];
  return Object.fromEntries(all.map((refusal) => [fieldOfRefusal(refusal), refusal]));
}
