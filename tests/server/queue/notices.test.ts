import { randomUUID } from "node:crypto";
import pg from "pg";
import { freshServer, neuhof, type Server } from "#tests/server/queue/neuhof.ts";

let server: Server;
let listening: pg.Client;
const kept: string[] = [];
let arrived: (notice: string) => unknown = () => undefined;

beforeAll(async () => {
  server = await freshServer();
  listening = new pg.Client({ connectionString: process.env["DATABASE_URL"] });
  await listening.connect();
  listening.on("notification", ({ payload = "" }) => arrived(payload));
  await listening.query("LISTEN permanence");
});
afterAll(async () => {
  await listening.end();
  await server.db.$disconnect();
});

/** The notices that have not been received yet; they arrive in the order of the commits. */
async function received(): Promise<readonly string[]> {
  const notices: string[] = [];
  const last = randomUUID();
  const all = new Promise<void>((resolve) => {
    arrived = (notice) => (notice === last ? resolve() : void notices.push(notice));
  });
  await listening.query("SELECT pg_notify('permanence', $1)", [last]);
  await all;
  return notices;
}

/** The permanences of which followers are notified by an act. */
async function noticesOf(act: () => Promise<unknown>): Promise<readonly string[]> {
  await received();
  kept.length = 0;
  arrived = (notice) => kept.push(notice);
  await act();
  return [...kept, ...(await received())];
}

test("a change of the line leads to one notice with the id of its permanence", async () => {
  const { opens, walksIn, does, permanence } = await neuhof(server);
  await opens();
  expect(await noticesOf(() => walksIn())).toEqual([permanence]);
  expect(await noticesOf(() => does({ type: "call-next", desk: 1 }))).toEqual([permanence]);
});

test("an act that is refused, or was done before, leads to none", async () => {
  const { opens, walksIn, does, sends, command, permanence } = await neuhof(server);
  await opens();
  expect(await noticesOf(() => does({ type: "call-next", desk: 1 }))).toEqual([]);
  await walksIn();
  const call = command({ type: "call-next", desk: 1 });
  expect(await noticesOf(() => sends(call, call))).toEqual([permanence]);
  expect(await noticesOf(() => sends(call))).toEqual([]);
});
