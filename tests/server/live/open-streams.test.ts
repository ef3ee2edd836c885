import { randomUUID } from "node:crypto";
import { NextRequest } from "next/server";
import { autoImplementMethods } from "next/dist/server/route-modules/app-route/helpers/auto-implement-methods.js";
import { eventually } from "#tests/support/eventually.ts";
import { account } from "#tests/server/auth/accounts.ts";
import { bearer } from "#tests/server/auth/auth-server.ts";
import { freshServer, neuhof, type Server } from "#tests/server/queue/neuhof.ts";

const MOST = 3;

let server: Server;
let hub: typeof import("#lib/server/live/hub.ts");
let live: typeof import("#app/api/v1/permanences/[id]/live/route.ts");

beforeAll(async () => {
  Object.assign(process.env, { LIMIT_STREAMS: String(MOST), LIMIT_REQUESTS: "6", LOG_LEVEL: "silent" });
  server = await freshServer();
  hub = await import("#lib/server/live/hub.ts");
  live = await import("#app/api/v1/permanences/[id]/live/route.ts");
});
afterEach(() => hub.closeAll());
afterAll(() => server.db.$disconnect());

/** Opens a stream from an address; `leave` is what the framework does when the browser goes away. */
async function follows(permanence: string, address: string, headers: Record<string, string> = {}) {
  const leaving = new AbortController();
  const answer = await live.GET(
    new Request("http://localhost:3000/api", {
      headers: { "x-peer-address": address, ...headers },
      signal: leaving.signal,
    }),
    { params: Promise.resolve({ id: permanence }) },
  );
  return { answer, status: answer.status, leave: () => leaving.abort() };
}

async function full(permanence: string, address: string) {
  const streams = [];
  for (let reader = 0; reader < MOST; reader += 1) streams.push(await follows(permanence, address));
  expect(streams.map(({ status }) => status)).toEqual(Array(MOST).fill(200));
  return streams;
}

test("an address with as many streams as it may hold is told to come back, and another address is answered", async () => {
  const { permanence } = await neuhof(server);
  await full(permanence, "a library");
  const { answer } = await follows(permanence, "a library");
  expect([answer.status, answer.headers.get("retry-after"), ((await answer.json()) as { code: string }).code]).toEqual([
    429,
    "30",
    "too-many-requests",
  ]);
  expect((await follows(permanence, "a home")).status).toBe(200);
});

test("when a reader leaves, the next one of the address is let in", async () => {
  const { permanence } = await neuhof(server);
  const address = randomUUID();
  const [first] = await full(permanence, address);
  first?.leave();
  expect((await follows(permanence, address)).status).toBe(200);
  expect((await follows(permanence, address)).status).toBe(429);
});

test("a stream that is ended twice gives one place back", async () => {
  const { takeStream } = await import("#lib/server/edge/open-streams.ts");
  const [first] = Array.from({ length: MOST }, () => takeStream("a school"));
  first?.();
  first?.();
  expect([takeStream("a school"), takeStream("a school")]).toEqual([expect.any(Function), undefined]);
});

test("streams that the server ended are not counted any more", async () => {
  const { permanence } = await neuhof(server);
  const address = randomUUID();
  await full(permanence, address);
  await eventually(() => hub.followersOf(permanence), MOST);
  await hub.closeAll();
  expect((await follows(permanence, address)).status).toBe(200);
});

test("a stream that was not begun is not counted", async () => {
  const { permanence } = await neuhof(server);
  const address = randomUUID();
  for (let time = 0; time < MOST; time += 1) expect((await follows("nowhere", address)).status).toBe(404);
  await full(permanence, address);
});

test("a reader that left before its stream began is not counted", async () => {
  const { permanence } = await neuhof(server);
  const address = randomUUID();
  const [first] = await full(permanence, address);
  first?.leave();
  const gone = new Request("http://localhost:3000/api", {
    headers: { "x-peer-address": address },
    signal: AbortSignal.abort(),
  });
  await live.GET(gone, { params: Promise.resolve({ id: permanence }) });
  expect((await follows(permanence, address)).status).toBe(200);
});

test("asking for the headers alone opens no stream, however often", async () => {
  const { permanence } = await neuhof(server);
  const { user } = await account(server.db, `conseiller-${randomUUID()}@exemple.fr`);
  const authorization = await bearer(server, user);
  const open = (): number =>
    [...((globalThis as { openStreams?: Map<string, number> }).openStreams?.values() ?? [])].reduce((a, b) => a + b, 0);
  /** As Next.js answers HEAD with what the route exports. */
  const asks = (id: string, address: string, headers: Record<string, string> = {}) =>
    autoImplementMethods(live as never).HEAD(
      new NextRequest("http://localhost:3000/api", {
        method: "HEAD",
        headers: { "x-peer-address": address, ...headers },
      }),
      { params: Promise.resolve({ id }) },
    ) as Promise<Response>;
  const before = open();
  const address = randomUUID();
  for (let time = 0; time < 60; time += 1)
    expect((await asks(permanence, address, { authorization })).status).toBe(200);
  const answer = await asks(permanence, randomUUID());
  expect([answer.status, answer.headers.get("content-type"), answer.body === null]).toEqual([
    200,
    "text/event-stream; charset=utf-8",
    true,
  ]);
  expect((await asks("nowhere", randomUUID())).status).toBe(404);
  expect([open() - before, hub.followersOf(permanence)]).toEqual([0, 0]);
});

test("asking again and again for a stream uses up none of the requests of the address", async () => {
  const { permanence } = await neuhof(server);
  const address = randomUUID();
  const [first] = await full(permanence, address);
  for (let time = 0; time < 20; time += 1) expect((await follows(permanence, address)).status).toBe(429);
  first?.leave();
  expect((await follows(permanence, address)).status).toBe(200);
});

test("while the database is lost a stream is refused at once, and costs neither a place nor a request", async () => {
  const { watchDatabase, askDatabase } = await import("#lib/server/database-watch.ts");
  const { permanence } = await neuhof(server);
  const address = randomUUID();
  const headers = () =>
    live.HEAD(new Request("http://localhost:3000/api", { method: "HEAD", headers: { "x-peer-address": address } }), {
      params: Promise.resolve({ id: permanence }),
    });
  const end = watchDatabase("postgres://nobody:nothing@127.0.0.1:1/nothing");
  try {
    expect((await askDatabase()).why).toBe("unreachable");
    for (let time = 0; time < 20; time += 1) {
      const { answer } = await follows(permanence, address);
      expect([answer.status, answer.headers.get("retry-after")]).toEqual([503, "2"]);
      expect((await headers()).status).toBe(503);
    }
  } finally {
    end();
  }
  await full(permanence, address);
});

test("the team follows behind a full address, and its streams are not counted", async () => {
  const { permanence } = await neuhof(server);
  const address = randomUUID();
  await full(permanence, address);
  const { user } = await account(server.db, `conseiller-${randomUUID()}@exemple.fr`);
  const authorization = await bearer(server, user);
  for (let tablet = 0; tablet < 2 * MOST; tablet += 1)
    expect((await follows(permanence, address, { authorization })).status).toBe(200);
  expect((await follows(permanence, address, { authorization: "Bearer invented" })).status).toBe(429);
});
