import { z } from "zod";
import type { StaffRole } from "#lib/access/actor.ts";
import { sayPhone } from "#lib/place/phone-number.ts";
import { freeText } from "#lib/wire/free-text.ts";
import { typedPhone } from "#lib/wire/place/place-body.ts";
import { LANGUAGE_BOX, PLACE_BOX, ticked, formOf } from "#lib/wire/staff-form.ts";
import { day, written } from "#lib/wire/bounds.ts";

/** The roles, in the order in which they are offered. */
export const STAFF_ROLES = [
  "conseiller",
  "civic-service",
  "reception",
  "coordinator",
  "administrator",
  "contact",
  "partner",
] as const;

/** The languages (ISO 639) that are offered for people, places and help on paper; a place may have further ones. */
export const SPOKEN = [
  "fr",
  "ar",
  "tr",
  "en",
  "de",
  "es",
  "pt",
  "it",
  "ru",
  "uk",
  "pl",
  "ro",
  "sq",
  "fa",
  "ps",
  "zh",
] as const;

type Fields = Readonly<Record<string, string>>;

/** The fields of a form about a role or a person, with its boxes as lists; an empty date is none. */
const peopleFields = (fields: Fields): Record<string, unknown> => ({
  ...fields,
  endsOn: fields["endsOn"] === "" ? undefined : fields["endsOn"],
  places: ticked(fields, PLACE_BOX),
  languages: ticked(fields, LANGUAGE_BOX).filter((code) => (SPOKEN as readonly string[]).includes(code)),
});

/**
 * A role as a form says it. `where`: at every place, or at those of `places`, ids. `endsOn`: the last day on which it
 * holds, YYYY-MM-DD.
 */
const roleFields = z.object({
  role: z.enum(STAFF_ROLES),
  where: z.enum(["all", "some"]),
  places: z.array(z.uuid()).max(500),
  endsOn: day.optional(),
});

/**
 * Refuses places that were ticked while « every place » is chosen: `places-ticked`, also when other fields are wrong.
 */
const withoutIdlePlaces = <Form extends typeof roleFields>(form: Form): Form =>
  form.refine(({ where, places }) => where === "some" || places.length === 0, {
    path: ["where"],
    error: "places-ticked",
    when: ({ value }) => roleFields.pick({ where: true, places: true }).safeParse(value).success,
  });

/** The fields beside which refusals about a role are said. */
export const BESIDE_ROLE = {
  "no-such-place": "places",
  "place-missing": "places",
  "already-over": "endsOn",
  "has-role": "email",
  "already-invited": "email",
} as const;

/** A further role of a person. */
export const roleForm = formOf(withoutIdlePlaces(roleFields), { from: peopleFields, beside: BESIDE_ROLE });

/** The mail address of whom to invite. */
export const invitedEmail = z.string().trim().toLowerCase().min(1, "missing").max(254).pipe(z.email("no-such-email"));

/** Whom to invite, and to which role. */
export const inviteForm = formOf(
  withoutIdlePlaces(roleFields.extend({ email: invitedEmail, languages: z.array(written()) })),
  { from: peopleFields, beside: BESIDE_ROLE },
);

/** What a person says of themselves: the name that colleagues read, and their languages. */
export const personForm = formOf(
  z.object({ name: freeText(80).refine((name) => name !== "", "missing"), languages: z.array(written()) }),
  { from: peopleFields },
);

/** What stands in that form. */
export const fieldsOfPerson = ({
  name,
  languages,
}: {
  readonly name?: string | null | undefined;
  readonly languages: readonly string[];
}): Fields => ({
  name: name ?? "",
  ...Object.fromEntries(languages.map((code) => [`${LANGUAGE_BOX}${code}`, "on"])),
});

/** One's own telephone, which whoever coordinates reads in « Imprévu » alone; empty is none. */
export const ownPhoneForm = formOf(z.object({ phone: typedPhone }));

/** What stands in that form, as it is typed. */
export const fieldsOfOwnPhone = (phone: string | null | undefined): Fields => ({
  phone: sayPhone(phone ?? "").replaceAll("\u00a0", " "),
});

/** From when on somebody in civic service is a conseiller, YYYY-MM-DD. */
export const becomesForm = formOf(z.object({ from: written("missing", "malformed").min(1, "missing").pipe(day) }), {
  beside: { "already-over": "from" },
});

/** The places of a role as a use case takes them. */
export const placesOf = ({ where, places }: z.output<typeof roleFields>): "all" | readonly string[] =>
  where === "all" ? "all" : places;

/** The role of that name; undefined for any other word. */
export const roleOf = (word: string): StaffRole | undefined => STAFF_ROLES.find((role) => role === word);
