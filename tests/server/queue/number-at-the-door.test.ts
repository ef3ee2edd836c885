import { randomUUID } from "node:crypto";
import type { Act } from "#lib/queue/acts/acts.ts";
import { MINUTE } from "#lib/time/instant.ts";
import { json } from "#tests/server/auth/auth-server.ts";
import { freshServer, setTime, neuhof, type Server } from "./neuhof.ts";
import { addContact, identityOf } from "#tests/support/identities.ts";

let server: Server;
let doorOf: typeof import("#lib/server/place/door.ts").doorOf;
let secretOf: typeof import("#lib/server/secrets.ts").secretOf;
let takeNumber: typeof import("#lib/server/queue/take-number.ts").takeNumber;
let followVisit: typeof import("#lib/server/queue/follow-visit.ts").followVisit;
let leaveLine: typeof import("#lib/server/queue/leave-line.ts").leaveLine;
let visits: typeof import("#app/api/v1/permanences/[id]/visits/route.ts").POST;
let goAway: typeof import("#lib/server/queue/go-away.ts").goAway;
let form: typeof import("#app/[locale]/suivi/[secret]/absence/route.ts").POST;

beforeAll(async () => {
  server = await freshServer();
  ({ doorOf } = await import("#lib/server/place/door.ts"));
  ({ secretOf } = await import("#lib/server/secrets.ts"));
  ({ takeNumber } = await import("#lib/server/queue/take-number.ts"));
  ({ followVisit } = await import("#lib/server/queue/follow-visit.ts"));
  ({ leaveLine } = await import("#lib/server/queue/leave-line.ts"));
  ({ goAway } = await import("#lib/server/queue/go-away.ts"));
  ({ POST: visits } = await import("#app/api/v1/permanences/[id]/visits/route.ts"));
  ({ POST: form } = await import("#app/[locale]/suivi/[secret]/absence/route.ts"));
  await server.db.topic.create({ data: { key: "caf", rank: 1, minutes: 25 } });
});
afterAll(() => server.db.$disconnect());

async function neuhofWithDoor() {
  const place = await neuhof(server);
  const secret = secretOf("door", place.place.id, 1);
  const door = await doorOf(place.place.slug, secret);
  if (!door) throw new Error("The door does not open.");
  return {
    ...place,
    secret,
    door,
    takes: (wanted: { topic?: string; language?: string; priority?: boolean } = {}, key?: string) =>
      takeNumber(door.actor, { permanence: place.permanence, ...wanted }, key),
  };
}

const value = <Value>(result: { ok: true; value: Value } | { ok: false; refusal: string }): Value => {
  if (!result.ok) throw new Error(result.refusal);
  return result.value;
};

test("the door opens at its own place only, with its own secret, until it is printed again", async () => {
  const here = await neuhofWithDoor();
  const there = await neuhofWithDoor();
  expect(await doorOf(there.place.slug, here.secret)).toBeUndefined();
  expect(
    await doorOf(here.place.slug, `${here.secret.slice(0, -1)}${here.secret.endsWith("A") ? "B" : "A"}`),
  ).toBeUndefined();
  expect(await doorOf(here.place.slug, "../../etc/passwd")).toBeUndefined();
  await server.db.place.update({ where: { id: here.place.id }, data: { doorGeneration: 2 } });
  expect(await doorOf(here.place.slug, here.secret)).toBeUndefined();
});

test("a phone at the door takes a number, and its holder follows their turn", async () => {
  const { takes, opens, permanence } = await neuhofWithDoor();
  expect(await takes()).toEqual({ ok: false, refusal: "numbers-not-given" });
  await opens();
  const first = value(await takes());
  const second = value(await takes({ topic: "caf", language: "tr" }));
  expect([first.number, second.number]).toEqual([1, 2]);
  const followed = await followVisit(second.secret);
  expect(followed).toMatchObject({
    visit: second.visit,
    topic: "caf",
    permanence: { id: permanence, timeZone: "Europe/Paris", status: "open" },
    place: { shortName: "Neuhof", phone: "0388000000" },
    follow: { number: 2, picture: 1, state: "waiting", ahead: { people: 1, appointments: [] }, letPast: false },
    alive: true,
  });
});

