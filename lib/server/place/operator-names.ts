import { db } from "../db.ts";

/** An organisation as the API names it: by its slug, and the name of its service that residents read. */
export type OperatorName = { readonly slug: string; readonly name: string };

type Row = OperatorName & { readonly id: string };

const byId = (rows: readonly Row[]): ReadonlyMap<string, OperatorName> =>
  new Map(rows.map(({ id, ...operator }) => [id, operator]));

/** Who holds these half-days, by their ids. One query. */
export const operatorsOfHalfDays = async (ids: readonly string[]): Promise<ReadonlyMap<string, OperatorName>> =>
  byId(
    await db.$queryRaw<Row[]>`
      SELECT held.id::text, operator.slug, coalesce(said.service_name, operator.name) AS name
      FROM permanence AS held JOIN organisation AS operator ON operator.id = held.organisation_id
      LEFT JOIN operator_settings AS said ON said.organisation_id = operator.id
      WHERE held.id = ANY (${[...ids]}::uuid[])`,
  );

/** Who runs these places, by their ids. One query. */
export const operatorsOfPlaces = async (ids: readonly string[]): Promise<ReadonlyMap<string, OperatorName>> =>
  byId(
    await db.$queryRaw<Row[]>`
      SELECT place.id::text, operator.slug, coalesce(said.service_name, operator.name) AS name
      FROM place JOIN organisation AS operator ON operator.id = place.organisation_id
      LEFT JOIN operator_settings AS said ON said.organisation_id = operator.id
      WHERE place.id = ANY (${[...ids]}::uuid[])`,
  );
