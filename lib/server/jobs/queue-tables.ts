import { PgBoss } from "pg-boss";

/** Milliseconds between two looks whether an index of the queue is built. */
const LOOK = 200;

/** Milliseconds for which the building of an index waits for another transaction, like a migration for its locks. */
const PATIENCE = 300_000;

/** Milliseconds for which an index of the queue is waited for in silence. */
const QUIET = 5_000;

/**
 * Six minutes: an unfinished index that nobody builds is free again five minutes after its beginning
 * (BAM_LIVENESS_GRACE_SECONDS of pg-boss 12), and the queue looks once a minute.
 */
const AWAITED =
  "Waiting for an index of the job queue: one that is being built takes as long as its table needs, and one that a killed start left unfinished is taken up again after six minutes at most.";

/** How keepQueueTables waits, in milliseconds. */
type WaitingForTables = {
  readonly patience?: number | undefined;
  readonly quiet?: number;
  readonly say: (sentence: string) => void;
};

/**
 * Creates the tables of the job queue (pg-boss) in a schema of their own, or brings them to the version that is
 * installed. Needs the owner's address: the process that serves may neither create nor change a table. Rejects with the
 * error of the database: 55P03 (lock not available) when another transaction was waited for during `patience`
 * milliseconds. An index that was not built then is built by the next call. Calls `say` once with a sentence when it
 * has waited for an index during `quiet` milliseconds.
 */
export async function keepQueueTables(
  ownerUrl: string,
  { patience = PATIENCE, quiet = QUIET, say }: WaitingForTables,
): Promise<void> {
  const boss = new PgBoss({
    connectionString: ownerUrl,
    application_name: "permanences-queue-tables",
    max: 2,
    // The building may take as long as it needs. In its own migrations the queue says 30 seconds instead.
    options: `-c lock_timeout=${patience}`,
    supervise: false,
    schedule: false,
    registerInstance: false,
  });
  const failures: unknown[] = [];
  boss.on("error", (error) => failures.push(error));
  try {
    await boss.start();
    // A new version of the queue builds its indexes beside the running application, after it has started.
    const since = performance.now();
    let said = false;
    while (failures.length === 0 && (await hasUnbuiltIndexes(boss))) {
      if (!said && performance.now() - since >= quiet) {
        said = true;
        say(AWAITED);
      }
      await new Promise((done) => setTimeout(done, LOOK));
    }
  } finally {
    await boss.stop({ graceful: false });
  }
  if (failures.length > 0) throw failures[0];
}

/** Whether one is to be built, also one whose building failed: the queue tries it again within a minute. */
const hasUnbuiltIndexes = async (boss: PgBoss): Promise<boolean> =>
  (await boss.getBamStatus()).some(({ status, count }) => status !== "completed" && count > 0);
