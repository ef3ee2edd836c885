import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Settings } from "#scripts/child.ts";
import { startEmbedded } from "#scripts/embedded-database.ts";
import { freePort } from "#scripts/free-port.ts";
import { until } from "#scripts/pause.ts";
import { isAlive, recordedPostmaster } from "#scripts/running-server.ts";
import { serve } from "#scripts/serve.ts";
import { signalIfThere } from "#tests/support/signal-if-there.ts";

/** An embedded database, which can be killed and started again on the same port and data. Its address ends in a slash. */
export type Database = {
  readonly serverUrl: string;
  readonly kill: (withBackends: boolean) => Promise<void>;
  readonly start: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

/** The built application, which can be killed and started again on the same port. `said`: its output. */
export type Application = {
  readonly url: string;
  readonly kill: () => Promise<void>;
  readonly start: () => Promise<void>;
  readonly stop: () => Promise<void>;
  readonly said: () => Promise<string>;
  readonly endedByItself: () => boolean;
};

const GONE_WITHIN = 10_000;
/** Milliseconds within which a started application must be healthy. */
export const WELL_WITHIN = 60_000;

/** Starts a database in this folder, as an installation does: what it has acknowledged survives a kill. */
export async function startDatabase(folder: string, settings: readonly string[] = []): Promise<Database> {
  const port = await freePort();
  const start = () => startEmbedded({ folder, port, settings });
  let running = await start();
  return {
    serverUrl: running.serverUrl,
    kill: async (withBackends) => {
      const postmaster = await recordedPostmaster(join(folder, "postgres"));
      if (postmaster)
        await killAll(withBackends ? [...(await childrenOf(postmaster.pid)), postmaster.pid] : [postmaster.pid]);
    },
    start: async () => void (running = await start()),
    stop: () => running.stop(),
  };
}

/** Serves the application with these settings; `start` resolves when application and database are healthy. */
export async function startApplication(settings: Settings): Promise<Application> {
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const complaints: Promise<string>[] = [];
  let [stopping, byItself] = [false, false];
  const start = async () => {
    const served = await serve("start", port, { ...settings, APP_URL: url }, true);
    stopping = false;
    complaints.push(
      served.end.then(({ said }) => {
        byItself ||= !stopping;
        return said;
      }),
    );
    if ((await until(() => isWell(url), WELL_WITHIN)) === undefined)
      throw new Error("The application runs and does not get well.");
    return served;
  };
  let running = await start();
  return {
    url,
    endedByItself: () => byItself,
    kill: async () => {
      stopping = true;
      if (running.pid !== undefined) await killAll([running.pid]);
      await running.end;
    },
    start: async () => void (running = await start()),
    stop: () => {
      stopping = true;
      return running.stop();
    },
    said: async () => (await Promise.all(complaints)).join(""),
  };
}

/** True if the application reports that it and its database are healthy. */
export const isWell = (url: string): Promise<true | undefined> =>
  fetch(`${url}/healthz`, { signal: AbortSignal.timeout(5_000) }).then(
    ({ ok }) => ok || undefined,
    () => undefined,
  );

async function killAll(pids: readonly number[]): Promise<void> {
  for (const pid of pids) signalIfThere(pid, "SIGKILL");
  await until(() => (pids.some(isAlive) ? undefined : true), GONE_WITHIN);
}

/** The child processes of a process on Linux; elsewhere none. */
async function childrenOf(pid: number): Promise<readonly number[]> {
  const text = await readFile(`/proc/${pid}/task/${pid}/children`, "utf8").catch(() => "");
  return text
    .split(" ")
    .map(Number)
    .filter((child) => child > 0);
}
