import { createServer, request, type IncomingMessage, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { fr } from "#tests/support/catalogues.ts";
import { config } from "#proxy.ts";
import { freshDatabase } from "#tests/support/database.ts";
import { eventually } from "#tests/support/eventually.ts";
import { openDatabaseLink } from "#tests/server/live/database-link.ts";

process.env["APP_ENV"] = "test";
process.env["LOG_LEVEL"] = "silent";
const { answerFailedPages, isPage } = await import("#lib/server/outage/answer-failed-pages.ts");
const { noteFailure } = await import("#lib/server/outage/failed-requests.ts");
const { askDatabase, watchDatabase } = await import("#lib/server/database-watch.ts");

let server: Server | undefined;
const servers: Server[] = [];
let stop: () => void;
beforeEach(() => {
  stop = answerFailedPages();
});
afterEach(() => {
  stop();
  for (const each of servers.splice(0)) {
    each.close();
    each.closeAllConnections();
  }
});

type PageAnswer = {
  readonly status: number | undefined;
  readonly type: string | undefined;
  readonly retryAfter: string | undefined;
  readonly length: string | undefined;
  readonly body: string;
};

/** Asks a server that answers like this. */
async function asks(
  listener: RequestListener,
  {
    path = "/lieux",
    method = "GET",
    headers = {},
  }: { path?: string; method?: string; headers?: Record<string, string> } = {},
): Promise<PageAnswer> {
  server = createServer(listener);
  servers.push(server);
  const own = server;
  await new Promise<void>((resolve) => own.listen(0, "127.0.0.1", resolve));
  const { port } = own.address() as AddressInfo;
  return new Promise((resolve, reject) => {
    const asked = request({ host: "127.0.0.1", port, path, method, headers }, (answer: IncomingMessage) => {
      let body = "";
      answer.setEncoding("utf8");
      answer.on("data", (piece: string) => (body += piece));
      answer.on("end", () =>
        resolve({
          status: answer.statusCode,
          type: answer.headers["content-type"],
          retryAfter: answer.headers["retry-after"],
          length: answer.headers["content-length"],
          body,
        }),
      );
    });
    asked.on("error", reject).end();
  });
}

const readable = { type: "text/html; charset=utf-8", body: expect.stringContaining(fr.site.broken.title) };
const failing: RequestListener = (_, response) => {
  response.statusCode = 500;
  response.setHeader("Content-Type", "text/html");
  response.setHeader("Content-Encoding", "gzip");
  response.end("<html id='__next_error__'></html>");
};

test("a page that failed with an empty document is readable", async () => {
  expect(await asks(failing)).toMatchObject({ status: 500, ...readable });
});

test("also when it was written in pieces, or its head first", async () => {
  const inPieces: RequestListener = (_, response) => {
    response.statusCode = 500;
    response.write("<html>", () => response.end("</html>"));
  };
  const headFirst: RequestListener = (_, response) => {
    response.writeHead(500, { "Content-Type": "text/plain" });
    response.end("Internal Server Error");
  };
  expect(await asks(inPieces)).toMatchObject({ status: 500, ...readable });
  server?.close();
  expect(await asks(headFirst)).toMatchObject({ status: 500, ...readable });
});

test.each(["/ecran/mairie/etat", "/ar/ecran/mairie/etat"])(
  "the data of a screen (%s) fails as a call does",
  async (path) => {
    const json = { type: "application/problem+json", body: expect.stringMatching(/^\{.*"code":"unexpected"\}$/) };
    expect(await asks(failing, { path })).toMatchObject({ status: 500, ...json });
  },
);

test("the writer that goes on afterwards is not disturbed", async () => {
  const goingOn: RequestListener = (_, response) => {
    response.statusCode = 500;
    response.end("first");
    setImmediate(() => {
      response.setHeader("X-Late", "late");
      response.write("late");
      response.end("later");
    });
  };
  expect(await asks(goingOn)).toMatchObject({ status: 500, ...readable });
});

test("a page is sent whole, with its length, and keeps its status and headers", async () => {
  const inPieces: RequestListener = (_, response) => {
    response.writeHead(203, "Fine", { "Content-Type": "text/html", "Transfer-Encoding": "chunked" });
    response.flushHeaders();
    response.write("<h1>é");
    setImmediate(() => response.write(Buffer.from("t"), () => response.end("é</h1>")));
  };
  expect(await asks(inPieces)).toMatchObject({ status: 203, type: "text/html", length: "14", body: "<h1>été</h1>" });
});

test("of a page that is cut off in the middle nothing was sent", async () => {
  const cutOff: RequestListener = (_, response) => {
    response.writeHead(200, { "Content-Type": "text/html" });
    response.flushHeaders();
    response.write("<h1>");
    setImmediate(() => setImmediate(() => response.socket?.destroy()));
  };
  await expect(asks(cutOff)).rejects.toMatchObject({ code: "ECONNRESET" });
});

test("a page that fails after it has begun is readable too", async () => {
  const late: RequestListener = (_, response) => {
    response.writeHead(200, { "Content-Type": "text/html" });
    response.write("<h1>");
    response.statusCode = 500;
    response.end();
  };
  expect(await asks(late)).toMatchObject({ status: 500, ...readable });
});

test("to HEAD only the head is sent", async () => {
  expect(await asks(failing, { method: "HEAD" })).toEqual({
    status: 500,
    type: readable.type,
    retryAfter: undefined,
    length: expect.stringMatching(/^\d{4,}$/),
    body: "",
  });
});

test.each([
  ["a call of a program", { path: "/api/v1/places" }],
  ["a feed", { path: "/agenda/x.ics" }],
  ["a form", { method: "POST" }],
  ["what the router asks in the background", { headers: { rsc: "1" } }],
])("%s is answered as it was", async (_, asked) => {
  const answer: RequestListener = (__, response) => void response.writeHead(500).end("as it was");
  expect(await asks(answer, asked)).toMatchObject({ status: 500, body: "as it was" });
});

test("the data of a screen that waits when the database is lost is busy at once, as a call is", async () => {
  const arrived: string[] = [];
  const waiting = asks(({ url = "" }) => void arrived.push(url), { path: "/ecran/mairie/etat" });
  await eventually(() => arrived.length, 1);
  const end = watchDatabase("postgres://nobody:nothing@127.0.0.1:1/nothing");
  try {
    const { status, retryAfter, body } = await waiting;
    expect([status, retryAfter, JSON.parse(body)]).toEqual([503, "2", expect.objectContaining({ code: "busy" })]);
    const { default: proxy } = await import("#proxy.ts");
    const { NextRequest } = await import("next/server.js");
    const passing = await proxy(new NextRequest("http://localhost:3000/ecran/mairie/etat"));
    expect([passing.status, await passing.json()]).toEqual([503, expect.objectContaining({ code: "busy" })]);
  } finally {
    end();
  }
});

test("a page that is well, or that says when to come again, stays as it is", async () => {
  expect(await asks((_, response) => void response.end("well"))).toMatchObject({ status: 200, body: "well" });
  server?.close();
  const ours: RequestListener = (_, response) => void response.writeHead(503, { "Retry-After": "20" }).end("ours");
  expect(
    await asks((request_, response) => (response.setHeader("Retry-After", "20"), ours(request_, response))),
  ).toMatchObject({
    status: 503,
    body: "ours",
  });
});

test("a page that waits when the database is lost is answered at once, and so is one that fails for it", async () => {
  const arrived: string[] = [];
  const silent: RequestListener = ({ url = "" }) => void arrived.push(url);
  const waiting = asks(silent, { path: "/suivi/x" });
  await eventually(() => arrived.length, 1);
  const end = watchDatabase("postgres://nobody:nothing@127.0.0.1:1/nothing");
  try {
    expect(await waiting).toMatchObject({ status: 503, body: expect.stringContaining(fr.outage.number.title) });
    server?.close();
    expect(await asks(failing)).toMatchObject({ status: 503, body: expect.stringContaining(fr.outage.goesOn) });
  } finally {
    end();
  }
});

test("a page whose error only means « not now » is 503 and says when to come again, and one beside it stays 500", async () => {
  const arrived: (() => void)[] = [];
  /** Fails with this error once both have come, as the framework reports it: somewhere in what the request began. */
  const failingWith =
    (error: Error): RequestListener =>
    async (request_, response) => {
      await new Promise<void>((resolve) => arrived.push(resolve));
      await Promise.reject(error).catch(noteFailure);
      failing(request_, response);
    };
  const listener: RequestListener = (request_, response) =>
    void failingWith(
      request_.url === "/lieux" ? Object.assign(new Error("x"), { code: "P2024" }) : new Error("a fault of ours"),
    )(request_, response);
  const busy = asks(listener);
  const wrong = asks(listener, { path: "/aide" });
  await eventually(() => arrived.length, 2);
  for (const goesOn of arrived) goesOn();
  expect(await busy).toMatchObject({
    status: 503,
    retryAfter: "20",
    type: readable.type,
    body: expect.stringMatching(new RegExp(`<body[^]*${fr.outage.busy}`)),
  });
  expect(await wrong).toMatchObject({ status: 500, retryAfter: undefined, ...readable });
});

test("a page that finds the disk full lets /healthz say so", async () => {
  const { wasFullLately } = await import("#lib/server/full-disk.ts");
  expect(wasFullLately()).toBe(false);
  noteFailure(new Error('could not extend file "base/1": No space left on device'));
  expect(wasFullLately()).toBe(true);
});

test("a page that fails as the database has just come back is 503, and the next one that fails is 500", async () => {
  const arrived: (() => void)[] = [];
  const failingLater: RequestListener = (request_, response) =>
    void arrived.push(() => {
      failing(request_, response);
    });
  const link = await openDatabaseLink(await freshDatabase());
  const end = watchDatabase(link.url);
  try {
    await askDatabase();
    link.cut();
    expect((await askDatabase()).why).toBe("starting");
    const during = asks(failingLater);
    await eventually(() => arrived.length, 1);
    link.restore();
    await eventually(async () => (await askDatabase()).lostSince, undefined);
    arrived[0]?.();
    expect(await during).toMatchObject({ status: 503, retryAfter: "20" });
    server?.close();
    expect(await asks(failing)).toMatchObject({ status: 500, ...readable });
  } finally {
    end();
    await link.close();
  }
});

test("what is a page is the same here as for the proxy", () => {
  const [pattern = ""] = config.matcher;
  const proxied = new RegExp(`^${pattern}$`);
  const endings = /\((ics[^)]*)\)/.exec(pattern)?.[1]?.split("|") ?? [];
  const paths = [
    "/",
    "/lieux",
    "/lieux/a.b",
    "/apix",
    "/api",
    "/api/v1",
    "/feeds/x",
    "/healthz",
    "/metrics",
    "/_next/x",
  ];
  for (const url of [...paths, ...endings.map((ending) => `/x.${ending}`)])
    expect([url, isPage({ method: "GET", url, headers: {} })]).toEqual([url, proxied.test(url)]);
});
