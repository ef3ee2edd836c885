import { watchRequests } from "../edge/watch-requests.ts";
import { env } from "../env.ts";
import { startJobs } from "../jobs/start-jobs.ts";
import { followClock } from "./follow-clock.ts";
import { closeAll, startListening } from "./hub.ts";

/**
 * Looks at each request before the framework does, begins to follow the instance's clock (tests only) and to do the work
 * that is due, and ends both and every open stream when the process is told to end: an open stream keeps the server from ending.
 */
export async function startProcess(): Promise<void> {
  watchRequests();
  const ends = [closeAll];
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => ends.forEach((end) => void end()));
  if (env.APP_ENV === "test") {
    await followClock();
    await startListening();
  }
  ends.push(startJobs());
}
