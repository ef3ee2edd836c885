import { randomUUID } from "node:crypto";
import { instant, MINUTE, SECOND } from "#lib/time/instant.ts";
import { machineTimePasses, realMachineTime } from "#tests/support/machine-clock.ts";
import { bearer, freshServer, json, type Server } from "#tests/server/auth/auth-server.ts";
import { neuhof } from "#tests/server/queue/neuhof.ts";

let server: Server;
let make: typeof import("#app/api/v1/devices/route.ts").POST;
let enrol: typeof import("#app/api/v1/devices/enrol/route.ts").POST;
let revoke: typeof import("#app/api/v1/devices/[id]/route.ts").DELETE;
let eraseDue: typeof import("#lib/server/privacy/erase-due.ts").eraseDue;
let actorOfDevice: typeof import("#lib/server/auth/devices.ts").actorOfDevice;

beforeAll(async () => {
  server = await freshServer();
  ({ POST: make } = await import("#app/api/v1/devices/route.ts"));
  ({ POST: enrol } = await import("#app/api/v1/devices/enrol/route.ts"));
  ({ DELETE: revoke } = await import("#app/api/v1/devices/[id]/route.ts"));
  ({ eraseDue } = await import("#lib/server/privacy/erase-due.ts"));
  ({ actorOfDevice } = await import("#lib/server/auth/devices.ts"));
});
afterEach(realMachineTime);
afterAll(() => server.db.$disconnect());

type Answered = { readonly status: number; readonly code: string; readonly id: string; readonly expiresAt: string };
const answerOf = async (answer: Response): Promise<Answered> => ({
  status: answer.status,
  ...((await answer.json()) as Omit<Answered, "status">),
});

/** A place, who coordinates there, and what they can do with devices. */
async function coordinated(role = "coordinator") {
  const here = await neuhof(server);
  const { user } = await server.db.user
    .create({
      data: {
        email: `${randomUUID()}@exemple.fr`,
        memberships: { create: { organisationId: here.organisation.id, role } },
      },
    })
    .then(({ id }) => ({ user: id }));
  const authorization = await bearer(server, user);
  const makes = (wanted: object = {}, headers: Record<string, string> = {}) =>
    make(json({ place: here.place.id, kind: "kiosk", name: "À la porte", ...wanted }, { authorization, ...headers }));
  const takesAway = (id: string, headers: Record<string, string> = { authorization }) =>
    revoke(new Request("http://localhost:3000/api", { method: "DELETE", headers }), {
      params: Promise.resolve({ id }),
    });
  return { ...here, authorization, makes, takesAway };
}

/** Types a code, from an address of its own unless said; the value of the cookie it sets. */
async function types(code: string, address: string = randomUUID()) {
  const answer = await enrol(json({ code }, { "x-peer-address": address }));
  const line = answer.headers.get("set-cookie") ?? "";
  return { answer, line, secret: /^device=([^;]+)/.exec(line)?.[1] };
}

const passes = (milliseconds: number): void => server.clock.move(server.clock.offset() + milliseconds);

test("a code is made, typed at the entrance in any writing, and the browser there is the place's kiosk", async () => {
  const { makes, place } = await coordinated();
  const made = await answerOf(await makes());
  expect(made).toEqual({
    status: 201,
    id: expect.any(String),
    code: expect.stringMatching(/^[2-9A-HJKMNP-Z]{8}$/),
    expiresAt: expect.stringMatching(/^2026-11-24T09:00:.*\+01:00$/),
  });
  const { answer, line, secret } = await types(`${made.code.slice(0, 4).toLowerCase()} ${made.code.slice(4)}`);
  expect([answer.status, answer.headers.get("cache-control")]).toEqual([200, "no-store"]);
  expect(await answer.json()).toEqual({ id: made.id, kind: "kiosk", name: "À la porte", place: place.id });
  expect(line).toMatch(/^device=[\w-]{43}; Path=\/; Max-Age=34560000; HttpOnly; SameSite=Strict$/);
  expect(await actorOfDevice(secret)).toEqual({ kind: "device", device: made.id, place: place.id, use: "kiosk" });
});

test("one key used at several places at once makes one device; the others are refused since it was used", async () => {
  const places = await Promise.all(Array.from({ length: 5 }, () => coordinated()));
  const key = randomUUID();
  const tries = await Promise.all(
    places.map(async ({ makes }) => answerOf(await makes({}, { "idempotency-key": key }))),
  );
  expect(tries.map(({ status }) => status).toSorted()).toEqual([201, 422, 422, 422, 422]);
  expect(tries.filter(({ status }) => status === 422).every(({ code }) => code === "idempotency-key-reused")).toBe(
    true,
  );
  expect(await server.db.device.count({ where: { placeId: { in: places.map(({ place }) => place.id) } } })).toBe(1);
});

