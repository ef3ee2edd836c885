import type pg from "pg";
import { withClient } from "./database.ts";

/** What a role may do to the rows of a table. */
type Right = "SELECT" | "INSERT" | "UPDATE" | "DELETE";

/** Everything that can be done to rows. It may not empty, change or drop a table, nor switch off a trigger. */
const ROWS: readonly Right[] = ["SELECT", "INSERT", "UPDATE", "DELETE"];
const ADDED_TO: readonly Right[] = ["SELECT", "INSERT"];
const NEVER_DELETED: readonly Right[] = ["SELECT", "INSERT", "UPDATE"];

/** Where the serving role may do less. A table that is not named here, such as a new one, has no further rule. */
const LESS: Readonly<Record<string, readonly Right[]>> = {
  _prisma_migrations: ["SELECT"],
  queue_event: ADDED_TO,
  queue_command: ADDED_TO,
  journal: ADDED_TO,
  // Its rows are deleted by functions, which look at what is due; a name can be overwritten.
  visit_identity: NEVER_DELETED,
  activity_report: NEVER_DELETED,
  half_day_figures: NEVER_DELETED,
  place_pace: NEVER_DELETED,
  organisation: NEVER_DELETED,
  place: NEVER_DELETED,
  topic: NEVER_DELETED,
  user_account: NEVER_DELETED,
  visit: NEVER_DELETED,
};

/** The schemas that the product uses: its own tables, and those of the job queue (pg-boss). */
const SCHEMAS = ["public", "pgboss"];

/**
 * The product's own relations and functions in these schemas ($1), as WITH queries: those of the role that owns the
 * table of the migrations, or of the role of this connection where it is a member of that one. What an extension such
 * as PostGIS or another role, such as an administrator, keeps there is not the product's.
 */
const OWN = `used AS (SELECT oid, nspname, nspacl FROM pg_namespace WHERE nspname = ANY ($1)),
  owner AS (
    SELECT relowner AS role FROM pg_class WHERE oid = to_regclass('public._prisma_migrations')
    UNION SELECT pg_roles.oid FROM pg_roles JOIN pg_class ON pg_class.oid = to_regclass('public._prisma_migrations')
      WHERE rolname = current_user AND pg_has_role(relowner, 'USAGE')),
  extended AS (SELECT classid, objid FROM pg_depend WHERE deptype = 'e'),
  relations AS (
    SELECT pg_class.*, nspname FROM pg_class JOIN used ON used.oid = relnamespace JOIN owner ON role = relowner
    WHERE ('pg_class'::regclass, pg_class.oid) NOT IN (SELECT * FROM extended)),
  functions AS (
    SELECT pg_proc.*, nspname FROM pg_proc JOIN used ON used.oid = pronamespace JOIN owner ON role = proowner
    WHERE ('pg_proc'::regclass, pg_proc.oid) NOT IN (SELECT * FROM extended))`;

/** A right on an object, as GRANT names it: `SELECT ON TABLE public.place`. */
type Grants = ReadonlySet<string>;

/** The role that connects with this address. */
const roleOf = (url: string): Promise<string> =>
  withClient(url, async (client) => {
    const { rows } = await client.query<{ role: string }>("SELECT current_user AS role");
    return rows[0]?.role ?? "";
  });

/**
 * Gives the role of `url` exactly the rights on what is the product's own that serving needs in the database of
 * `ownerUrl`, and takes any other right on it that was given to this role; what it has already is not given again.
 * Nothing to do when both are one role, which owns the tables.
 */
export async function grantRights(url: string, ownerUrl: string): Promise<void> {
  const role = await roleOf(url);
  if (role === (await roleOf(ownerUrl))) return;
  await withClient(ownerUrl, async (client) => {
    const name = client.escapeIdentifier(role);
    await client.query("BEGIN");
    // Of two commands started together the second waits, and finds everything given.
    await client.query("SELECT pg_advisory_xact_lock(hashtext('rights of the serving role'))");
    const wanted = await wantedGrants(client);
    const present = await presentGrants(client, role);
    for (const grant of present.difference(wanted)) await client.query(`REVOKE ${grant} FROM ${name}`);
    for (const grant of wanted.difference(present)) await client.query(`GRANT ${grant} TO ${name}`);
    await client.query("COMMIT");
  });
}

/** The rights that serving needs and this role has not; none when grantRights has run. */
export async function missingGrants(client: pg.Client, role: string): Promise<readonly string[]> {
  const wanted = await wantedGrants(client);
  const present = await presentGrants(client, role);
  // A schema is used by everybody where an administrator owns it: only they could give this right to the role itself.
  const { rows } = await client.query<{ grant: string }>(
    "SELECT 'USAGE ON SCHEMA ' || quote_ident(nspname) AS grant FROM pg_namespace WHERE nspname = ANY ($1) AND has_schema_privilege($2, oid, 'USAGE')",
    [SCHEMAS, role],
  );
  return [...wanted.difference(present).difference(new Set(rows.map(({ grant }) => grant)))];
}

/**
 * Tables, their sequences, and functions that run with the rights of their owner. Whoever asks a divided table needs no
 * right on its partitions; the job queue asks its own by their names.
 */
async function wantedGrants(client: pg.Client): Promise<Grants> {
  const { rows } = await client.query<{
    kind: "SCHEMA" | "TABLE" | "SEQUENCE" | "FUNCTION";
    name: string;
    table: string;
  }>(
    `WITH ${OWN}
     SELECT 'SCHEMA' AS kind, quote_ident(nspname) AS name, '' AS table FROM used
     UNION ALL SELECT CASE relkind WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END, format('%I.%I', nspname, relname), relname FROM relations
       WHERE relkind IN ('r', 'p', 'S') AND (NOT relispartition OR nspname <> 'public')
     UNION ALL SELECT 'FUNCTION', format('%I.%I(%s)', nspname, proname, pg_get_function_identity_arguments(functions.oid)), '' FROM functions
       WHERE prosecdef`,
    [SCHEMAS],
  );
  const rightsOn = {
    SCHEMA: () => ["USAGE"],
    SEQUENCE: () => ["USAGE"],
    FUNCTION: () => ["EXECUTE"],
    TABLE: rightsOnTable,
  };
  return new Set(
    rows.flatMap(({ kind, name, table }) => rightsOn[kind](table).map((right) => `${right} ON ${kind} ${name}`)),
  );
}

const rightsOnTable = (table: string): readonly Right[] => LESS[table] ?? ROWS;

/** The rights that were given to this role itself, not through PUBLIC or another role. */
async function presentGrants(client: pg.Client, role: string): Promise<Grants> {
  const { rows } = await client.query<{ grant: string }>(
    `WITH ${OWN},
     given AS (
       SELECT 'SCHEMA ' || quote_ident(nspname) AS object, nspacl AS acl FROM used
       UNION ALL SELECT CASE relkind WHEN 'S' THEN 'SEQUENCE ' ELSE 'TABLE ' END || format('%I.%I', nspname, relname), relacl FROM relations
       UNION ALL SELECT 'FUNCTION ' || format('%I.%I(%s)', nspname, proname, pg_get_function_identity_arguments(functions.oid)), proacl FROM functions)
     SELECT privilege_type || ' ON ' || object AS grant FROM given, aclexplode(acl) WHERE grantee = $2::regrole`,
    [SCHEMAS, client.escapeIdentifier(role)],
  );
  return new Set(rows.map(({ grant }) => grant));
}
