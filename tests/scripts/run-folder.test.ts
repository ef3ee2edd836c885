/** @slow */
import { mkdtemp, stat } from "node:fs/promises";
import { join } from "node:path";
import { startEmbedded } from "#scripts/embedded-database.ts";
import { freePort } from "#scripts/free-port.ts";
import { isAlive, recordedPostmaster } from "#scripts/running-server.ts";
import { copyNewCluster } from "#tests/support/new-cluster.ts";
import { makeRunFolder } from "#tests/support/run-folder.ts";

test("whatever database a killed run leaves behind is ended, and its folder is gone", async () => {
  const run = await makeRunFolder();
  const folder = await mkdtemp(join(run.path, "left-"));
  await copyNewCluster(folder);
  await startEmbedded({ folder, port: await freePort(), settings: ["fsync=off"] });
  const { pid } = (await recordedPostmaster(join(folder, "postgres"))) ?? { pid: 0 };
  expect(isAlive(pid)).toBe(true);
  await run.clear();
  expect(isAlive(pid)).toBe(false);
  await expect(stat(run.path)).rejects.toMatchObject({ code: "ENOENT" });
});

test("a run that left nothing is cleared too, and twice does no harm", async () => {
  const run = await makeRunFolder();
  await run.clear();
  await expect(run.clear()).resolves.toBeUndefined();
});
