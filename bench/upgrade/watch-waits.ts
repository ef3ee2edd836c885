import pg from "pg";
import { pause } from "#scripts/pause.ts";

/** The longest wait for a lock that was seen, and the beginning of its statement. */
export type Wait = { readonly milliseconds: number; readonly query: string };

/** Milliseconds between two looks: a shorter wait may be missed. */
const EVERY = 20;

/**
 * Watches which statements of the application wait for a lock. Not counted: the building of an index beside the others,
 * which waits for their transactions and holds nothing they need, and waits for advisory locks, which the application
 * takes on purpose.
 */
export async function watchWaits(
  url: string,
): Promise<{ readonly longest: () => Wait; readonly stop: () => Promise<Wait> }> {
  const db = new pg.Client({ connectionString: url });
  await db.connect();
  let longest: Wait = { milliseconds: 0, query: "" };
  let ended = false;
  const watching = (async () => {
    while (!ended) {
      const { rows } = await db.query<Wait>(
        `SELECT extract(epoch FROM clock_timestamp() - query_start)::float8 * 1000 AS milliseconds, left(query, 120) AS query
         FROM pg_stat_activity
         WHERE datname = current_database() AND wait_event_type = 'Lock' AND wait_event <> 'advisory' AND query NOT LIKE '%CONCURRENTLY%'
         ORDER BY 1 DESC LIMIT 1`,
      );
      const [row] = rows;
      if (row && row.milliseconds > longest.milliseconds) longest = row;
      await pause(EVERY);
    }
  })();
  return {
    longest: () => longest,
    stop: async () => {
      ended = true;
      await watching;
      await db.end();
      return longest;
    },
  };
}
