/** @zones */
import { jest } from "@jest/globals";
import type { Actor } from "#lib/access/actor.ts";
import { isoAt, morningAt, neuhof, NOW, staffAt, WEEK_AFTER } from "#tests/server/booking/neuhof.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";

const { db } = await serverOnFreshDatabase({ APP_NOW: NOW, APP_URL: "https://permanences.example" });
let signedIn: Actor | undefined;
// Reading who is signed in has its own tests (tests/server/auth).
const caller = await import("#lib/server/auth/caller.ts");
jest.unstable_mockModule("#lib/server/auth/caller.ts", () => ({
  ...caller,
  staffOf: async () => signedIn,
  callerOf: async () => signedIn ?? { kind: "anonymous" },
  credentialOf: () => undefined,
  isTrue: async () => false,
}));
const cancel = await import("#app/api/v1/permanences/[id]/cancel/route.ts");
const lanes = await import("#app/api/v1/permanences/[id]/lanes/route.ts");
const appointments = await import("#app/api/v1/permanences/[id]/appointments/route.ts");

const HOST = "https://permanences.example";
const send = async (
  route: { POST: (request: Request, context: { params: Promise<{ id: string }> }) => Promise<Response> },
  id: string,
  body: unknown,
) =>
  route.POST(
    new Request(`${HOST}/api/v1/permanences/${id}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    }),
    { params: Promise.resolve({ id }) },
  );

async function planned() {
  const here = await neuhof(db);
  const [permanence, next] = [await morningAt(db, here, { lanes: 2 }), await morningAt(db, here, { day: WEEK_AFTER })];
  const coordinator = await staffAt(db, here, "coordinator");
  const book = async (hour: string, extra: object = {}) =>
    (await send(appointments, permanence, { topic: "caf", startsAt: isoAt(hour), ...extra })).json() as Promise<{
      id: string;
      code: string;
    }>;
  return { here, permanence, next, coordinator, book };
}

beforeEach(() => void (signedIn = undefined));
afterAll(() => db.$disconnect());

test("a coordinator reads what cancelling would do, cancels, and reads the same when asking again", async () => {
  const { permanence, next, coordinator, book } = await planned();
  await book("09:30");
  signedIn = coordinator;
  const seen = await send(cancel, permanence, { preview: true });
  expect([seen.status, seen.headers.get("cache-control")]).toEqual([200, "no-store"]);
  expect(await seen.json()).toEqual({
    preview: true,
    appointments: 1,
    waiting: 0,
    beingHelped: 0,
    alternatives: [
      {
        permanence: next,
        startsAt: isoAt("09:00", WEEK_AFTER),
        endsAt: isoAt("12:00", WEEK_AFTER),
        access: "mixed",
        free: 9,
        place: { slug: expect.any(String), name: "Mairie de quartier du Neuhof" },
      },
    ],
  });
  const answers = [
    await send(cancel, permanence, { preview: false, reason: "Grève" }),
    await send(cancel, permanence, { preview: false, reason: "Grève" }),
  ];
  expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  expect(await answers[1]?.json()).toMatchObject({ preview: false, appointments: 1 });
});

test("a coordinator takes a lane away and reads who lost theirs, how to find them, and whether too much can be booked", async () => {
  const { permanence, coordinator, book } = await planned();
  await book("09:30");
  await db.appointment.updateMany({
    where: { permanenceId: permanence },
    data: { bookedAt: new Date("2026-11-19T10:00:00Z") },
  });
  const late = await book("09:30", { email: "late@exemple.fr" });
  signedIn = coordinator;
  const answer = await send(lanes, permanence, { bookableLanes: 1 });
  expect(answer.status).toBe(200);
  expect(await answer.json()).toEqual({
    bookableLanes: 1,
    bookableShare: 0.5,
    warning: true,
    overbooked: [
      {
        id: late.id,
        code: late.code,
        topics: ["caf"],
        startsAt: isoAt("09:30"),
        endsAt: isoAt("10:00"),
        bookedAt: expect.stringMatching(/^2026-11-20T10:00:.*\+01:00$/),
        reachable: true,
      },
    ],
  });
});

test("each refusal has its status", async () => {
  const { here, permanence, coordinator } = await planned();
  for (const [route, body] of [
    [cancel, { preview: true }],
    [lanes, { bookableLanes: 1 }],
  ] as const) {
    signedIn = undefined;
    expect(await (await send(route, permanence, body)).json()).toMatchObject({ status: 401, code: "sign-in-needed" });
    signedIn = await staffAt(db, here, "reception");
    expect(await (await send(route, permanence, body)).json()).toMatchObject({ status: 403, code: "not-allowed" });
    signedIn = coordinator;
    expect(await (await send(route, crypto.randomUUID(), body)).json()).toMatchObject({
      status: 404,
      code: "not-found",
    });
  }
  expect(await (await send(lanes, permanence, { bookableLanes: 3 })).json()).toMatchObject({
    status: 422,
    code: "too-many-lanes",
  });
  expect(
    await (await send(cancel, permanence, { preview: false, reason: "1 85 05 78 006 084 91" })).json(),
  ).toMatchObject({ status: 422, code: "personal-number-refused" });
});

test("cancelling without a reason is malformed and changes nothing", async () => {
  const { permanence, coordinator } = await planned();
  signedIn = coordinator;
  expect(await (await send(cancel, permanence, { preview: false })).json()).toMatchObject({
    status: 400,
    code: "malformed",
  });
  expect(await db.permanence.findUnique({ where: { id: permanence } })).toMatchObject({
    status: "scheduled",
    bookableLanes: 2,
  });
});

test("signed in, the team overbooks and wants a conseiller by the same call as everybody books; hours at which that conseiller is wanted already are not proposed", async () => {
  const { here, permanence, book } = await planned();
  await book("09:30");
  await book("09:30");
  const conseiller = await staffAt(db, here, "conseiller");
  signedIn = await staffAt(db, here);
  expect(
    (
      await send(appointments, permanence, {
        topic: "caf",
        startsAt: isoAt("09:30"),
        overbook: { reason: "Vient de loin" },
      })
    ).status,
  ).toBe(201);
  const wanted = { topic: "caf", wantedConseiller: conseiller.user };
  expect((await send(appointments, permanence, { ...wanted, startsAt: isoAt("11:00") })).status).toBe(201);
  const refused = (await (await send(appointments, permanence, { ...wanted, startsAt: isoAt("11:00") })).json()) as {
    code: string;
    alternatives: { startsAt: string }[];
  };
  expect([refused.code, refused.alternatives.map(({ startsAt }) => startsAt)]).toEqual([
    "slot-taken",
    [isoAt("10:00"), isoAt("10:30"), isoAt("11:30")],
  ]);
});
