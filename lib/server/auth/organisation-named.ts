import { db } from "#lib/server/db.ts";

/** The nil UUID: no organisation has it, so nobody has a role there. */
const NONE = "00000000-0000-0000-0000-000000000000";

/**
 * The id of the organisation with that name in addresses, as programs say it. An unknown one has an id at which every
 * use case refuses `not-allowed`, as at one where the caller has no role: who asks does not learn which exist.
 */
export async function organisationNamed(slug: string): Promise<string> {
  // PostgreSQL refuses a text with the character NUL as an error of the whole statement.
  if (slug.includes("\0")) return NONE;
  return (await db.organisation.findUnique({ where: { slug }, select: { id: true } }))?.id ?? NONE;
}
