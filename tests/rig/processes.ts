import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { isAlive, recordedPostmaster } from "#scripts/running-server.ts";
import { until } from "#scripts/pause.ts";
import { signalIfThere } from "#tests/support/signal-if-there.ts";

/** Milliseconds within which a killed process has gone. */
const GONE_WITHIN = 10_000;

/** The processes below this one, children first, as Linux lists them. */
export async function processesBelow(pid: number): Promise<readonly number[]> {
  const children = await childrenOf(pid);
  return [...children, ...(await Promise.all(children.map(processesBelow))).flat()];
}

async function childrenOf(pid: number): Promise<readonly number[]> {
  const threads = await readdir(`/proc/${pid}/task`).catch(() => []);
  const lists = await Promise.all(
    threads.map((thread) => readFile(`/proc/${pid}/task/${thread}/children`, "utf8").catch(() => "")),
  );
  return lists
    .join(" ")
    .split(" ")
    .map(Number)
    .filter((child) => child > 0);
}

/** How a process was started, words parted by spaces; empty when it is gone. */
export const commandOf = (pid: number): Promise<string> =>
  readFile(`/proc/${pid}/cmdline`, "utf8").then(
    (text) => text.replaceAll("\0", " "),
    () => "",
  );

/** Sends a signal to those of these processes that are still there. */
function signalAll(pids: readonly number[], signal: NodeJS.Signals): void {
  for (const pid of pids) signalIfThere(pid, signal);
}

/** Kills these processes and waits until they are gone. */
export async function killAll(pids: readonly number[]): Promise<void> {
  signalAll(pids, "SIGKILL");
  await until(() => (pids.some(isAlive) ? undefined : true), GONE_WITHIN);
}

/**
 * The postmaster of the database in this folder, if one runs: a pid file may be old, and its number another program's
 * by now.
 */
export async function postmasterIn(folder: string): Promise<number | undefined> {
  const data = join(folder, "postgres");
  const pid = (await recordedPostmaster(data))?.pid;
  return pid !== undefined && (await commandOf(pid)).includes(data) ? pid : undefined;
}

/**
 * Kills the database in this folder at once, with its sessions (as a power cut does) or without. Throws when none runs.
 */
export async function killDatabase(folder: string, withBackends: boolean): Promise<void> {
  const pid = await runningPostmaster(folder);
  // Read before the kill: afterwards the backends have another parent.
  await killAll(withBackends ? [pid, ...(await processesBelow(pid))] : [pid]);
}

/**
 * Stops the database in this folder and its sessions where they stand: connections are accepted, and nothing is
 * answered. The returned function lets them go on. Throws when none runs.
 */
export async function freezeDatabase(folder: string): Promise<() => void> {
  const pid = await runningPostmaster(folder);
  signalAll([pid], "SIGSTOP");
  const all = [...(await processesBelow(pid)), pid];
  signalAll(all, "SIGSTOP");
  return () => signalAll(all, "SIGCONT");
}

async function runningPostmaster(folder: string): Promise<number> {
  const pid = await postmasterIn(folder);
  if (pid === undefined) throw new Error("No database runs in this folder.");
  return pid;
}
