import { randomUUID } from "node:crypto";
import { jest } from "@jest/globals";
import { NextRequest } from "next/server";
import { autoImplementMethods } from "next/dist/server/route-modules/app-route/helpers/auto-implement-methods.js";
import { liveBoardFromWire } from "#lib/wire/queue/board.ts";
import { comes, eventually } from "#tests/support/eventually.ts";
import { account } from "#tests/server/auth/accounts.ts";
import { bearer } from "#tests/server/auth/auth-server.ts";
import { follower } from "./follower.ts";
import { readEvents } from "./stream-events.ts";
import { freshServer, neuhof, type Server } from "#tests/server/queue/neuhof.ts";

/** Streams that one address may hold. */
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
async function follows(permanence: string, address: string = randomUUID(), given: Record<string, string> = {}) {
  const leaving = new AbortController();
  const headers = { "x-peer-address": address, ...given };
  const answer = await live.GET(new Request("http://localhost:3000/api", { headers, signal: leaving.signal }), {
    params: Promise.resolve({ id: permanence }),
  });
  return { answer, status: answer.status, ...readEvents(answer.body!), leave: () => leaving.abort() };
}

test("the stream sends the reconnection time, then the board, then a new board on a call", async () => {
  const { opens, walksIn, does, permanence } = await neuhof(server);
  await opens();
  await walksIn();
  const { answer, next } = await follows(permanence);
  expect(answer.headers.get("content-type")).toMatch(/^text\/event-stream/);
  expect(answer.headers.get("cache-control")).toBe("no-store, no-transform");
  const { retry } = await next();
  expect(Number(retry)).toBeGreaterThanOrEqual(2_000);
  expect(Number(retry)).toBeLessThan(5_000);
  const first = await next();
  expect(first).toMatchObject({ event: "board", id: "3" });
  expect(liveBoardFromWire(JSON.parse(first.data ?? ""))).toMatchObject({
    version: 3,
    waiting: 1,
    follows: [{ number: 1, state: "waiting" }],
  });
  await does({ type: "call-next", desk: 1 });
  const second = await next();
  expect(second).toMatchObject({ event: "board", id: "4" });
  expect(liveBoardFromWire(JSON.parse(second.data ?? ""))).toMatchObject({
    called: [{ number: 1, desk: 1 }],
    follows: [{ number: 1, state: "called", desk: 1 }],
  });
});

test("a reader that reconnects gets the current board only, not the missed ones", async () => {
  const { opens, walksIn, permanence } = await neuhof(server);
  await opens();
  await walksIn();
  await walksIn();
  const { next } = await follows(permanence, randomUUID(), { "last-event-id": "1" });
  await next();
  expect(await next()).toMatchObject({ event: "board", id: "4" });
  await walksIn();
  expect(await next()).toMatchObject({ event: "board", id: "5" });
});

test("when a reader disconnects, its follower is removed and its stream ends", async () => {
  const { permanence } = await neuhof(server);
  const { next, leave, done } = await follows(permanence);
  await next();
  await next();
  expect(hub.followersOf(permanence)).toBe(1);
  leave();
  expect(await done()).toBe(true);
  expect(hub.followersOf(permanence)).toBe(0);
});

test("when a reader disconnects before the first board, its follower is removed too", async () => {
  const { permanence } = await neuhof(server);
  const { leave, done, answer } = await follows(permanence);
  leave();
  await done();
  const stays = await follows(permanence);
  await stays.next();
  await stays.next();
  expect(hub.followersOf(permanence)).toBe(1);
  expect(answer.status).toBe(200);
});

test("when the server ends the stream ends", async () => {
  const { permanence } = await neuhof(server);
  const { next, done } = await follows(permanence);
  await next();
  await next();
  await hub.closeAll();
  expect(await done()).toBe(true);
});

test("a slow reader gets the newest board, not every board before it", async () => {
  const { opens, walksIn, permanence } = await neuhof(server);
  const { streamBoard } = await import("#lib/server/live/stream-board.ts");
  await opens();
  const leaving = new AbortController();
  const reader = streamBoard(permanence, "Europe/Paris", leaving.signal).getReader();
  await eventually(() => hub.followersOf(permanence), 1);
  const watching = await follower(hub, permanence);
  for (let people = 1; people <= 12; people += 1) {
    await walksIn();
    // Both followers are sent each board in the same moment.
    await watching.board((board) => board.waiting === people);
  }
  const chunks: string[] = [];
  const read = async (): Promise<boolean> => {
    const { value, done } = await reader.read();
    if (value) chunks.push(new TextDecoder().decode(value));
    return !done;
  };
  await read();
  // There is room again, so the newest board is in the stream by now; nothing else comes after it.
  leaving.abort();
  while (await read());
  const versions = chunks.flatMap((chunk) => /^id: (\d+)$/m.exec(chunk)?.[1] ?? []).map(Number);
  expect(versions.at(-1)).toBe(14);
  expect(versions).toHaveLength(4);
  expect(versions).toEqual(versions.toSorted((a, b) => a - b));
});

