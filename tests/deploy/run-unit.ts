import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { CommandError } from "#scripts/command-error.ts";
import { cleanUpAtEnd } from "#scripts/cleanup.ts";
import { until } from "#scripts/pause.ts";
import type { Unit } from "./unit.ts";

/** An ordinary user of this system by its number. */
export type Ordinary = { readonly uid: number; readonly gid: number };

/** A unit's command that answers. `end` sends SIGTERM as systemd does and returns how it ended. */
export type RunningUnit = { readonly uid: number; readonly end: () => Promise<number | null> };

/** Milliseconds in which a unit must answer 200; milliseconds that it has to end, as its TimeoutStopSec says. */
const PATIENCE = 120_000;
const ENDS_WITHIN = 60_000;

/**
 * Runs the ExecStart line of a unit with its settings and nothing else of this process's environment, as `user` where
 * one is given, until /healthz answers 200 on this port.
 */
export async function runUnit(
  { command, folder, settings }: Unit,
  port: number,
  user?: Ordinary,
): Promise<RunningUnit> {
  const [program = "", ...words] = command;
  const child = spawn(program, words, {
    cwd: folder,
    env: {
      PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
      LANG: "C.UTF-8",
      ...settings,
    } as never,
    stdio: ["ignore", "pipe", "pipe"],
    ...user,
  });
  let said = "";
  for (const output of [child.stdout, child.stderr]) output.on("data", (text) => (said += String(text)));
  const ended = new Promise<number | null>((done) => child.once("close", done));
  const end = async (): Promise<number | null> => {
    child.kill("SIGTERM");
    const impatience = setTimeout(() => child.kill("SIGKILL"), ENDS_WITHIN);
    return ended.finally(() => clearTimeout(impatience));
  };
  cleanUpAtEnd(async () => void (child.exitCode === null && (await end())));
  const well = await until(async () => {
    if (child.exitCode !== null) return false;
    const answer = await fetch(`http://localhost:${port}/healthz`).catch(() => undefined);
    return answer?.ok ? true : undefined;
  }, PATIENCE);
  if (!well) throw new CommandError(`“${command.join(" ")}” did not get well. It says:\n${said.trim()}`);
  const uid = /^Uid:\s+(\d+)/m.exec(await readFile(`/proc/${child.pid}/status`, "utf8"))?.[1];
  return { uid: Number(uid), end };
}
