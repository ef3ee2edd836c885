import type pg from "pg";

type Column = { readonly schema: string; readonly table: string; readonly column: string };

/** Every column of every table, including the tables of the job queue. A table of partitions stands for all of them. */
export async function columnsOf(client: pg.Client): Promise<readonly Column[]> {
  const { rows } = await client.query<Column>(`
    SELECT n.nspname AS schema, c.relname AS table, a.attname AS column
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'm', 'p') AND (NOT c.relispartition OR n.nspname <> 'public') AND a.attnum > 0 AND NOT a.attisdropped AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')
    ORDER BY 1, 2, 3`);
  return rows;
}

/**
 * Where in the whole database one of these texts is stored, as "table.column: text". Each column is searched as text,
 * unchanged and with letters and digits only, so that a number written in groups is found too.
 */
export async function foundIn(client: pg.Client, traces: readonly string[]): Promise<readonly string[]> {
  const found: string[] = [];
  for (const { schema, table, column } of await columnsOf(client)) {
    const text = `${client.escapeIdentifier(column)}::text`;
    const { rows } = await client.query<{ trace: string }>(
      `SELECT DISTINCT trace FROM ${client.escapeIdentifier(schema)}.${client.escapeIdentifier(table)}, unnest($1::text[]) AS trace
       WHERE position(lower(trace) IN lower(${text})) > 0 OR position(lower(trace) IN lower(regexp_replace(${text}, '[^[:alnum:]]', '', 'g'))) > 0`,
      [traces],
    );
    found.push(...rows.map(({ trace }) => `${table}.${column}: ${trace}`));
  }
  return found;
}
