import { readFile } from "node:fs/promises";
import type pg from "pg";
import { withClient } from "#scripts/database.ts";
import { missingGrants } from "#scripts/grant-rights.ts";
import { failure, ok, warning, type DatabaseCheck, type Verdict } from "./check.ts";

const HOW = "docs/architecture.md, “Database roles”, says how";

/** Who migrates and who serves: the role that serves should own no table (docs/decisions/running-it.md). */
export const databaseRoles: DatabaseCheck = {
  name: "database roles",
  run: async (client, { environment: { DATABASE_URL: url, DATABASE_OWNER_URL: ownerUrl } }) => {
    if (!url)
      return ownerUrl
        ? failure("DATABASE_OWNER_URL is set and DATABASE_URL is not: set both, or none to use the database in .data.")
        : ok("The embedded database has one role that owns the tables and one that serves.");
    const owner = await roleOn(client);
    const unowned = await unownedTables(client);
    const serving = await withClient(url, roleOn);
    if (serving.cluster !== owner.cluster || serving.database !== owner.database)
      return failure(
        "DATABASE_URL and DATABASE_OWNER_URL lead to two databases: give both the same host, port and database, with the two roles.",
      );
    return serving.role === owner.role
      ? ofOneRole(serving, await missingGrants(client, serving.role), unowned)
      : ofTwoRoles(owner, serving, await missingGrants(client, serving.role), unowned);
  },
};

/**
 * A role on its own connection. `cluster`: which server it is. `owners`: who owns the product's tables, by the owner of
 * the one that records the migrations; none in an empty database. Tables of others in the same schema do not count.
 */
export type Role = {
  readonly role: string;
  readonly superuser: boolean;
  readonly database: string;
  readonly cluster: string;
  readonly owners: readonly string[];
  /** Whether it has the rights of that owner, as the owner itself has, a member of that role, or a superuser. */
  readonly owns: boolean;
  /** Whether it may create tables. */
  readonly creates: boolean;
};

async function roleOn(client: pg.Client): Promise<Role> {
  const { rows } = await client.query<Role>(
    `WITH owners AS (SELECT relowner AS owner FROM pg_class WHERE relname = '_prisma_migrations' AND relnamespace = 'public'::regnamespace)
     SELECT current_user AS role, (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) AS superuser,
            current_database() AS database, (SELECT system_identifier::text FROM pg_control_system()) AS cluster,
            ARRAY(SELECT pg_get_userbyid(owner)::text FROM owners ORDER BY 1) AS owners,
            (SELECT coalesce(bool_and(pg_has_role(owner, 'USAGE')), false) FROM owners) AS owns,
            has_schema_privilege('public', 'CREATE') AS creates`,
  );
  return rows[0]!;
}

/** A table of the product that belongs to another role than the owner of the migrations. */
export type UnownedTable = { readonly table: string; readonly owner: string };

/**
 * The tables that prisma/schema.prisma names, and their partitions, that the owner of the migrations does not own.
 * Those of the role of this connection do not count where it has the rights of the owner: it migrates as a member of
 * that role.
 */
async function unownedTables(client: pg.Client): Promise<readonly UnownedTable[]> {
  const schema = await readFile("prisma/schema.prisma", "utf8");
  const { rows } = await client.query<UnownedTable>(
    `SELECT DISTINCT one.oid::regclass::text AS table, quote_ident(pg_get_userbyid(one.relowner)) AS owner
     FROM pg_class migrations, pg_class named, LATERAL (SELECT named.oid UNION SELECT relid FROM pg_partition_tree(named.oid)) part (oid)
       JOIN pg_class one ON one.oid = part.oid
     WHERE migrations.relname = '_prisma_migrations' AND migrations.relnamespace = 'public'::regnamespace
       AND named.relname = ANY ($1) AND named.relnamespace = 'public'::regnamespace AND named.relkind IN ('r', 'p')
       AND one.relowner <> migrations.relowner
       AND NOT (pg_get_userbyid(one.relowner) = current_user AND pg_has_role(migrations.relowner, 'USAGE'))
     ORDER BY 1`,
    [Array.from(schema.matchAll(/@@map\("(.+?)"\)/g), ([, name]) => name)],
  );
  return rows;
}