test("the same request sent again leads to the same number and the same secret", async () => {
  const { takes, opens, line } = await neuhofWithDoor();
  await opens();
  const key = randomUUID();
  const tries = await Promise.all(Array.from({ length: 4 }, () => takes({ topic: "caf" }, key)));
  expect(new Set(tries.map((taken) => value(taken).secret)).size).toBe(1);
  expect((await line()).visits).toHaveLength(1);
  expect(await takes({ language: "tr" }, key)).toEqual({ ok: false, refusal: "idempotency-key-reused" });
});

test("one key used at several half-days at once gives one number; the others are refused idempotency-key-reused", async () => {
  const doors = await Promise.all(Array.from({ length: 5 }, neuhofWithDoor));
  for (const door of doors) await door.opens();
  const key = randomUUID();
  const tries = await Promise.all(doors.map((door) => door.takes({}, key)));
  expect(tries.map((taken) => (taken.ok ? "given" : taken.refusal)).toSorted()).toEqual([
    "given",
    ...Array<string>(4).fill("idempotency-key-reused"),
  ]);
  expect((await Promise.all(doors.map(async (door) => (await door.line()).visits.length))).toSorted()).toEqual([
    0, 0, 0, 0, 1,
  ]);
});

test("a refused request is tried anew with the same key", async () => {
  const { takes, opens } = await neuhofWithDoor();
  const key = randomUUID();
  expect(await takes({}, key)).toEqual({ ok: false, refusal: "numbers-not-given" });
  await opens();
  expect(value(await takes({}, key)).number).toBe(1);
});

test("a phone gives itself no priority, takes no number elsewhere and names no unknown topic", async () => {
  const here = await neuhofWithDoor();
  const there = await neuhofWithDoor();
  await here.opens();
  await there.opens();
  expect(await here.takes({ priority: true })).toEqual({ ok: false, refusal: "not-allowed" });
  expect(await takeNumber(here.door.actor, { permanence: there.permanence })).toEqual({
    ok: false,
    refusal: "not-allowed",
  });
  expect(await takeNumber({ kind: "anonymous" }, { permanence: here.permanence })).toEqual({
    ok: false,
    refusal: "not-allowed",
  });
  expect(await here.takes({ topic: "astrology" })).toEqual({ ok: false, refusal: "unknown-topic" });
  expect(await takeNumber(here.door.actor, { permanence: "neuhof" })).toEqual({ ok: false, refusal: "not-found" });
  expect((await here.line()).visits).toEqual([]);
});

test("the team gives priority with the number", async () => {
  const { opens, staff, permanence, visit } = await neuhofWithDoor();
  await opens();
  const taken = value(await takeNumber(staff, { permanence, priority: true }));
  expect(await visit(taken.visit)).toMatchObject({ priority: true });
});

test("when the team's devices are silent for three minutes the door gives no number, and says so", async () => {
  const { takes, opens, staff, permanence, walksIn } = await neuhofWithDoor();
  await opens();
  await walksIn();
  const taken = value(await takes());
  setTime(server, "8:52");
  expect(value(await takes()).number).toBe(3);
  setTime(server, "8:54");
  expect(await takes()).toEqual({ ok: false, refusal: "place-offline" });
  expect(await followVisit(taken.secret)).toMatchObject({ alive: false, follow: { wait: { state: "unknown" } } });
  value(await takeNumber(staff, { permanence }));
  const { readLine } = await import("#lib/server/queue/line-exchange.ts");
  await readLine(staff, permanence);
  expect(value(await takes()).number).toBe(5);
  expect(await followVisit(taken.secret)).toMatchObject({ alive: true });
});

