import { tellPeers } from "../edge/peer.ts";
import { env } from "../env.ts";
import { followClock } from "./follow-clock.ts";
import { closeAll, startListening } from "./hub.ts";

/**
 * Writes on each request who sent it, begins to follow the instance's clock (tests only), and ends every open stream when
 * the process is told to end: an open stream keeps the server from ending.
 */
export async function startAndEnd(): Promise<void> {
  tellPeers();
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => void closeAll());
  if (env.APP_ENV !== "test") return;
  await followClock();
  await startListening();
}
