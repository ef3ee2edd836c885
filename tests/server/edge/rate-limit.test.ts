import { jest } from "@jest/globals";

type RateLimit = typeof import("#lib/server/edge/rate-limit.ts");

/** The limits of a process started with these settings. */
async function started(settings: Record<string, string>): Promise<RateLimit["consume"]> {
  jest.resetModules();
  delete (globalThis as { rateLimiters?: unknown }).rateLimiters;
  for (const name of ["APP_ENV", "APP_SECRET", "LIMIT_REQUESTS", "LIMIT_CREATES", "LIMIT_CODES"])
    delete process.env[name];
  Object.assign(process.env, { APP_SECRET: "a-secret-of-the-tests-only", ...settings });
  return (await import("#lib/server/edge/rate-limit.ts")).consume;
}

/** How many pass of this many, all at once. */
async function passing(
  consume: RateLimit["consume"],
  counted: Parameters<RateLimit["consume"]>[0],
  of: number,
  who = "a library",
): Promise<number> {
  const waits = await Promise.all(Array.from({ length: of }, () => consume(counted, who)));
  return waits.filter((seconds) => seconds === undefined).length;
}

test("in production an address asks 600 times a minute and creates 120 things", async () => {
  const consume = await started({ APP_ENV: "production" });
  expect([await passing(consume, "requests", 700), await passing(consume, "creates", 700)]).toEqual([600, 120]);
});

test("in a demonstration ten times that", async () => {
  const consume = await started({ APP_ENV: "demo" });
  expect([await passing(consume, "requests", 6_100), await passing(consume, "creates", 1_300)]).toEqual([6_000, 1_200]);
});

test("in tests nothing is counted unless a test sets a limit", async () => {
  expect(await passing(await started({ APP_ENV: "test" }), "creates", 10_000)).toBe(10_000);
  expect(await passing(await started({ APP_ENV: "test", LIMIT_CREATES: "3" }), "creates", 10)).toBe(3);
});

test("a setting says the limit exactly, in a demonstration too", async () => {
  expect(await passing(await started({ APP_ENV: "demo", LIMIT_REQUESTS: "7" }), "requests", 20)).toBe(7);
});

test("of sign-in codes an e-mail address gets ten an hour, and a team behind one address sixty", async () => {
  const consume = await started({ APP_ENV: "production" });
  expect([await passing(consume, "codes-for-email", 99), await passing(consume, "codes-from-address", 99)]).toEqual([
    10, 60,
  ]);
});

test("one address asking too much costs no other anything, nor itself what is counted apart", async () => {
  const consume = await started({ APP_ENV: "test", LIMIT_REQUESTS: "2", LIMIT_CREATES: "2" });
  await passing(consume, "requests", 5);
  expect([await passing(consume, "requests", 5, "a home"), await passing(consume, "creates", 5)]).toEqual([2, 2]);
});

test("who has to wait learns how long, in whole seconds of at most the minute", async () => {
  const consume = await started({ APP_ENV: "test", LIMIT_REQUESTS: "1" });
  await consume("requests", "a home");
  const seconds = await consume("requests", "a home");
  expect(seconds).toBeGreaterThanOrEqual(1);
  expect(seconds).toBeLessThanOrEqual(60);
  expect(Number.isInteger(seconds)).toBe(true);
});
