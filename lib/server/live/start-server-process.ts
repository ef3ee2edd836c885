import { watchConnections } from "#lib/server/edge/watch-connections.ts";
import { watchRequests } from "#lib/server/edge/watch-requests.ts";
import { isBusy } from "#lib/server/busy.ts";
import { onDatabaseChange, type DatabaseState, watchDatabase } from "#lib/server/database-watch.ts";
import { breakConnections } from "#lib/server/db.ts";
import { env, inDevelopment } from "#lib/server/env.ts";
import { startJobs } from "#lib/server/jobs/start-jobs.ts";
import { logConsole, logUnexpected } from "#lib/server/log.ts";
import { answerFailedPages } from "#lib/server/outage/answer-failed-pages.ts";
import { readInstallation, recallInstallation } from "#lib/server/place/read-installation.ts";
import { MINUTE } from "#lib/time/instant.ts";
import { followClock } from "./follow-clock.ts";
import { closeAll, startListening } from "./hub.ts";

/**
 * Starts what a server process does beside answering: keeping what is typed out of the log, preparing each request
 * before the framework reads it, watching the database, following the instance's clock (test instances only), listening
 * for changes and for boards of other processes, and the jobs that are due. On SIGTERM and SIGINT it ends the jobs and
 * every open stream, which would keep the server from stopping.
 */
export async function startServerProcess(): Promise<void> {
  if (!inDevelopment) logConsole();
  recallInstallation();
  watchRequests();
  watchConnections();
  answerFailedPages();
  onDatabaseChange(whenDatabaseChanges);
  const ends: (() => unknown)[] = [watchDatabase(), closeAll];
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => ends.forEach((end) => void end()));
  if (env.APP_ENV === "test") {
    await followClock();
    await startListening();
  } else
    startListening().catch((error: unknown) => {
      // A machine that is busy starting answers itself too late; the first follower begins again.
      if (!isBusy(error)) logUnexpected(error);
    });
  ends.push(startJobs());
  void readForOutage();
  const reading = setInterval(() => void readForOutage(), READ_EVERY).unref();
  ends.push(() => clearInterval(reading));
}

/** Milliseconds after which telephones and time zones, which change about once a year, are read again. */
const READ_EVERY = 60 * MINUTE;

/** Ends what waits for a database that is given up. What pages say without database is read as soon as it answers. */
export function whenDatabaseChanges({ lostSince, givenUp }: DatabaseState): void {
  if (givenUp) breakConnections();
  else if (lostSince === undefined) void readForOutage();
}

/** Without database it fails, and is done once it answers. */
const readForOutage = (): Promise<void> => readInstallation().catch(() => undefined);
