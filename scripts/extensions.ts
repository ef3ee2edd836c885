import type pg from "pg";

/** The extensions that the migrations create. */
export const EXTENSIONS = ["btree_gist"];

type ExtensionRow = {
  readonly name: string;
  readonly installed: boolean;
  readonly available: boolean;
  readonly may_create: boolean;
  readonly database: string;
  readonly role: string;
};

/**
 * Which extension the database lacks and this connection's role cannot create, and the command with which an
 * administrator of the server does; undefined when every one is there or can be created. An owner of the database may
 * create those that Postgres trusts, as it does all of ours.
 */
export async function missingExtension(
  client: pg.Client,
  names: readonly string[] = EXTENSIONS,
): Promise<string | undefined> {
  const { rows } = await client.query<ExtensionRow>(
    `SELECT wanted.name, EXISTS (SELECT FROM pg_extension WHERE extname = wanted.name) AS installed,
            version.name IS NOT NULL AS available,
            (SELECT rolsuper FROM pg_roles WHERE rolname = current_user)
              OR coalesce(version.trusted, false) AND has_database_privilege(current_database(), 'CREATE') AS may_create,
            current_database() AS database, current_user AS role
     FROM unnest($1::text[]) AS wanted(name)
     LEFT JOIN pg_available_extensions available ON available.name = wanted.name
     LEFT JOIN pg_available_extension_versions version ON version.name = wanted.name AND version.version = available.default_version`,
    [names],
  );
  for (const { name, installed, available, may_create: mayCreate, database, role } of rows) {
    if (installed) continue;
    if (!available)
      return `The database server does not have the extension ${name}: let its administrator install the package with the extensions of Postgres (on Debian and Ubuntu: apt-get install postgresql-contrib), then start again.`;
    if (!mayCreate)
      return `The database lacks the extension ${name}, and the role ${role} may not create it: let an administrator of the server run psql -d ${database} -c 'CREATE EXTENSION ${name}', then start again.`;
  }
  return undefined;
}