test("a stream without changes says every five seconds that its board is still true, with the time of the server", async () => {
  const { permanence } = await neuhof(server);
  const { streamBoard } = await import("#lib/server/live/stream-board.ts");
  // The listener and its checks keep the real clock; only what the stream repeats waits for the test.
  await hub.startListening();
  let repeated: { readonly act: () => void; readonly every: number } | undefined;
  const faked = jest.spyOn(globalThis, "setInterval").mockImplementation(((act: () => void, every: number) => {
    repeated = { act, every };
    return { unref: () => undefined };
  }) as never);
  const leaving = new AbortController();
  const reader = streamBoard(permanence, "Europe/Paris", leaving.signal).getReader();
  faked.mockRestore();
  const read = async (): Promise<string> =>
    new TextDecoder().decode((await comes(reader.read(), () => "The stream sent nothing.")).value);
  expect(await read()).toMatch(/^retry: [2-4]\d{3}\n\n$/);
  expect(await read()).toMatch(/^event: board\n/);
  repeated?.act();
  expect(repeated?.every).toBe(5_000);
  expect(await read()).toMatch(/^event: beat\ndata: 2026-11-24T08:5\d:\d\d(?:\.\d+)?\+01:00\n\n$/);
  leaving.abort();
});

describe("the life of a stream", () => {
  /** A stream whose timers fire when the test says so: `at` is the moment of its end in milliseconds. */
  async function timed(permanence: string, ended = (): void => undefined) {
    const { streamBoard } = await import("#lib/server/live/stream-board.ts");
    await hub.startListening();
    const planned: { readonly act: () => void; readonly after: number }[] = [];
    const faked = (["setTimeout", "setInterval"] as const).map((name) =>
      jest.spyOn(globalThis, name).mockImplementation(((act: () => void, after: number) => {
        planned.push({ act, after });
        return { unref: () => undefined };
      }) as never),
    );
    const leaving = new AbortController();
    const events = readEvents(streamBoard(permanence, "Europe/Paris", leaving.signal, ended));
    for (const one of faked) one.mockRestore();
    const [life] = planned.filter(({ after }) => after > 60_000);
    return { ...events, leave: () => leaving.abort(), at: life?.after, isOld: () => life?.act() };
  }

  test("ends after eight to ten minutes: the reader is told to come back in a second, and its place is free", async () => {
    const { permanence } = await neuhof(server);
    let places = 1;
    const { until, next, done, isOld, at } = await timed(permanence, () => (places = 0));
    await until("board");
    expect(at).toBeGreaterThanOrEqual(480_000);
    expect(at).toBeLessThan(600_000);
    isOld();
    expect(await next()).toEqual({ retry: "1000" });
    expect(await done()).toBe(true);
    expect([places, hub.followersOf(permanence)]).toEqual([0, 0]);
  });

  test("is another one for each reader, so that they do not come back in one moment", async () => {
    const { permanence } = await neuhof(server);
    const lives = new Set<number | undefined>();
    for (let reader = 0; reader < 20; reader += 1) {
      const { at, leave } = await timed(permanence);
      lives.add(at);
      leave();
    }
    expect(lives.size).toBeGreaterThan(15);
  });

  test("of a reader that vanished and takes nothing ends as well", async () => {
    const { opens, walksIn, permanence } = await neuhof(server);
    await opens();
    let places = 1;
    const { isOld, next } = await timed(permanence, () => (places = 0));
    const watching = await follower(hub, permanence);
    await next();
    for (let people = 1; people <= 8; people += 1) {
      await walksIn();
      await watching.board((board) => board.waiting === people);
    }
    expect(hub.followersOf(permanence)).toBe(2);
    isOld();
    expect([places, hub.followersOf(permanence)]).toEqual([0, 1]);
    watching.stop();
  });

  test("that was left before ends nothing more", async () => {
    const { permanence } = await neuhof(server);
    let ends = 0;
    const { until, leave, isOld, done } = await timed(permanence, () => (ends += 1));
    await until("board");
    leave();
    expect(await done()).toBe(true);
    isOld();
    expect(ends).toBe(1);
  });
});

test("following a permanence that does not exist is refused", async () => {
  expect((await follows(randomUUID())).answer.status).toBe(404);
  expect((await follows("neuhof")).answer.status).toBe(404);
});

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
