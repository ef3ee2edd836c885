import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";

/** What a running server writes into its data folder. */
export type Postmaster = { readonly pid: number; readonly port: number };

/** The server named in the folder's `postmaster.pid`, running or not; undefined when there is no such file. */
export async function recordedPostmaster(folder: string): Promise<Postmaster | undefined> {
  const text = await readFile(join(folder, "postmaster.pid"), "utf8").catch(() => undefined);
  // Line 1 is the process, line 4 the port (Postgres, "pidfile.h").
  const lines = text?.split("\n");
  const pid = Number(lines?.[0]);
  return lines && pid > 0 ? { pid, port: Number(lines[3] ?? 0) } : undefined;
}

/** Whether that process lives and is a Postgres: after a crash the number may belong to any other program. */
export async function isPostgres(pid: number): Promise<boolean> {
  if (!isAlive(pid)) return false;
  const name = await readFile(`/proc/${pid}/comm`, "utf8").catch(() => undefined);
  return name === undefined || name.trim() === "postgres";
}

/** Whether a process of this number lives, whoever owns it. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Removes what a killed server left. Only when `isPostgres` said no: two servers on one folder destroy it. */
export const forgetPostmaster = (folder: string): Promise<void> => rm(join(folder, "postmaster.pid"), { force: true });