test("the holder leaves once, asked twice, and nobody with another secret", async () => {
  const { takes, opens, visit, does } = await neuhofWithDoor();
  await opens();
  const mine = value(await takes());
  const other = value(await takes());
  const forged = `${other.secret.slice(0, 22)}${mine.secret.slice(22)}`;
  expect(await leaveLine(forged)).toEqual({ ok: false, refusal: "not-found" });
  expect(await followVisit(forged)).toBeUndefined();
  const tries = await Promise.all([leaveLine(mine.secret), leaveLine(mine.secret)]);
  expect(tries.map(({ ok }) => ok)).toEqual([true, true]);
  expect(await visit(mine.visit)).toMatchObject({ state: "left", why: "resident" });
  expect(await visit(other.visit)).toMatchObject({ state: "waiting" });
  await does({ type: "call-next", desk: 1 });
  await does({ type: "start", visit: other.visit });
  expect(await leaveLine(other.secret)).toEqual({ ok: false, refusal: "state-changed" });
});

test("long after three calls without an answer their holder still reads that this is why", async () => {
  const { takes, opens, does } = await neuhofWithDoor();
  await opens();
  const mine = value(await takes());
  for (let calls = 0; calls < 3; calls += 1) {
    await does({ type: "call", visit: mine.visit, desk: 1 });
    await does({ type: "absent", visit: mine.visit });
  }
  expect((await followVisit(mine.secret))?.follow).toMatchObject({ state: "left", unanswered: true });
  setTime(server, "9:30");
  expect((await followVisit(mine.secret))?.follow).toMatchObject({ state: "left", unanswered: true });
});

/** A morning at five past nine with a person in line, and what they can do from their page. */
async function inLine() {
  const here = await neuhof(server);
  await here.opens();
  setTime(server, "9:05");
  const taken = await takeNumber(here.staff, { permanence: here.permanence });
  if (!taken.ok) throw new Error(taken.refusal);
  const { secret, visit: id } = taken.value;
  const goes = (minutes: number | undefined, key?: string) => goAway(secret, minutes, key);
  const posts = async (fields: Record<string, string>, locale = "fr", headers: Record<string, string> = {}) => {
    const request = new Request("http://localhost:3000/x", {
      method: "POST",
      body: new URLSearchParams(fields),
      headers: { host: "localhost:3000", ...headers },
    });
    const answer = await form(request, { params: Promise.resolve({ locale, secret }) });
    return [answer.status, answer.headers.get("location")];
  };
  return { ...here, id, secret, goes, posts, now: () => here.visit(id) };
}

test("« Je reviens » keeps number and place until the time said", async () => {
  const { goes, now, does, walksIn, visit, id, secret } = await inLine();
  const after = await walksIn();
  expect(await goes(20)).toMatchObject({ ok: true });
  expect((await followVisit(secret))?.follow).toMatchObject({ number: 1, state: "waiting" });
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
  const { goes, now } = await inLine();
  await goes(20);
  expect([(await goes(undefined)).ok, (await goes(undefined)).ok]).toEqual([true, true]);
  expect(await now()).toMatchObject({ state: "waiting", awayTimes: 1 });
  expect(await now()).not.toHaveProperty("awayUntil");
});

test("one tap sent five times at once is one time", async () => {
  const { goes, now } = await inLine();
  const key = randomUUID();
  const tries = await Promise.all(Array.from({ length: 5 }, () => goes(20, key)));
  expect(tries.map(({ ok }) => ok)).toEqual([true, true, true, true, true]);
  expect(await now()).toMatchObject({ awayTimes: 1 });
  expect(await goes(30, key)).toEqual({ ok: false, refusal: "idempotency-key-reused" });
});

