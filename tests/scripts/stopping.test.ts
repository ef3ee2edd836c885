/** @long */
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { livingOwner } from "#scripts/database-owner.ts";
import { isAlive, recordedPostmaster } from "#scripts/running-server.ts";
import { copyNewCluster } from "#tests/support/new-cluster.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";

let folder: string;
let remove: () => Promise<void>;
beforeEach(async () => {
  ({ path: folder, remove } = await temporaryFolder());
  await copyNewCluster(folder);
});
afterEach(() => remove());

const HOLD = ["tests/support/hold-database.ts"];

/** Starts a command that holds a database, under `program`, and waits until it does. */
const hold = async (
  program = process.execPath,
  words: readonly string[] = [...HOLD, folder],
  settings = {},
): Promise<{ command: ChildProcess; server: number }> => {
  const command = spawn(program, words, {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, NODE_OPTIONS: "", ...settings },
  });
  await once(command.stdout ?? command, "data");
  return { command, server: (await recordedPostmaster(join(folder, "postgres")))?.pid ?? 0 };
};

test.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)("%s ends the command and its database with it", async (signal) => {
  const { command, server } = await hold();
  expect(isAlive(server)).toBe(true);
  command.kill(signal);
  await once(command, "exit");
  expect(isAlive(server)).toBe(false);
});

test("the database of a command that was killed is taken over by the next that supervises it, which ends it, also when it ends in that moment", async () => {
  const { command, server } = await hold();
  command.kill("SIGKILL");
  await once(command, "exit");
  expect(isAlive(server)).toBe(true);
  const next = await hold();
  // Without a pause: the moment is short.
  while ((await livingOwner(folder)) !== next.command.pid);
  next.command.kill("SIGTERM");
  await once(next.command, "exit");
  expect(isAlive(server)).toBe(false);
});

test("a signal that ends only npm's shell ends the command and its database too", async () => {
  // `; true` keeps the shell as parent of the command, as npm's shell is.
  const { command, server } = await hold("sh", ["-c", `"${process.execPath}" ${HOLD.join(" ")} "${folder}"; true`], {
    npm_lifecycle_event: "demo",
  });
  command.kill("SIGTERM");
  await once(command.stdout ?? command, "close");
  expect(isAlive(server)).toBe(false);
});
