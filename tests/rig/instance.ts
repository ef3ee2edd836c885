import { chmod } from "node:fs/promises";
import { buildWhenChanged } from "#scripts/build-application.ts";
import { startNode, type Child } from "#scripts/child.ts";
import { withClient } from "#scripts/database.ts";
import { freePort } from "#scripts/free-port.ts";
import { until } from "#scripts/pause.ts";
import { isAlive } from "#scripts/running-server.ts";
import { startKillableServer } from "#tests/support/killable-server.ts";
import { DIST_DIR } from "#tests/support/start-app.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";
import { isWell, SECRET, SERVED } from "./applications.ts";
import { PLANTED } from "./planted-faults.ts";
import { commandOf, freezeDatabase, killAll, killDatabase, postmasterIn, processesBelow } from "./processes.ts";
import { beginAtNine, makeTown, type Size, type Town } from "./town.ts";

/**
 * Begins a run: the product is built when its sources changed, and the clock of this process is set to its start. A
 * folder for its data.
 */
export async function beginRun(): ReturnType<typeof temporaryFolder> {
  await buildWhenChanged(DIST_DIR);
  process.env["APP_SECRET"] = SECRET;
  beginAtNine();
  const folder = await temporaryFolder();
  // As root the databases run as another user, who must pass.
  await chmod(folder.path, 0o711);
  return folder;
}

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
  readonly town: Town;
  readonly killApplication: () => Promise<void>;
  readonly killDatabase: (withBackends: boolean) => Promise<void>;
  /** Stops postmaster and backends where they are; the returned function lets them go on. */
  readonly freezeDatabase: () => Promise<() => void>;
  /** Lets the database begin the next file of its log (WAL). */
  readonly switchLog: () => Promise<void>;
  /**
   * Waits until it has answered for so long that its supervisor counts no failures of before
   * (scripts/supervisor/restart-policy.ts).
   */
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

/**
 * Makes the data in this folder, then starts the installation. `forgetful`: the database forgets the keys of requests,
 * which the run must find.
 */
export async function startInstance(folder: string, seed: number, forgetful: boolean, halfDays = 1): Promise<Instance> {
  const server = await startKillableServer(folder, { durable: true });
  const planted = forgetful ? PLANTED["reused-key"].sql : "";
  const { url: databaseUrl, town } = await makeTown(server.serverUrl, sizeOf(seed, halfDays), planted);
  await server.stop();

  const port = await freePort();
  const url = `http://localhost:${port}`;
  const databasePort = new URL(databaseUrl).port;
  const children: Child[] = [];
  const start = async (): Promise<Child> => {
    const child = startNode(
      ["--conditions=react-server", "tests/rig/serve-instance.ts", folder, databasePort],
      { ...SERVED, PORT: String(port), APP_URL: url },
      true,
    );
    children.push(child);
    const up = await until(async () => (child.hasEnded() ? "ended" : (await isWell(url)) && "up"), STARTED_WITHIN);
    if (up !== "up") {
      await child.stop();
      throw new Error(`The instance did not start. It said:\n${(await child.end).said}`);
    }
    return child;
  };
  let child = await start();

  // Killed, the supervisor first: an application with open streams takes as long to end by itself as its supervisor
  // waits.
  const endAll = async (): Promise<void> => {
    const left = await postmasterIn(folder);
    const roots = [child.pid ?? [], left ?? []].flat();
    const below = (await Promise.all(roots.map(processesBelow))).flat();
    await killAll([...roots.filter(isAlive), ...below]);
    await child.stop();
  };
  return {
    url,
    databaseUrl,
    town,
    killApplication: async () => {
      const below = child.pid === undefined ? [] : await processesBelow(child.pid);
      const named = await Promise.all(below.map(async (pid) => ({ pid, command: await commandOf(pid) })));
      const serving = named.filter(({ command }) => /next-server|next\/dist\/bin\/next/u.test(command));
      if (serving.length === 0) throw new Error("No process serves the application, so none can be killed.");
      await killAll(serving.map(({ pid }) => pid));
    },
    killDatabase: (withBackends) => killDatabase(folder, withBackends),
    freezeDatabase: () => freezeDatabase(folder),
    switchLog: () =>
      withClient(databaseUrl, (client) => client.query("SELECT pg_switch_wal()")).then(
        () => undefined,
        // Without room for the next file the database ends before it answers.
        () => undefined,
      ),
    isWell: async () => {
      let since: number | undefined;
      const wellFor = async (): Promise<true | undefined> => {
        if (!(await isWell(url))) since = undefined;
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
