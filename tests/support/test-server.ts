import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmbedded } from "#scripts/embedded-database.ts";
import { freePort } from "#scripts/free-port.ts";
import { copyNewCluster } from "./new-cluster.ts";

/**
 * A real Postgres of its own in a folder of this run; its address ends in a slash. `stop` ends it and removes the
 * folder.
 */
export type TestServer = { readonly serverUrl: string; readonly stop: () => Promise<void> };

/**
 * Starts one. What it holds need not survive a power cut, so it does not wait for the disk (fsync off) unless it is
 * `durable`. No database of a test lives long enough to be vacuumed, and with hundreds of them the server would begin
 * to vacuum one several times a second; one that is `vacuumed` holds few databases for long, as in production.
 */
export async function startTestServer({ durable = false, vacuumed = false } = {}): Promise<TestServer> {
  const folder = await mkdtemp(join(process.env["TEST_FOLDER"] ?? tmpdir(), "permanences-test-"));
  const unsafe = ["fsync=off", "full_page_writes=off", "synchronous_commit=off"];
  const settings = [...(durable ? [] : unsafe), ...(vacuumed ? [] : ["autovacuum=off"]), "max_connections=300"];
  await copyNewCluster(folder);
  const server = await startEmbedded({ folder, port: await freePort(), settings });
  return {
    serverUrl: server.serverUrl,
    stop: async () => {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
