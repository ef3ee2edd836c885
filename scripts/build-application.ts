import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { environment } from "#lib/server/env.ts";
import { startNext } from "./child.ts";
import { until } from "./pause.ts";
import { sourceHash } from "./source-hash.ts";
import { CommandError } from "./command-error.ts";

/** Where the built application stands; a second one beside it has NEXT_DIST_DIR. */
export const distDir = (): string => environment["NEXT_DIST_DIR"] ?? ".next";

/** Milliseconds for which another command's build of the same folder is waited for. */
const PATIENCE = 300_000;

/** Builds the application into `folder`, unless what stands there was built from the same sources. Says whether it built. */
export async function buildWhenChanged(folder: string = distDir()): Promise<boolean> {
  const built = await until(() => buildOnce(folder), PATIENCE);
  if (built === undefined)
    throw new CommandError(`Another command has been building ${folder} for five minutes. End it, then start again.`);
  return built;
}

/** Undefined while another command builds the same folder: it may be building just this. */
async function buildOnce(folder: string): Promise<boolean | undefined> {
  const note = join(folder, "built-from");
  const sources = await sourceHash();
  if ((await readFile(note, "utf8").catch(() => "")) === sources) return false;
  await rm(note, { force: true });
  const { code, said } = await startNext(["build"], { NODE_ENV: "production", NEXT_DIST_DIR: folder }, true).end;
  if (said.includes("Another next build process is already running")) return undefined;
  if (code !== 0) throw new CommandError(`The application could not be built. Next says:\n${said.trim()}`);
  await writeFile(note, sources);
  return true;
}
