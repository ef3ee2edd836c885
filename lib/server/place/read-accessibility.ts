import type { OrganisationAccessibility } from "#prisma/generated/client.ts";
import type { AccessibilityStatement, Conformity } from "#lib/place/accessibility-statement.ts";
import { instant } from "#lib/time/instant.ts";
import { localDateOf } from "#lib/time/zone.ts";
import { db } from "#lib/server/db.ts";

/** The accessibility statement of an organisation; undefined when it has made none. */
export async function readAccessibility(organisationId: string): Promise<AccessibilityStatement | undefined> {
  const row = await db.organisationAccessibility.findUnique({ where: { organisationId } });
  return row === null ? undefined : statementOfRow(row);
}

/** The statement in a row; what is missing is undefined. */
export function statementOfRow(row: OrganisationAccessibility): AccessibilityStatement {
  return {
    state: row.state as Conformity,
    rate: row.rate ?? undefined,
    auditor: row.auditor ?? undefined,
    auditedOn: dayOf(row.auditedOn),
    failures: row.failures ?? undefined,
    derogations: row.derogations ?? undefined,
    exempt: row.exempt ?? undefined,
    technologies: row.technologies ?? undefined,
    tools: row.tools ?? undefined,
    declaredOn: dayOf(row.declaredOn),
    contact: row.contact ?? undefined,
    recourse: row.recourse ?? undefined,
    plan: row.plan ?? undefined,
    yearPlan: row.yearPlan ?? undefined,
  };
}

/** A column of type date holds a day as midnight in UTC. */
const dayOf = (column: Date | null): string | undefined =>
  column === null ? undefined : localDateOf(instant(column.getTime()), "UTC");
