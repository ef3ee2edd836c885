import { z } from "zod";
import { BECOMES } from "#lib/access/invitation.ts";
import { slugOfName } from "#lib/place/slug.ts";
import { required } from "./organisation-settings.ts";
import { accountName, email, problemsOf, slug, type SetupResult } from "#lib/wire/setup-fields.ts";
import { partner } from "./setup-file.ts";
import { formOf } from "#lib/wire/staff-form.ts";
import { written } from "#lib/wire/bounds.ts";

/**
 * What an organisation says to begin with; the rest of its settings it says later. `person`: the name of its first
 * account.
 */
const newOrganisation = z.strictObject({
  name: required.name,
  slug: slug("rennes"),
  kind: required.kind,
  department: required.department,
  person: accountName,
  email: email("administration@ville.example"),
});
export type NewOrganisation = z.output<typeof newOrganisation>;
export type NewPartner = z.output<typeof partner>;

/**
 * Whom to invite: to become what, and their mail address, when the invitation is sent by mail; empty when it is passed
 * on by hand.
 */
export const organisationInviteForm = formOf(
  z.object({
    becomes: z.enum(BECOMES),
    email: z
      .union([
        z
          .string()
          .trim()
          .length(0)
          .transform(() => undefined),
        z.string().trim().toLowerCase().max(254).pipe(z.email("no-such-email")),
      ])
      .prefault(""),
  }),
  { beside: { "already-invited": "email" } },
);

/** The host name of an organisation, whose id is `organisation`. */
export const hostForm = formOf(z.object({ organisation: written().default(""), host: written().default("") }), {
  beside: { "no-such-host": "host", "host-of-installation": "host", "host-taken": "host" },
});

/** What stands in that form. */
export const fieldsOfHost = (host: string | null | undefined): { readonly host: string } => ({ host: host ?? "" });

/**
 * The form of a first organisation or of an invited one. Without a name in addresses it has the one that its name
 * proposes.
 */
export const readNewOrganisation = (typed: Readonly<Record<string, string>>): SetupResult<NewOrganisation> =>
  readForm(newOrganisation, typed);

/** The form of an invited partner, likewise. */
export const readNewPartner = (typed: Readonly<Record<string, string>>): SetupResult<NewPartner> =>
  readForm(partner, typed);

function readForm<Schema extends z.ZodObject>(
  schema: Schema,
  typed: Readonly<Record<string, string>>,
): SetupResult<z.output<Schema>> {
  const { name = "", slug: address = "" } = typed;
  const fields = Object.fromEntries(Object.keys(schema.shape).map((field) => [field, typed[field]?.trim() ?? ""]));
  const filled = { ...fields, slug: address.trim().toLowerCase() || slugOfName(name) };
  const parsed = schema.safeParse(filled);
  return parsed.success
    ? { ok: true, value: parsed.data }
    : { ok: false, problems: parsed.error.issues.flatMap((issue) => problemsOf(issue, filled)) };
}
