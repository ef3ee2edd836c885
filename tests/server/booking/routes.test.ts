import { contactOf } from "#tests/support/identities.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import { type Given, isoAt, MONDAY, morningAt, neuhof, NOW, WEEK_AFTER } from "./neuhof.ts";

const { db } = await serverOnFreshDatabase({ APP_NOW: NOW, APP_URL: "https://permanences.example" });
const slots = await import("#app/api/v1/permanences/[id]/slots/route.ts");
const appointments = await import("#app/api/v1/permanences/[id]/appointments/route.ts");
const appointment = await import("#app/api/v1/appointments/[secret]/route.ts");

afterAll(() => db.$disconnect());

const HOST = "https://permanences.example";
const context = <Name extends string>(name: Name, value: string) => ({
  params: Promise.resolve({ [name]: value } as Record<Name, string>),
});
const slotsOf = async (id: string, query = "?topic=caf") =>
  slots.GET(new Request(`${HOST}/api/v1/permanences/${id}/slots${query}`), context("id", id));
const ask = (secret: string) =>
  appointment.GET(new Request(`${HOST}/api/v1/appointments/${secret}`), context("secret", secret));
const send = (id: string, body: unknown, headers: Record<string, string> = {}) =>
  appointments.POST(
    new Request(`${HOST}/api/v1/permanences/${id}/appointments`, {
      method: "POST",
      headers: { "content-type": "application/json", host: "permanences.example", ...headers },
      body: typeof body === "string" ? body : JSON.stringify(body),
    }),
    context("id", id),
  );
/** The one appointment of a half-day; its id. */
const only = async (permanenceId: string): Promise<string> =>
  (await db.appointment.findFirstOrThrow({ where: { permanenceId } })).id;
const monday = async (given: Given = {}) => morningAt(db, await neuhof(db), given);
const hoursOf = async (answer: Response): Promise<string[]> =>
  ((await answer.json()) as { slots: { startsAt: string }[] }).slots.map(({ startsAt }) => startsAt);

test("the slots of a half-day are answered with the place's offset and what remains, and no cache keeps them", async () => {
  const answer = await slotsOf(
    await monday({
      lanes: 2,
      windows: [
        { from: 0, to: 60, mode: "appointment" },
        { from: 60, to: 180, mode: "walk-in" },
      ],
    }),
  );
  expect([answer.status, answer.headers.get("cache-control")]).toEqual([200, "no-store"]);
  expect(await answer.json()).toEqual({
    slots: [
      { startsAt: isoAt("09:00"), endsAt: isoAt("09:30"), remaining: 2 },
      { startsAt: isoAt("09:30"), endsAt: isoAt("10:00"), remaining: 2 },
    ],
  });
});

test("several topics take their time together, and no topic is the shortest one", async () => {
  const id = await monday({ windows: [{ from: 0, to: 75, mode: "mixed" }] });
  expect(await hoursOf(await slotsOf(id, "?topic=caf&topic=impots"))).toEqual([isoAt("09:00")]);
  expect(await hoursOf(await slotsOf(id, ""))).toEqual([isoAt("09:00"), isoAt("09:45")]);
});

test("no such half-day, no such topic, a topic for which one walks in, a query that is none", async () => {
  const id = await monday();
  expect((await slotsOf(crypto.randomUUID())).status).toBe(404);
  expect((await slotsOf("neuhof")).status).toBe(404);
  expect(await (await slotsOf(id, "?topic=passeport")).json()).toMatchObject({ status: 422, code: "unknown-topic" });
  expect(await (await slotsOf(id, "?topic=depannage")).json()).toMatchObject({ status: 422, code: "not-bookable" });
  expect((await slotsOf(id, "?topic=' OR 1=1")).status).toBe(400);
});

test("a misnamed field is refused by its name, and nothing is booked", async () => {
  const id = await monday();
  const asked = { topic: "caf", startsAt: isoAt("09:30") };
  const answer = await send(id, { ...asked, telephone: "06 12 34 56 78" });
  expect([answer.status, await answer.json()]).toEqual([
    400,
    expect.objectContaining({
      code: "unknown-field",
      detail: "This call has no field telephone.",
      fields: ["telephone"],
    }),
  ]);
  expect(await (await send(id, { ...asked, overbook: { reason: "Vient de loin", raison: "" } })).json()).toMatchObject({
    fields: ["overbook.raison"],
  });
  // Also where another field is wrong or missing: its misspelt name is the likely reason.
  expect(await (await send(id, { topic: "caf", startAt: isoAt("09:30") })).json()).toMatchObject({
    fields: ["startAt"],
  });
  expect(await db.appointment.count({ where: { permanenceId: id } })).toBe(0);
});

