import { z } from "zod";
import { cleanText } from "#lib/place/clean-text.ts";
import { phoneNumberOf } from "#lib/place/phone-number.ts";
import { territoryOf } from "#lib/place/territory.ts";
import { freeText, withoutPersonalNumber } from "#lib/wire/free-text.ts";
import { LANGUAGE_BOX, ticked, formOf } from "#lib/wire/staff-form.ts";
import { written } from "#lib/wire/bounds.ts";

/** A text of at most `most` characters that must be there, without spaces around it or twice inside. */
export const needed = (most: number) =>
  freeText(most).transform((typed, context) => {
    const clean = cleanText(typed);
    if (clean !== undefined) return clean;
    context.addIssue({ code: "custom", message: "missing" });
    return z.NEVER;
  });

/** A text that may be missing or empty; empty is null. */
const optional = (most: number) =>
  freeText(most)
    .nullable()
    .default(null)
    .transform((typed) => cleanText(typed ?? undefined) ?? null);

/** A telephone as somebody types it; empty or missing is null. */
export const typedPhone = z
  .string()
  .trim()
  .max(40)
  .nullable()
  .default(null)
  .transform((typed, context) => {
    if (typed === null || typed === "") return null;
    const number = phoneNumberOf(typed);
    if (number !== undefined) return number;
    context.addIssue({ code: "custom", message: "no-such-phone" });
    return z.NEVER;
  });

const postalCode = written()
  .trim()
  .min(1, "missing")
  .refine((code) => /^\d{5}$/u.test(code) && territoryOf(code) !== undefined, "no-such-postal-code");

/** A latitude or a longitude in degrees; null, for the middle of the commune. */
const degrees = (most: number) =>
  z.number("no-position").min(-most, "no-position").max(most, "no-position").nullable().default(null);

/**
 * What the team says of a place; a form is turned into it by `placeOfForm`. `latitude` and `longitude`:
 * both or neither. `shortName`: made from the name when it is null. `languages`: ISO 639 codes. `openingHours`: in the
 * syntax of OpenStreetMap. `doorOpener`: for the team alone. `goodFriday`: whether its commune keeps that holiday, in
 * Alsace-Moselle; without it the place stays as it is, and a new one keeps it.
 */
export const placeBody = z.strictObject({
  name: needed(200),
  shortName: optional(40),
  address: needed(200),
  city: needed(80),
  postalCode,
  latitude: degrees(90),
  longitude: degrees(180),
  phone: typedPhone,
  languages: z
    .array(z.string().regex(/^[a-z]{2,3}$/u))
    .max(30)
    .default([]),
  wheelchair: z.boolean().nullable().default(null),
  transport: optional(300),
  openingHours: optional(500),
  doorOpener: optional(300),
  goodFriday: z.boolean().optional(),
});
export type PlaceTyped = z.output<typeof placeBody>;

const numberOf = (typed: string | undefined): unknown =>
  typed === undefined || typed.trim() === "" ? null : Number(typed.trim().replace(",", "."));

/** The fields of the form of a place as `placeBody` reads them. */
export const placeOfForm = (fields: Readonly<Record<string, string>>): unknown => ({
  ...Object.fromEntries(
    ["name", "shortName", "address", "city", "postalCode", "phone", "transport", "openingHours", "doorOpener"].map(
      (field) => [field, fields[field] ?? ""],
    ),
  ),
  latitude: numberOf(fields["latitude"]),
  longitude: numberOf(fields["longitude"]),
  languages: ticked(fields, LANGUAGE_BOX).toSorted(),
  wheelchair: { yes: true, no: false }[fields["wheelchair"] ?? ""] ?? null,
  goodFriday: { yes: true, no: false }[fields["goodFriday"] ?? ""],
});

/** Somebody on site: the name of their role, and a telephone or an e-mail. */
export const placeContactBody = z
  .strictObject({
    roleName: needed(80),
    phone: typedPhone,
    email: withoutPersonalNumber(written().trim().toLowerCase())
      .nullable()
      .default(null)
      .transform((typed) => (typed === "" ? null : typed))
      .refine((typed) => typed === null || z.email().max(254).safeParse(typed).success, "no-such-email"),
  })
  .refine(({ phone: number, email }) => number !== null || email !== null, {
    path: ["phone"],
    message: "no-way-to-reach",
  });
export const placeContactForm = formOf(placeContactBody);
export type PlaceContactTyped = z.output<typeof placeContactBody>;