test("a code enrols once, also when two browsers type it at the same moment", async () => {
  const { makes } = await coordinated();
  const { code } = await answerOf(await makes());
  const tries = await Promise.all(Array.from({ length: 4 }, () => types(code)));
  expect(tries.map(({ answer }) => answer.status).sort()).toEqual([200, 404, 404, 404]);
  expect((await types(code)).answer.status).toBe(404);
});

test("a code is good for ten minutes", async () => {
  const { makes } = await coordinated();
  const [early, late] = [await answerOf(await makes()), await answerOf(await makes())];
  passes(10 * MINUTE - 5 * SECOND);
  expect((await types(early.code)).answer.status).toBe(200);
  passes(6 * SECOND);
  expect((await types(late.code)).answer.status).toBe(404);
});

test("an address has five tries a minute, however many it sends at once, and learns when to come back", async () => {
  const { makes } = await coordinated();
  const { code } = await answerOf(await makes());
  const address = randomUUID();
  const guesses = await Promise.all(Array.from({ length: 12 }, () => types("AAAA2222", address)));
  expect(guesses.map(({ answer }) => answer.status).sort()).toEqual([...Array(5).fill(404), ...Array(7).fill(429)]);
  const { answer } = await types(code, address);
  expect([answer.status, Number(answer.headers.get("retry-after"))]).toEqual([429, expect.any(Number)]);
  expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(50);
  expect(Number(answer.headers.get("retry-after"))).toBeLessThanOrEqual(60);
  expect((await types("BBBB2222", randomUUID())).answer.status).toBe(404);
  machineTimePasses(MINUTE);
  expect((await types(code, address)).answer.status).toBe(200);
});

test("tries are counted together by all processes of an instance, and go on counting after a restart", async () => {
  const address = "203.0.113.9";
  const statuses: number[] = [];
  for (let start = 0; start < 7; start += 1) {
    // What a process holds of addresses and of limits begins anew with it.
    for (const name of ["addressKey", "rateLimiters"]) Reflect.deleteProperty(globalThis, name);
    statuses.push((await types("AAAA2222", address)).answer.status);
  }
  expect(statuses).toEqual([404, 404, 404, 404, 404, 429, 429]);
});

test("right codes are no guesses: ten kiosks are enrolled from one address", async () => {
  const { makes } = await coordinated();
  const address = randomUUID();
  for (let kiosk = 0; kiosk < 10; kiosk += 1) {
    expect((await types((await answerOf(await makes())).code, address)).answer.status).toBe(200);
  }
});

test("what was counted is forgotten, and reveals nobody's address", async () => {
  await server.db.rateLimit.deleteMany();
  const address = "203.0.113.7";
  await types("AAAA2222", address);
  expect(await server.db.rateLimit.findMany()).toEqual([
    { key: expect.stringMatching(/^enrolment-tries:[\w-]{43}$/), points: 1, expire: expect.anything() },
  ]);
  await eraseDue(instant(server.clock.now() + 3 * 60 * MINUTE));
  expect(await server.db.rateLimit.count()).toBe(0);
});

test("the database holds neither the code nor the secret", async () => {
  const { makes } = await coordinated();
  const { id, code } = await answerOf(await makes());
  expect(JSON.stringify(await server.db.device.findUniqueOrThrow({ where: { id } }))).not.toContain(code);
  const { secret } = await types(code);
  expect(JSON.stringify(await server.db.device.findUniqueOrThrow({ where: { id } }))).not.toContain(secret);
});

test.each(["reception", "conseiller", "partner"])(
  "who is %s there makes no device and takes none away",
  async (role) => {
    const { makes, takesAway, place } = await coordinated(role);
    expect(await answerOf(await makes())).toMatchObject({ status: 403, code: "not-allowed" });
    const { id } = await server.db.device.create({ data: { placeId: place.id, kind: "kiosk", name: "x" } });
    expect((await takesAway(id)).status).toBe(403);
  },
);

test("an administrator does, at a place of their own organisation only", async () => {
  const here = await coordinated("administrator");
  const there = await coordinated();
  expect((await here.makes()).status).toBe(201);
  expect((await here.makes({ place: there.place.id })).status).toBe(403);
  const { id } = await answerOf(await there.makes());
  expect((await here.takesAway(id)).status).toBe(403);
});

