import { execFile, spawnSync } from "node:child_process";
import { promisify } from "node:util";
import { CommandError } from "#scripts/command-error.ts";

/** How a program is run: `input` for its standard input, `env` beside this process's. */
type Options = { readonly cwd?: string; readonly env?: Readonly<Record<string, string>>; readonly input?: string };

/** Runs a program to its end and returns what it printed. Throws a CommandError with what it said when it fails. */
export async function runProgram(program: string, words: readonly string[], options: Options = {}): Promise<string> {
  const running = promisify(execFile)(program, [...words], {
    maxBuffer: 64 * 1024 * 1024,
    ...(options.cwd ? { cwd: options.cwd } : {}),
    env: { ...process.env, ...options.env },
  });
  running.child.stdin?.end(options.input ?? "");
  try {
    const { stdout, stderr } = await running;
    return stdout + stderr;
  } catch (error) {
    const { stdout = "", stderr = "", message } = error as { stdout?: string; stderr?: string; message: string };
    const said = `${stdout}${stderr}`.trim().split("\n").slice(-25).join("\n");
    throw new CommandError(`“${program} ${words.join(" ")}” failed.\n${said || message}`);
  }
}

/** Refuses a machine that lacks one of these programs; each is named with the Debian package that has it. */
export function refuseWithout(packages: Readonly<Record<string, string>>): void {
  const missing = Object.entries(packages).filter(
    ([program]) => spawnSync("sh", ["-c", `command -v ${program}`], { stdio: "ignore" }).status !== 0,
  );
  if (missing.length > 0)
    throw new CommandError(
      `This needs ${missing.map(([program]) => program).join(", ")}. On Debian, as root: apt-get install -y --no-install-recommends ${[...new Set(missing.map(([, name]) => name))].join(" ")}`,
    );
}