/** The warning of tables that this role should own. */
const ofUnowned = (owner: string, database: string, unowned: readonly UnownedTable[]): Verdict =>
  warning(
    `The role ${owner} does not own ${unowned.map(({ table, owner: other }) => `${table} (of ${other})`).join(", ")}, and can neither migrate them nor give rights on them: ${byAdmin(database, unowned.map(({ table }) => `ALTER TABLE ${table} OWNER TO ${owner}`).join("; "))}, then start again.`,
  );

const byAdmin = (database: string, sql: string): string =>
  `let an administrator of the server run psql -d ${database} -c '${sql}'`;

/** What it means that one role both migrates and serves, or that the address of the owner is not known here. */
export function ofOneRole(
  { role, superuser, database, owners, owns }: Role,
  missing: readonly string[],
  unowned: readonly UnownedTable[],
): Verdict {
  if (superuser)
    return warning(
      `The application connects as ${role}, a superuser: whoever takes that connection over can change everything on the server. Make a role that owns the tables and one that serves; ${HOW}.`,
    );
  const doesBoth = owns || owners.length === 0;
  if (!doesBoth && missing.length > 0)
    return failure(
      `The role ${role} lacks rights in the database: run npm run migrate with DATABASE_OWNER_URL set to the address of ${owners.join(", ")}.`,
    );
  if (unowned.length > 0) return ofUnowned(owners[0] ?? role, database, unowned);
  if (doesBoth)
    return warning(
      `One role, ${role}, owns the tables and serves: whoever takes its connection over can empty tables and switch off the triggers that keep the record. Make a second role and set DATABASE_OWNER_URL; ${HOW}.`,
    );
  return ok(`The role ${role} serves and owns no table. Migrations need DATABASE_OWNER_URL.`);
}

/** Whether the owner can migrate, and the other role can serve and no more. */
export function ofTwoRoles(
  owner: Role,
  serving: Role,
  missing: readonly string[],
  unowned: readonly UnownedTable[],
): Verdict {
  const admin = (sql: string): string => byAdmin(owner.database, sql);
  const strangers = owner.owners.filter((name) => name !== owner.role);
  if (owner.owners.length > 0 && !owner.owns)
    return failure(
      `The role ${owner.role} of DATABASE_OWNER_URL does not own the tables, ${strangers.join(", ")} does: ${strangers.includes(serving.role) ? "set DATABASE_OWNER_URL to the address of that role, and make another one for DATABASE_URL" : admin(`REASSIGN OWNED BY ${strangers[0]} TO ${owner.role}`)}.`,
    );
  if (!owner.creates)
    return failure(
      `The role ${owner.role} of DATABASE_OWNER_URL may create no table: ${admin(`ALTER DATABASE ${owner.database} OWNER TO ${owner.role}`)}.`,
    );
  if (unowned.length > 0) return ofUnowned(owner.owners[0] ?? owner.role, owner.database, unowned);
  if (serving.superuser)
    return warning(
      `The role ${serving.role} of DATABASE_URL is a superuser: ${admin(`ALTER ROLE ${serving.role} NOSUPERUSER`)}.`,
    );
  if (serving.owns)
    return warning(
      `The role ${serving.role} of DATABASE_URL has the rights of the owner: ${admin(`REVOKE ${owner.role} FROM ${serving.role}`)}.`,
    );
  if (serving.creates)
    return warning(
      `The role ${serving.role} of DATABASE_URL may create tables and functions: ${admin("REVOKE CREATE ON SCHEMA public FROM PUBLIC")}.`,
    );
  if (owner.owners.length > 0 && missing.length > 0)
    return warning(
      `The role ${serving.role} lacks rights in the database: npm start gives them, or run npm run migrate.`,
    );
  return ok(`The role ${owner.role} owns the tables, and ${serving.role} serves.`);
}
