import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { makeCluster, makeFolder } from "#scripts/data-folder.ts";
import { keptSecret } from "#scripts/kept-secret.ts";
import { postgresProgram } from "#scripts/postgres-program.ts";

/**
 * Puts the files of a new database server and its password into this folder, where `startEmbedded` finds them. Making
 * such files takes a second of processor time, so a run makes them once and copies them. Does nothing outside a run.
 */
export async function copyNewCluster(folder: string): Promise<void> {
  const run = process.env["TEST_FOLDER"];
  if (!run) return;
  const made = join(run, "new-cluster");
  if (!existsSync(made)) await make(run, made);
  // `cp -a` keeps the owner of the files, which as root is the user of the database server.
  await promisify(execFile)("cp", ["-a", `${made}/.`, folder]);
}

/** Made in another folder and renamed: two workers may need the files at once. */
async function make(run: string, made: string): Promise<void> {
  const folder = await mkdtemp(join(run, "unfinished-cluster-"));
  const program = await postgresProgram();
  await makeFolder(folder, program);
  await makeCluster(program, join(folder, "postgres"), await keptSecret(join(folder, "password")));
  await rename(folder, made).catch(async (error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOTEMPTY" && error.code !== "EEXIST") throw error;
    await rm(folder, { recursive: true });
  });
}
