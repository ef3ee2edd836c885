import { existsSync } from "node:fs";
import { environment } from "#lib/server/env.ts";
import { cleanUpAll } from "./cleanup.ts";
import { CommandError } from "./command-error.ts";
import { olderNodeNotice } from "./which-node.ts";

/** Milliseconds that a script has to end by itself after the cleanup. */
const GRACE = 1_000;
/** Milliseconds between two checks whether npm's shell is still the parent of this process. */
const PARENT_CHECK = 200;

/**
 * Runs an npm script and ends the process with the code that it returns (0 if none). A CommandError is printed as its
 * message; any other error with its stack trace. A signal to stop runs the cleanup first. Settings are also read from
 * .env; environment variables win.
 */
export async function runScript(script: () => Promise<number | void>): Promise<never> {
  const notice = olderNodeNotice(environment, process.versions.node);
  if (notice) console.error(notice);
  if (existsSync(".env")) process.loadEnvFile(".env");
  onStop(() => void cleanUpAll().finally(() => setTimeout(() => process.exit(130), GRACE)));
  const code = await script().then((answer) => answer ?? 0, report);
  await cleanUpAll();
  process.exit(code);
}

/**
 * Calls `stop` after Ctrl-C, SIGTERM or a closed terminal. npm sends a signal only to the shell that it runs us in;
 * when that shell dies, this process gets another parent.
 */
function onStop(stop: () => void): void {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, stop);
  if (!environment["npm_lifecycle_event"]) return;
  const parent = process.ppid;
  const check = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(check);
    stop();
  }, PARENT_CHECK).unref();
}

function report(error: unknown): number {
  if (error instanceof CommandError) console.error(`\n${error.message}\n`);
  else console.error(error);
  return 1;
}
