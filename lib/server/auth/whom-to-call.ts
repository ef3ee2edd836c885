import { db } from "../db.ts";

/** The phone of the organisation that runs permanences here, for who cannot sign in; undefined when none is set. */
export async function whomToCall(): Promise<string | undefined> {
  const operator = await db.organisation.findFirst({
    where: { operator: true, phone: { not: null } },
    orderBy: { slug: "asc" },
    select: { phone: true },
  });
  return operator?.phone ?? undefined;
}
