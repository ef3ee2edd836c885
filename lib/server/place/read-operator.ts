import { db } from "../db.ts";
import { keptAMinute } from "../kept-a-minute.ts";

/** The organisation that runs this instance, with the telephone number shown in the footer of every page. */
export type Operator = { readonly name: string; readonly phone?: string; readonly phoneHours?: string };

/**
 * Reads the operator: the first by name, one with a telephone before others; undefined when there is none. Kept a minute.
 */
export const readOperator = keptAMinute(loadOperator);

async function loadOperator(): Promise<Operator | undefined> {
  const row = await db.organisation.findFirst({
    where: { operator: true },
    orderBy: [{ phone: { sort: "asc", nulls: "last" } }, { name: "asc" }],
    select: { name: true, phone: true, phoneHours: true },
  });
  if (!row) return undefined;
  return {
    name: row.name,
    ...(row.phone !== null && { phone: row.phone }),
    ...(row.phoneHours !== null && { phoneHours: row.phoneHours }),
  };
}
