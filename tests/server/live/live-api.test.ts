import { randomUUID } from "node:crypto";
import { jest } from "@jest/globals";
import { liveBoardFromWire } from "#lib/wire/board.ts";
import { comes, eventually } from "#tests/support/eventually.ts";
import { follower } from "#tests/server/live/follower.ts";
import { readEvents } from "#tests/server/live/stream-events.ts";
import { freshServer, neuhof, type Server } from "#tests/server/queue/neuhof.ts";

let server: Server;
let hub: typeof import("#lib/server/live/hub.ts");
let live: typeof import("#app/api/v1/permanences/[id]/live/route.ts");

beforeAll(async () => {
  server = await freshServer();
  hub = await import("#lib/server/live/hub.ts");
  live = await import("#app/api/v1/permanences/[id]/live/route.ts");
});
afterEach(() => hub.closeAll());
afterAll(() => server.db.$disconnect());

async function follows(permanence: string, headers: Record<string, string> = {}) {
  const leaving = new AbortController();
  const answer = await live.GET(new Request("http://localhost:3000/api", { headers, signal: leaving.signal }), {
    params: Promise.resolve({ id: permanence }),
  });
  return { answer, ...readEvents(answer.body!), leave: () => leaving.abort() };
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
  const { next } = await follows(permanence, { "last-event-id": "1" });
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
