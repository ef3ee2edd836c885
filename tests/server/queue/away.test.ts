import { randomUUID } from "node:crypto";
import { MINUTE } from "#lib/time/instant.ts";
import { json } from "#tests/server/auth/auth-server.ts";
import { freshServer, setTime, neuhof, type Server } from "#tests/server/queue/neuhof.ts";

let server: Server;
let api: typeof import("#app/api/v1/visits/[secret]/away/route.ts");
let form: typeof import("#app/[locale]/suivi/[secret]/absence/route.ts").POST;
let takeNumber: typeof import("#lib/server/queue/take-number.ts").takeNumber;

beforeAll(async () => {
  server = await freshServer();
  api = await import("#app/api/v1/visits/[secret]/away/route.ts");
  ({ POST: form } = await import("#app/[locale]/suivi/[secret]/absence/route.ts"));
  ({ takeNumber } = await import("#lib/server/queue/take-number.ts"));
});
afterAll(() => server.db.$disconnect());

/** A morning at five past nine with a person in line, and what they can do from their page. */
async function inLine() {
  const here = await neuhof(server);
  await here.opens();
  setTime(server, "9:05");
  const taken = await takeNumber(here.staff, { permanence: here.permanence });
  if (!taken.ok) throw new Error(taken.refusal);
  const { secret, visit: id } = taken.value;
  const given = { params: Promise.resolve({ secret }) };
  const goes = async (minutes: unknown, headers: Record<string, string> = {}) => {
    const answer = await api.POST(json({ minutes }, headers), given);
    return { status: answer.status, ...((await answer.json()) as { code?: string; state?: string; number?: number }) };
  };
  const posts = async (fields: Record<string, string>, locale = "fr", headers: Record<string, string> = {}) => {
    const request = new Request("http://localhost:3000/x", {
      method: "POST",
      body: new URLSearchParams(fields),
      headers: { host: "localhost:3000", ...headers },
    });
    const answer = await form(request, { params: Promise.resolve({ locale, secret }) });
    return [answer.status, answer.headers.get("location")];
  };
  return { ...here, id, secret, given, goes, posts, now: () => here.visit(id) };
}

test("« Je reviens » keeps number and place until the time said, and answers what the page shows", async () => {
  const { goes, now, does, walksIn, visit, id } = await inLine();
  const after = await walksIn();
  expect(await goes(20)).toMatchObject({ status: 200, number: 1, state: "waiting" });
  const away = await now();
  expect(away).toMatchObject({ state: "waiting", awayTimes: 1 });
  expect("awayUntil" in away && away.awayUntil && away.awayUntil - server.clock.now()).toBeGreaterThan(19 * MINUTE);
  await does({ type: "call-next", desk: 1 });
  expect((await visit(after)).state).toBe("called");
  await does({ type: "absent", visit: after });
  setTime(server, "9:26");
  await does({ type: "call-next", desk: 1 });
  expect((await visit(id)).state).toBe("called");
});

test("« Je suis là » ends it at once, said twice as well, and costs nothing", async () => {
  const { goes, given, now } = await inLine();
  await goes(20);
  const back = () => api.DELETE(new Request("http://localhost:3000/api", { method: "DELETE" }), given);
  expect([(await back()).status, (await back()).status]).toEqual([200, 200]);
  expect(await now()).toMatchObject({ state: "waiting", awayTimes: 1 });
  expect(await now()).not.toHaveProperty("awayUntil");
});

test("twice at most; the third time is refused", async () => {
  const { goes, now } = await inLine();
  expect([(await goes(5)).status, (await goes(60)).status]).toEqual([200, 200]);
  expect(await goes(10)).toMatchObject({ status: 409, code: "away-enough" });
  expect(await now()).toMatchObject({ awayTimes: 2 });
});

