import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import { type Given, isoAt, MONDAY, morningAt, neuhof, NOW, visitFor, WEEK_AFTER } from "./neuhof.ts";

const { db } = await serverOnFreshDatabase({ APP_NOW: NOW, APP_URL: "https://permanences.example" });
const { POST } = await import("#app/api/v1/permanences/[id]/appointments/route.ts");
const { GET, PATCH, DELETE } = await import("#app/api/v1/appointments/[secret]/route.ts");

afterAll(() => db.$disconnect());

const HOST = "https://permanences.example";
const json = { "content-type": "application/json", host: "permanences.example" };
const behind = (secret: string) => ({ params: Promise.resolve({ secret }) });
const request = (method: string, body?: unknown, headers: Record<string, string> = {}) =>
  new Request(`${HOST}/api/v1/appointments`, {
    method,
    headers: { ...json, ...headers },
    ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
const send = (id: string, body: unknown) => POST(request("POST", body), { params: Promise.resolve({ id }) });
const ask = (secret: string) => GET(request("GET"), behind(secret));
const move = (secret: string, body: unknown, headers?: Record<string, string>) =>
  PATCH(request("PATCH", body, headers), behind(secret));
const cancel = (secret: string, headers?: Record<string, string>) =>
  DELETE(request("DELETE", undefined, headers), behind(secret));
const monday = async (given: Given = {}) => morningAt(db, await neuhof(db), given);

type Told = { id: string; secret: string; code: string; startsAt: string; state: string };
const booked = async (id: string, hour = "09:30", day?: string) =>
  (await (await send(id, { topic: "caf", startsAt: isoAt(hour, day) })).json()) as Told;

test("an appointment is moved and answers its new hour, with the same link and code, and no cache keeps it", async () => {
  const before = await booked(await monday());
  const answer = await move(before.secret, { startsAt: isoAt("11:00") });
  expect([answer.status, answer.headers.get("cache-control")]).toEqual([200, "no-store"]);
  const after = await answer.json();
  expect(after).toEqual({ ...before, startsAt: isoAt("11:00"), endsAt: isoAt("11:30") });
  expect(await (await ask(before.secret)).json()).toEqual(after);
});

test("it is moved to another half-day; moved there again it is answered the same", async () => {
  const here = await neuhof(db);
  const [from, to] = [await morningAt(db, here), await morningAt(db, here, { day: WEEK_AFTER })];
  const { secret } = await booked(from);
  const answers = [];
  for (let time = 0; time < 3; time += 1)
    answers.push(await move(secret, { permanence: to, startsAt: isoAt("09:30", WEEK_AFTER) }));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
  expect(await answers[2]?.json()).toMatchObject({ permanence: to, startsAt: isoAt("09:30", WEEK_AFTER) });
});

test("an hour that is gone is answered with others, also with hours that only this appointment itself blocks", async () => {
  const id = await monday({ windows: [{ from: 0, to: 120, mode: "appointment" }] });
  const { secret } = await booked(id, "09:30");
  await booked(id, "10:30");
  const answer = await move(secret, { startsAt: isoAt("10:30") });
  expect([answer.status, answer.headers.get("content-type")]).toEqual([409, "application/problem+json"]);
  const { code, alternatives } = (await answer.json()) as {
    code: string;
    alternatives: { permanence: string; startsAt: string }[];
  };
  expect(code).toBe("slot-taken");
  expect(alternatives.map(({ startsAt }) => startsAt)).toEqual([isoAt("09:00"), isoAt("10:00")]);
  for (const { permanence, startsAt } of alternatives)
    expect((await move(secret, { permanence, startsAt })).status).toBe(200);
});

test("when the half-day is full, hours of the next ones at the place are proposed, as long as the appointment", async () => {
  const here = await neuhof(db);
  const first = { windows: [{ from: 0, to: 30, mode: "appointment" as const }] };
  const [id, full, next] = [
    await morningAt(db, here),
    await morningAt(db, here, { day: WEEK_AFTER, ...first }),
    await morningAt(db, here, { day: "2026-12-07", ...first }),
  ];
  const { secret } = await booked(id);
  await booked(full, "09:00", WEEK_AFTER);
  const refused = (await (await move(secret, { permanence: full, startsAt: isoAt("09:00", WEEK_AFTER) })).json()) as {
    alternatives: unknown[];
  };
  expect(refused.alternatives).toMatchObject([
    { permanence: id, startsAt: isoAt("09:00") },
    { permanence: id, startsAt: isoAt("09:45") },
    { permanence: id, startsAt: isoAt("10:00") },
  ]);
  expect((await move(secret, { permanence: next, startsAt: isoAt("09:00", "2026-12-07") })).status).toBe(200);
});

test("each refusal of a move has its status, and moves nothing", async () => {
  const id = await monday();
  const { id: appointment, secret } = await booked(id);
  const codeOf = async (body: unknown) => (await move(secret, body)).json();
  expect(await codeOf({ startsAt: isoAt("09:15") })).toMatchObject({ status: 422, code: "leaves-a-hole" });
  expect(await codeOf({ startsAt: isoAt("13:00") })).toMatchObject({ status: 422, code: "outside-hours" });
  expect(await codeOf({ startsAt: "1970-01-01T00:00:00Z" })).toMatchObject({ status: 422, code: "outside-hours" });
  expect(await codeOf({ permanence: crypto.randomUUID(), startsAt: isoAt("10:00") })).toMatchObject({
    status: 404,
    code: "not-found",
  });
  await visitFor(db, id, appointment);
  expect(await codeOf({ startsAt: isoAt("10:00") })).toMatchObject({ status: 422, code: "too-late" });
  expect(await (await ask(secret)).json()).toMatchObject({ startsAt: isoAt("09:30"), state: "checked-in" });
});

test.each([
  ["no hour", {}],
  ["an hour without offset", { startsAt: `${MONDAY}T09:30:00` }],
  ["a half-day that is no id", { startsAt: isoAt("10:00"), permanence: "neuhof" }],
  ["a list", []],
  ["no JSON", "{"],
])("%s is malformed and moves nothing", async (_, body) => {
  const { secret } = await booked(await monday());
  expect(await (await move(secret, body)).json()).toMatchObject({ status: 400, code: "malformed" });
  expect(await (await ask(secret)).json()).toMatchObject({ startsAt: isoAt("09:30") });
});

test("a move sent again with its key is one move; with another hour it is refused, and a key that is none is malformed", async () => {
  const { secret } = await booked(await monday());
  const key = { "idempotency-key": crypto.randomUUID() };
  expect(await (await move(secret, { startsAt: isoAt("10:00") }, key)).json()).toMatchObject({
    startsAt: isoAt("10:00"),
  });
  expect((await move(secret, { startsAt: isoAt("10:00") }, key)).status).toBe(200);
  expect(await (await move(secret, { startsAt: isoAt("11:00") }, key)).json()).toMatchObject({
    status: 422,
    code: "idempotency-key-reused",
  });
  expect((await move(secret, { startsAt: isoAt("11:00") }, { "idempotency-key": "again" })).status).toBe(400);
});

test("cancelled is 204, again 204; it says so, cannot be moved, and its hour can be booked by another", async () => {
  const id = await monday();
  const { secret } = await booked(id);
  const answers = [await cancel(secret), await cancel(secret)];
  expect(answers.map(({ status, headers }) => [status, headers.get("cache-control")])).toEqual([
    [204, "no-store"],
    [204, "no-store"],
  ]);
  expect(await (await ask(secret)).json()).toMatchObject({ state: "cancelled-by-resident", startsAt: isoAt("09:30") });
  expect(await (await move(secret, { startsAt: isoAt("10:00") })).json()).toMatchObject({
    status: 409,
    code: "state-changed",
  });
  expect(await booked(id)).toMatchObject({ state: "booked", startsAt: isoAt("09:30") });
});

test("while the resident is being helped it cannot be cancelled: 409", async () => {
  const id = await monday();
  const { id: appointment, secret } = await booked(id);
  await visitFor(db, id, appointment, "serving");
  expect(await (await cancel(secret)).json()).toMatchObject({ status: 409, code: "state-changed" });
});

test("a secret of nobody, or of something else, changes nothing: 404", async () => {
  const { secretOf } = await import("#lib/server/secrets.ts");
  const { id, secret } = await booked(await monday());
  for (const other of ["x", secret.slice(0, -1), secretOf("visit", id, 1), secretOf("appointment", id, 2)]) {
    expect(await (await move(other, { startsAt: isoAt("10:00") })).json()).toMatchObject({
      status: 404,
      code: "not-found",
    });
    expect(await (await cancel(other)).json()).toMatchObject({ status: 404, code: "not-found" });
  }
  expect(await (await ask(secret)).json()).toMatchObject({ state: "booked", startsAt: isoAt("09:30") });
});

test("another site's page changes nothing, nor does a body that is no JSON by its name", async () => {
  const { secret } = await booked(await monday());
  const foreign = { origin: "https://elsewhere.example" };
  expect((await move(secret, { startsAt: isoAt("10:00") }, foreign)).status).toBe(403);
  expect((await cancel(secret, foreign)).status).toBe(403);
  expect((await move(secret, { startsAt: isoAt("10:00") }, { "content-type": "text/plain" })).status).toBe(415);
  expect(await (await ask(secret)).json()).toMatchObject({ state: "booked", startsAt: isoAt("09:30") });
});

test("an anonymous visitor who asks for what is the team's is told to sign in, and one too many of a contact is told so", async () => {
  const id = await monday();
  for (const extra of [{ overbook: { reason: "urgent" } }, { wantedConseiller: crypto.randomUUID() }]) {
    expect(await (await send(id, { topic: "caf", startsAt: isoAt("09:30"), ...extra })).json()).toMatchObject({
      status: 401,
      code: "sign-in-needed",
    });
  }
  expect((await send(id, { topic: "caf", startsAt: isoAt("09:30"), overbook: { reason: " " } })).status).toBe(400);
  expect(
    (await send(id, { topic: "caf", startsAt: isoAt("09:30"), overbook: { reason: "a".repeat(141) } })).status,
  ).toBe(400);
  for (const hour of ["09:00", "09:30", "10:00", "10:30", "11:00"])
    await send(id, { topic: "caf", startsAt: isoAt(hour), phone: "06 98 76 54 32" });
  expect(
    await (await send(id, { topic: "caf", startsAt: isoAt("11:30"), phone: "+33 6 98 76 54 32" })).json(),
  ).toMatchObject({ status: 409, code: "too-many-appointments" });
});
