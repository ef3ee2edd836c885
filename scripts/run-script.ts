import { existsSync } from "node:fs";
import { environment } from "#lib/server/env.ts";
import { cleanUpAll } from "./cleanup.ts";
import { CommandError } from "./command-error.ts";
import { olderNodeNotice } from "./which-node.ts";

/** Milliseconds a deed has to come to its end once everything is put away. */
const GRACE = 1_000;
/** Milliseconds between two looks at whether npm still stands above this process. */
const LOOK = 200;

/**
 * Runs the deed of an npm script and ends the process with the code it answers (0 when none). A CommandError is printed as
 * its sentence; anything else is a fault and keeps its trace. Told to stop, it puts everything away first. Settings are
 * also read from .env; what is set outside wins.
 */
export async function runScript(deed: () => Promise<number | void>): Promise<never> {
  const notice = olderNodeNotice(environment, process.versions.node);
  if (notice) console.error(notice);
  if (existsSync(".env")) process.loadEnvFile(".env");
  whenToldToStop(() => void cleanUpAll().finally(() => setTimeout(() => process.exit(130), GRACE)));
  const code = await deed().then((answer) => answer ?? 0, report);
  await cleanUpAll();
  process.exit(code);
}

/**
 * Ctrl-C, an order to end, a closed terminal. npm passes an order on to the shell between itself and us, which dies of
 * it without a word: then another process becomes our parent.
 */
function whenToldToStop(stop: () => void): void {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, stop);
  if (!environment["npm_lifecycle_event"]) return;
  const parent = process.ppid;
  const looking = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(looking);
    stop();
  }, LOOK).unref();
}

function report(error: unknown): number {
  if (error instanceof CommandError) console.error(`\n${error.message}\n`);
  else console.error(error);
  return 1;
}