test("one tap sent five times at once is one time", async () => {
  const { goes, now } = await inLine();
  const key = { "idempotency-key": randomUUID() };
  const tries = await Promise.all(Array.from({ length: 5 }, () => goes(20, key)));
  expect(tries.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
  expect(await now()).toMatchObject({ awayTimes: 1 });
  expect(await goes(30, key)).toMatchObject({ status: 422, code: "idempotency-key-reused" });
});

test("one key sent at once by people of several half-days sends one of them away, and no request fails unexpectedly", async () => {
  const people = await Promise.all(Array.from({ length: 5 }, inLine));
  const key = { "idempotency-key": randomUUID() };
  const tries = await Promise.all(people.map(({ goes }) => goes(20, key)));
  expect(tries.map(({ status, code = "away" }) => `${status} ${code}`).toSorted()).toEqual([
    "200 away",
    ...Array<string>(4).fill("422 idempotency-key-reused"),
  ]);
  expect((await Promise.all(people.map(async ({ now }) => (await now()).awayTimes))).toSorted()).toEqual([
    0, 0, 0, 0, 1,
  ]);
});

test.each([
  [1, 422, "outside-hours"],
  [61, 422, "outside-hours"],
  [0, 400, "malformed"],
  [20.5, 400, "malformed"],
  ["20", 400, "malformed"],
  [undefined, 400, "malformed"],
])("%p minutes: %p %s", async (minutes, status, code) => {
  const { goes, now } = await inLine();
  expect(await goes(minutes)).toMatchObject({ status, code });
  expect(await now()).not.toHaveProperty("awayUntil");
});

test("somebody called or helped does not go away like that, and nobody by another's link", async () => {
  const { goes, does, id, secret } = await inLine();
  const other = await inLine();
  const forged = `${secret.slice(0, 22)}${other.secret.slice(22)}`;
  expect((await api.POST(json({ minutes: 20 }), { params: Promise.resolve({ secret: forged }) })).status).toBe(404);
  await does({ type: "call-next", desk: 1 });
  expect(await goes(20)).toMatchObject({ status: 409, code: "already-called" });
  await does({ type: "start", visit: id });
  expect(await goes(20)).toMatchObject({ status: 409 });
});

test("without script two forms do the same, and lead back to the person's page in their language", async () => {
  const { posts, now, secret } = await inLine();
  expect(await posts({ minutes: "15" }, "tr")).toEqual([303, `/tr/suivi/${secret}`]);
  expect(await now()).toMatchObject({ awayTimes: 1, awayUntil: expect.any(Number) });
  expect(await posts({ minutes: "15", retour: "1" })).toEqual([303, `/suivi/${secret}`]);
  expect(await now()).not.toHaveProperty("awayUntil");
});

test("a form pressed twice is one time; a refused one leads back and says why", async () => {
  const { posts, now, secret } = await inLine();
  const key = randomUUID();
  for (let press = 0; press < 3; press += 1)
    expect(await posts({ minutes: "15", key })).toEqual([303, `/suivi/${secret}`]);
  expect(await now()).toMatchObject({ awayTimes: 1 });
  expect(await posts({ minutes: "3" }, "ar")).toEqual([303, `/ar/suivi/${secret}?pour=absence&refus=outside-hours`]);
  for (const fields of [{}, { minutes: "soon" }, { minutes: "" }] as Record<string, string>[]) {
    expect(await posts(fields)).toEqual([303, `/suivi/${secret}?pour=absence&refus=malformed`]);
  }
  expect((await posts({ minutes: "15" }, "fr", { origin: "https://ailleurs.example" }))[0]).toBe(403);
});

test("a resident may only go, come back and leave: their secret runs no line", async () => {
  const { id, permanence, command, line } = await inLine();
  for (const act of [
    { type: "prioritise", visit: id },
    { type: "leave", visit: id, by: "resident" },
    { type: "away", visit: id },
  ] as const) {
    expect(await server.runCommands({ kind: "resident", visit: id }, permanence, [command(act)])).toEqual({
      ok: false,
      refusal: "not-allowed",
    });
  }
  expect((await line()).visits).toMatchObject([{ priority: false, state: "waiting" }]);
});
