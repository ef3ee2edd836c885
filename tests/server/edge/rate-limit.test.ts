import { createHash, randomUUID } from "node:crypto";
import { jest } from "@jest/globals";
import pg from "pg";
import { machineTimePasses, realMachineTime } from "#tests/support/machine-clock.ts";
import { listenToPrinted } from "#tests/server/privacy/printed.ts";
import { freshDatabase, ownerOf } from "#tests/support/database.ts";

type RateLimit = typeof import("#lib/server/edge/rate-limit.ts");
type Process = RateLimit & { readonly db: typeof import("#lib/server/db.ts") };

let url: string;
const processes: Process[] = [];

beforeAll(async () => void (url = await freshDatabase()));
afterEach(async () => {
  jest.restoreAllMocks();
  realMachineTime();
  for (const { db } of processes) await db.pool.query("DELETE FROM rate_limit").catch(() => undefined);
  for (const { db } of processes.splice(0)) await db.pool.end();
});

/** What a process that was started with these settings counts with; each one has its own memory and connections. */
async function started(settings: Record<string, string>): Promise<Process> {
  jest.resetModules();
  for (const name of ["rateLimiters", "limitQueue", "limitFailureLoggedAt", "pool", "prisma"])
    Reflect.deleteProperty(globalThis, name);
  for (const name of ["APP_ENV", "APP_SECRET", "LIMIT_REQUESTS", "LIMIT_CREATES", "LIMIT_CODES"])
    delete process.env[name];
  Object.assign(process.env, { APP_SECRET: "a-secret-of-the-tests-only", DATABASE_URL: url, ...settings });
  const limits = await import("#lib/server/edge/rate-limit.ts");
  const mine = globalThis as { rateLimiters?: unknown };
  const started = { ...limits, db: await import("#lib/server/db.ts") };
  // Each process finds its own limiters, although all of these stand in one.
  let limiters: unknown = new Map();
  const asItself =
    <Given extends unknown[], Value>(act: (...given: Given) => Value) =>
    (...given: Given): Value => {
      mine.rateLimiters = limiters;
      const value = act(...given);
      limiters = mine.rateLimiters;
      return value;
    };
  const one = { ...started, consume: asItself(limits.consume), giveBack: asItself(limits.giveBack) };
  processes.push(one);
  return one;
}

/** A use by somebody; nobody else has the same name. */
const somebody = (): string => createHash("sha256").update(randomUUID()).digest("base64url");

const CREATES = { APP_ENV: "test", LIMIT_CREATES: "10" };

/** How many pass of this many, all at once. */
async function passing(
  { consume }: Pick<RateLimit, "consume">,
  counted: Parameters<RateLimit["consume"]>[0],
  of: number,
  who = somebody(),
): Promise<number> {
  const waits = await Promise.all(Array.from({ length: of }, () => consume(counted, who)));
  return waits.filter((seconds) => seconds === undefined).length;
}

async function asOwner(work: (owner: pg.Client) => Promise<unknown>): Promise<void> {
  const owner = new pg.Client({ connectionString: ownerOf(url) });
  await owner.connect();
  await work(owner).finally(() => owner.end());
}

test("in production an address asks 600 times a minute and creates 120 things; an hour's sign-in codes: ten in a known browser, twenty and thirty for an e-mail address, 300 for a network address", async () => {
  const one = await started({ APP_ENV: "production" });
  expect([await passing(one, "requests", 700), await passing(one, "creates", 700)]).toEqual([600, 120]);
  expect([
    await passing(one, "codes-in-known-browser", 99),
    await passing(one, "codes-for-email-from-address", 99),
    await passing(one, "codes-for-email", 99),
    await passing(one, "codes-from-address", 400),
  ]).toEqual([10, 20, 30, 300]);
});

test("in a demonstration ten times that", async () => {
  const one = await started({ APP_ENV: "demo" });
  expect([await passing(one, "requests", 6_100), await passing(one, "creates", 1_300)]).toEqual([6_000, 1_200]);
});

test("in tests nothing is counted; a setting says the limit exactly, in a demonstration too", async () => {
  expect(await passing(await started({ APP_ENV: "test" }), "creates", 2_000)).toBe(2_000);
  expect(await passing(await started({ APP_ENV: "demo", LIMIT_REQUESTS: "7" }), "requests", 20)).toBe(7);
});

test("who has to wait learns how long, in whole seconds of at most the minute", async () => {
  const one = await started({ APP_ENV: "test", LIMIT_REQUESTS: "1" });
  const home = somebody();
  for (const counted of ["requests", "enrolment-tries"] as const) {
    await passing(one, counted, 5, home);
    const seconds = await one.consume(counted, home);
    expect(seconds).toBeGreaterThanOrEqual(1);
    expect(seconds).toBeLessThanOrEqual(60);
    expect(Number.isInteger(seconds)).toBe(true);
  }
});

test("two processes count together, and one that was started again goes on counting", async () => {
  const one = await started(CREATES);
  const other = await started(CREATES);
  const who = somebody();
  const passed = await Promise.all([passing(one, "creates", 8, who), passing(other, "creates", 8, who)]);
  expect(passed.reduce((all, some) => all + some)).toBe(10);
  expect(await passing(await started(CREATES), "creates", 5, who)).toBe(0);
});

test("requests, of which there are many, are counted by each process for itself", async () => {
  const settings = { APP_ENV: "test", LIMIT_REQUESTS: "4" };
  const one = await started(settings);
  const other = await started(settings);
  const who = somebody();
  expect([await passing(one, "requests", 9, who), await passing(other, "requests", 9, who)]).toEqual([4, 4]);
});

