import { Validator } from "@seriousme/openapi-schema-validator";
import { callAt, calls, callsOf } from "#lib/wire/api/calls.ts";
import { problemsOf } from "#lib/wire/api/call.ts";
import { openapi } from "#lib/wire/api/openapi.ts";
import { statusOf } from "#lib/wire/problem.ts";
import { addressOfFile, paramsFor, routeAt, routeFiles, type Method } from "#tests/support/route-files.ts";

/** No database answers here: the requests of these tests are refused before any query. */
Object.assign(process.env, {
  DATABASE_URL: "postgres://nobody:nothing@127.0.0.1:9/none",
  APP_ENV: "test",
  APP_URL: "http://localhost:3000",
  LOG_LEVEL: "silent",
});

const routes = await Promise.all(routeFiles("app/api/v1").map(routeAt));
const description = openapi("http://localhost:3000") as {
  paths: Record<string, Record<string, { operationId: string; responses: Record<string, unknown> }>>;
};

test("the table lists exactly the calls that the route files answer", () => {
  const answered = routes.flatMap(({ file, handlers }) =>
    Object.keys(handlers).map((method) => `${method} ${addressOfFile(file)}`),
  );
  expect(calls.map(({ method, path }) => `${method} ${path}`).sort()).toEqual(answered.sort());
});

test("the description is valid OpenAPI 3.1", async () => {
  expect(await new Validator().validate(structuredClone(description))).toEqual({ valid: true });
  expect(Object.keys(description.paths)).toHaveLength(new Set(calls.map(({ path }) => path)).size);
});

test("the names of the calls are unique", () => {
  expect(new Set(calls.map(({ name }) => name)).size).toBe(calls.length);
});

test("every field of the description has a type", () => {
  const open: string[] = [];
  const look = (value: unknown, at: string): void => {
    if (typeof value !== "object" || value === null) return;
    if (/\/(properties\/\w+|items)$/.test(at) && Object.keys(value).length === 0) open.push(at);
    for (const [name, inner] of Object.entries(value)) look(inner, `${at}/${name}`);
  };
  look(description.paths, "");
  expect(open).toEqual([]);
});

test("every call documents all statuses that it may answer, 429 and 503 among them", () => {
  for (const call of calls) {
    const announced = Object.keys(description.paths[call.path]?.[call.method.toLowerCase()]?.responses ?? {});
    expect(announced).toEqual(
      expect.arrayContaining(["429", "503", ...problemsOf(call).map((code) => String(statusOf[code]))]),
    );
  }
});

test("a call is found by its path, a fixed path before one with parameters", () => {
  expect(callAt("POST", "/api/v1/devices/enrol")?.name).toBe("enrolDevice");
  expect(callAt("DELETE", "/api/v1/devices/enrol")).toBeUndefined();
  expect(callAt("DELETE", "/api/v1/devices/019")?.name).toBe("revokeDevice");
  expect(callAt("HEAD", "/api/v1/visits/x")?.name).toBe("followVisit");
  expect(callsOf("/api/v1/visits/x/y")).toEqual([]);
  expect(callsOf("/api/v1/openapiXjson")).toEqual([]);
});

test("every call of staff says which scope a token needs, and no other call has one", () => {
  for (const { name, who, scope } of calls) expect([name, scope !== undefined]).toEqual([name, who.includes("staff")]);
});

test("the description says the scope where a token is named, and in words", () => {
  expect(description.paths["/api/v1/permanences/{id}/state"]?.["get"]).toMatchObject({
    security: [{ login: [] }, { token: ["read"] }],
    description: "A token of a program needs the scope `read`.",
  });
  expect(description.paths["/api/v1/tokens"]?.["get"]).toMatchObject({ security: [{ login: [] }] });
});

const SIGNED_IN = ["staff", "device", "login"];
const closed = calls.filter(({ who }) => who.every((one) => SIGNED_IN.includes(one)));

test.each(closed.map((call) => [call.method, call.path] as const))(
  "%s %s answers 401 to a caller who is not signed in, whatever they send",
  async (method, path) => {
    const route = routes.find(({ file }) => addressOfFile(file) === path);
    const request = new Request("http://localhost:3000/x", {
      method,
      headers: { "content-type": "application/json" },
      ...(method !== "GET" && { body: "{" }),
    });
    const answer = await route?.handlers[method as Method]?.(request, paramsFor(route.file, crypto.randomUUID()));
    expect([answer?.status, ((await answer?.json()) as { code: string }).code]).toEqual([401, "sign-in-needed"]);
  },
);

test("openapi.json is this description", async () => {
  const { GET } = await import("#app/api/v1/openapi.json/route.ts");
  const answer = await GET(new Request("http://localhost:3000/api/v1/openapi.json"));
  expect(await answer.json()).toEqual(JSON.parse(JSON.stringify(description)));
});