test("an hour is booked and its secret reads it again", async () => {
  const id = await monday();
  const answer = await send(id, { topic: "caf", startsAt: isoAt("09:30"), name: "Fatima", phone: "06 12 34 56 78" });
  const booked = (await answer.json()) as { secret: string };
  expect([answer.status, answer.headers.get("cache-control")]).toEqual([201, "no-store"]);
  expect(booked).toEqual({
    id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    code: expect.stringMatching(/^[2-9A-HJ-NP-Z]{6}$/),
    secret: expect.stringMatching(/^[\w-]{43}$/),
    state: "booked",
    topics: ["caf"],
    permanence: id,
    url: `${HOST}/rendez-vous/${booked.secret}`,
    startsAt: isoAt("09:30"),
    endsAt: isoAt("10:00"),
    phone: "+33388000001",
    place: {
      slug: expect.stringMatching(/^neuhof-/),
      name: "Mairie de quartier du Neuhof",
      address: "1 rue de la Ganzau",
      postalCode: "67100",
      city: "Strasbourg",
    },
  });
  expect(await contactOf(db, await only(id))).toMatchObject({ phone: "+33612345678" });
  const again = await ask(booked.secret);
  expect([again.status, again.headers.get("cache-control")]).toEqual([200, "no-store"]);
  expect(await again.json()).toEqual(booked);
});

test("the answer about an appointment holds no name and no contact", async () => {
  const answer = await send(await monday(), {
    topic: "caf",
    startsAt: isoAt("09:30"),
    name: "Fatima",
    phone: "0612345678",
    email: "fatima@demo.example",
  });
  const { secret } = JSON.parse(await answer.clone().text()) as { secret: string };
  for (const text of [await answer.text(), await (await ask(secret)).text()])
    expect(text).not.toMatch(/Fatima|612345678|fatima@/i);
});

test("a taken hour is answered with the nearest others", async () => {
  const id = await monday();
  await send(id, { topic: "caf", startsAt: isoAt("10:00") });
  const answer = await send(id, { topic: "caf", startsAt: isoAt("10:00") });
  expect([answer.status, answer.headers.get("content-type")]).toEqual([409, "application/problem+json"]);
  expect(await answer.json()).toMatchObject({
    code: "slot-taken",
    alternatives: [
      { permanence: id, startsAt: isoAt("09:00"), remaining: 1 },
      { permanence: id, startsAt: isoAt("09:30"), remaining: 1 },
      { permanence: id, startsAt: isoAt("10:30"), endsAt: isoAt("11:00"), remaining: 1 },
    ],
  });
});

test("when the half-day is full, the first hours of the next ones at the place are proposed", async () => {
  const place = await neuhof(db);
  const windows = [{ from: 0, to: 30, mode: "appointment" as const }];
  const [id, next] = [
    await morningAt(db, place, { windows }),
    await morningAt(db, place, { day: WEEK_AFTER, windows }),
  ];
  await send(id, { topic: "caf", startsAt: isoAt("09:00") });
  const answer = await send(id, { topic: "caf", startsAt: isoAt("09:00") });
  expect(await answer.json()).toMatchObject({
    code: "slot-taken",
    alternatives: [{ permanence: next, startsAt: isoAt("09:00", WEEK_AFTER) }],
  });
});

test("a key sent five times books once; with another body it is refused", async () => {
  const id = await monday();
  const key = { "idempotency-key": crypto.randomUUID() };
  const answers = [];
  for (let time = 0; time < 5; time += 1) answers.push(await send(id, { topic: "caf", startsAt: isoAt("09:30") }, key));
  expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201]);
  expect(new Set(await Promise.all(answers.map((answer) => answer.text()))).size).toBe(1);
  expect(await (await send(id, { topic: "caf", startsAt: isoAt("10:00") }, key)).json()).toMatchObject({
    status: 422,
    code: "idempotency-key-reused",
  });
  expect(await db.appointment.count({ where: { permanenceId: id } })).toBe(1);
  expect((await send(id, { topic: "caf", startsAt: isoAt("10:00") }, { "idempotency-key": "again" })).status).toBe(400);
});

