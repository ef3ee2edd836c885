/** @long */
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { chmod, readFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { answers } from "#scripts/database-answer.ts";
import { withClient } from "#scripts/database.ts";
import { isAlive, recordedPostmaster } from "#scripts/running-server.ts";
import { eventually } from "#tests/support/eventually.ts";
import { copyNewCluster } from "#tests/support/new-cluster.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";

let folder: string;
let remove: () => Promise<void>;
const commands: Command[] = [];
beforeEach(async () => {
  ({ path: folder, remove } = await temporaryFolder());
  await copyNewCluster(folder);
});
afterEach(async () => {
  for (const { end } of commands.splice(0)) await end("SIGTERM");
  await remove();
});

/** A command that keeps the database of this test's folder. `said`: its error output so far. */
type Command = {
  readonly pid: number;
  readonly url: string;
  readonly said: () => string;
  readonly ended: Promise<number | null>;
  readonly end: (signal: NodeJS.Signals) => Promise<number | null>;
};

/** Starts one and waits until its database answers. */
async function keep(): Promise<Command> {
  const child: ChildProcess = spawn(process.execPath, ["tests/support/hold-database.ts", folder], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, NODE_OPTIONS: "", npm_lifecycle_event: "" },
  });
  let said = "";
  child.stderr?.on("data", (text) => (said += String(text)));
  const ended = new Promise<number | null>((done) => child.once("close", done));
  const [printed] = (await once(child.stdout ?? child, "data")) as [Buffer];
  const end = (signal: NodeJS.Signals): Promise<number | null> => {
    child.kill(signal);
    return ended;
  };
  const command = { pid: child.pid ?? 0, url: String(printed).trim(), said: () => said, ended, end };
  commands.push(command);
  return command;
}

const data = (): string => join(folder, "postgres");
const postmaster = async (): Promise<number> => (await recordedPostmaster(data()))?.pid ?? 0;
const isBack = async ({ url }: Command): Promise<boolean> => (await answers(`${url}postgres`)) === "yes";
const parentOf = async (pid: number): Promise<number> =>
  Number((await readFile(`/proc/${pid}/stat`, "utf8")).split(") ").at(-1)?.split(" ")[1]);

/** Kills the server of the command; answers with its process id, which no longer exists. */
async function kill(): Promise<number> {
  const killed = await postmaster();
  process.kill(killed, "SIGKILL");
  await eventually(() => isAlive(killed), false);
  return killed;
}

test("a killed database answers again on the same port, with what was written", async () => {
  const command = await keep();
  await withClient(`${command.url}postgres`, (client) => client.query("CREATE TABLE note AS SELECT 'éàü' AS text"));
  const killed = await kill();
  await eventually(() => isBack(command), true);
  expect(await postmaster()).not.toBe(killed);
  const { rows } = await withClient(`${command.url}postgres`, (client) => client.query("SELECT text FROM note"));
  expect(rows).toEqual([{ text: "éàü" }]);
  expect(command.said()).toContain("The database was ended by SIGKILL. It is started again in");
});

test("a session that works on after the kill is waited for, and its time counts as no failure", async () => {
  const command = await keep();
  const session = withClient(`${command.url}postgres`, async (client) => {
    const {
      rows: [row],
    } = await client.query<{ pid: number }>("SELECT pg_backend_pid() AS pid");
    client.on("error", () => undefined);
    const work = client.query("SELECT count(*) FROM generate_series(1, 30000000)").catch(() => undefined);
    return { pid: row?.pid ?? 0, work };
  }).catch(() => undefined);
  await eventually(
    () =>
      withClient(`${command.url}postgres`, async (client) => {
        const { rows } = await client.query(
          "SELECT 1 FROM pg_stat_activity WHERE query LIKE '%generate_series(1, 3%' AND state = 'active' AND pid <> pg_backend_pid()",
        );
        return rows.length;
      }),
    1,
  );
  await kill();
  await eventually(() => isBack(command), true);
  await session;
  expect(command.said()).not.toContain("shared memory");
});

