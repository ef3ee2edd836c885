import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { answers } from "./database-answer.ts";
import { until } from "./pause.ts";
import { CommandError } from "./command-error.ts";

export type RunningServer = { readonly pid: number; readonly url: string; readonly owned: boolean };

/**
 * The server that already runs on this data, if any. `owned`: the command that started it lives and will stop it.
 * What a killed server left is cleared away; a server that runs without answering is refused.
 */
export async function runningServer(data: string, urlAt: (port: number) => string): Promise<RunningServer | undefined> {
  const recorded = await recordedPostmaster(data);
  if (!recorded) return undefined;
  if (!(await isPostgres(recorded.pid))) {
    await forgetPostmaster(data);
    return undefined;
  }
  const url = urlAt(recorded.port);
  const found = await until(async () => {
    if (!isAlive(recorded.pid)) return "gone";
    return (await answers(`${url}postgres`)) === "yes" ? "answers" : undefined;
  }, 5_000);
  if (found === "gone") return undefined;
  if (found === "answers") return { pid: recorded.pid, url, owned: await ownerLives(data) };
  throw new CommandError(
    `A database server (process ${recorded.pid}) already runs on ${data} and does not answer. Stop it with "kill -INT ${recorded.pid}" and start again.`,
  );
}

/** The file that names the command which started the server. */
export const ownerFile = (data: string): string => join(data, "..", "owner");

async function ownerLives(data: string): Promise<boolean> {
  const pid = Number(await readFile(ownerFile(data), "utf8").catch(() => ""));
  return pid > 0 && isAlive(pid);
}

/** Ends a server; SIGINT is Postgres's fast stop, which ends its sessions and writes everything down. */
export async function endServer(pid: number): Promise<void> {
  if (pid === 0 || !isAlive(pid)) return;
  process.kill(pid, "SIGINT");
  await until(() => (isAlive(pid) ? undefined : true), 30_000);
}

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
