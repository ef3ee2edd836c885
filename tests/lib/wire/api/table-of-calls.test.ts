import { Validator } from "@seriousme/openapi-schema-validator";
import { callAt, calls, callsOf } from "#lib/wire/api/calls.ts";
import { problemsOf } from "#lib/wire/api/call.ts";
import { openapi } from "#lib/wire/api/openapi.ts";
import { statusOf } from "#lib/wire/problem.ts";

const description = openapi("http://localhost:3000") as {
  paths: Record<string, Record<string, { operationId: string; responses: Record<string, unknown> }>>;
};

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
  expect(callAt("HEAD", "/api/v1/appointments/x")?.name).toBe("readAppointment");
  expect(callsOf("/api/v1/appointments/x/y")).toEqual([]);
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
  expect(description.paths["/api/v1/act-keys"]?.["post"]).toMatchObject({ security: [{ login: [] }] });
});
