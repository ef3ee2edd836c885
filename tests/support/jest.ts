import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { cleanUpAtEnd } from "#scripts/cleanup.ts";
import type { Layer } from "./layers.ts";
import { RUNNING_FILES } from "./running-files.ts";
import { makeRunFolder } from "./run-folder.ts";

const MINUTE = 60_000;

/**
 * Milliseconds after which a run of a layer is ended as failed. A test that never gives its thread back cannot be ended
 * by its own time limit. Twice what was seen or more: the server took 16 minutes on two cores that their host kept
 * waiting.
 */
const MOST: Readonly<Record<Layer, number>> = {
  unit: 10 * MINUTE,
  components: 10 * MINUTE,
  check: 10 * MINUTE,
  server: 40 * MINUTE,
  e2e: 60 * MINUTE,
};

/** Milliseconds of one test. A busy machine must not fail a test, and a test that hangs must fail. */
const TEST_TIMEOUT: Readonly<Record<Layer, number>> = {
  unit: 60_000,
  components: 60_000,
  check: 180_000,
  server: 180_000,
  e2e: 180_000,
};

/** Milliseconds that a run has to end by itself after the signal to end. */
const GRACE = 10_000;

export type JestOptions = {
  /** Set beside the environment of this process. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Milliseconds after which the run is ended as failed. */
  readonly most?: number;
  /** Milliseconds of one test. */
  readonly testTimeout?: number;
};

/** Runs jest on one layer and resolves to its exit code. The caller's environment needs no settings of its own. */
export async function runJest(
  layer: Layer,
  words: readonly string[],
  { settings = {}, most = MOST[layer], testTimeout = TEST_TIMEOUT[layer] }: JestOptions = {},
): Promise<number> {
  const jest = createRequire(import.meta.url).resolve("jest/bin/jest");
  const folder = await makeRunFolder();
  // The option after the layer's name ends it: --selectProjects would take a pattern for another layer.
  // Of itself jest leaves one core alone, with two half of them. A browser file waits for its page a third of the time,
  // and has an application and a browser of its own.
  const workers = `--maxWorkers=${layer === "e2e" ? 3 : "100%"}`;
  const child = spawn(
    process.execPath,
    [jest, "--selectProjects", layer, "--passWithNoTests=false", `--testTimeout=${testTimeout}`, workers, ...words],
    {
      stdio: "inherit",
      // A group of its own, to be ended together: workers, and end to end applications and browsers.
      detached: true,
      env: {
        ...process.env,
        NODE_OPTIONS: "--experimental-vm-modules --disable-warning=ExperimentalWarning",
        TEST_FOLDER: folder.path,
        // Commands that tests start as processes compile the same modules: each after the first finds them compiled.
        NODE_COMPILE_CACHE: join(folder.path, "compiled"),
        ...settings,
      },
    },
  );
  const ended = new Promise<number>((done, failed) =>
    child.once("error", failed).once("close", (code) => done(code ?? 1)),
  );
  const endAll = async (): Promise<void> => {
    signalGroup(child.pid, "SIGTERM");
    const killing = setTimeout(() => signalGroup(child.pid, "SIGKILL"), GRACE);
    await ended;
    clearTimeout(killing);
    // A worker in an endless loop does not handle SIGTERM.
    signalGroup(child.pid, "SIGKILL");
    await folder.clear();
  };
  cleanUpAtEnd(endAll);
  const limit = setTimeout(() => {
    void readFile(join(folder.path, RUNNING_FILES), "utf8")
      .catch(() => "")
      .then((files) => {
        console.error(`\n${layer} did not end within ${most / MINUTE} minutes and was ended. Still running: ${files}`);
        return endAll();
      });
  }, most);
  const code = await ended;
  clearTimeout(limit);
  await endAll();
  return code;
}

function signalGroup(leader: number | undefined, signal: NodeJS.Signals): void {
  try {
    if (leader !== undefined) process.kill(-leader, signal);
  } catch {
    // No process of the group is left.
  }
}
