import { PgBoss } from "pg-boss";
import { clock } from "#lib/server/clock.ts";
import { env } from "#lib/server/env.ts";
import { logUnexpected } from "#lib/server/log.ts";
import type { Job } from "./jobs.ts";

/** The queue of this instance, with this process as one of its workers. */
export type JobQueue = { readonly put: (work: Job) => Promise<void>; readonly close: () => Promise<void> };

/** Seconds between two looks for jobs that another process has put in and not done. */
const LOOK = 30;
/** Milliseconds in which a running job may still finish when the queue closes. */
const GRACE = 3_000;

/**
 * Opens the queue (pg-boss, in a database schema of its own that `npm run migrate` keeps). A queued job carries no data
 * and no time. A job that failed is found due again a minute later, so the queue itself retries nothing. Throws when
 * the database does not answer.
 */
export async function openJobQueue(works: readonly Job[]): Promise<JobQueue> {
  const boss = new PgBoss({
    connectionString: env.DATABASE_URL,
    application_name: "permanences-queue",
    max: 2,
    schedule: false,
    // Its tables are the owner's (queue-tables.ts): this role may change none of them, nor build an index again.
    migrate: false,
    reindex: false,
    registerInstance: false,
  });
  // An error event without a listener would end the process.
  boss.on("error", logUnexpected);
  try {
    await boss.start();
    const workers = new Map<string, string>();
    for (const work of works) {
      await boss.createQueue(work.name, { policy: "short", retryLimit: 0 });
      workers.set(work.name, await boss.work(work.name, { pollingIntervalSeconds: LOOK }, () => doNow(work)));
    }
    return {
      put: async ({ name }) => {
        if (await boss.send(name)) boss.notifyWorker(workers.get(name) ?? "");
      },
      close: () => boss.stop({ timeout: GRACE }),
    };
  } catch (error) {
    await boss.stop({ graceful: false }).catch(logUnexpected);
    throw error;
  }
}

/**
 * The queue stores the error that a job throws, and an error of the database may hold a row: it gets a sentence
 * instead.
 */
async function doNow({ name, does }: Job): Promise<void> {
  try {
    await does(clock.now());
  } catch (error) {
    logUnexpected(error);
    throw new Error(`The work “${name}” was not done; the log says where it stopped.`);
  }
}
