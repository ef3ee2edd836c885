import { may } from "../../access/may.ts";
import type { Actor } from "../../access/actor.ts";
import { accept, refuse, type Result } from "../../result.ts";
import { db } from "../db.ts";

/**
 * What an operator says of itself, as texts by the names of the fields of `readOperatorChange` (« written.mail »,
 * « accessibility.rate »); what it has not said is absent.
 */
export type OperatorFields = Readonly<Record<string, string>>;

/** For whoever may change them. Refused: `not-allowed`, `not-found`. */
export async function readOperatorSettings(
  actor: Actor,
  organisation: string,
): Promise<
  Result<
    { readonly slug: string; readonly fields: OperatorFields; readonly logo: string | undefined },
    "not-allowed" | "not-found"
  >
> {
  if (!may(actor, { act: "set-up-operator", organisation })) return refuse("not-allowed");
  const row = await db.organisation.findUnique({
    where: { id: organisation },
    include: { settings: { include: { accessibility: true, logo: { select: { etag: true } } } } },
  });
  if (!row) return refuse("not-found");
  const { settings } = row;
  const statement = settings?.accessibility;
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
    "accessibility.state": statement?.state ?? "none",
    "accessibility.rate": statement?.rate === null ? undefined : statement?.rate.toString().replace(".", ","),
    "accessibility.auditor": statement?.auditor,
    "accessibility.auditedOn": dayOf(statement?.auditedOn),
    "accessibility.failures": statement?.failures,
    "accessibility.derogations": statement?.derogations,
    "accessibility.exempt": statement?.exempt,
    "accessibility.technologies": statement?.technologies,
    "accessibility.tools": statement?.tools,
    "accessibility.declaredOn": dayOf(statement?.declaredOn),
    "accessibility.contact": statement?.contact,
    "accessibility.recourse": statement?.recourse,
    "accessibility.plan": statement?.plan,
    "accessibility.yearPlan": statement?.yearPlan,
  };
  return accept({
    slug: row.slug,
    fields: Object.fromEntries(
      Object.entries(said).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
    ),
    logo: settings?.logo?.etag,
  });
}

/** « 2026-10-12 » of a column that holds a local day. */
const dayOf = (date: Date | null | undefined): string | undefined => date?.toISOString().slice(0, 10);
