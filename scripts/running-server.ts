import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { answers } from "./database-answer.ts";
import { until } from "./pause.ts";
import { forgetPostmaster, isAlive, isPostgres, recordedPostmaster } from "./postmaster.ts";
import { Trouble } from "./trouble.ts";

export type RunningServer = { readonly pid: number; readonly url: string; readonly owned: boolean };

/**
 * The server that already runs on this data, if any. `owned`: the command that started it lives and will stop it.
 * What a killed server left is cleared away; a server that runs without answering is refused.
 */
export async function runningServer(data: string, urlAt: (port: number) => string): Promise<RunningServer | undefined> {
  const recorded = await recordedPostmaster(data);
  if (!recorded) return undefined;
  if (!(await isPostgres(recorded.pid))) {
    await forgetPostmaster(data);
    return undefined;
  }
  const url = urlAt(recorded.port);
  const found = await until(async () => {
    if (!isAlive(recorded.pid)) return "gone";
    return (await answers(`${url}postgres`)) === "yes" ? "answers" : undefined;
  }, 5_000);
  if (found === "gone") return undefined;
  if (found === "answers") return { pid: recorded.pid, url, owned: await ownerLives(data) };
  throw new Trouble(
    `A database server (process ${recorded.pid}) already runs on ${data} and does not answer. Stop it with "kill -INT ${recorded.pid}" and start again.`,
  );
}

/** The file that names the command which started the server. */
export const ownerFile = (data: string): string => join(data, "..", "owner");

async function ownerLives(data: string): Promise<boolean> {
  const pid = Number(await readFile(ownerFile(data), "utf8").catch(() => ""));
  return pid > 0 && isAlive(pid);
}

/** Ends a server; SIGINT is Postgres's fast stop, which ends its sessions and writes everything down. */
export async function endServer(pid: number): Promise<void> {
  if (pid === 0 || !isAlive(pid)) return;
  process.kill(pid, "SIGINT");
  await until(() => (isAlive(pid) ? undefined : true), 30_000);
}
