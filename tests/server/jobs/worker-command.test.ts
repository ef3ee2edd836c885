import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { at } from "#tests/support/line.ts";
import { eventually } from "#tests/support/eventually.ts";
import { freshShell, itIs, type Shell } from "#tests/server/queue/neuhof.ts";
import { house } from "#tests/server/privacy/old-house.ts";

let shell: Shell;
let setClock: typeof import("#lib/server/live/follow-clock.ts").setClock;
let worker: ChildProcess;
let said = "";

beforeAll(async () => {
  shell = await freshShell();
  ({ setClock } = await import("#lib/server/live/follow-clock.ts"));
  itIs(shell, "10:00");
  await setClock(at("10:00"));
  worker = spawn(process.execPath, ["--conditions=react-server", "lib/server/commands-line/worker.ts"], { stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, NODE_OPTIONS: "" } });
  for (const stream of [worker.stdout, worker.stderr]) stream?.on("data", (text) => (said += String(text)));
});
afterAll(async () => {
  if (worker.exitCode === null) worker.kill("SIGKILL");
  await shell.db.$disconnect();
});

const named = async (id: string) => (await shell.db.visit.findUniqueOrThrow({ where: { id } })).name !== null;

test("the worker erases what is due by the instance's clock, follows it when it is moved, and ends when it is told to", async () => {
  const there = await house(shell.db);
  const yesterday = await there.visit(await there.halfDay("2026-11-23T09:00:00+01:00", "2026-11-23T12:00:00+01:00"), { name: "Fatima", phone: "+33612345678" });
  const today = await there.visit(await there.halfDay("2026-11-24T09:00:00+01:00", "2026-11-24T12:00:00+01:00"), { name: "Mehmet", phone: "+33698765432" });
  // Whichever comes first, the worker's first look or the row: both are in time once the clock is told again.
  await eventually(() => said.includes("Ctrl-C"), true, 20_000);
  await setClock(at("10:01"));
  await eventually(() => named(yesterday), false);
  expect(await named(today)).toBe(true);
  await setClock(at("27:00"));
  await eventually(() => named(today), false);

  worker.kill("SIGTERM");
  await once(worker, "exit");
  expect(said).toMatch(/"visits":1/);
  expect(said).not.toMatch(/Fatima|Mehmet|612345678|698765432/);
});
