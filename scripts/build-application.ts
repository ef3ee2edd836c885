import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { environment } from "#lib/server/env.ts";
import { startNext } from "./child.ts";
import { hintCompilation } from "./compile-hints.ts";
import { until } from "./pause.ts";
import { sourceHash } from "./source-hash.ts";
import { CommandError } from "./command-error.ts";

/** The folder of the built application: .next, or NEXT_DIST_DIR for a second one beside it. */
export const distDir = (): string => environment["NEXT_DIST_DIR"] ?? ".next";

/** Milliseconds to wait for another command that builds into the same folder. */
const PATIENCE = 300_000;

/** Builds the application into `folder`, unless it was built from the same sources. Returns whether it was built. */
export async function buildWhenChanged(folder: string = distDir()): Promise<boolean> {
  const built = await until(() => buildOnce(folder), PATIENCE);
  if (built === undefined)
    throw new CommandError(`Another command has been building ${folder} for five minutes. End it, then start again.`);
  return built;
}

/**
 * Tries once to build: true when it was built, false when the folder already holds a build of the same sources, and
 * undefined when another command is building into the folder now, so that the caller tries again later.
 */
async function buildOnce(folder: string): Promise<boolean | undefined> {
  const note = join(folder, "built-from");
  const sources = await sourceHash();
  if ((await readFile(note, "utf8").catch(() => "")) === sources) return false;
  await forget(folder, note);
  const { code, said } = await startNext(["build"], { NODE_ENV: "production", NEXT_DIST_DIR: folder }, true).end;
  if (said.includes("Another next build process is already running")) return undefined;
  if (code !== 0) throw new CommandError(`The application could not be built. Next says:\n${said.trim()}`);
  await hintCompilation(join(folder, "static/chunks"));
  await writeFile(note, sources);
  return true;
}

/**
 * Takes the note of an earlier build back. Refuses a folder that cannot be written, as under a unit of systemd or in a
 * container.
 */
async function forget(folder: string, note: string): Promise<void> {
  try {
    // Not recursive: where a parent can take no folder (/proc), Node would try for ever.
    if (!existsSync(folder)) await mkdir(folder);
    await writeFile(note, "");
  } catch (error) {
    throw new CommandError(
      `The application is not built from these sources, and ${folder} cannot be written (${(error as NodeJS.ErrnoException).code}). Build it as the user to whom this folder belongs, with npm run build, then start again.`,
    );
  }
}
