import { existsSync } from "node:fs";
import { putAllAway } from "./put-away.ts";
import { Trouble } from "./trouble.ts";

/** Milliseconds a deed has to come to its end once everything is put away. */
const GRACE = 2_000;

/**
 * Runs the deed of an npm script and ends the process with the code it answers (0 when none). A Trouble is printed as
 * its sentence; anything else is a fault and keeps its trace. Ctrl-C and SIGTERM put everything away first.
 * Settings are also read from .env; what is set outside wins.
 */
export async function runScript(deed: () => Promise<number | void>): Promise<never> {
  if (existsSync(".env")) process.loadEnvFile(".env");
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => void putAllAway().finally(() => setTimeout(() => process.exit(130), GRACE)));
  }
  const code = await deed().then((answer) => answer ?? 0, report);
  await putAllAway();
  process.exit(code);
}

function report(error: unknown): number {
  if (error instanceof Trouble) console.error(`\n${error.message}\n`);
  else console.error(error);
  return 1;
}