test("whoever is over the whole limit in one process is refused there without a statement", async () => {
  const one = await started(CREATES);
  const asked = jest.spyOn(one.db.pool, "query");
  expect(await passing(one, "creates", 50)).toBe(10);
  expect(asked).toHaveBeenCalledTimes(10);
});

test("what another process used up is not counted a second time here", async () => {
  const one = await started(CREATES);
  const other = await started(CREATES);
  const who = somebody();
  await passing(other, "creates", 10, who);
  machineTimePasses(40_000);
  expect(await passing(one, "creates", 9, who)).toBe(0);
  machineTimePasses(21_000);
  expect(await passing(one, "creates", 20, who)).toBe(10);
});

test("a crowd that is counted leaves the connections to those who read", async () => {
  const one = await started(CREATES);
  await asOwner(async (owner) => {
    await owner.query("BEGIN");
    await owner.query("LOCK TABLE rate_limit");
    const answered: string[] = [];
    const crowd = Promise.all(Array.from({ length: 300 }, () => passing(one, "creates", 1)));
    const counted = crowd.then(() => void answered.push("the crowd"));
    await one.db.pool.query("SELECT 1").then(() => answered.push("a reader"));
    expect(one.db.pool.totalCount).toBeLessThanOrEqual(3);
    await counted;
    // Nobody waits until the table can be asked: each process then counts alone.
    expect(new Set(await crowd)).toEqual(new Set([1]));
    expect(answered).toEqual(["a reader", "the crowd"]);
    await owner.query("ROLLBACK");
  });
  expect(await passing(one, "creates", 50)).toBe(10);
});

test("a missing right on the table is logged once a minute in a sentence, and the process counts alone", async () => {
  const one = await started(CREATES);
  const SENTENCE = /Limits are not counted in the table rate_limit/gu;
  const { said, end } = listenToPrinted();
  const times = (): number => said().match(SENTENCE)?.length ?? 0;
  await asOwner(async (owner) => {
    await owner.query("REVOKE INSERT ON rate_limit FROM permanences_serving");
    expect(await passing(one, "creates", 30)).toBe(10);
    expect(times()).toBe(1);
    expect(said()).toContain('"code":"42501"');
    machineTimePasses(61_000);
    expect(await passing(one, "creates", 30)).toBe(10);
    expect(times()).toBe(2);
  }).finally(async () => {
    end();
    await asOwner((owner) => owner.query("GRANT INSERT ON rate_limit TO permanences_serving"));
  });
});

test("a use that is given back does not count", async () => {
  const one = await started(CREATES);
  const who = somebody();
  for (let time = 0; time < 30; time += 1) {
    expect(await one.consume("creates", who)).toBeUndefined();
    await one.giveBack("creates", who);
  }
});

test("without database a process counts alone, and does not log it for each count: its watch says so", async () => {
  const one = await started({ ...CREATES, DATABASE_URL: "postgres://nobody@127.0.0.1:1/nowhere" });
  const who = somebody();
  const { said, end } = listenToPrinted();
  expect(await passing(one, "creates", 30, who)).toBe(10);
  end();
  expect(said()).toBe("");
  const another = somebody();
  for (let time = 0; time < 30; time += 1) {
    expect(await one.consume("creates", another)).toBeUndefined();
    await one.giveBack("creates", another);
  }
});

test("while the database is known to be lost it is not asked", async () => {
  const one = await started(CREATES);
  const watch = globalThis as { databaseWatch?: { state: object } };
  watch.databaseWatch!.state = { lostSince: 0, why: "silent" };
  const asked = jest.spyOn(one.db.pool, "query");
  expect(await passing(one, "creates", 30)).toBe(10);
  expect(asked).not.toHaveBeenCalled();
  watch.databaseWatch!.state = { lostSince: undefined, why: undefined };
});

test("what a process counted before the database was lost is not forgotten by it", async () => {
  const one = await started(CREATES);
  const who = somebody();
  expect(await passing(one, "creates", 8, who)).toBe(8);
  await one.db.pool.query("SELECT 1");
  const watch = globalThis as { databaseWatch?: object | undefined };
  const before = watch.databaseWatch;
  watch.databaseWatch = { ...before, state: { lostSince: 0, why: "silent" } };
  expect(await passing(one, "creates", 8, who)).toBe(2);
  watch.databaseWatch = before;
});

test("a count neither takes a turn of the writes nor waits behind them", async () => {
  const one = await started(CREATES);
  const { admitted, admissionNow } = await import("#lib/server/edge/admission.ts");
  let end: () => void = () => undefined;
  const blocked = new Promise<void>((done) => (end = done));
  const writes = Array.from({ length: 126 }, () =>
    admitted(async () => {
      const client = await one.db.pool.connect();
      await blocked;
      client.release();
    }),
  );
  expect(await passing(one, "creates", 4)).toBe(4);
  expect(admissionNow().waiting).toBe(120);
  end();
  await Promise.all(writes);
});

test("what is counted is stored under hashes, and nothing else is kept of anybody", async () => {
  const one = await started(CREATES);
  await one.consume("creates", somebody());
  const { rows } = await one.db.pool.query<Record<string, string>>("SELECT * FROM rate_limit");
  expect(rows).toEqual([{ key: expect.stringMatching(/^creates:[\w-]{43}$/), points: 1, expire: expect.any(String) }]);
});
