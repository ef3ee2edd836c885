import { randomUUID } from "node:crypto";
import { MINUTE, plusMinutes, SECOND } from "#lib/time/instant.ts";
import { machineTimePasses, realMachineTime } from "#tests/support/machine-clock.ts";
import { bearer, freshServer, json, type Server } from "./auth-server.ts";
import { city } from "#tests/server/place/city.ts";
import { neuhof, setTime } from "#tests/server/queue/neuhof.ts";

let server: Server;
let make: typeof import("#app/api/v1/devices/route.ts").POST;
let enrol: typeof import("#app/api/v1/devices/enrol/route.ts").POST;
let revoke: typeof import("#app/api/v1/devices/[id]/route.ts").DELETE;
let enrolByForm: typeof import("#app/[locale]/(site)/appareil/enroler/route.ts").POST;
let visits: typeof import("#app/api/v1/permanences/[id]/visits/route.ts").POST;
let devices: typeof import("#lib/server/auth/devices.ts");
let listManagedDevices: typeof import("#lib/server/auth/managed-devices.ts").listManagedDevices;
let shownCode: typeof import("#lib/server/auth/shown-code.ts");
let secretOf: typeof import("#lib/server/secrets.ts").secretOf;
let actorOfDevice: typeof import("#lib/server/auth/devices.ts").actorOfDevice;

beforeAll(async () => {
  server = await freshServer();
  ({ POST: make } = await import("#app/api/v1/devices/route.ts"));
  ({ POST: enrol } = await import("#app/api/v1/devices/enrol/route.ts"));
  ({ DELETE: revoke } = await import("#app/api/v1/devices/[id]/route.ts"));
  ({ POST: enrolByForm } = await import("#app/[locale]/(site)/appareil/enroler/route.ts"));
  ({ POST: visits } = await import("#app/api/v1/permanences/[id]/visits/route.ts"));
  devices = await import("#lib/server/auth/devices.ts");
  ({ listManagedDevices } = await import("#lib/server/auth/managed-devices.ts"));
  shownCode = await import("#lib/server/auth/shown-code.ts");
  ({ secretOf } = await import("#lib/server/secrets.ts"));
  ({ actorOfDevice } = devices);
});
afterEach(realMachineTime);
afterAll(() => server.db.$disconnect());

type DeviceAnswer = { readonly status: number; readonly code: string; readonly id: string; readonly expiresAt: string };
const answerOf = async (answer: Response): Promise<DeviceAnswer> => ({
  status: answer.status,
  ...((await answer.json()) as Omit<DeviceAnswer, "status">),
});

