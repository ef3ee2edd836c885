import { spawn } from "node:child_process";
import { createRequire } from "node:module";

/** Runs jest on one layer and answers its exit code. The shell of whoever calls needs no settings of its own. */
export function runJest(layer: string, words: readonly string[], settings: Readonly<Record<string, string>> = {}): Promise<number> {
  const jest = createRequire(import.meta.url).resolve("jest/bin/jest");
  // The option after the layer's name ends it: --selectProjects would take a pattern for another layer.
  const child = spawn(process.execPath, [jest, "--selectProjects", layer, "--passWithNoTests=false", ...words], {
    stdio: "inherit",
    env: { ...process.env, NODE_OPTIONS: "--experimental-vm-modules --disable-warning=ExperimentalWarning", ...settings },
  });
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => child.kill(signal));
  return new Promise((done, failed) => child.once("error", failed).once("close", (code) => done(code ?? 1)));
}
