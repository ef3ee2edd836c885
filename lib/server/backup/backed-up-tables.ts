import type pg from "pg";
import { BackupError } from "./backup-error.ts";

/**
 * A table of which rows are copied. A divided one stands for its partitions. `columns`: those that are stored, not
 * computed. `order`: SQL of its primary key, in the same order on every server.
 */
export type BackedUpTable = {
  readonly name: string;
  readonly columns: readonly string[];
  readonly order: string;
  readonly names: readonly string[];
};

/** Postgres refuses a statement for want of this right. */
export const NOT_ALLOWED = "42501";

/**
 * The product's own tables, each after those that its foreign keys name: what the owner of the migrations owns in the
 * schema `public`, except the table of the migrations. What an extension or somebody else keeps there, and the job
 * queue, are left out.
 */
export async function readTables(client: pg.ClientBase): Promise<readonly BackedUpTable[]> {
  const { rows } = await client.query<BackedUpTable>(
    `WITH migrations AS (SELECT oid, relowner FROM pg_class WHERE oid = to_regclass('public._prisma_migrations')),
     own AS (
       SELECT one.oid, one.relname FROM pg_class one, migrations
       WHERE one.relnamespace = 'public'::regnamespace AND one.relkind IN ('r', 'p') AND NOT one.relispartition AND one.oid <> migrations.oid
         AND (one.relowner = migrations.relowner
           OR (SELECT NOT rolsuper FROM pg_roles WHERE oid = one.relowner) AND pg_has_role(one.relowner, migrations.relowner, 'USAGE'))
         AND NOT EXISTS (SELECT FROM pg_depend WHERE classid = 'pg_class'::regclass AND objid = one.oid AND deptype = 'e'))
     SELECT relname::text AS name,
       ARRAY(SELECT attname::text FROM pg_attribute WHERE attrelid = own.oid AND attnum > 0 AND NOT attisdropped AND attgenerated = '' ORDER BY attnum) AS columns,
       (SELECT string_agg(quote_ident(attname) || CASE WHEN attcollation = 0 THEN '' ELSE ' COLLATE "C"' END, ', ' ORDER BY place)
        FROM pg_index, unnest(indkey) WITH ORDINALITY AS part (number, place) JOIN pg_attribute ON attrelid = own.oid AND attnum = part.number
        WHERE indrelid = own.oid AND indisprimary) AS order,
       ARRAY(SELECT DISTINCT other.relname::text FROM pg_constraint JOIN own other ON other.oid = confrelid
             WHERE conrelid = own.oid AND contype = 'f' AND confrelid <> conrelid) AS names
     FROM own ORDER BY relname COLLATE "C"`,
  );
  const unordered = rows.find(({ order }) => order === null);
  if (unordered) throw new BackupError(`The table ${unordered.name} has no primary key, and cannot be backed up.`);
  return inOrder(rows);
}

/** Each table after those that it names. */
function inOrder(tables: readonly BackedUpTable[]): readonly BackedUpTable[] {
  const ordered: BackedUpTable[] = [];
  for (let left = [...tables]; left.length > 0;) {
    const next = left.filter(({ names }) => names.every((name) => ordered.some((one) => one.name === name)));
    if (next.length === 0)
      throw new BackupError(`These tables name each other: ${left.map(({ name }) => name).join(", ")}.`);
    ordered.push(...next);
    left = left.filter((one) => !next.includes(one));
  }
  return ordered;
}

/** How values are written as text, so that the same rows give the same bytes on every server. */
export const SAME_TEXT =
  "SET LOCAL datestyle = 'ISO, YMD'; SET LOCAL intervalstyle = 'postgres'; SET LOCAL timezone = 'UTC'; SET LOCAL extra_float_digits = 1; SET LOCAL bytea_output = 'hex'; SET LOCAL client_encoding = 'UTF8'";

const inPublic = (client: pg.ClientBase, table: string): string => `public.${client.escapeIdentifier(table)}`;

/** The names of tables, as LOCK TABLE takes them. */
export const listed = (client: pg.ClientBase, tables: readonly { readonly name: string }[]): string =>
  tables.map(({ name }) => inPublic(client, name)).join(", ");

/** SQL: all rows of a table as text, in the order of its key. */
export const copyOut = (client: pg.ClientBase, { name, columns, order }: BackedUpTable): string =>
  `COPY (SELECT ${columns.map((column) => client.escapeIdentifier(column)).join(", ")} FROM ${inPublic(client, name)} ORDER BY ${order}) TO STDOUT`;

/** SQL: takes such rows in. */
export const copyIn = (client: pg.ClientBase, { name, columns }: Pick<BackedUpTable, "name" | "columns">): string =>
  `COPY ${inPublic(client, name)} (${columns.map((column) => client.escapeIdentifier(column)).join(", ")}) FROM STDIN`;
