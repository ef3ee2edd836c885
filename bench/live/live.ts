import pg from "pg";
import { listen } from "#lib/server/live/listener.ts";
import { openDatabaseLink } from "#tests/server/live/database-link.ts";
import { startDatabases } from "../databases.ts";
import { median, spread } from "../figures.ts";
import type { Line, Section } from "../line.ts";

/** Milliseconds within which a change is shown again after the connection was lost (docs/line.md). */
const MOST_MS = 5_000;
const TIMES = 5;

/** How soon this process is told again what changed, after its connection to the database was lost in one way or another. */
export const live: Section = {
  name: "live",
  title: "Live updates after a lost connection, until the next notice arrives",
  measure: async () => {
    const databases = await startDatabases();
    const url = await databases.make("live");
    const direct = new pg.Client({ connectionString: url });
    await direct.connect();
    const link = await openDatabaseLink(url);
    const waiting = new Set<() => void>();
    const arrived = (): void => {
      for (const done of waiting) done();
      waiting.clear();
    };
    const next = (): Promise<void> => new Promise((done) => waiting.add(done));
    let listening = next();
    const listener = await listen(link.url, { onNotice: { news: () => undefined }, onListening: arrived });
    await listening;

    const measured = async (lose: () => Promise<void>): Promise<readonly number[]> => {
      const times: number[] = [];
      for (let time = 0; time < TIMES; time += 1) {
        listening = next();
        await lose();
        const began = performance.now();
        await listening;
        times.push(performance.now() - began);
      }
      return times;
    };
    /** Connections refused so far, at least. */
    let refused = 0;
    const lines = [
      judged(
        "the connection was ended by the server",
        await measured(async () => {
          await direct.query(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'",
          );
        }),
      ),
      judged("the connection passes nothing more", await measured(async () => link.freeze())),
      judged(
        "the server restarted and refused two tries",
        await measured(async () => {
          refused += 2;
          link.cut();
          await link.refused(refused);
          link.restore();
        }),
      ),
    ];
    await listener.close();
    await link.close();
    await direct.end();
    await databases.stop();
    return lines;
  },
};

const judged = (figure: string, times: readonly number[]): Line => ({
  figure,
  measured: `${median(times).toFixed(0)} ms`,
  spread: spread(times),
  bound: {
    description: `≤ ${MOST_MS} ms`,
    holds: Math.max(...times) <= MOST_MS,
    missed: "Look at how often the listener proves its connection (lib/server/live/listener.ts).",
  },
});
