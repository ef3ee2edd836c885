import { z } from "zod";
import { positionOf } from "#lib/place/position.ts";
import { slugOf } from "#lib/place/slug.ts";
import { territoryOf } from "#lib/place/territory.ts";
import { KINDS, organisation } from "./organisation-settings.ts";
import {
  accountName,
  choice,
  department,
  email,
  expected,
  fileName,
  list,
  problemsOf,
  read,
  slug,
  telephone,
  text,
  type SetupResult,
} from "#lib/wire/setup-fields.ts";
import { WEEKLY, weekly } from "#lib/wire/schedule/weekly.ts";
import { written } from "#lib/wire/bounds.ts";

const administrator = z.strictObject(
  { email: email("administration@ville.example"), name: accountName },
  { error: expected("administrator", '{ "email": "administration@ville.example", "name": "Administration" }') },
);

const placesOfFile = z.strictObject({
  file: fileName("lieux-ille-et-vilaine.json"),
  communes: list(text(80, "commune", "Rennes"), '["Rennes"]')
    .min(1, { error: expected("list", '["Rennes"]') })
    .optional(),
  departments: list(department, '["35"]')
    .min(1, { error: expected("list", '["35"]') })
    .optional(),
});

const degrees = (example: string) => z.number({ error: expected("degrees", example) });

const typedPlace = z
  .strictObject({
    name: text(200, "placeName", "Mairie de Nouvoitou"),
    address: text(200, "address", "1 rue de la Mairie"),
    postalCode: read(expected("postalCode", "35410"), (typed) =>
      /^\d{5}$/u.test(typed) && territoryOf(typed) !== undefined ? typed : undefined,
    ),
    city: text(80, "commune", "Nouvoitou"),
    latitude: degrees("48.0416"),
    longitude: degrees("-1.5469"),
    telephone: telephone.optional(),
    wheelchair: z.boolean({ error: expected("wheelchair", "true") }).optional(),
    transport: text(200, "transport", "Bus 61, Mairie").optional(),
  })
  .refine(({ latitude, longitude, postalCode }) => isAt(latitude, longitude, postalCode), {
    path: ["latitude"],
    error: "position-elsewhere",
  });

/** A latitude and a longitude in each other's place are refused too: only the file says which is which. */
function isAt(latitude: number, longitude: number, postalCode: string): boolean {
  const position = positionOf(latitude, longitude, postalCode);
  return position.ok && !position.value.swapped;
}

/**
 * A place is either a file with many or one typed by hand: the field `file` tells them apart, so that errors are about
 * one form.
 */
const place = z
  .record(written(), z.unknown(), { error: expected("place", '{ "file": "lieux.json", "communes": ["Rennes"] }') })
  .transform((value, context): z.output<typeof placesOfFile> | z.output<typeof typedPlace> => {
    const parsed = ("file" in value ? placesOfFile : typedPlace).safeParse(value);
    if (parsed.success) return parsed.data;
    for (const issue of parsed.error.issues) context.issues.push({ ...issue, input: value } as z.core.$ZodRawIssue);
    return z.NEVER;
  });

/** A partner of a set-up file. */
export const partner = z.strictObject(
  {
    name: text(200, "partner", "CAF 35"),
    slug: slug("caf-35"),
    kind: choice(KINDS, "kind").optional(),
    email: email("partenaire@caf35.example"),
  },
  { error: expected("partner", '{ "name": "CAF 35", "slug": "caf-35", "email": "partenaire@caf35.example" }') },
);

const person = z.strictObject(
  {
    email: email("conseiller@ville.example"),
    name: accountName,
    role: choice(["conseiller", "reception", "coordinator", "administrator"], "role"),
    places: list(text(200, "placeName", "Mairie de Nouvoitou"), '["Mairie de Nouvoitou"]')
      .min(1, { error: expected("list", '["Mairie de Nouvoitou"]') })
      .optional(),
  },
  {
    error: expected("person", '{ "email": "conseiller@ville.example", "name": "Conseiller 1", "role": "conseiller" }'),
  },
);

const setupFile = z
  .strictObject(
    {
      organisation,
      administrator,
      places: list(place, '[{ "file": "lieux.json", "communes": ["Rennes"] }]').default([]),
      topics: z
        .union([z.literal("standard"), z.array(written()).min(1)], {
          error: expected("topics", '"standard", ["impots", "email"]'),
        })
        .optional(),
      weekly: list(weekly, `[${WEEKLY}]`).default([]),
      partners: list(partner, "[]").default([]),
      people: list(person, "[]").default([]),
    },
    { error: expected("file", '{ "organisation": { … }, "administrator": { … } }') },
  )
  .superRefine(({ organisation: { slug: own }, partners, people, administrator: admin, places }, context) => {
    const names = new Map([[admin.email, admin.name]]);
    // One account has one name: with two, each set-up would change it twice.
    const named = [
      ...people.map((one, index) => ({ ...one, path: ["people", index, "name"] })),
      ...partners.map((one, index) => ({ ...one, path: ["partners", index, "email"] })),
    ];
    for (const { email, name, path } of named) {
      const before = names.get(email) ?? name;
      names.set(email, before);
      if (before !== name)
        context.addIssue({ code: "custom", path, message: "other-name", params: { email, name, before } });
    }
    const typed = places.map((one) => ("file" in one ? undefined : `${slugOf(one.name)} ${one.postalCode}`));
    typed.forEach((key, index) => {
      if (key !== undefined && typed.indexOf(key) < index)
        context.addIssue({ code: "custom", path: ["places", index, "name"], message: "place-twice" });
    });
    const slugs = [own, ...partners.map((one) => one.slug)];
    const roles = [`${admin.email} administrator`, ...people.map((one) => `${one.email} ${one.role}`)];
    partners.forEach((one, index) => {
      if (slugs.indexOf(one.slug) <= index)
        context.addIssue({ code: "custom", path: ["partners", index, "slug"], message: "slug-twice" });
    });
    people.forEach((one, index) => {
      if (roles.indexOf(`${one.email} ${one.role}`) <= index)
        context.addIssue({ code: "custom", path: ["people", index, "email"], message: "role-twice" });
    });
  });

/** A set-up file as it was read (docs/set-up.md). Hours are minutes of the day. */
export type SetupFile = z.output<typeof setupFile>;

/** Reads a set-up file, the parsed JSON. Refused with all its problems at once, an unknown field under its own name. */
export function readSetupFile(content: unknown): SetupResult<SetupFile> {
  const parsed = setupFile.safeParse(content);
  return parsed.success
    ? { ok: true, value: parsed.data }
    : { ok: false, problems: parsed.error.issues.flatMap((issue) => problemsOf(issue, content)) };
}