test("somebody called or helped does not go away like that, and nobody by another's link", async () => {
  const { goes, does, id, secret } = await inLine();
  const other = await inLine();
  const forged = `${secret.slice(0, 22)}${other.secret.slice(22)}`;
  expect(await goAway(forged, 20)).toEqual({ ok: false, refusal: "not-found" });
  await does({ type: "call-next", desk: 1 });
  expect(await goes(20)).toEqual({ ok: false, refusal: "already-called" });
  await does({ type: "start", visit: id });
  expect(await goes(20)).toMatchObject({ ok: false });
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

const NAME = "Zélie-Marguerite";
const PHONE = "06 98 76 54 32";

async function door() {
  const here = await neuhof(server);
  await here.opens();
  const secret = secretOf("door", here.place.id, 1);
  const asks = async (person: object, headers: Record<string, string> = {}) => {
    const answer = await visits(json({ door: secret, ...person }, headers), {
      params: Promise.resolve({ id: here.permanence }),
    });
    return { status: answer.status, ...((await answer.json()) as { code?: string; number?: number }) };
  };
  return { ...here, asks };
}

/** Every row of these tables as text. */
const written = async (...tables: string[]): Promise<string> => {
  const rows = await Promise.all(
    tables.map((table) => server.db.$queryRawUnsafe<{ line: string }[]>(`SELECT t::text AS line FROM ${table} t`)),
  );
  return rows
    .flat()
    .map(({ line }) => line)
    .join("\n");
};

test("a first name and a phone are kept beside the number, for the team, as they can be called", async () => {
  const { asks, line } = await door();
  expect(await asks({ name: ` ${NAME} `, phone: PHONE })).toMatchObject({ status: 201, number: 1 });
  expect(await identityOf(server.db, (await line()).visits[0]?.id ?? "")).toEqual({
    name: NAME,
    phone: "+33698765432",
  });
  expect(JSON.stringify(await line())).not.toMatch(/Zélie|69876543|98 76/);
});

test("the use case itself refuses a personal number and what is no telephone, whoever calls it", async () => {
  const { staff, permanence } = await door();
  expect(await takeNumber(staff, { permanence, name: "dossier 1234567 A" })).toEqual({
    ok: false,
    refusal: "personal-number-refused",
  });
  expect(await takeNumber(staff, { permanence, phone: "12" })).toEqual({ ok: false, refusal: "malformed" });
});

test("the same request with another name is another request", async () => {
  const { asks } = await door();
  const key = { "idempotency-key": randomUUID() };
  expect([await asks({ name: NAME }, key), await asks({ name: NAME }, key)]).toMatchObject([
    { number: 1 },
    { number: 1 },
  ]);
  expect(await asks({ name: "Inès" }, key)).toMatchObject({ status: 422, code: "idempotency-key-reused" });
});

test("what happened to a person stays written, and who they are stands nowhere in it", async () => {
  const { asks, booked, does, line } = await door();
  await asks({ name: NAME, phone: PHONE }, { "idempotency-key": randomUUID() });
  const appointment = await booked("9:30");
  await addContact(server.db, appointment, { name: NAME, phone: "+33698765432", email: "zelie@exemple.fr" });
  const visit = (await line()).visits[0]?.id ?? "";
  const acts: Act[] = [
    { type: "check-in", appointment, visit: randomUUID() },
    { type: "prioritise", visit },
    { type: "call-next", desk: 1 },
    { type: "start", visit },
    { type: "pause", visit },
    { type: "resume", visit },
    { type: "report", visit, report: { themes: ["logement"], minutes: 20, equipment: [] } },
    { type: "refer", visit, target: "aide_sociale" },
    { type: "turn-away", reason: "full" },
    { type: "announce", message: `${NAME} est attendue à l’accueil.` },
  ];
  for (const act of acts) expect(await does(act)).toBe("applied");
  const record = await written(
    "visit",
    "appointment",
    "queue_event",
    "queue_command",
    "idempotency_key",
    "referral",
    "turn_away",
    "activity_report",
    "journal",
    "outbox",
    "rate_limit",
  );
  expect(record).toContain(visit);
  for (const trace of ["Zélie", "69876543", "98 76", "zelie@"]) expect(record).not.toContain(trace);
  expect(await written("visit_identity")).toContain(NAME);
  expect(await written("appointment_contact")).toContain(NAME);
});
