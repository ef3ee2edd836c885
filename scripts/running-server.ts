import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { answers } from "./database-answer.ts";
import { until } from "./pause.ts";
import { CommandError } from "./command-error.ts";

export type RunningServer = { readonly pid: number; readonly url: string; readonly owned: boolean };

/**
 * The server that already runs on this data, if any. `owned`: the command that started it is alive and will stop it.
 * Removes the pid file of a server that was killed. Refuses a server that runs and does not answer.
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

/** The file with the process id of the command that started the server. */
export const ownerFile = (data: string): string => join(data, "..", "owner");

async function ownerLives(data: string): Promise<boolean> {
  const pid = Number(await readFile(ownerFile(data), "utf8").catch(() => ""));
  return pid > 0 && isAlive(pid);
}

/** Stops a server. SIGINT is the fast shutdown of Postgres: it ends the sessions and writes everything to disk. */
export async function endServer(pid: number): Promise<void> {
  if (pid === 0 || !isAlive(pid)) return;
  process.kill(pid, "SIGINT");
  await until(() => (isAlive(pid) ? undefined : true), 30_000);
}

/** Process id and port of a server, from the pid file in its data folder. */
export type Postmaster = { readonly pid: number; readonly port: number };

/** The server named in the folder's `postmaster.pid`, running or not; undefined when there is no such file. */
export async function recordedPostmaster(folder: string): Promise<Postmaster | undefined> {
  const text = await readFile(join(folder, "postmaster.pid"), "utf8").catch(() => undefined);
  // Line 1 is the process id, line 4 the port (pidfile.h of Postgres).
  const lines = text?.split("\n");
  const pid = Number(lines?.[0]);
  return lines && pid > 0 ? { pid, port: Number(lines[3] ?? 0) } : undefined;
}

/** Whether that process is alive and a Postgres: after a crash the id may belong to another program. */
export async function isPostgres(pid: number): Promise<boolean> {
  if (!isAlive(pid)) return false;
  const name = await readFile(`/proc/${pid}/comm`, "utf8").catch(() => undefined);
  return name === undefined || name.trim() === "postgres";
}

/** Whether a process with this id is alive, whoever owns it. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Removes the pid file of a killed server. Only if `isPostgres` is false: two servers on one folder destroy it. */
const forgetPostmaster = (folder: string): Promise<void> => rm(join(folder, "postmaster.pid"), { force: true });
