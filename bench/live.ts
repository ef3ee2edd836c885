import { withClient } from "#scripts/database.ts";
import { listen } from "#lib/server/live/notices.ts";
import { openDatabaseLink } from "#tests/server/live/database-link.ts";
import { withDatabases } from "#tests/rig/databases.ts";
import { lineOf, type ReportLine } from "#tests/rig/report.ts";
import type { Section } from "./section.ts";

/** Milliseconds within which a change is shown again after the connection was lost (docs/line.md). */
const MOST_MS = 5_000;
const TIMES = 5;

/**
 * How soon this process is told again what changed, after its connection to the database was lost in one way or
 * another.
 */
export const live: Section = {
  name: "live",
  title: "Live updates after a lost connection, until the next notice arrives",
  measure: () =>
    withDatabases(async (make) => {
      const url = await make("live");
      return withClient(url, async (direct) => {
        const link = await openDatabaseLink(url);
        let next = Promise.withResolvers<void>();
        const listener = await listen(link.url, {
          onNotice: { news: () => undefined },
          onListening: () => next.resolve(),
        });
        await next.promise;

        const measured = async (figure: string, lose: () => Promise<unknown>): Promise<ReportLine> => {
          const times: number[] = [];
          for (let time = 0; time < TIMES; time += 1) {
            next = Promise.withResolvers();
            await lose();
            const began = performance.now();
            await next.promise;
            times.push(performance.now() - began);
          }
          return lineOf(figure, times, {
            unit: "ms",
            atMost: MOST_MS,
            provided: Math.max(...times) <= MOST_MS,
            missed: "Look at how often the listener proves its connection (lib/server/live/notices.ts).",
          });
        };
        /** Connections refused so far, at least. */
        let refused = 0;
        const lines = [
          await measured("the connection was ended by the server", () =>
            direct.query(
              "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'",
            ),
          ),
          await measured("the connection passes nothing more", async () => link.freeze()),
          await measured("the server restarted and refused two tries", async () => {
            refused += 2;
            link.cut();
            await link.refused(refused);
            link.restore();
          }),
        ];
        await listener.close();
        await link.close();
        return lines;
      });
    }),
};
