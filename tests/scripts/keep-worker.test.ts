/** @long */
import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { isAlive } from "#scripts/running-server.ts";
import { freshDatabase } from "#tests/support/database.ts";
import { eventually } from "#tests/support/eventually.ts";

const READY = "The work that is due is done here.";

const childrenOf = async (pid: number): Promise<readonly number[]> =>
  (await readFile(`/proc/${pid}/task/${pid}/children`, "utf8")).split(" ").map(Number).filter(Boolean);

test("a worker process that is killed is started again, and ends with its command", async () => {
  const command = spawn(process.execPath, ["--conditions=react-server", "scripts/worker.ts"], {
    env: {
      ...process.env,
      NODE_OPTIONS: "",
      npm_lifecycle_event: "",
      APP_ENV: "test",
      APP_SECRET: "a-secret-of-the-tests-only",
      DATABASE_URL: await freshDatabase(),
    },
  });
  let said = "";
  for (const output of [command.stdout, command.stderr]) output.on("data", (text) => (said += String(text)));
  const ended = new Promise((done) => command.once("close", done));
  const times = (): number => said.split(READY).length - 1;

  await eventually(times, 1);
  const [killed = 0] = await childrenOf(command.pid ?? 0);
  process.kill(killed, "SIGKILL");
  await eventually(() => said.includes("The worker answers again."), true);
  expect(times()).toBe(2);
  expect(said).toContain("The worker was ended by SIGKILL. It is started again in");

  const [second = 0] = await childrenOf(command.pid ?? 0);
  command.kill("SIGTERM");
  expect(await ended).toBe(130);
  expect(isAlive(second)).toBe(false);
  expect(said.split("It is started again")).toHaveLength(2);
});
