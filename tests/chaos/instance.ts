import { join } from "node:path";
import { startNode, type Child } from "#scripts/child.ts";
import { makeDatabase, withClient } from "#scripts/database.ts";
import { freePort } from "#scripts/free-port.ts";
import { until } from "#scripts/pause.ts";
import { prepareDatabase } from "#scripts/prepare-database.ts";
import { isAlive, recordedPostmaster } from "#scripts/running-server.ts";
import { clock } from "#lib/server/clock.ts";
import { servingRoleOn } from "#tests/support/database.ts";
import { FAULTS } from "#tests/endurance/faults.ts";
import { startDatabase } from "#tests/endurance/instance.ts";
import { prepare } from "#tests/endurance/recorder.ts";
import { writeStartData, type StartData } from "#tests/endurance/start-data.ts";
import type { Size } from "#tests/endurance/size.ts";
import { commandOf, killAll, processesBelow, signalAll } from "./processes.ts";

/** The build folder of the end-to-end tests. */
export const DIST_DIR = ".next-test";

/** The secret of every instance of a run: the run derives the secrets of visits and appointments from it. */
export const SECRET = "a-secret-of-the-chaos-run-only";

/** Milliseconds within which an instance must be started. */
const STARTED_WITHIN = 120_000;

/** Milliseconds for which an instance must have answered to be well. */
const WELL_AFTER = 6_000;

/**
 * An installation with its own data, kept running by the supervisor of the product. The run kills and freezes its
 * processes by their ids; only `revive` starts anything again.
 */
export type Instance = {
  readonly url: string;
  readonly databaseUrl: string;
  readonly data: StartData;
  readonly killApplication: () => Promise<void>;
  readonly killDatabase: (withBackends: boolean) => Promise<void>;
  /** Stops postmaster and backends where they are; the returned function lets them go on. */
  readonly freezeDatabase: () => Promise<() => void>;
  /** Lets the database begin the next file of its log (WAL). */
  readonly switchLog: () => Promise<void>;
  /** Waits until it has answered for so long that its supervisor counts no failures of before (scripts/supervisor/restart-policy.ts). */
  readonly isWell: () => Promise<void>;
  /** Ends all that is left and starts anew on the same data and ports. */
  readonly revive: () => Promise<void>;
  readonly stop: () => Promise<void>;
  /** The last lines that its commands have said so far. */
  readonly said: () => string;
};

/** How many lines of what its commands say are kept for a round that fails. */
const SAID_LINES = 200;

/** One place with so many half-days of three tables, and as many conseillers as there are clients. */
const sizeOf = (seed: number, halfDays: number): Size => ({
  seed,
  operations: 8 * halfDays,
  applicationKills: 0,
  databaseKills: 0,
  groups: 1,
  clientsInGroup: 8,
  turns: 1,
  messages: false,
});

/** Makes the data in this folder, then starts the installation. `forgetful`: the database forgets the keys of requests, which the run must find. */
export async function startInstance(folder: string, seed: number, forgetful: boolean, halfDays = 1): Promise<Instance> {
  const size = sizeOf(seed, halfDays);
  const database = await startDatabase(folder);
  await makeDatabase(database.serverUrl, "permanences");
  const databaseUrl = `${database.serverUrl}permanences`;
  await prepareDatabase({ url: await servingRoleOn(databaseUrl), ownerUrl: databaseUrl }, "test");
  const data = await writeStartData(databaseUrl, size, clock.offset());
  await prepare(databaseUrl, forgetful ? FAULTS["reused-key"].sql : "");
  await database.stop();

  const port = await freePort();
  const url = `http://localhost:${port}`;
  const databasePort = new URL(databaseUrl).port;
  const children: Child[] = [];
  const start = async (): Promise<Child> => {
    const child = startNode(
      ["--conditions=react-server", "tests/chaos/serve-instance.ts", folder, databasePort],
      {
        PORT: String(port),
        APP_URL: url,
        APP_ENV: "test",
        APP_SECRET: SECRET,
        NEXT_DIST_DIR: DIST_DIR,
        NODE_ENV: "production",
        LOG_LEVEL: "warn",
      },
      true,
    );
    children.push(child);
    const up = await until(
      async () => (child.hasEnded() ? "ended" : (await answersAt(url)) ? "up" : undefined),
      STARTED_WITHIN,
    );
    if (up !== "up") {
      await child.stop();
      throw new Error(`The instance did not start. It said:\n${(await child.end).said}`);
    }
    return child;
  };
  let child = await start();

  const postgres = join(folder, "postgres");
  /** The postmaster of this folder: a pid file may be old, and its number another program's by now. */
  const postmaster = async (): Promise<number | undefined> => {
    const pid = (await recordedPostmaster(postgres))?.pid;
    return pid !== undefined && (await commandOf(pid)).includes(postgres) ? pid : undefined;
  };
  // Killed, the supervisor first: an application with open streams takes as long to end by itself as its supervisor waits.
  const endAll = async (): Promise<void> => {
    const left = await postmaster();
    const roots = [child.pid ?? [], left ?? []].flat();
    const below = (await Promise.all(roots.map(processesBelow))).flat();
    await killAll([...roots.filter(isAlive), ...below]);
    await child.stop();
  };
  return {
    url,
    databaseUrl,
    data,
    killApplication: async () => {
      const below = child.pid === undefined ? [] : await processesBelow(child.pid);
      const named = await Promise.all(below.map(async (pid) => ({ pid, command: await commandOf(pid) })));
      const serving = named.filter(({ command }) => /next-server|next\/dist\/bin\/next/u.test(command));
      if (serving.length === 0) throw new Error("No process serves the application, so none can be killed.");
      await killAll(serving.map(({ pid }) => pid));
    },
    killDatabase: async (withBackends) => {
      const pid = await postmaster();
      if (pid === undefined) throw new Error("No database runs, so none can be killed.");
      // Read before the kill: afterwards the backends have another parent.
      const backends = await processesBelow(pid);
      await killAll(withBackends ? [pid, ...backends] : [pid]);
    },
    freezeDatabase: async () => {
      const pid = await postmaster();
      if (pid === undefined) throw new Error("No database runs, so none can be frozen.");
      signalAll([pid], "SIGSTOP");
      const all = [...(await processesBelow(pid)), pid];
      signalAll(all, "SIGSTOP");
      return () => signalAll(all, "SIGCONT");
    },
    switchLog: () =>
      withClient(databaseUrl, (client) => client.query("SELECT pg_switch_wal()")).then(
        () => undefined,
        // Without room for the next file the database ends before it answers.
        () => undefined,
      ),
    isWell: async () => {
      let since: number | undefined;
      const wellFor = async (): Promise<true | undefined> => {
        if (!(await answersAt(url))) since = undefined;
        else since ??= performance.now();
        return since !== undefined && performance.now() - since > WELL_AFTER ? true : undefined;
      };
      if ((await until(wellFor, STARTED_WITHIN)) === undefined) throw new Error("The instance does not answer.");
    },
    revive: async () => {
      await endAll();
      child = await start();
    },
    stop: endAll,
    said: () =>
      children
        .map(({ said }) => said())
        .join("")
        .split("\n")
        .slice(-SAID_LINES)
        .join("\n"),
  };
}

const answersAt = (url: string): Promise<boolean> =>
  fetch(`${url}/healthz`, { redirect: "manual", signal: AbortSignal.timeout(5_000) }).then(
    ({ ok }) => ok,
    () => false,
  );