test.each([
  ["no topic", { startsAt: isoAt("09:30") }],
  ["a topic twice over", { topic: "caf", topics: ["caf"], startsAt: isoAt("09:30") }],
  ["four topics", { topics: ["caf", "impots", "a", "b"], startsAt: isoAt("09:30") }],
  ["an hour without offset", { topic: "caf", startsAt: `${MONDAY}T09:30:00` }],
  ["a telephone number that is none", { topic: "caf", startsAt: isoAt("09:30"), phone: "12" }],
  ["an e-mail that is none", { topic: "caf", startsAt: isoAt("09:30"), email: "fatima" }],
  ["a name of a page", { topic: "caf", startsAt: isoAt("09:30"), name: "a".repeat(61) }],
  ["a list", []],
  ["no JSON", "{"],
])("%s is malformed and books nothing", async (_, body) => {
  const id = await monday();
  expect(await (await send(id, body)).json()).toMatchObject({ status: 400, code: "malformed" });
  expect(await db.appointment.count({ where: { permanenceId: id } })).toBe(0);
});

test("an empty contact is none, a name keeps no spaces around it", async () => {
  const id = await monday();
  await send(id, { topics: ["caf"], startsAt: isoAt("09:30"), name: "  Ali ", phone: " ", email: null });
  expect(await contactOf(db, await only(id))).toMatchObject({
    name: "Ali",
    phone: null,
    email: null,
  });
});

test("each refusal of the rule has its status", async () => {
  const id = await monday();
  const codeOf = async (body: unknown) => (await send(id, body)).json();
  expect(await codeOf({ topic: "caf", startsAt: isoAt("09:15") })).toMatchObject({
    status: 422,
    code: "leaves-a-hole",
  });
  expect(await codeOf({ topic: "caf", startsAt: isoAt("13:00") })).toMatchObject({
    status: 422,
    code: "outside-hours",
  });
  expect(await codeOf({ topic: "caf", startsAt: isoAt("09:30"), name: "1234567A" })).toMatchObject({
    status: 422,
    code: "personal-number-refused",
  });
  expect(await (await send(crypto.randomUUID(), { topic: "caf", startsAt: isoAt("09:30") })).json()).toMatchObject({
    status: 404,
    code: "not-found",
  });
});

test("another site's page books nothing, nor does a body that is no JSON by its name", async () => {
  const id = await monday();
  expect(
    (await send(id, { topic: "caf", startsAt: isoAt("09:30") }, { origin: "https://elsewhere.example" })).status,
  ).toBe(403);
  expect((await send(id, { topic: "caf", startsAt: isoAt("09:30") }, { "content-type": "text/plain" })).status).toBe(
    415,
  );
  expect(await db.appointment.count({ where: { permanenceId: id } })).toBe(0);
});

test("a secret that is made up, of something else, or renewed since, opens nothing", async () => {
  const { secretOf } = await import("#lib/server/secrets.ts");
  const { id, secret } = (await (await send(await monday(), { topic: "caf", startsAt: isoAt("09:30") })).json()) as {
    id: string;
    secret: string;
  };
  for (const other of [
    "x",
    secret.slice(0, -1),
    secretOf("visit", id, 1),
    secretOf("appointment", id, 2),
    secretOf("appointment", crypto.randomUUID(), 1),
  ]) {
    expect(await (await ask(other)).json()).toMatchObject({ status: 404, code: "not-found" });
  }
  await db.appointment.update({ where: { id }, data: { generation: 2 } });
  expect((await ask(secret)).status).toBe(404);
});

test("a cancelled appointment still answers its state", async () => {
  const { id, secret } = (await (await send(await monday(), { topic: "caf", startsAt: isoAt("09:30") })).json()) as {
    id: string;
    secret: string;
  };
  await db.appointment.update({ where: { id }, data: { state: "cancelled-by-service" } });
  expect(await (await ask(secret)).json()).toMatchObject({ state: "cancelled-by-service", startsAt: isoAt("09:30") });
});
