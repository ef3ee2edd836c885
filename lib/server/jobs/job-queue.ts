import { PgBoss } from "pg-boss";
import { clock } from "../clock.ts";
import { env } from "../env.ts";
import { logUnexpected } from "../log.ts";
import type { Job } from "./jobs.ts";

/** The queue of this instance, and this process as one of those who work it off. */
export type JobQueue = { readonly put: (work: Job) => Promise<void>; readonly close: () => Promise<void> };

/** Seconds between two looks for what another process has put in and did not do. */
const LOOK = 30;
/** Milliseconds in which what has begun may still end. */
const GRACE = 3_000;

/**
 * Opens the queue (pg-boss, in a schema of its own that it makes and migrates itself). It carries only "do it now": no
 * row of anybody, and no time; what fails is found again by our clock, so nothing is retried here. Throws when the
 * database does not answer.
 */
export async function openJobQueue(works: readonly Job[]): Promise<JobQueue> {
  const boss = new PgBoss({
    connectionString: env.DATABASE_URL,
    application_name: "permanences-queue",
    max: 2,
    schedule: false,
    registerInstance: false,
  });
  // An error that nobody hears ends the process.
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

/** The queue keeps what is thrown, and an error of the database may hold a row: it gets a sentence instead. */
async function doNow({ name, does }: Job): Promise<void> {
  try {
    await does(clock.now());
  } catch (error) {
    logUnexpected(error);
    throw new Error(`The work “${name}” was not done; the log says where it stopped.`);
  }
}
