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
/** A request from an address of its own, unless said. */
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

/** A login as the database holds it; the cookie of its browser. */
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

test("who asks too much is told so, and when to come back; another address is answered", async () => {
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

test("creating is counted apart, and its deed is not begun once it is too much", async () => {
  const address = randomUUID();
  let begun = 0;
  const create = async (): Promise<Response> => ((begun += 1), done());
  expect(await statuses(4, () => handle.handle(sent("POST", { address }), create))).toEqual([200, 200, 429, 429]);
  expect(begun).toBe(2);
  expect((await handle.handle(sent("GET", { address }), done)).status).toBe(200);
});

test("a login that was found true is not counted", async () => {
  const token = await login();
  await actorOfSession(token);
  expect(
    new Set(
      await statuses(20, () => handle.handle(sent("POST", { address: "a library", cookie: `session=${token}` }), done)),
    ),
  ).toEqual(new Set([200]));
});

test("a cookie that anybody can write spares nothing", async () => {
  const address = randomUUID();
  expect(
    await statuses(4, () => handle.handle(sent("POST", { address, cookie: `session=${randomUUID()}` }), done)),
  ).toEqual([200, 200, 429, 429]);
});

test("the team is answered although somebody behind the same address asked too much", async () => {
  const address = randomUUID();
  await statuses(9, () => handle.handle(sent("POST", { address }), done));
  const cookie = `other=1; session=${await login()}`;
  expect(await statuses(9, () => handle.handle(sent("POST", { address, cookie }), done))).toEqual(Array(9).fill(200));
  expect((await handle.handle(sent("POST", { address }), done)).status).toBe(429);
});

test("guessing logins from an address that asked too much is looked up sixty times a minute, not more", async () => {
  const address = randomUUID();
  await statuses(9, () => handle.handle(sent("POST", { address }), done));
  await statuses(60, () => handle.handle(sent("POST", { address, cookie: `session=${randomUUID()}` }), done));
  expect((await handle.handle(sent("POST", { address, cookie: `session=${await login()}` }), done)).status).toBe(429);
});

test("feeds and who watches over the server are never told to wait", async () => {
  const address = randomUUID();
  expect(new Set(await statuses(20, () => handle.handleUnlimited(sent("GET", { address }), done)))).toEqual(
    new Set([200]),
  );
});

test("a person whose form is one too many is led back to a page that says so", async () => {
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

test("a form is led back when the database has no room or something unforeseen happened, and never from a foreign page", async () => {
  const back = (trouble: string): Response => new Response(trouble);
  const failing = (error: object) => handleForm(sent("POST"), back, () => Promise.reject(error));
  expect(await (await failing({ code: "P2028" })).text()).toBe("busy");
  expect(await (await failing(new Error())).text()).toBe("unexpected");
  expect((await handleForm(sent("POST", { origin: "https://elsewhere.example" }), back, done)).status).toBe(403);
});
