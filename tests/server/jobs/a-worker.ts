import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { eventually } from "#tests/support/eventually.ts";

/**
 * `npm run worker` in a group of processes of its own, on the settings of this one and those given; `said`: all it has
 * printed so far. `kill` ends the command and the process under it that does the work, both at once, and waits until
 * neither runs any more.
 */
export type Worker = {
  readonly process: ChildProcess;
  readonly said: () => string;
  readonly kill: () => Promise<void>;
};

/** Starts one, which looks at once. */
export function startWorker(settings: Readonly<Record<string, string>> = {}): Worker {
  let said = "";
  const worker = spawn(process.execPath, ["--conditions=react-server", "scripts/worker.ts"], {
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
    env: { ...process.env, NODE_OPTIONS: "", ...settings },
  });
  for (const stream of [worker.stdout, worker.stderr]) stream.on("data", (text) => (said += String(text)));
  // Both outputs are closed once the last process that writes to them has ended.
  const closed = once(worker, "close");
  const kill = async (): Promise<void> => {
    const runs = worker.exitCode === null && worker.signalCode === null;
    if (worker.pid !== undefined && runs) process.kill(-worker.pid, "SIGKILL");
    await closed;
  };
  return { process: worker, said: () => said, kill };
}

/** Waits until it says that it works. */
export const works = ({ said }: Worker): Promise<void> => eventually(() => said().includes("Ctrl-C"), true, 20_000);
