import { db } from "#lib/server/db.ts";

/** The number of the département of an organisation; empty when it has not said it. */
export async function departmentOfOrganisation(organisation: string): Promise<string> {
  const settings = await db.organisationSettings.findUnique({
    where: { organisationId: organisation },
    select: { department: true },
  });
  return settings?.department ?? "";
}
