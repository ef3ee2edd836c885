import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { chmod, chown, mkdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { PostgresProgram, RunAs } from "./postgres-program.ts";
import { CommandError } from "./command-error.ts";

/** The major version of the server that the npm package carries. */
const MAJOR = "18";

/**
 * Makes the folder of an installation, which only its owner may read. Refuses one that the user of the database server
 * cannot reach.
 */
export async function makeFolder(folder: string, { runAs, postgres }: PostgresProgram): Promise<void> {
  await mkdir(folder, { recursive: true });
  // Root's server runs as another user, who passes through this folder but may not list it.
  await chmod(folder, runAs ? 0o711 : 0o700);
  if (!runAs) return;
  for (const path of [join(folder, "postgres"), postgres]) {
    const closed = await closedFolderAbove(path, runAs);
    if (closed)
      throw new CommandError(
        `As root the database runs as the user "postgres", who may not enter ${closed}. Move the project to a folder open to all (for example under /srv), or run: chmod o+x ${closed}`,
      );
  }
}

/**
 * The first folder above `path` that this user may not enter; undefined if there is none. `path` itself is not checked.
 */
export async function closedFolderAbove(path: string, user: RunAs): Promise<string | undefined> {
  const parents: string[] = [];
  for (let folder = dirname(path); folder !== dirname(folder); folder = dirname(folder)) parents.unshift(folder);
  for (const folder of parents) {
    const { mode, uid, gid } = await stat(folder);
    const pass = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
    if (!(mode & pass)) return folder;
  }
  return undefined;
}

/**
 * Makes the database's files in `data` with this password, unless they exist. Refuses files of another major version.
 */
export async function makeCluster(program: PostgresProgram, data: string, password: string): Promise<void> {
  if (!existsSync(join(data, "PG_VERSION"))) await initialise(program, data, password);
  const found = (await readFile(join(data, "PG_VERSION"), "utf8")).trim();
  if (found !== MAJOR)
    throw new CommandError(
      `The data in ${data} was made by Postgres ${found}; this version of Permanences carries Postgres ${MAJOR}. Put the old data aside (mv ${data} ${data}-${found}) and start again; a backup made with Postgres ${found} can be restored into the new database.`,
    );
}

async function initialise(program: PostgresProgram, data: string, password: string): Promise<void> {
  // Made in another folder and renamed at the end, so that an interrupted first start leaves nothing incomplete.
  const unfinished = `${data}.unfinished`;
  const passwordFile = `${data}.password`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { mode: 0o700 });
  await writeFile(passwordFile, password, { mode: 0o600 });
  if (program.runAs)
    for (const path of [unfinished, passwordFile]) await chown(path, program.runAs.uid, program.runAs.gid);
  const errors = await run(program, [
    "-D",
    unfinished,
    "--auth=scram-sha-256",
    "--username=permanences",
    `--pwfile=${passwordFile}`,
    "--encoding=UTF8",
    "--locale=C.UTF-8",
  ]);
  await rm(passwordFile, { force: true });
  if (errors !== undefined)
    throw new CommandError(
      `The database could not be made in ${data}. Postgres says: ${errors.trim().split("\n").at(-1)}`,
    );
  await rename(unfinished, data);
}

/** Runs initdb; its errors if it failed. Started in /, since its user may not be allowed into the caller's folder. */
async function run({ initdb, runAs }: PostgresProgram, words: readonly string[]): Promise<string | undefined> {
  const child = spawn(initdb, words, { ...runAs, cwd: "/", stdio: ["ignore", "ignore", "pipe"] });
  let errors = "";
  child.stderr.on("data", (text) => (errors += String(text)));
  const [code] = (await once(child, "close")) as [number | null];
  return code === 0 ? undefined : errors;
}
