import type pg from "pg";

/**
 * Between the commit of the restored rows and the end of what follows it (migrations, erasures) the database says so
 * itself, in the comment of the table of the migrations: nothing serves it meanwhile.
 */
const BEGINS = "restore not finished: ";

/** The id of the backup whose restore has not been finished in this database; undefined when there is none. */
export async function unfinishedRestore(client: pg.ClientBase): Promise<string | undefined> {
  const { rows } = await client.query<{ said: string | null }>(
    "SELECT obj_description(to_regclass('public._prisma_migrations'), 'pg_class') AS said",
  );
  const said = rows[0]?.said;
  return said?.startsWith(BEGINS) ? said.slice(BEGINS.length) : undefined;
}

/** Notes that the restore of this backup is not finished; undefined: that it is. */
export const noteUnfinished = async (client: pg.ClientBase, backup: string | undefined): Promise<void> =>
  void (await client.query(
    `COMMENT ON TABLE public._prisma_migrations IS ${backup === undefined ? "NULL" : client.escapeLiteral(BEGINS + backup)}`,
  ));
