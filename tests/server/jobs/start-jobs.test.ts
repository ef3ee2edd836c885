/** @zones */
import { randomUUID } from "node:crypto";
import pg from "pg";
import { at } from "#tests/support/line.ts";
import { freshDatabase } from "#tests/support/database.ts";
import { eventually } from "#tests/support/eventually.ts";
import { openDatabaseLink, type DatabaseLink } from "#tests/server/live/database-link.ts";
import { freshServer, setTime, type Server } from "#tests/server/queue/neuhof.ts";
import { oldHalfDays } from "#tests/server/privacy/old-half-days.ts";
import type { Job } from "#lib/server/jobs/jobs.ts";

let link: DatabaseLink;
let client: pg.Client;
let server: Server;
let startJobs: typeof import("#lib/server/jobs/start-jobs.ts").startJobs;
let sinceLastLook: typeof import("#lib/server/jobs/start-jobs.ts").sinceLastLook;
let openJobQueue: typeof import("#lib/server/jobs/job-queue.ts").openJobQueue;
let setClock: typeof import("#lib/server/live/follow-clock.ts").setClock;
let end: () => Promise<void>;

beforeAll(async () => {
  process.env["LOG_LEVEL"] = "silent";
  const address = await freshDatabase();
  link = await openDatabaseLink(address);
  client = new pg.Client({ connectionString: address });
  await client.connect();
  server = await freshServer(link.url);
  ({ sinceLastLook, startJobs } = await import("#lib/server/jobs/start-jobs.ts"));
  ({ openJobQueue } = await import("#lib/server/jobs/job-queue.ts"));
  ({ setClock } = await import("#lib/server/live/follow-clock.ts"));
});
beforeEach(() => {
  link.restore();
  setTime(server, "10:00");
  end = async () => undefined;
});
afterEach(() => end());
afterAll(async () => {
  await server.db.$disconnect();
  await client.end();
  await link.close();
});

const SOON = 25;
const starts = (...given: Parameters<typeof startJobs>) => void (end = startJobs(...given));

/** Somebody at a half-day of the day before; and one of this morning. */
async function somebody(day: string): Promise<string> {
  const there = await oldHalfDays(server.db);
  return there.visit(await there.halfDay(`${day}T09:00:00+01:00`, `${day}T12:00:00+01:00`), { name: "Fatima" });
}
const isNamed = async (id: string) =>
  (
    await client.query<{ named: boolean }>(
      "SELECT EXISTS (SELECT 1 FROM visit_identity WHERE visit_id = $1 AND name IS NOT NULL) AS named",
      [id],
    )
  ).rows[0]?.named;

/** A work of its own, due while it says so; counts how often it was done. */
const counted = (given: Partial<Job> = {}) => {
  const done: number[] = [];
  const name = `count-${randomUUID()}`;
  const work: Job = { name, isDue: async () => done.length === 0, does: async (now) => void done.push(now), ...given };
  return { work, done, name };
};

/** Once at least: a look between the putting in and the doing puts it in again, and work is safe to repeat. */
const isDone = (done: readonly number[]) => eventually(() => done.length > 0, true);

test("how long ago all jobs were looked through is not known before the first look, and grows while looks fail", async () => {
  expect(sinceLastLook()).toBeUndefined();
  let fails = false;
  const { work, done } = counted({
    isDue: async () => {
      if (fails) throw new Error("the database is away");
      return done.length === 0;
    },
  });
  starts([work], SOON);
  await isDone(done);
  await eventually(() => sinceLastLook() !== undefined, true);
  fails = true;
  await eventually(() => (sinceLastLook() ?? 0) > 20 * SOON, true);
  fails = false;
  await eventually(() => (sinceLastLook() ?? Infinity) < 10 * SOON, true);
});

test("what is due when a server starts is done at once, what is not stays", async () => {
  const yesterday = await somebody("2026-11-23");
  const today = await somebody("2026-11-24");
  starts();
  await eventually(() => isNamed(yesterday), false);
  expect(await isNamed(today)).toBe(true);
});

test("a job whose look fails keeps no other from being done", async () => {
  const broken = counted({ isDue: () => Promise.reject(new Error("an index is invalid")) });
  const next = counted();
  starts([broken.work, next.work]);
  await isDone(next.done);
  expect(broken.done).toEqual([]);
});

test("when the clock is moved, what became due is done without waiting for the next minute", async () => {
  const tomorrow = counted({ isDue: async (now) => now >= at("27:00") && tomorrow.done.length === 0 });
  const first = counted();
  starts([tomorrow.work, first.work]);
  await isDone(first.done);
  expect(tomorrow.done).toEqual([]);
  await setClock(at("27:00"));
  await isDone(tomorrow.done);
});

test("work that fails is done at a later look, and the queue keeps nothing of why", async () => {
  let tries = 0;
  const { work, done, name } = counted({
    does: async (now) => {
      tries += 1;
      if (tries === 1) throw new Error("Failing row contains (Fatima, +33612345678)");
      done.push(now);
    },
  });
  starts([work], SOON);
  await isDone(done);
  const { rows } = await client.query<{ line: string }>("SELECT t::text AS line FROM pgboss.job t WHERE name = $1", [
    name,
  ]);
  const kept = rows.map(({ line }) => line).join("\n");
  expect(kept).toContain("was not done");
  expect(kept).not.toMatch(/Fatima|612345678/);
});

test("a database that does not answer yet is asked again", async () => {
  const { work, done } = counted();
  link.cut();
  starts([work], SOON);
  await link.refused(2);
  expect(done).toEqual([]);
  link.restore();
  await isDone(done);
});

test("the queue survives a database that went away", async () => {
  let due = false;
  const { work, done } = counted({ isDue: async () => due && done.length === 0 });
  starts([work], SOON);
  await eventually(
    async () => (await client.query("SELECT 1 FROM pgboss.queue WHERE name = $1", [work.name])).rowCount,
    1,
  );
  link.cut();
  due = true;
  await link.refused(3);
  link.restore();
  await isDone(done);
});

test("once ended nothing is done any more, and no connection stays", async () => {
  const { work, done } = counted({ isDue: async () => true });
  starts([work], SOON);
  await isDone(done);
  await end();
  const before = done.length;
  await setClock(at("11:00"));
  expect(done.length).toBe(before);
  await eventually(
    async () =>
      (
        await client.query<{ open: number }>(
          "SELECT count(*)::int AS open FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'permanences-queue'",
        )
      ).rows[0]?.open,
    0,
  );
});

test("started twice in one process it looks once", async () => {
  const { work } = counted();
  starts([work]);
  expect(startJobs([work])).toBe(end);
});

test("two processes share the work: what one put in is done once, by either", async () => {
  const { work, done } = counted();
  const one = await openJobQueue([work]);
  const other = await openJobQueue([work]);
  await Promise.all([one.put(work), other.put(work), one.put(work)]);
  // One put in while another is done waits: all are done before both are closed.
  const left = async () =>
    (await client.query("SELECT 1 FROM pgboss.job WHERE name = $1 AND state <> 'completed'", [work.name])).rowCount;
  await eventually(left, 0);
  await Promise.all([one.close(), other.close()]);
  expect((await client.query("SELECT 1 FROM pgboss.job WHERE name = $1", [work.name])).rowCount).toBe(done.length);
});

test("what the queue carries is a name, and nothing of anybody", async () => {
  const { work, done, name } = counted();
  starts([work]);
  await isDone(done);
  expect((await client.query("SELECT data FROM pgboss.job WHERE name = $1", [name])).rows).toEqual([{ data: null }]);
});
