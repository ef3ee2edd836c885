import { PgBoss } from "pg-boss";

/** Milliseconds between two looks whether an index of the queue is built. */
const LOOK = 200;

/**
 * Creates the tables of the job queue (pg-boss) in a schema of their own, or brings them to the version that is installed.
 * Needs the owner's address: the process that serves may neither create nor change a table.
 */
export async function keepQueueTables(ownerUrl: string): Promise<void> {
  const boss = new PgBoss({
    connectionString: ownerUrl,
    application_name: "permanences-queue-tables",
    max: 2,
    supervise: false,
    schedule: false,
    registerInstance: false,
  });
  const failures: unknown[] = [];
  boss.on("error", (error) => failures.push(error));
  try {
    await boss.start();
    // A new version of the queue builds its indexes beside the running application, after it has started.
    while (failures.length === 0 && (await hasUnbuiltIndexes(boss)))
      await new Promise((done) => setTimeout(done, LOOK));
  } finally {
    await boss.stop({ graceful: false });
  }
  if (failures.length > 0) throw failures[0];
}

const hasUnbuiltIndexes = async (boss: PgBoss): Promise<boolean> =>
  (await boss.getBamStatus()).some(
    ({ status, count }) => (status === "pending" || status === "in_progress") && count > 0,
  );
