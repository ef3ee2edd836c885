import { readFileSync } from "node:fs";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { answers } from "./database-answer.ts";
import { pause, until } from "./pause.ts";
import { CommandError } from "./command-error.ts";

/** Milliseconds in which a server that runs must answer, beside those in which it recovers from a crash. */
const PATIENCE = 5_000;

/**
 * The server that already runs on this data, if any. Refuses one that runs and does not answer: a second one would
 * destroy the data.
 */
export async function runningServer(data: string, urlAt: (port: number) => string): Promise<Postmaster | undefined> {
  const recorded = await recordedPostmaster(data);
  if (!recorded || !(await isPostgres(recorded.pid))) return undefined;
  const found = await whenItAnswers(urlAt(recorded.port), PATIENCE, () => !isAlive(recorded.pid));
  if (found === "ended") return undefined;
  if (found === "answers") return recorded;
  throw new CommandError(
    `A database server (process ${recorded.pid}) already runs on ${data} and does not answer. Stop it with "kill -INT ${recorded.pid}" and start again.`,
  );
}

/**
 * Waits until the server at this address answers or has ended, or has been silent for so many milliseconds. While it
 * says that it recovers from a crash it is waited for as long as that takes.
 */
export async function whenItAnswers(
  serverUrl: string,
  patience: number,
  hasEnded: () => boolean,
): Promise<"answers" | "ended" | "silent"> {
  for (let heard = performance.now(); ; await pause(PAUSE)) {
    if (hasEnded()) return "ended";
    const answer = await answers(`${serverUrl}postgres`);
    if (answer === "yes") return "answers";
    if (answer.code === STARTING_UP) heard = performance.now();
    else if (performance.now() - heard >= patience) return "silent";
  }
}

/** What a server answers while it starts or recovers (SQLSTATE cannot_connect_now). */
const STARTING_UP = "57P03";
/** Milliseconds between two looks at a server that does not answer yet. */
const PAUSE = 50;

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

/**
 * Whether a process with this id is alive, whoever owns it. One that has ended and that its parent has not noticed is
 * not.
 */
export function isAlive(pid: number): boolean {
  return exists(pid) && !isZombie(pid);
}

/** Whether the system knows a process with this id, alive or not. */
function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** In a container nobody may take notice of the end of a process whose parent is gone. */
function isZombie(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.startsWith("Z") === true;
  } catch {
    return false;
  }
}

/**
 * Removes the pid file of a killed server whose process id another program has now, with which no server would start.
 * Only the command that keeps the database may do it, and not while a Postgres has the id: two servers on one folder
 * destroy it. A file whose id nobody has stays: by its line on shared memory Postgres finds sessions of the killed
 * server that still live.
 */
export async function forgetPostmaster(data: string): Promise<void> {
  const recorded = await recordedPostmaster(data);
  if (recorded && exists(recorded.pid) && !(await isPostgres(recorded.pid)))
    await rm(join(data, "postmaster.pid"), { force: true });
}
