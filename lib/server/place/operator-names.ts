import { db } from "../db.ts";

/** An organisation as the API names it: by its slug, and the name of its service that residents read. */
export type OperatorName = { readonly slug: string; readonly name: string };

/** What these organisations are called, by their ids. One query. */
export async function operatorNames(ids: readonly string[]): Promise<ReadonlyMap<string, OperatorName>> {
  const rows = await db.$queryRaw<(OperatorName & { readonly id: string })[]>`
    SELECT operator.id::text, operator.slug, coalesce(said.service_name, operator.name) AS name
    FROM organisation AS operator LEFT JOIN operator_settings AS said ON said.organisation_id = operator.id
    WHERE operator.id = ANY (${[...new Set(ids)]}::uuid[])`;
  return new Map(rows.map(({ id, ...operator }) => [id, operator]));
}
