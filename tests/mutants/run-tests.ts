import { spawn } from "node:child_process";
import { readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cleanUpAtEnd, ending } from "#scripts/cleanup.ts";
import { CommandError } from "#scripts/command-error.ts";
import type { Layer } from "#tests/support/layers.ts";
import { signalIfThere } from "#tests/support/signal-if-there.ts";
import { ENDED, FAILURES_FILE, KNOWN_FAILURES } from "./first-failure.ts";

/** Milliseconds that a run has to end its workers and its database after the signal to end. */
const GRACE = 30_000;

export type TestRun = {
  /** The root of the sources. */
  readonly folder: string;
  readonly layer: Layer;
  readonly files: readonly string[];
  /** What also fails without a mutant: the run ends at the first other failure. Left out, it runs to its end. */
  readonly known?: readonly string[];
  /** Seconds after which it is ended. */
  readonly most?: number;
};

/**
 * What failed in a run, and how many seconds it took. A run that did not come to its end has a failure that says so.
 */
export type Failures = { readonly failures: readonly string[]; readonly seconds: number };

const failuresFile = join(tmpdir(), `mutants-${process.pid}.txt`);
const running = new Set<() => Promise<void>>();
let isEndedInTime = false;

/**
 * What runs is ended before its sources, which were copied earlier, are deleted: what is registered last is done first.
 */
function endInTime(): void {
  if (isEndedInTime) return;
  isEndedInTime = true;
  cleanUpAtEnd(async () => {
    for (const stop of running) await stop();
    await rm(failuresFile, { force: true });
  });
}

/** Runs test files of one layer in these sources, by the command of their own version. */
export async function runTests({ folder, layer, files, known, most }: TestRun): Promise<Failures> {
  const began = performance.now();
  endInTime();
  await rm(failuresFile, { force: true });
  const words = [
    `--reporters=${join(import.meta.dirname, "first-failure.ts")}`,
    `--testSequencer=${join(import.meta.dirname, "in-order.ts")}`,
    "--runTestsByPath",
    ...files,
  ];
  const child = spawn(process.execPath, ["tests/support/run-layer.ts", layer, ...words], {
    cwd: folder,
    stdio: "ignore",
    env: {
      ...process.env,
      TZ: "UTC",
      [FAILURES_FILE]: failuresFile,
      ...(known && { [KNOWN_FAILURES]: JSON.stringify(known) }),
    },
  });
  const ended = new Promise((done) => child.once("error", done).once("close", done));
  const stop = async (): Promise<void> => {
    if (child.pid === undefined) return;
    signalIfThere(child.pid, "SIGTERM");
    const killing = setTimeout(() => child.kill("SIGKILL"), GRACE);
    await ended;
    clearTimeout(killing);
  };
  running.add(stop);
  let isOver = false;
  const limit = setTimeout(
    () => {
      isOver = true;
      void stop();
    },
    (most ?? 3_600) * 1_000,
  );
  await ended;
  clearTimeout(limit);
  running.delete(stop);
  if (ending.aborted) throw new CommandError("Interrupted. The same command goes on.");
  const written = (await readFile(failuresFile, "utf8").catch(() => "")).split("\n").filter(Boolean);
  const told = written.map((line) => JSON.parse(line) as string);
  const failures = told.filter((line) => line !== ENDED);
  const unended = isOver ? "did not end" : "did not start, or ended before its time";
  return {
    failures: told.includes(ENDED) || failures.length > 0 ? failures : [`the run of ${layer} ${unended}`],
    seconds: (performance.now() - began) / 1_000,
  };
}
