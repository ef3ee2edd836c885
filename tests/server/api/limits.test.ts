import { createHash, randomUUID } from "node:crypto";
import type { PrismaClient } from "#prisma/generated/client.ts";
import { account } from "#tests/server/auth/accounts.ts";
import { freshDatabase } from "#tests/support/database.ts";

let db: PrismaClient;
let handle: typeof import("#app/api/handle.ts");
let handleForm: typeof import("#app/form.ts").handleForm;
let actorOfSession: typeof import("#lib/server/auth/login.ts").actorOfSession;

beforeAll(async () => {
  Object.assign(process.env, {
    DATABASE_URL: await freshDatabase(),
    APP_ENV: "test",
    LIMIT_REQUESTS: "5",
    LIMIT_CREATES: "2",
    LOG_LEVEL: "silent",
  });
  ({ db } = await import("#lib/server/db.ts"));
  handle = await import("#app/api/handle.ts");
  ({ handleForm } = await import("#app/form.ts"));
  ({ actorOfSession } = await import("#lib/server/auth/login.ts"));
});
afterAll(() => db.$disconnect());

const done = async (): Promise<Response> => new Response("done");
/** A request from a client address of its own, unless one is given. */
const sent = (method = "GET", { address = randomUUID(), ...headers }: Record<string, string> = {}): Request =>
  new Request("http://localhost:3000/api", {
    method,
    headers: { host: "localhost:3000", "x-peer-address": address, ...headers },
  });
const statuses = async (times: number, one: () => Promise<Response>): Promise<number[]> => {
  const answers: number[] = [];
  for (let time = 0; time < times; time += 1) answers.push((await one()).status);
  return answers;
};

/** Stores a login session and returns the token of its cookie. */
async function login(): Promise<string> {
  const { user } = await account(db, `conseiller-${randomUUID()}@exemple.fr`);
  const token = randomUUID();
  await db.session.create({
    data: {
      userId: user,
      expires: new Date("2099-01-01"),
      sessionToken: createHash("sha256").update(token).digest("base64url"),
    },
  });
  return token;
}

test("a client over the limit gets 429 with Retry-After; another address is answered", async () => {
  const address = randomUUID();
  expect(await statuses(7, () => handle.handle(sent("GET", { address }), done))).toEqual([
    200, 200, 200, 200, 200, 429, 429,
  ]);
  const refused = await handle.handle(sent("GET", { address }), done);
  expect([refused.headers.get("content-type"), Number(refused.headers.get("retry-after"))]).toEqual([
    "application/problem+json",
    expect.any(Number),
  ]);
  expect(await refused.json()).toMatchObject({ status: 429, code: "too-many-requests" });
  expect((await handle.handle(sent(), done)).status).toBe(200);
});

test("creations have a limit of their own, and the use case is not started over it", async () => {
  const address = randomUUID();
  let begun = 0;
  const create = async (): Promise<Response> => ((begun += 1), done());
  expect(await statuses(4, () => handle.handle(sent("POST", { address }), create))).toEqual([200, 200, 429, 429]);
  expect(begun).toBe(2);
  expect((await handle.handle(sent("GET", { address }), done)).status).toBe(200);
});

test("requests with a valid login are not counted", async () => {
  const token = await login();
  await actorOfSession(token);
  expect(
    new Set(
      await statuses(20, () => handle.handle(sent("POST", { address: "a library", cookie: `session=${token}` }), done)),
    ),
  ).toEqual(new Set([200]));
});

test("requests with an unknown session cookie are counted", async () => {
  const address = randomUUID();
  expect(
    await statuses(4, () => handle.handle(sent("POST", { address, cookie: `session=${randomUUID()}` }), done)),
  ).toEqual([200, 200, 429, 429]);
});

test("staff who are signed in are answered although their address is over the limit", async () => {
  const address = randomUUID();
  await statuses(9, () => handle.handle(sent("POST", { address }), done));
  const cookie = `other=1; session=${await login()}`;
  expect(await statuses(9, () => handle.handle(sent("POST", { address, cookie }), done))).toEqual(Array(9).fill(200));
  expect((await handle.handle(sent("POST", { address }), done)).status).toBe(429);
});

test("for an address over the limit at most sixty sessions a minute are looked up", async () => {
  const address = randomUUID();
  await statuses(9, () => handle.handle(sent("POST", { address }), done));
  await statuses(60, () => handle.handle(sent("POST", { address, cookie: `session=${randomUUID()}` }), done));
  expect((await handle.handle(sent("POST", { address, cookie: `session=${await login()}` }), done)).status).toBe(429);
});

test("feeds and health checks have no limit", async () => {
  const address = randomUUID();
  expect(new Set(await statuses(20, () => handle.handleUnlimited(sent("GET", { address }), done)))).toEqual(
    new Set([200]),
  );
});

test("a form over the limit leads back to a page with the refusal too-many-requests", async () => {
  const address = randomUUID();
  const back = (trouble: string): Response =>
    new Response(null, { status: 303, headers: { location: `/?refus=${trouble}` } });
  const answers = [];
  for (let time = 0; time < 3; time += 1) answers.push(await handleForm(sent("POST", { address }), back, done));
  expect(answers.map(({ status, headers }) => [status, headers.get("location")])).toEqual([
    [200, null],
    [200, null],
    [303, "/?refus=too-many-requests"],
  ]);
});

test("a form leads back with busy or unexpected when the use case fails; from another site it is refused with 403", async () => {
  const back = (trouble: string): Response => new Response(trouble);
  const failing = (error: object) => handleForm(sent("POST"), back, () => Promise.reject(error));
  expect(await (await failing({ code: "P2028" })).text()).toBe("busy");
  expect(await (await failing(new Error())).text()).toBe("unexpected");
  expect((await handleForm(sent("POST", { origin: "https://elsewhere.example" }), back, done)).status).toBe(403);
});
