import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmbedded } from "#scripts/embedded-database.ts";
import { freePort } from "#scripts/free-port.ts";
import { isAlive, recordedPostmaster } from "#scripts/running-server.ts";
import { eventually } from "#tests/support/eventually.ts";
import { copyNewCluster } from "#tests/support/new-cluster.ts";

/** A real Postgres of one test, which may kill and freeze it. Its address ends in a slash and stays the same. */
export type KillableServer = {
  readonly serverUrl: string;
  /** Ends every process of it at once, as a power cut does (SIGKILL). */
  readonly kill: () => Promise<void>;
  /** Starts it again after `kill`. */
  readonly start: () => Promise<void>;
  /** Stops every process of it where it stands (SIGSTOP): connections are accepted, and nothing is answered. */
  readonly freeze: () => Promise<void>;
  readonly thaw: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

/** Starts one in `folder`, or in a folder of its own that `stop` removes. What it holds survives a kill, not a power cut (fsync off). */
export async function startKillableServer(folder?: string): Promise<KillableServer> {
  const own = folder ?? (await mkdtemp(join(process.env["TEST_FOLDER"] ?? tmpdir(), "permanences-killable-")));
  await copyNewCluster(own);
  const port = await freePort();
  const open = (): ReturnType<typeof startEmbedded> => startEmbedded({ folder: own, port, settings: ["fsync=off"] });
  let server = await open();
  const pid = async (): Promise<number> => (await recordedPostmaster(join(own, "postgres")))?.pid ?? 0;
  const thaw = async (): Promise<void> => each(await pid(), "SIGCONT");
  return {
    serverUrl: server.serverUrl,
    kill: async () => {
      const postmaster = await pid();
      await each(postmaster, "SIGKILL");
      await eventually(() => isAlive(postmaster), false);
    },
    start: async () => void (server = await open()),
    freeze: async () => each(await pid(), "SIGSTOP"),
    thaw,
    stop: async () => {
      await thaw();
      await server.stop();
      if (folder === undefined) await rm(own, { recursive: true, force: true });
    },
  };
}

/** Sends a signal to the server and to every process that it started: sessions stand in groups of their own. */
async function each(postmaster: number, signal: NodeJS.Signals): Promise<void> {
  for (const pid of [postmaster, ...(await childrenOf(postmaster))]) if (isAlive(pid)) process.kill(pid, signal);
}

const childrenOf = async (pid: number): Promise<readonly number[]> =>
  (await readFile(`/proc/${pid}/task/${pid}/children`, "utf8").catch(() => "")).split(" ").filter(Boolean).map(Number);
