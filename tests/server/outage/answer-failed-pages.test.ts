import { createServer, request, type IncomingMessage, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import fr from "#messages/fr.json";
import { config } from "../../../proxy.ts";
import { eventually } from "#tests/support/eventually.ts";

process.env["APP_ENV"] = "test";
process.env["LOG_LEVEL"] = "silent";
const { answerFailedPages, isPage } = await import("#lib/server/outage/answer-failed-pages.ts");
const { watchDatabase } = await import("#lib/server/database-watch.ts");

let server: Server | undefined;
let stop: () => void;
beforeEach(() => {
  stop = answerFailedPages();
});
afterEach(() => {
  stop();
  server?.close();
  server?.closeAllConnections();
});

type Answer = { readonly status: number | undefined; readonly type: string | undefined; readonly body: string };

/** Asks a server that answers like this. */
async function asks(
  listener: RequestListener,
  {
    path = "/lieux",
    method = "GET",
    headers = {},
  }: { path?: string; method?: string; headers?: Record<string, string> } = {},
): Promise<Answer> {
  server = createServer(listener);
  await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return new Promise((resolve, reject) => {
    const asked = request({ host: "127.0.0.1", port, path, method, headers }, (answer: IncomingMessage) => {
      let body = "";
      answer.setEncoding("utf8");
      answer.on("data", (piece: string) => (body += piece));
      answer.on("end", () => resolve({ status: answer.statusCode, type: answer.headers["content-type"], body }));
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

test("to HEAD only the head is sent", async () => {
  expect(await asks(failing, { method: "HEAD" })).toEqual({ status: 500, type: readable.type, body: "" });
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

test("a page that is well, that was begun, or that says when to come again stays as it is", async () => {
  expect(await asks((_, response) => void response.end("well"))).toMatchObject({ status: 200, body: "well" });
  server?.close();
  const begun: RequestListener = (_, response) => {
    response.write("begun");
    response.statusCode = 500;
    response.end(" and ended");
  };
  expect(await asks(begun)).toMatchObject({ status: 200, body: "begun and ended" });
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
