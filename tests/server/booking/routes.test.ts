import { contactOf } from "#tests/support/identities.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import { type HalfDayOptions, isoAt, MONDAY, morningAt, neuhof, NOW, staffAt, visitFor, WEEK_AFTER } from "./neuhof.ts";

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
const monday = async (given: HalfDayOptions = {}) => morningAt(db, await neuhof(db), given);

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

test("no such half-day, no such topic, a topic for which one walks in, a query that is none", async () => {
  const id = await monday();
  expect((await slotsOf(crypto.randomUUID())).status).toBe(404);
  expect((await slotsOf("neuhof")).status).toBe(404);
  expect(await (await slotsOf(id, "?topic=passeport")).json()).toMatchObject({ status: 422, code: "unknown-topic" });
  expect(await (await slotsOf(id, "?topic=depannage")).json()).toMatchObject({ status: 422, code: "not-bookable" });
  expect((await slotsOf(id, "?topic=' OR 1=1")).status).toBe(400);
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

test("when the half-day is full, the first hours of the next ones at the place are proposed", async () => {
  const place = await neuhof(db);
  const windows = [{ from: 0, to: 30, mode: "appointment" as const }];
  const id = await morningAt(db, place, { windows });
  const next = await morningAt(db, place, { day: WEEK_AFTER, windows });
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

test("a body that is no JSON by its name books nothing", async () => {
  const id = await monday();
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

describe("an appointment that is booked", () => {
  const behind = (secret: string, method: string, body?: unknown, headers: Record<string, string> = {}) =>
    [
      new Request(`${HOST}/api/v1/appointments/${secret}`, {
        method,
        headers: { "content-type": "application/json", host: "permanences.example", ...headers },
        ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
      }),
      context("secret", secret),
    ] as const;
  const move = (secret: string, body: unknown, headers?: Record<string, string>) =>
    appointment.PATCH(...behind(secret, "PATCH", body, headers));
  const cancel = (secret: string) => appointment.DELETE(...behind(secret, "DELETE"));
  type BookedAnswer = { id: string; secret: string; code: string; startsAt: string; state: string };
  const booked = async (id: string, hour = "09:30", day?: string) =>
    (await (await send(id, { topic: "caf", startsAt: isoAt(hour, day) })).json()) as BookedAnswer;

  test("an appointment is moved and answers its new hour, with the same link and code, and no cache keeps it", async () => {
    const before = await booked(await monday());
    const answer = await move(before.secret, { startsAt: isoAt("11:00") });
    expect([answer.status, answer.headers.get("cache-control")]).toEqual([200, "no-store"]);
    const after = await answer.json();
    expect(after).toEqual({ ...before, startsAt: isoAt("11:00"), endsAt: isoAt("11:30") });
    expect(await (await ask(before.secret)).json()).toEqual(after);
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

  test("each refusal of a move has its status, and moves nothing", async () => {
    const id = await monday();
    const { id: held, secret } = await booked(id);
    const codeOf = async (body: unknown) => (await move(secret, body)).json();
    expect(await codeOf({ startsAt: isoAt("09:15") })).toMatchObject({ status: 422, code: "leaves-a-hole" });
    expect(await codeOf({ startsAt: isoAt("13:00") })).toMatchObject({ status: 422, code: "outside-hours" });
    expect(await codeOf({ startsAt: "1970-01-01T00:00:00Z" })).toMatchObject({ status: 422, code: "outside-hours" });
    expect(await codeOf({ permanence: crypto.randomUUID(), startsAt: isoAt("10:00") })).toMatchObject({
      status: 404,
      code: "not-found",
    });
    await visitFor(db, id, held);
    expect(await codeOf({ startsAt: isoAt("10:00") })).toMatchObject({ status: 422, code: "too-late" });
    const told = await (await ask(secret)).json();
    expect(told).toMatchObject({ startsAt: isoAt("09:30"), state: "checked-in" });
    // The secret of the appointment gives no right to the number.
    for (const kept of ["visit", "late", "closedBefore"]) expect(told).not.toHaveProperty(kept);
  });

  test.each([
    ["no hour", {}],
    ["a half-day that is no id", { startsAt: isoAt("10:00"), permanence: "neuhof" }],
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
    expect(await (await ask(secret)).json()).toMatchObject({
      state: "cancelled-by-resident",
      startsAt: isoAt("09:30"),
    });
    expect(await (await move(secret, { startsAt: isoAt("10:00") })).json()).toMatchObject({
      status: 409,
      code: "state-changed",
    });
    expect(await booked(id)).toMatchObject({ state: "booked", startsAt: isoAt("09:30") });
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
});

test("the team overbooks and wants a conseiller by the same call as everybody books; hours at which that conseiller is wanted already are not proposed", async () => {
  const here = await neuhof(db);
  const permanence = await morningAt(db, here, { lanes: 2 });
  const { user: wantedConseiller } = await staffAt(db, here, "conseiller");
  const { email } = await db.user.findUniqueOrThrow({ where: { id: (await staffAt(db, here)).user } });
  const { makeToken } = await import("#lib/server/auth/api-tokens.ts");
  const token = await makeToken({ email, name: "accueil", scopes: ["booking"] });
  if (!token.ok) throw new Error(token.refusal);
  const book = (hour: string, more: object = {}) =>
    send(permanence, { topic: "caf", startsAt: isoAt(hour), ...more }, { authorization: `Bearer ${token.value}` });
  await book("09:30");
  await book("09:30");
  expect((await book("09:30", { overbook: { reason: "Vient de loin" } })).status).toBe(201);
  expect((await book("11:00", { wantedConseiller })).status).toBe(201);
  const refused = (await (await book("11:00", { wantedConseiller })).json()) as {
    code: string;
    alternatives: { startsAt: string }[];
  };
  expect([refused.code, refused.alternatives.map(({ startsAt }) => startsAt)]).toEqual([
    "slot-taken",
    [isoAt("10:00"), isoAt("10:30"), isoAt("11:30")],
  ]);
});
