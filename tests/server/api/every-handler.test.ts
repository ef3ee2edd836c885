import { randomUUID } from "node:crypto";
import { NextRequest } from "next/server";
import { calls } from "#lib/wire/api/calls.ts";
import { openapi } from "#lib/wire/api/openapi.ts";
import {
  addressOfFile,
  paramsFor,
  routeAt,
  routeFiles,
  type Handler,
  type Method,
} from "#tests/support/route-files.ts";

/** No database answers here, so a handler that queries before it refuses fails. */
const UNREACHABLE = "postgres://nobody:nothing@127.0.0.1:9/none";
Object.assign(process.env, {
  DATABASE_URL: UNREACHABLE,
  APP_ENV: "test",
  APP_URL: "http://localhost:3000",
  LIMIT_REQUESTS: "1",
  LOG_LEVEL: "silent",
});

const routes = await Promise.all(routeFiles().map(routeAt));
const api = routes.filter(({ file }) => file.startsWith("app/api/v1/"));
const unsafe = routes.flatMap(({ file, handlers }) =>
  (["POST", "PUT", "PATCH", "DELETE"] as const).flatMap((method) =>
    handlers[method] ? [[method, file, handlers[method]] as const] : [],
  ),
);

const { openForm } = await import("#lib/server/booking/sealed-form.ts");
const { EVERYBODY, holderOf, openTyped } = await import("#lib/server/typed-form.ts");
const { clock } = await import("#lib/server/clock.ts");

const sent = (method: Method, headers: Record<string, string>): Request =>
  new NextRequest("http://localhost:3000/x", {
    method,
    headers: { host: "localhost:3000", "x-peer-address": randomUUID(), ...headers },
    ...(method !== "DELETE" && { body: "{}" }),
  });

test("the route files have handlers", () => {
  expect(unsafe.length).toBeGreaterThan(8);
});

/** Which page is foreign: tests/lib/access/origin.test.ts. */
describe("a request from a page of another site is refused", () => {
  const headers = { "content-type": "application/x-www-form-urlencoded", origin: "https://elsewhere.example" };
  test.each(unsafe)("%s %s", async (method, file, handler: Handler) => {
    const answer = await handler(sent(method, headers), paramsFor(file, "x"));
    expect([answer.status, answer.headers.get("content-type"), answer.headers.getSetCookie()]).toEqual([
      403,
      "application/problem+json",
      [],
    ]);
    expect(await answer.json()).toMatchObject({ code: "foreign-origin" });
  });
});

/**
 * The clock of a test instance, and receipts, of which a gateway sends as many as there were messages: they have no
 * request limit.
 */
const UNCOUNTED = new Set(["app/api/test/clock/route.ts", "app/api/recus/[secret]/route.ts"]);

describe("a caller over the request limit is refused before any query", () => {
  test.each(unsafe.filter(([, file]) => !UNCOUNTED.has(file)))("%s %s", async (method, file, handler: Handler) => {
    const again = (): Promise<Response> =>
      handler(sent(method, { "x-peer-address": `${method} ${file}` }), paramsFor(file, "x"));
    await again();
    expect(await trouble(await again())).toMatch(/^(too-many-requests|wait)$/);
  });
});

/** The refusal of an answer: in the body for programs, in the query of the redirect for people. */
async function trouble(answer: Response): Promise<string> {
  if (answer.status === 429) return ((await answer.json()) as { code: string }).code;
  const asked = new URL(answer.headers.get("location") ?? "/", "http://localhost:3000").searchParams;
  const sealed = asked.get("repris");
  const typed = asked.get("saisie") ?? undefined;
  const opened = [undefined, EVERYBODY, holderOf("x")].map((reader) => openTyped(typed, clock.now(), reader));
  return (
    Object.values(opened.find((form) => form !== undefined)?.refusals ?? {})[0] ??
    (sealed ? openForm(sealed, clock.now())?.refusals[0] : undefined) ??
    asked.get("refus") ??
    asked.get("prevenir") ??
    asked.get("erreur") ??
    `${answer.status}`
  );
}

test("the table lists exactly the calls that the route files answer", () => {
  const answered = api.flatMap(({ file, handlers }) =>
    Object.keys(handlers).map((method) => `${method} ${addressOfFile(file)}`),
  );
  expect(calls.map(({ method, path }) => `${method} ${path}`).sort()).toEqual(answered.sort());
});

const SIGNED_IN = ["staff", "device", "login"];
const closed = calls.filter(({ who }) => who.every((one) => SIGNED_IN.includes(one)));

test.each(closed.map((call) => [call.method, call.path] as const))(
  "%s %s answers 401 to a caller who is not signed in, whatever they send",
  async (method, path) => {
    const route = api.find(({ file }) => addressOfFile(file) === path);
    const request = new Request("http://localhost:3000/x", {
      method,
      headers: { "content-type": "application/json", "x-peer-address": randomUUID() },
      ...(method !== "GET" && { body: "{" }),
    });
    const answer = await route?.handlers[method as Method]?.(request, paramsFor(route.file, randomUUID()));
    expect([answer?.status, ((await answer?.json()) as { code: string }).code]).toEqual([401, "sign-in-needed"]);
  },
);

test("openapi.json is the description of the calls", async () => {
  const { GET } = await import("#app/api/v1/openapi.json/route.ts");
  const answer = await GET(new Request("http://localhost:3000/api/v1/openapi.json"));
  expect(await answer.json()).toEqual(JSON.parse(JSON.stringify(openapi("http://localhost:3000"))));
});
