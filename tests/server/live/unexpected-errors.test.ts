import { NextRequest } from "next/server";
import { freshDatabase } from "#tests/support/database.ts";

let handle: typeof import("#app/api/handle.ts").handle;
let traceOf: typeof import("#lib/server/log.ts").traceOf;
let proxy: (request: NextRequest) => Response | Promise<Response>;

beforeAll(async () => {
  process.env["DATABASE_URL"] = await freshDatabase();
  process.env["APP_URL"] = "https://permanences.example";
  process.env["LOG_LEVEL"] = "silent";
  ({ handle } = await import("#app/api/handle.ts"));
  ({ traceOf } = await import("#lib/server/log.ts"));
  ({ default: proxy } = await import("#proxy.ts"));
});

const sent = (headers: Record<string, string> = {}, method = "POST"): Request =>
  new Request("http://inner:3000/api", { method, headers: { host: "inner:3000", ...headers } });
const done = async (): Promise<Response> => new Response("done");
const leak = Object.assign(new Error("Unique constraint on Fatima, 0612345678"), {
  code: "P9999",
  meta: { name: "Fatima" },
});

test("an unexpected error is answered without any of its details", async () => {
  const answer = await handle(sent(), () => Promise.reject(leak));
  expect(answer.status).toBe(500);
  expect(await answer.json()).toEqual({ type: "about:blank", title: "unexpected", status: 500, code: "unexpected" });
});

test("the log of an unexpected error says where it arose and holds no personal data", () => {
  const trace = traceOf(leak);
  expect(trace).toMatchObject({ kind: "Error", code: "P9999" });
  expect(trace.where[0]).toMatch(/unexpected-errors/);
  expect(JSON.stringify(trace)).not.toMatch(/Fatima|0612345678/);
});

test("when the database has no free connection, the caller is told to try again later", async () => {
  const answer = await handle(sent(), () => Promise.reject(Object.assign(new Error(), { code: "P2028" })));
  expect([answer.status, answer.headers.get("retry-after")]).toEqual([503, "2"]);
});

test("behind a proxy, requests from pages of the public or the inner address are accepted, from other sites refused", async () => {
  for (const origin of ["https://permanences.example", "http://inner:3000"]) {
    expect(await (await handle(sent({ origin }), done)).text()).toBe("done");
  }
  expect((await handle(sent({ origin: "https://other.example" }), done)).status).toBe(403);
});

test("the pages' proxy refuses posts from other sites and accepts all reads", async () => {
  const page = async (method: string, origin?: string) =>
    await proxy(
      new NextRequest("https://permanences.example/connexion", {
        method,
        headers: { host: "permanences.example", ...(origin && { origin }) },
      }),
    );
  expect((await page("POST", "https://other.example")).status).toBe(403);
  expect((await page("POST", "null")).status).toBe(403);
  expect((await page("POST", "https://permanences.example")).status).toBe(200);
  expect((await page("GET", "https://other.example")).status).toBe(200);
});
