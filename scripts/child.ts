import { spawn, type ChildProcess } from "node:child_process";
import { createRequire } from "node:module";
import { environment } from "#lib/server/env.ts";
import { cleanUpAtEnd } from "./cleanup.ts";

/** Milliseconds a child has to end what it is doing; then it is ended. */
const GRACE = 10_000;

/** What a child is told beside this process's own settings. */
export type Settings = Readonly<Record<string, string>>;

/** How a process ended. When it was quiet: what it printed, and all it said, complaints included. */
export type End = { readonly code: number; readonly printed: string; readonly said: string };

/** A process of ours. `end` settles when it has ended; `stop` ends it gently and waits. */
export type Child = {
  readonly pid: number | undefined;
  readonly hasEnded: () => boolean;
  readonly end: Promise<End>;
  readonly stop: () => Promise<void>;
};

/** Starts the command `next …` of the installed version. Quiet: what it says is kept instead of shown. */
export const startNext = (words: readonly string[], settings: Settings, quiet = false): Child =>
  startNode(
    [createRequire(import.meta.url).resolve("next/dist/bin/next"), ...words],
    { NEXT_TELEMETRY_DISABLED: "1", ...settings },
    quiet,
  );

/** Starts a script in the Node that runs this one. */
export function startNode(words: readonly string[], settings: Settings, quiet = false): Child {
  const say = quiet ? "pipe" : "inherit";
  const child = spawn(process.execPath, words, {
    env: { ...environment, ...settings } as NodeJS.ProcessEnv,
    stdio: ["ignore", say, say],
  });
  const hasEnded = (): boolean => child.exitCode !== null || child.signalCode !== null;
  const end = endOf(child);
  const stop = async (): Promise<void> => {
    if (hasEnded()) return;
    child.kill("SIGTERM");
    const impatience = setTimeout(() => child.kill("SIGKILL"), GRACE);
    await end;
    clearTimeout(impatience);
  };
  cleanUpAtEnd(stop);
  return { pid: child.pid, hasEnded, end, stop };
}

const endOf = (child: ChildProcess): Promise<End> =>
  new Promise((done, failed) => {
    let [printed, said] = ["", ""];
    child.stdout?.on("data", (text) => {
      printed += String(text);
      said += String(text);
    });
    child.stderr?.on("data", (text) => (said += String(text)));
    child.once("error", failed).once("close", (code) => done({ code: code ?? 1, printed, said }));
  });
