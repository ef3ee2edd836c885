import type { PrismaClient } from "#prisma/generated/client.ts";

/**
 * Deletes every row of these tables and of those that refer to them, as `TRUNCATE … CASCADE` does. That makes new files
 * for each of more than a hundred tables; most of them are empty, and to find that costs nothing. `owner`: connected as
 * the owner of the tables.
 */
export const emptyTables = (owner: PrismaClient, ...tables: readonly string[]): Promise<unknown> =>
  owner.$executeRawUnsafe(`DO $$
    DECLARE one regclass;
    BEGIN
      SET LOCAL session_replication_role = replica;
      FOR one IN
        WITH RECURSIVE emptied AS (
          SELECT unnest('{${tables.join(",")}}'::regclass[])::oid AS id
          UNION SELECT conrelid FROM pg_constraint JOIN emptied ON confrelid = emptied.id WHERE contype = 'f'
        ) SELECT id FROM emptied
      LOOP
        EXECUTE format('DELETE FROM %s', one);
      END LOOP;
    END $$`);
