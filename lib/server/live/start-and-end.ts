import { watchRequests } from "../edge/watch-requests.ts";
import { env } from "../env.ts";
import { followClock } from "./follow-clock.ts";
import { closeAll, startListening } from "./hub.ts";

/**
 * Looks at each request before the framework does, begins to follow the instance's clock (tests only), and ends every open stream when
 * the process is told to end: an open stream keeps the server from ending.
 */
export async function startAndEnd(): Promise<void> {
  watchRequests();
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => void closeAll());
  if (env.APP_ENV !== "test") return;
  await followClock();
  await startListening();
}