/** A place, who coordinates there, and what they can do with devices. */
async function coordinated() {
  const here = await neuhof(server);
  const { user } = await server.db.user
    .create({
      data: {
        email: `${randomUUID()}@exemple.fr`,
        memberships: { create: { organisationId: here.organisation.id, role: "coordinator" } },
      },
    })
    .then(({ id }) => ({ user: id }));
  const authorization = await bearer(server, user);
  const makes = (wanted: object = {}, headers: Record<string, string> = {}) =>
    make(json({ place: here.place.id, kind: "kiosk", name: "À la porte", ...wanted }, { authorization, ...headers }));
  const takesAway = (id: string) =>
    revoke(new Request("http://localhost:3000/api", { method: "DELETE", headers: { authorization } }), {
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
  const early = await answerOf(await makes());
  const late = await answerOf(await makes());
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

test("the database holds neither the code nor the secret", async () => {
  const { makes } = await coordinated();
  const { id, code } = await answerOf(await makes());
  expect(JSON.stringify(await server.db.device.findUniqueOrThrow({ where: { id } }))).not.toContain(code);
  const { secret } = await types(code);
  expect(JSON.stringify(await server.db.device.findUniqueOrThrow({ where: { id } }))).not.toContain(secret);
});

test("a place or a device that is none is not found", async () => {
  const { makes, takesAway } = await coordinated();
  expect((await makes({ place: randomUUID() })).status).toBe(404);
  expect((await takesAway(randomUUID())).status).toBe(404);
  expect((await takesAway("kiosk")).status).toBe(404);
});

test.each([{ kind: "tablet" }, { name: " " }])("%p makes no device", async (wanted) => {
  const { makes } = await coordinated();
  expect(await answerOf(await makes(wanted))).toMatchObject({ status: 400, code: "malformed" });
});

test("the same request sent again is one device, and its last code is the good one", async () => {
  const { makes, place } = await coordinated();
  const key = { "idempotency-key": randomUUID() };
  const first = await answerOf(await makes({}, key));
  const second = await answerOf(await makes({}, key));
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
  const one = await answerOf(await makes());
  const other = await answerOf(await makes());
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

/** A device of this kind at ten minutes to nine, and how it gives a number. */
async function deviceAt(kind: string) {
  setTime(server, "8:50");
  const here = await neuhof(server);
  const { id } = await server.db.device.create({
    data: {
      placeId: here.place.id,
      organisationId: here.organisation.id,
      kind,
      name: kind,
      enrolledAt: new Date("2026-11-24T08:00:00Z"),
    },
  });
  const cookie = `device=${secretOf("device", id, 1)}`;
  const takes = async (
    body: object = {},
    permanence = here.permanence,
    headers: Record<string, string> = { cookie },
  ) => {
    const answer = await visits(json(body, headers), { params: Promise.resolve({ id: permanence }) });
    return { status: answer.status, ...((await answer.json()) as { code?: string; number?: number }) };
  };
  return { ...here, device: id, cookie, takes };
}

test("a kiosk gives the next number of its place, and who gave it is written down by its id", async () => {
  const { opens, takes, permanence, device } = await deviceAt("kiosk");
  expect(await takes()).toMatchObject({ status: 409, code: "numbers-not-given" });
  await opens();
  expect([await takes(), await takes({ language: "ar" })]).toMatchObject([
    { status: 201, number: 1 },
    { status: 201, number: 2 },
  ]);
  const events = await server.db.queueEvent.findMany({ where: { permanenceId: permanence, type: "visit-joined" } });
  expect(new Set(events.map(({ actor }) => actor))).toEqual(new Set([`device:${device}`]));
});

test("one touch sent twice is one number", async () => {
  const { opens, takes, cookie, permanence } = await deviceAt("kiosk");
  await opens();
  const headers = { cookie, "idempotency-key": randomUUID() };
  expect([await takes({}, permanence, headers), await takes({}, permanence, headers)]).toMatchObject([
    { number: 1 },
    { number: 1 },
  ]);
});

test("a kiosk gives no priority and no number elsewhere, a screen gives none at all, a tablet is its conseiller's", async () => {
  const kiosk = await deviceAt("kiosk");
  const screen = await deviceAt("screen");
  const tablet = await deviceAt("tablet");
  for (const here of [kiosk, screen, tablet]) await here.opens();
  expect(await kiosk.takes({ priority: true })).toMatchObject({ status: 403, code: "not-allowed" });
  expect(await kiosk.takes({}, screen.permanence)).toMatchObject({ status: 403 });
  expect(await screen.takes()).toMatchObject({ status: 403, code: "not-allowed" });
  expect(await tablet.takes()).toMatchObject({ status: 401, code: "sign-in-needed" });
});

test("while the team's devices are silent a kiosk gives no number: nobody would know of it", async () => {
  const { opens, takes } = await deviceAt("kiosk");
  await opens();
  server.clock.move(server.clock.offset() + 4 * 60_000);
  expect(await takes()).toMatchObject({ status: 409, code: "place-offline" });
});

const coordinator = (organisation: string) => ({
  kind: "staff" as const,
  user: randomUUID(),
  by: "login" as const,
  roles: [{ organisation, role: "coordinator" as const, places: "all" as const }],
});

/** Types a code on the page of the device; answers where it leads, and whether it sets a cookie. */
async function typesInForm(code: string) {
  const request = new Request("http://localhost:3000/appareil/enroler", {
    method: "POST",
    headers: { host: "localhost:3000", "x-peer-address": randomUUID() },
    body: new URLSearchParams({ code }),
  });
  const answer = await enrolByForm(request, { params: Promise.resolve({ locale: "fr" }) });
  return [answer.headers.get("location"), answer.headers.getSetCookie().length] as const;
}

test("a code typed on the screen makes it a device of its place, once, and the list says so", async () => {
  const { organisation, place } = await city(server.db);
  const here = await place("Neuhof");
  const actor = coordinator(organisation.id);
  const made = await devices.makeEnrolCode(actor, { place: here.id, kind: "screen", name: "Entrée" });
  if (!made.ok) throw new Error(made.refusal);
  const [before] = await listManagedDevices(actor);
  expect(before?.devices).toMatchObject([
    { name: "Entrée", kind: "screen", enrolled: false, until: made.value.expiresAt },
  ]);
  expect(await typesInForm(made.value.code)).toEqual([`/ecran/${here.slug}`, 1]);
  expect(await typesInForm(made.value.code)).toEqual(["/appareil?refus=not-found", 0]);
  const [after] = await listManagedDevices(actor);
  expect(after?.devices).toMatchObject([{ enrolled: true }]);
  await devices.revokeDevice(actor, made.value.id);
  expect((await listManagedDevices(actor))[0]?.devices).toEqual([]);
});

test("a device that waits gets another code, which ends the former one; one that is set up or revoked gets none", async () => {
  const { organisation, place } = await city(server.db);
  const here = await place("Neuhof");
  const actor = coordinator(organisation.id);
  const made = await devices.makeEnrolCode(actor, { place: here.id, kind: "screen", name: "Entrée" });
  if (!made.ok) throw new Error(made.refusal);
  const { id, code: first } = made.value;
  const again = await devices.renewEnrolCode(actor, id);
  if (!again.ok) throw new Error(again.refusal);
  expect(again.value).toMatchObject({ id, place: here.id, timeZone: "Europe/Paris" });
  expect(await typesInForm(first)).toEqual(["/appareil?refus=not-found", 0]);
  expect(await devices.renewEnrolCode(coordinator(randomUUID()), id)).toEqual({ ok: false, refusal: "not-allowed" });
  expect(await typesInForm(again.value.code)).toEqual([`/ecran/${here.slug}`, 1]);
  expect(await devices.renewEnrolCode(actor, id)).toEqual({ ok: false, refusal: "state-changed" });
  expect(await devices.renewEnrolCode(actor, randomUUID())).toEqual({ ok: false, refusal: "not-found" });
});

test("nobody sees the devices of another organisation", async () => {
  const one = await city(server.db);
  const other = await city(server.db);
  await one.place("Neuhof");
  expect(await listManagedDevices(coordinator(other.organisation.id))).toEqual([]);
});

test("a code is shown by its sealed address as long as it works, and no longer", () => {
  const now = server.clock.now();
  const shown = { code: "ABCD2345", place: randomUUID(), until: plusMinutes(now, 10), timeZone: "Europe/Paris" };
  const sealed = shownCode.sealCode(shown);
  expect(shownCode.openCode(sealed, now)).toEqual(shown);
  expect(shownCode.openCode(sealed, plusMinutes(now, 10))).toBeUndefined();
  expect(shownCode.openCode(undefined, now)).toBeUndefined();
});