test("nobody signed in makes or takes away a device; a place or a device that is none is not found", async () => {
  const { makes, takesAway } = await coordinated();
  expect(await answerOf(await makes({}, { authorization: "" }))).toMatchObject({ status: 401, code: "sign-in-needed" });
  expect((await takesAway(randomUUID(), {})).status).toBe(401);
  expect((await makes({ place: randomUUID() })).status).toBe(404);
  expect((await takesAway(randomUUID())).status).toBe(404);
  expect((await takesAway("kiosk")).status).toBe(404);
});

test.each([{ kind: "tablet" }, { kind: "printer" }, { name: " " }, { name: "x".repeat(61) }, { place: "neuhof" }])(
  "%p makes no device",
  async (wanted) => {
    const { makes } = await coordinated();
    expect(await answerOf(await makes(wanted))).toMatchObject({ status: 400, code: "malformed" });
  },
);

test("the same request sent again is one device, and its last code is the good one", async () => {
  const { makes, place } = await coordinated();
  const key = { "idempotency-key": randomUUID() };
  const [first, second] = [await answerOf(await makes({}, key)), await answerOf(await makes({}, key))];
  expect(second.id).toBe(first.id);
  expect(await server.db.device.count({ where: { placeId: place.id } })).toBe(1);
  expect((await types(first.code)).answer.status).toBe(404);
  expect((await types(second.code)).answer.status).toBe(200);
  expect(await answerOf(await makes({}, key))).toMatchObject({ status: 409, code: "state-changed" });
  expect(await answerOf(await makes({ name: "Other" }, key))).toMatchObject({
    status: 422,
    code: "idempotency-key-reused",
  });
});

test("a device taken away opens nothing from that moment, asked twice, and its code neither", async () => {
  const { makes, takesAway } = await coordinated();
  const { id, code } = await answerOf(await makes());
  const { secret } = await types(code);
  expect([(await takesAway(id)).status, (await takesAway(id)).status]).toEqual([204, 204]);
  expect(await actorOfDevice(secret)).toBeUndefined();
  const unused = await answerOf(await makes());
  await takesAway(unused.id);
  expect((await types(unused.code)).answer.status).toBe(404);
});

test("a made-up, another's or an unfinished device's secret is nobody's", async () => {
  const { makes, place } = await coordinated();
  const { secretOf } = await import("#lib/server/secrets.ts");
  const [one, other] = [await answerOf(await makes()), await answerOf(await makes())];
  const secret = (await types(one.code)).secret ?? "";
  expect(await actorOfDevice(secretOf("device", other.id, 1))).toBeUndefined();
  expect(await actorOfDevice(secretOf("visit", one.id, 1))).toBeUndefined();
  expect(await actorOfDevice(secretOf("door", place.id, 1))).toBeUndefined();
  expect(await actorOfDevice(`${secretOf("device", other.id, 1).slice(0, 22)}${secret.slice(22)}`)).toBeUndefined();
  for (const text of [undefined, "", "x", `${secret}A`]) expect(await actorOfDevice(text)).toBeUndefined();
});

test("when a device was last there is known to the minute", async () => {
  const { makes } = await coordinated();
  const { id, code } = await answerOf(await makes());
  const { secret } = await types(code);
  const lastRequest = async () => (await server.db.device.findUniqueOrThrow({ where: { id } })).lastHeardAt?.getTime();
  expect(await lastRequest()).toBeUndefined();
  await actorOfDevice(secret);
  const first = await lastRequest();
  passes(30 * SECOND);
  await actorOfDevice(secret);
  expect(await lastRequest()).toBe(first);
  passes(31 * SECOND);
  await actorOfDevice(secret);
  expect(await lastRequest()).toBeGreaterThan(first ?? 0);
});

test("another site's page makes, types and takes away nothing", async () => {
  const { makes, takesAway } = await coordinated();
  const origin = "https://ailleurs.example";
  expect((await enrol(json({ code: "AAAA2222" }, { origin }))).status).toBe(403);
  expect((await makes({}, { origin, authorization: "" })).status).toBe(403);
  expect((await takesAway(randomUUID(), { origin })).status).toBe(403);
});

test("the journal says who made a device and who took it away, once, with no code", async () => {
  const { makes, takesAway, place, organisation } = await coordinated();
  const key = { "idempotency-key": randomUUID() };
  const made = await answerOf(await makes({}, key));
  await makes({}, key);
  await takesAway(made.id);
  await takesAway(made.id);
  const entries = await server.db.journalEntry.findMany({ where: { placeId: place.id }, orderBy: { id: "asc" } });
  expect(entries).toMatchObject(
    ["device-made", "device-revoked"].map((act) => ({
      organisationId: organisation.id,
      actor: expect.stringMatching(/^staff:/),
      act,
      data: { device: made.id, kind: "kiosk" },
    })),
  );
});
