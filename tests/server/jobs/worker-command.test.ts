/** @zones @long */
import { once } from "node:events";
import { freePort } from "#scripts/free-port.ts";
import { identityOf } from "#tests/support/identities.ts";
import { at } from "#tests/support/line.ts";
import { eventually } from "#tests/support/eventually.ts";
import { freshServer, setTime, type Server } from "#tests/server/queue/neuhof.ts";
import { oldHalfDays } from "#tests/server/privacy/old-half-days.ts";
import { startWorker, works, type Worker } from "./a-worker.ts";

let server: Server;
let setClock: typeof import("#lib/server/live/follow-clock.ts").setClock;
let hub: typeof import("#lib/server/live/hub.ts");
let worker: Worker;
let port: number;

beforeAll(async () => {
  server = await freshServer();
  ({ setClock } = await import("#lib/server/live/follow-clock.ts"));
  hub = await import("#lib/server/live/hub.ts");
  setTime(server, "10:00");
  // Notices leave through the connection of a process that listens, as the one that serves does.
  await hub.startListening();
  await setClock(at("10:00"));
  port = await freePort();
  worker = startWorker({ WORKER_PORT: String(port) });
});
afterAll(async () => {
  await worker.kill();
  await hub.closeAll();
  await server.db.$disconnect();
});

const named = async (id: string) => (await identityOf(server.db, id)) !== null;

/**
 * Lets the minutes of that hour pass until the name is erased. What another job locks is left to the look of the next
 * minute.
 */
async function isErasedFrom(hour: string, id: string): Promise<void> {
  let minute = 0;
  await eventually(async () => {
    minute += 1;
    await setClock(at(`${hour}:${String(minute % 60).padStart(2, "0")}`));
    return named(id);
  }, false);
}

test("the worker erases what is due by the instance's clock, follows it when it is moved, and ends on a signal", async () => {
  const there = await oldHalfDays(server.db);
  const yesterday = await there.visit(await there.halfDay("2026-11-23T09:00:00+01:00", "2026-11-23T12:00:00+01:00"), {
    name: "Fatima",
    phone: "+33612345678",
  });
  const today = await there.visit(await there.halfDay("2026-11-24T09:00:00+01:00", "2026-11-24T12:00:00+01:00"), {
    name: "Mehmet",
    phone: "+33698765432",
  });
  await works(worker);
  await eventually(async () => (await fetch(`http://localhost:${port}/healthz`)).status, 200);
  await isErasedFrom("10", yesterday);
  // While its partition is emptied and put back a name may be missing for a moment: a query that began before finds the
  // emptied one (TRUNCATE).
  await eventually(() => named(today), true);
  await isErasedFrom("27", today);

  worker.process.kill("SIGTERM");
  await once(worker.process, "exit");
  expect(worker.said()).toMatch(/"identities":1/);
  expect(worker.said()).not.toMatch(/Fatima|Mehmet|612345678|698765432/);
});
