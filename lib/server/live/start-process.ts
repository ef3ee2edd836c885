import { watchConnections } from "../edge/watch-connections.ts";
import { watchRequests } from "../edge/watch-requests.ts";
import { onDatabaseChange, type DatabaseState, watchDatabase } from "../database-watch.ts";
import { breakConnections } from "../db.ts";
import { env } from "../env.ts";
import { startJobs } from "../jobs/start-jobs.ts";
import { logUnexpected } from "../log.ts";
import { answerFailedPages } from "../outage/answer-failed-pages.ts";
import { readOperator } from "../place/read-operator.ts";
import { followClock } from "./follow-clock.ts";
import { closeAll, startListening } from "./hub.ts";

/**
 * Starts what a server process does beside answering: preparing each request before the framework reads it, watching the
 * database, following the instance's clock (test instances only), listening for changes and for boards of other processes,
 * and the jobs that are due.
 * On SIGTERM and SIGINT it ends the jobs and every open stream, which would keep the server from stopping.
 */
export async function startProcess(): Promise<void> {
  watchRequests();
  watchConnections();
  answerFailedPages();
  onDatabaseChange(whenDatabaseChanges);
  const ends: (() => unknown)[] = [watchDatabase(), closeAll];
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => ends.forEach((end) => void end()));
  if (env.APP_ENV === "test") {
    await followClock();
    await startListening();
  } else startListening().catch(logUnexpected);
  ends.push(startJobs());
  void readTelephone();
}

/** Ends what waits for a lost database. The telephone that is shown without database is read as soon as it answers. */
function whenDatabaseChanges({ lostSince }: DatabaseState): void {
  if (lostSince !== undefined) breakConnections();
  else void readTelephone();
}

const readTelephone = (): Promise<unknown> => readOperator().catch(() => undefined);
