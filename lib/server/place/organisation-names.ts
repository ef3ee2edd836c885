import { db } from "#lib/server/db.ts";

/** An organisation as the API names it: by its slug, and the name of its service that residents read. */
export type OrganisationName = { readonly slug: string; readonly name: string };

/** What these organisations are called, by their ids. One query. */
export async function organisationNames(ids: readonly string[]): Promise<ReadonlyMap<string, OrganisationName>> {
  const rows = await db.$queryRaw<(OrganisationName & { readonly id: string })[]>`
    SELECT organisation.id::text, organisation.slug, coalesce(said.service_name, organisation.name) AS name
    FROM organisation AS organisation LEFT JOIN organisation_settings AS said ON said.organisation_id = organisation.id
    WHERE organisation.id = ANY (${[...new Set(ids)]}::uuid[])`;
  return new Map(rows.map(({ id, ...organisation }) => [id, organisation]));
}
