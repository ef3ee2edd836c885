import type { Prisma } from "#prisma/generated/client.ts";
import type { Queryable } from "#lib/server/db.ts";

/**
 * The condition of the places at which an organisation works: its own, and those where it holds half-days by a series.
 * The latter are read first, by their ids: a condition that reaches through the series makes Postgres look at every
 * place of the installation. One statement.
 */
export async function placesOfOrganisation(tx: Queryable, organisationId: string): Promise<Prisma.PlaceWhereInput> {
  const rows = await tx.$queryRaw<readonly { readonly id: string }[]>`
    SELECT DISTINCT place_id::text AS id FROM series WHERE organisation_id = ${organisationId}::uuid`;
  return { OR: [{ organisationId }, { id: { in: rows.map(({ id }) => id) } }] };
}
