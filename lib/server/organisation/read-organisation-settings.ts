import { may } from "#lib/access/may.ts";
import type { Actor } from "#lib/access/actor.ts";
import { accept, refuse, type Result } from "#lib/result.ts";
import type { AccessibilityStatement } from "#lib/place/accessibility-statement.ts";
import { db, type Tx } from "#lib/server/db.ts";
import { statementOfRow } from "#lib/server/place/read-accessibility.ts";

/**
 * What an organisation says of itself, as texts by the names of the fields of `readOrganisationChange` (« written.mail
 * », « accessibility.rate »); what it has not said is absent.
 */
export type OrganisationFields = Readonly<Record<string, string>>;

/** For whoever may change them. Refused: `not-allowed`, `not-found`. */
export async function readOrganisationSettings(
  actor: Actor,
  organisation: string,
): Promise<
  Result<
    { readonly slug: string; readonly fields: OrganisationFields; readonly logo: string | undefined },
    "not-allowed" | "not-found"
  >
> {
  if (!may(actor, { act: "set-up-organisation", organisation })) return refuse("not-allowed");
  const read = await organisationFields(db, organisation);
  return read ? accept(read) : refuse("not-found");
}

/** What stands in one of the forms of an organisation: in that of its statement, or everything else. */
export const fieldsOfSettings = (fields: OrganisationFields, form: "service" | "statement"): OrganisationFields =>
  Object.fromEntries(
    Object.entries(fields).filter(([name]) => name.startsWith("accessibility.") === (form === "statement")),
  );

/**
 * What an organisation says of itself, its name in addresses and the version of its logo; undefined when there is none.
 * One query.
 */
export async function organisationFields(
  tx: Pick<Tx, "organisation">,
  organisation: string,
): Promise<
  { readonly slug: string; readonly fields: OrganisationFields; readonly logo: string | undefined } | undefined
> {
  const row = await tx.organisation.findUnique({
    where: { id: organisation },
    include: { settings: { include: { accessibility: true, logo: { select: { etag: true } } } } },
  });
  if (!row) return undefined;
  const { settings } = row;
  const said = {
    name: settings?.serviceName,
    organisation: row.name,
    kind: row.kind,
    telephone: row.phone,
    telephoneHours: row.phoneHours,
    "written.mail": settings?.writtenMail,
    "written.sms": settings?.writtenSms,
    signRelay: settings?.signRelay,
    department: settings?.department,
    accent: settings?.accent,
    publisher: settings?.publisher,
    director: settings?.director,
    host: settings?.host,
    dpo: settings?.dpo,
    jointController: settings?.jointController,
    legalBasis: settings?.legalBasis,
    transfers: settings?.transfers,
    ...fieldsOf(settings?.accessibility ? statementOfRow(settings.accessibility) : { state: "none" }),
  };
  return {
    slug: row.slug,
    fields: Object.fromEntries(
      Object.entries(said).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
    ),
    logo: settings?.logo?.etag,
  };
}

/** A statement as the fields of its form; the rate as it is typed, « 87,5 ». */
const fieldsOf = (statement: AccessibilityStatement): Readonly<Record<string, string | undefined>> =>
  Object.fromEntries(
    Object.entries(statement).map(([name, value]) => [
      `accessibility.${name}`,
      typeof value === "number" ? String(value).replace(".", ",") : value,
    ]),
  );
