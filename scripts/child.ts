import { spawn, type ChildProcess } from "node:child_process";
import { createRequire } from "node:module";
import { environment } from "#lib/server/env.ts";
import { cleanUpAtEnd } from "./cleanup.ts";

/** Milliseconds that a child has to end by itself after SIGTERM; then it is killed. */
const GRACE = 10_000;

/** Environment variables of a child, beside those of this process. */
export type Settings = Readonly<Record<string, string>>;

/**
 * How a process ended, as a number and in words. If it was started quiet: its standard output, and both outputs
 * together.
 */
type End = { readonly code: number; readonly how: string; readonly printed: string; readonly said: string };

/**
 * A child process. `said`: both outputs so far, if it was started quiet. `end` resolves when it has ended or could not
 * be started, and never rejects; `stop` sends SIGTERM and waits.
 */
export type Child = {
  readonly pid: number | undefined;
  readonly hasEnded: () => boolean;
  /** True once it has told that it is ready; false if it ended before. */
  readonly ready: Promise<boolean>;
  readonly said: () => string;
  readonly end: Promise<End>;
  readonly stop: () => Promise<void>;
};

/** Whether what a child says is kept instead of shown; a number: an open file to which it goes instead. */
export type Quiet = boolean | number;

/** Starts the command `next` of the installed version. */
export const startNext = (words: readonly string[], settings: Settings, quiet: Quiet = false): Child =>
  startNode(
    [createRequire(import.meta.url).resolve("next/dist/bin/next"), ...words],
    { NEXT_TELEMETRY_DISABLED: "1", ...settings },
    quiet,
  );

/**
 * Starts a script with the Node that runs this process. `tells`: it may tell over a channel (process.send) that it is
 * ready.
 */
export function startNode(words: readonly string[], settings: Settings, quiet: Quiet = false, tells = false): Child {
  const say = quiet === true ? "pipe" : quiet === false ? "inherit" : quiet;
  const child = spawn(process.execPath, words, {
    env: { ...environment, ...settings } as NodeJS.ProcessEnv,
    stdio: ["ignore", say, say, ...(tells ? (["ipc"] as const) : [])],
  });
  const hasEnded = (): boolean => child.pid === undefined || child.exitCode !== null || child.signalCode !== null;
  const output = { printed: "", said: "" };
  const end = endOf(child, output);
  const told = new Promise<boolean>((done) => child.once("message", () => done(true)));
  const ready = Promise.race([told, end.then(() => false)]);
  const stop = async (): Promise<void> => {
    if (hasEnded()) return;
    child.kill("SIGTERM");
    const impatience = setTimeout(() => child.kill("SIGKILL"), GRACE);
    await end;
    clearTimeout(impatience);
  };
  cleanUpAtEnd(stop);
  return { pid: child.pid, hasEnded, ready, said: () => output.said, end, stop };
}

/** Collects what the child says in `output` until it ends, and how it did. */
const endOf = (child: ChildProcess, output: { printed: string; said: string }): Promise<End> =>
  new Promise((done) => {
    child.stdout?.on("data", (text) => {
      output.printed += String(text);
      output.said += String(text);
    });
    child.stderr?.on("data", (text) => (output.said += String(text)));
    child
      .on("error", ({ message }) => {
        // Also comes of a signal that could not be sent, which is no end.
        if (child.pid !== undefined) return;
        const how = `could not be started: ${message}.`;
        done({ code: 1, how, printed: output.printed, said: `It ${how}` });
      })
      .once("close", (code, signal) => done({ code: code ?? 1, how: howItEnded(code, signal), ...output }));
  });

/** How a process ended, as it follows its name: “was ended by SIGKILL.” */
export const howItEnded = (code: number | null, signal: NodeJS.Signals | null): string =>
  signal ? `was ended by ${signal}.` : `ended with code ${code ?? "unknown"}.`;
