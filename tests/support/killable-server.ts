import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmbedded } from "#scripts/embedded-database.ts";
import { freePort } from "#scripts/free-port.ts";
import { freezeDatabase, killDatabase } from "#tests/rig/processes.ts";
import { copyNewCluster } from "./new-cluster.ts";

/** A real Postgres that can be killed and frozen. Its address ends in a slash and stays the same. */
export type KillableServer = {
  readonly serverUrl: string;
  /** Ends every process of it at once, as a power cut does (SIGKILL), or the first one alone. */
  readonly kill: (withBackends?: boolean) => Promise<void>;
  /** Starts it again after `kill`. */
  readonly start: () => Promise<void>;
  /** Stops every process of it where it stands (SIGSTOP): connections are accepted, and nothing is answered. */
  readonly freeze: () => Promise<void>;
  readonly thaw: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

/**
 * Starts one in `folder`, or in a folder of its own that `stop` removes. What it holds survives a kill, and a power cut
 * only where it is `durable` (it waits for the disk).
 */
export async function startKillableServer(folder?: string, { durable = false } = {}): Promise<KillableServer> {
  const own = folder ?? (await mkdtemp(join(process.env["TEST_FOLDER"] ?? tmpdir(), "permanences-killable-")));
  await copyNewCluster(own);
  const port = await freePort();
  const settings = durable ? [] : ["fsync=off"];
  const open = (): ReturnType<typeof startEmbedded> => startEmbedded({ folder: own, port, settings });
  let server = await open();
  let goesOn = (): void => undefined;
  const thaw = async (): Promise<void> => goesOn();
  return {
    serverUrl: server.serverUrl,
    kill: (withBackends = true) => killDatabase(own, withBackends),
    start: async () => void (server = await open()),
    freeze: async () => void (goesOn = await freezeDatabase(own)),
    thaw,
    stop: async () => {
      await thaw();
      await server.stop();
      if (folder === undefined) await rm(own, { recursive: true, force: true });
    },
  };
}
