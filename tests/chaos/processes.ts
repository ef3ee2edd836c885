import { readdir, readFile } from "node:fs/promises";
import { isAlive } from "#scripts/running-server.ts";
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
export function signalAll(pids: readonly number[], signal: NodeJS.Signals): void {
  for (const pid of pids) signalIfThere(pid, signal);
}

/** Kills these processes and waits until they are gone. */
export async function killAll(pids: readonly number[]): Promise<void> {
  signalAll(pids, "SIGKILL");
  await until(() => (pids.some(isAlive) ? undefined : true), GONE_WITHIN);
}
