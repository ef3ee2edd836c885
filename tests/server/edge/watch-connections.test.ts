import { once } from "node:events";
import { createServer, type Server, type ServerResponse } from "node:http";
import { connect, type AddressInfo, type Socket } from "node:net";
import { watchConnections } from "#lib/server/edge/watch-connections.ts";
import { comes } from "#tests/support/eventually.ts";

/** Short enough to wait for, and far enough apart that a late timer changes no outcome. */
const SHORT = 200;
const LONG = 60_000;

let stop: () => void = () => undefined;
let server: Server;
/** The answers that the server has begun, oldest first; it ends only those of `/`. */
let answers: ServerResponse[] = [];
const opened: Socket[] = [];

beforeEach(async () => {
  answers = [];
  server = createServer((request, response) => {
    answers.push(response);
    response.write("begun");
    if (request.url === "/") response.end();
  });
  server.keepAliveTimeout = LONG;
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
});
afterEach(() => {
  stop();
  for (const socket of opened.splice(0)) socket.destroy();
  server.closeAllConnections();
  server.close();
});

/** A connection to the server, and when it is closed. */
async function connected(says = "") {
  const socket = connect((server.address() as AddressInfo).port, "127.0.0.1");
  opened.push(socket);
  const closed = new Promise<void>((done) => socket.on("error", () => undefined).once("close", () => done()));
  await once(socket, "connect");
  if (says !== "") socket.write(says);
  return { socket, closed: () => comes(closed, () => "The connection stays open.") };
}
const get = (path: string): string => `GET ${path} HTTP/1.1\r\nHost: here\r\n\r\n`;

/** Resolves when a connection that says nothing, opened now, was closed: so much time has passed on this server. */
const silenceHasEnded = async (): Promise<void> => {
  const { socket, closed } = await connected();
  socket.resume();
  await closed();
};

test("a connection that sends no request is closed", async () => {
  stop = watchConnections({ firstRequest: SHORT, noByte: LONG });
  await silenceHasEnded();
});

test("a connection that sends the head of its request byte by byte is closed", async () => {
  stop = watchConnections({ firstRequest: SHORT, noByte: LONG });
  const { socket, closed } = await connected("GET / HTTP/1.1\r\nHost: here\r\n");
  const drop = setInterval(() => socket.write("X-Slow: yes\r\n"), 5);
  socket.resume();
  await closed();
  clearInterval(drop);
  expect(answers).toHaveLength(0);
});

test("a stream whose answer goes on, and a connection between two requests, stay open", async () => {
  stop = watchConnections({ firstRequest: SHORT, noByte: LONG });
  const stream = await connected(get("/stream"));
  const idle = await connected(get("/"));
  await Promise.all([once(stream.socket, "data"), once(idle.socket, "data")]);
  await silenceHasEnded();
  idle.socket.write(get("/"));
  const further = once(stream.socket, "data");
  answers[0]?.write("goes on");
  await Promise.all([once(idle.socket, "data"), further]);
  expect([stream.socket.destroyed, idle.socket.destroyed]).toEqual([false, false]);
});

test("a reader that reads nothing is cut, however much it was sent; one that reads stays", async () => {
  stop = watchConnections({ firstRequest: LONG, noByte: 5 * SHORT });
  const deaf = await connected(get("/deaf"));
  const reader = await connected(get("/stream"));
  await Promise.all([once(deaf.socket, "data"), once(reader.socket, "data")]);
  deaf.socket.pause();
  reader.socket.resume();
  const [first, second] = answers;
  const cut = comes(once(first!, "close"), () => "The reader that reads nothing stays connected.");
  // As the framework sends a stream: a further part when the parts before it were taken.
  const beat = setInterval(() => second?.write("beat"), SHORT / 4);
  while (first?.write(Buffer.alloc(1 << 20)));
  await cut;
  clearInterval(beat);
  expect([first?.destroyed, second?.destroyed]).toEqual([true, false]);
});