test("a frozen database is neither killed nor started a second time, and goes on when it may", async () => {
  const command = await keep();
  const frozen = await postmaster();
  process.kill(frozen, "SIGSTOP");
  try {
    // Nobody answers the client until it gives up; the supervisor looks many times meanwhile.
    expect(await isBack(command)).toBe(false);
    expect(isAlive(frozen)).toBe(true);
    expect(await postmaster()).toBe(frozen);
    expect(command.said()).toBe("");
  } finally {
    process.kill(frozen, "SIGCONT");
  }
  await eventually(() => isBack(command), true);
  expect(await postmaster()).toBe(frozen);
});

test("a signal before the next try ends the command, and nothing is started after it", async () => {
  const command = await keep();
  const killed = await kill();
  await eventually(() => command.said().includes("It is started again in"), true);
  expect(await command.end("SIGTERM")).toBe(130);
  expect([0, killed]).toContain(await postmaster());
  expect(await isBack(command)).toBe(false);
});

test("a signal in the middle of a start ends the command and the server that starts", async () => {
  const command = await keep();
  const killed = await kill();
  let next = 0;
  await eventually(async () => {
    next = await postmaster();
    return next !== 0 && next !== killed;
  }, true);
  expect(await command.end("SIGINT")).toBe(130);
  expect(isAlive(next)).toBe(false);
  expect(await isBack(command)).toBe(false);
});

test("after five failures in a row the command ends with why and what to do", async () => {
  const command = await keep();
  await chmod(data(), 0o755);
  await kill();
  expect(await command.ended).toBe(1);
  expect(command.said()).toMatch(
    /\nThe database failed 5 times in a row and is given up\. The database did not start\. Postgres says: .*has invalid permissions.*\/postgres\.log\. Everything is ended: mend that, then start again\.\n/,
  );
  expect(existsSync(join(folder, "owner"))).toBe(false);
});

test("while another program has the port the command says so, and the database is back once it is free", async () => {
  const command = await keep();
  const port = Number(new URL(command.url).port);
  const thief = createServer((socket) => socket.destroy());
  await kill();
  thief.listen(port, "127.0.0.1");
  await once(thief, "listening");
  await eventually(
    () => command.said().includes(`Port ${port}, on which the database is looked for, is in use by`),
    true,
  );
  await new Promise((done) => thief.close(done));
  await eventually(() => isBack(command), true);
});

describe("two commands on one folder", () => {
  test("the one that began starts a killed database again, and the other uses it", async () => {
    const first = await keep();
    const second = await keep();
    expect(second.url).toBe(first.url);
    await kill();
    await eventually(() => second.said().includes("answers again") && first.said().includes("answers again"), true);
    expect(await parentOf(await postmaster())).toBe(first.pid);
    await second.end("SIGTERM");
    expect(await isBack(first)).toBe(true);
  });

  test("when the first is killed the second keeps the database: it starts it again, and ends it", async () => {
    const first = await keep();
    const second = await keep();
    const server = await postmaster();
    await first.end("SIGKILL");
    await eventually(async () => (await readFile(join(folder, "owner"), "utf8")).startsWith(`${second.pid}\n`), true);
    expect(await postmaster()).toBe(server);
    await kill();
    await eventually(() => isBack(second), true);
    expect(await parentOf(await postmaster())).toBe(second.pid);
    const last = await postmaster();
    await second.end("SIGTERM");
    expect(isAlive(last)).toBe(false);
  });

  test("when command and database are killed together, the other command starts the database", async () => {
    const first = await keep();
    const second = await keep();
    process.kill(first.pid, "SIGKILL");
    await kill();
    await eventually(() => isBack(second), true);
    expect(await parentOf(await postmaster())).toBe(second.pid);
  });

  test("when the first ends as it should, the second has its database back on the same port", async () => {
    const first = await keep();
    const second = await keep();
    await first.end("SIGTERM");
    await eventually(() => isBack(second), true);
    expect(await parentOf(await postmaster())).toBe(second.pid);
  });

  test("of three whose owner is killed with the database, one takes over", async () => {
    const first = await keep();
    const second = await keep();
    const third = await keep();
    process.kill(first.pid, "SIGKILL");
    await kill();
    await eventually(() => second.said().includes("answers again") && third.said().includes("answers again"), true);
    expect([second.pid, third.pid]).toContain(await parentOf(await postmaster()));
    expect(second.said() + third.said()).not.toContain("did not start");
  });
});
