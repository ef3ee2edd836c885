import { db } from "../db.ts";

/** The number of the département of an operator; empty when it has not said it. */
export async function departmentOfOperator(organisation: string): Promise<string> {
  const settings = await db.operatorSettings.findUnique({
    where: { organisationId: organisation },
    select: { department: true },
  });
  return settings?.department ?? "";
}
