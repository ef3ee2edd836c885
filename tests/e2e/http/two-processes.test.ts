/** @long */
import { once } from "node:events";
import { createServer, connect, type AddressInfo, type Server, type Socket } from "node:net";
import { freePort } from "#scripts/free-port.ts";
import { serve } from "#scripts/serve.ts";
import { comes } from "#tests/support/eventually.ts";
import { startApp, type RunningApp } from "#tests/support/start-app.ts";

const NOW = "2026-11-20T10:00:00+01:00";

/** POST requests of an address in a minute, of which this file sends more in less. */
const CREATES = 24;

const LIMITS = { LIMIT_CREATES: String(CREATES), LIMIT_CODES: "1" };

type Served = Awaited<ReturnType<typeof serve>>;

let app: RunningApp;
let second: Served;
/** Hands each connection to the next of the two processes, as a balancer does. */
let balancer: Server;
let address: string;
const ports: number[] = [];

beforeAll(async () => {
  app = await startApp({ now: NOW, env: LIMITS });
  ports.push(Number(new URL(app.url).port), await freePort());
  await startSecond();
  let turn = 0;
  balancer = createServer((socket) => {
    const further = connect(ports[turn++ % ports.length] ?? 0, "127.0.0.1");
    for (const end of [socket, further]) end.on("error", () => undefined);
    socket.pipe(further).pipe(socket);
  });
  balancer.listen(0, "127.0.0.1");
  await once(balancer, "listening");
  address = `http://localhost:${(balancer.address() as AddressInfo).port}`;
}, 300_000);
afterAll(async () => {
  balancer?.close();
  await second?.stop();
  await app?.stop();
});

/** The second process, on the same database, with the same settings. */
async function startSecond(): Promise<void> {
  const settings = {
    APP_ENV: "test",
    APP_SECRET: "a-secret-of-the-tests-only",
    NEXT_DIST_DIR: ".next-test",
    NODE_ENV: "production",
    APP_NOW: NOW,
    ...LIMITS,
  };
  const port = ports[1] ?? 0;
  second = await serve("start", port, { ...settings, DATABASE_URL: app.databaseUrl, APP_URL: app.url }, true);
}

/** One request a connection, so that the two processes take turns. */
const post = async (path: string, body: string, type: string): Promise<Response> =>
  fetch(address + path, {
    method: "POST",
    redirect: "manual",
    headers: { "content-type": type, connection: "close", origin: address },
    body,
  });
const tries = async (): Promise<number> =>
  (await post("/api/v1/devices/enrol", JSON.stringify({ code: "AAAA2222" }), "application/json")).status;
const asks = async (): Promise<string> => {
  const fields = new URLSearchParams({ email: app.addresses.accounts[0] ?? "" }).toString();
  return (await post("/connexion/envoyer", fields, "application/x-www-form-urlencoded")).headers.get("location") ?? "";
};
/** Lets what was counted hold for an hour more: a start may take longer than the minute of a limit. */
const holdsForAnHour = () => app.db.query("UPDATE rate_limit SET expire = expire + 3600000");
async function times<Value>(count: number, act: () => Promise<Value>): Promise<Value[]> {
  const done: Value[] = [];
  for (let time = 0; time < count; time += 1) done.push(await act());
  return done;
}

test("limits hold across two processes behind one address, and when one of them was started again", async () => {
  const WAIT = expect.stringMatching(/^\/connexion\?erreur=wait&minutes=\d+&repris=[\w-]+$/);
  expect(await times(7, tries)).toEqual([404, 404, 404, 404, 404, 429, 429]);
  await holdsForAnHour();
  expect(await times(4, asks)).toEqual(["/connexion?etape=code", "/connexion?etape=code", WAIT, WAIT]);
  await second.stop();
  await startSecond();
  expect(await times(2, tries)).toEqual([429, 429]);
  expect(await times(2, asks)).toEqual([WAIT, WAIT]);
  const sent = 15;
  const broken = async (): Promise<number> => (await post("/api/v1/devices/enrol", "{", "application/json")).status;
  const further = await times(CREATES - sent + 4, broken);
  expect(further).toEqual([...Array<number>(CREATES - sent).fill(400), 429, 429, 429, 429]);
  await second.stop();
  await startSecond();
  expect(await times(2, broken)).toEqual([429, 429]);
}, 120_000);

test("connections that send no request are closed, and a live stream and an idle connection are not", async () => {
  const port = ports[0] ?? 0;
  const open = async (says: string): Promise<Socket> => {
    const socket = connect(port, "127.0.0.1");
    await once(socket, "connect");
    if (says !== "") {
      socket.write(`GET ${says} HTTP/1.1\r\nHost: localhost:${port}\r\n\r\n`);
      await once(socket, "data");
    }
    return socket;
  };
  const kept = await Promise.all([open("/healthz"), open(`/api/v1/permanences/${app.addresses.permanence}/live`)]);
  const silent = await Promise.all(Array.from({ length: 100 }, () => open("")));
  const closed = silent.map((socket) => once(socket.on("error", () => undefined).resume(), "close"));
  await comes(Promise.all(closed), () => "A connection that sends nothing stays open.");
  expect(kept.map(({ destroyed, readableEnded }) => destroyed || readableEnded)).toEqual([false, false]);
  for (const socket of kept) socket.destroy();
}, 60_000);
