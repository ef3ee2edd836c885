import { spawn, type ChildProcess } from "node:child_process";
import { eventually } from "#tests/support/eventually.ts";

/** `npm run worker` in a process of its own, on the settings of this one and those given; `said`: all it has printed so far. */
export type Worker = { readonly process: ChildProcess; readonly said: () => string };

/** Starts one, which looks at once. */
export function startWorker(settings: Readonly<Record<string, string>> = {}): Worker {
  let said = "";
  const worker = spawn(process.execPath, ["--conditions=react-server", "scripts/worker.ts"], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, NODE_OPTIONS: "", ...settings },
  });
  for (const stream of [worker.stdout, worker.stderr]) stream.on("data", (text) => (said += String(text)));
  return { process: worker, said: () => said };
}

/** Waits until it says that it works. */
export const works = ({ said }: Worker): Promise<void> => eventually(() => said().includes("Ctrl-C"), true, 20_000);
