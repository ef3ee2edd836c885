import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { putAwayAtEnd } from "#scripts/put-away.ts";
import { makeRunFolder } from "#tests/support/run-folder.ts";

/** Runs jest on one layer and answers its exit code. The shell of whoever calls needs no settings of its own. */
export async function runJest(
  layer: string,
  words: readonly string[],
  settings: Readonly<Record<string, string>> = {},
): Promise<number> {
  const jest = createRequire(import.meta.url).resolve("jest/bin/jest");
  const folder = await makeRunFolder();
  // The option after the layer's name ends it: --selectProjects would take a pattern for another layer.
  // Jest leaves one core alone; with two, half of them. End to end one journey has them all (run-layer.ts).
  const workers = layer === "e2e" ? [] : ["--maxWorkers=100%"];
  const child = spawn(
    process.execPath,
    [jest, "--selectProjects", layer, "--passWithNoTests=false", ...workers, ...words],
    {
      stdio: "inherit",
      // End to end it starts applications and browsers: a group of their own, to be ended together.
      detached: layer === "e2e",
      env: {
        ...process.env,
        NODE_OPTIONS: "--experimental-vm-modules --disable-warning=ExperimentalWarning",
        TEST_FOLDER: folder.path,
        ...settings,
      },
    },
  );
  const ended = new Promise<number>((done, failed) =>
    child.once("error", failed).once("close", (code) => done(code ?? 1)),
  );
  const endAll = async (): Promise<void> => {
    if (layer === "e2e") endGroup(child.pid);
    else child.kill("SIGTERM");
    await ended;
    await folder.clear();
  };
  putAwayAtEnd(endAll);
  const code = await ended;
  await endAll();
  return code;
}

function endGroup(leader: number | undefined): void {
  try {
    if (leader !== undefined) process.kill(-leader, "SIGTERM");
  } catch {
    // Nobody of the group is left.
  }
}
