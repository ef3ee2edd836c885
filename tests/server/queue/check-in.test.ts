import { randomUUID } from "node:crypto";
import { MINUTE } from "#lib/time/instant.ts";
import { at } from "#tests/support/line.ts";
import { machineTimePasses, realMachineTime } from "#tests/support/machine-clock.ts";
import { bearer, json } from "#tests/server/auth/auth-server.ts";
import { freshServer, setTime, neuhof, type Server } from "./neuhof.ts";

let server: Server;
let secretOf: typeof import("#lib/server/secrets.ts").secretOf;
let atTheDoor: typeof import("#app/api/v1/permanences/[id]/check-in/route.ts").POST;
let byLink: typeof import("#app/api/v1/appointments/[secret]/check-in/route.ts").POST;

beforeAll(async () => {
  server = await freshServer();
  ({ secretOf } = await import("#lib/server/secrets.ts"));
  ({ POST: atTheDoor } = await import("#app/api/v1/permanences/[id]/check-in/route.ts"));
  ({ POST: byLink } = await import("#app/api/v1/appointments/[secret]/check-in/route.ts"));
});
afterEach(realMachineTime);
afterAll(() => server.db.$disconnect());

type CheckInAnswer = {
  readonly status: number;
  readonly code?: string;
  readonly number?: number;
  readonly secret?: string;
};
const told = async (answer: Response): Promise<CheckInAnswer> => ({
  status: answer.status,
  ...((await answer.json()) as object),
});

/** A morning with numbers given, a kiosk at its door and a member of the team; how each checks somebody in. */
async function morning() {
  const here = await neuhof(server);
  await here.opens();
  await server.db.membership.create({
    data: { userId: here.staff.user, organisationId: here.organisation.id, role: "reception" },
  });
  const device = async (kind: string, { id: placeId, organisationId } = here.place) => {
    const { id } = await server.db.device.create({
      data: { placeId, organisationId, kind, name: kind, enrolledAt: new Date("2026-11-24T08:00:00Z") },
    });
    return { cookie: `device=${secretOf("device", id, 1)}` };
  };
  const kiosk = await device("kiosk");
  const team = { authorization: await bearer(server, here.staff.user) };
  const gives = async (body: object, headers: Record<string, string> = kiosk) =>
    told(await atTheDoor(json(body, headers), { params: Promise.resolve({ id: here.permanence }) }));
  const shows = async (secret: string, headers: Record<string, string> = kiosk) =>
    told(await byLink(json({}, headers), { params: Promise.resolve({ secret }) }));
  const coded = async (hour: string, code: string, lane = 1) => {
    const id = await here.booked(hour, lane);
    await server.db.appointment.update({ where: { id }, data: { code } });
    return { id, secret: secretOf("appointment", id, 1) };
  };
  return { ...here, device, kiosk, team, gives, shows, coded };
}

test("a booked person touches their hour at the kiosk and gets a number; touched again it is the same one", async () => {
  const { booked, gives, visit, line } = await morning();
  const appointment = await booked("9:30");
  const first = await gives({ hour: "09:30" });
  expect(first).toEqual({
    status: 201,
    number: 1,
    picture: 0,
    secret: expect.stringMatching(/^[\w-]{43}$/),
    url: expect.stringContaining("/suivi/"),
    ahead: { people: 0, appointments: [] },
    wait: expect.any(Object),
    beforeClosing: "yes",
  });
  expect(await gives({ hour: "09:30" })).toMatchObject({ status: 200, number: 1, secret: first.secret });
  const { visits } = await line();
  expect(await visit(visits[0]?.id ?? "")).toMatchObject({ origin: { kind: "appointment", appointment, late: false } });
  expect(visits).toHaveLength(1);
});

test("two booked for one hour go to the team, also when one of them is here", async () => {
  const { booked, gives, does, line } = await morning();
  const [one] = await Promise.all([booked("9:30"), booked("9:30", 2)]);
  expect(await gives({ hour: "09:30" })).toMatchObject({ status: 409, code: "ask-the-team" });
  await does({ type: "check-in", appointment: one, visit: randomUUID() });
  expect(await gives({ hour: "09:30" })).toMatchObject({ status: 409, code: "ask-the-team" });
  expect((await line()).visits).toHaveLength(1);
});

describe("a person who comes to the kiosk again after their visit has ended reads to ask the team: that number is called no more", () => {
  const ended = async () => {
    const here = await morning();
    const { secret } = await here.coded("9:30", "K7M2QX");
    await here.gives({ code: "K7M2QX" });
    const visit = (await here.line()).visits[0]?.id ?? "";
    const comesAgain = async () => [
      await here.gives({ code: "K7M2QX" }),
      await here.gives({ hour: "09:30" }),
      await here.shows(secret),
      await here.shows(secret, here.team),
    ];
    return { ...here, visit, comesAgain };
  };

  test("when they had left, or were helped", async () => {
    const left = await ended();
    const helped = await ended();
    await left.does({ type: "leave", visit: left.visit, by: "staff" });
    for (const act of [
      { type: "call", visit: helped.visit, desk: 1 },
      { type: "start", visit: helped.visit },
      { type: "finish", visit: helped.visit },
    ] as const)
      await helped.does(act);
    for (const { comesAgain, line } of [left, helped]) {
      for (const answer of await comesAgain()) expect(answer).toMatchObject({ status: 409, code: "ask-the-team" });
      expect((await line()).visits).toHaveLength(1);
    }
  });

  test("but they are here with the same number when their leaving is taken back, and while they are called, helped or away", async () => {
    const { does, visit, comesAgain } = await ended();
    const left = randomUUID();
    await does({ type: "leave", visit, by: "staff" }, { id: left });
    await does({ type: "undo", command: left });
    const acts = [
      { type: "away", visit },
      { type: "call", visit, desk: 1 },
      { type: "absent", visit },
      { type: "call", visit, desk: 1 },
      { type: "start", visit },
      { type: "pause", visit },
    ] as const;
    for (const act of acts) {
      await does(act);
      for (const answer of await comesAgain()) expect(answer).toMatchObject({ status: 200, number: 1 });
    }
  });

  test("and once the half-day is closed, that it is", async () => {
    const { does, visit, comesAgain } = await ended();
    await does({ type: "close", leftovers: [{ visit, choice: "no-date" }] });
    for (const answer of await comesAgain()) expect(answer).toMatchObject({ status: 409, code: "permanence-closed" });
  });
});

test("a person whom the team checked in by mistake is expected again: their hour is at the kiosk, and gives another number", async () => {
  const { booked, gives, does, line } = await morning();
  const appointment = await booked("9:30");
  const before = await line();
  const mistaken = randomUUID();
  const checkIn = randomUUID();
  await does({ type: "check-in", appointment, visit: mistaken }, { id: checkIn });
  expect((await line()).undoable.at(-1)).toMatchObject({ command: checkIn, arrived: { id: appointment } });
  expect(await does({ type: "undo", command: checkIn })).toBe("applied");
  const after = await line();
  expect(after.expected).toEqual(before.expected);
  expect(after.visits).toMatchObject([
    { id: mistaken, number: 1, state: "left", why: "given-by-mistake", origin: { kind: "walk-in" } },
  ]);
  expect(
    await server.db.visit.findUniqueOrThrow({ where: { id: mistaken }, select: { appointmentId: true, late: true } }),
  ).toEqual({ appointmentId: null, late: false });
  expect(await gives({ hour: "09:30" })).toMatchObject({ status: 201, number: 2 });
});

test("an hour nobody booked, or one that was cancelled, is not found", async () => {
  const { booked, gives } = await morning();
  expect(await gives({ hour: "10:00" })).toMatchObject({ status: 404, code: "not-found" });
  await server.db.appointment.update({
    where: { id: await booked("9:30") },
    data: { state: "cancelled-by-resident", cancelledAt: new Date(server.clock.now()) },
  });
  expect(await gives({ hour: "09:30" })).toMatchObject({ status: 404 });
});

test("a code is typed in any writing, and checks in once however often and by whom", async () => {
  const { coded, gives, team, line } = await morning();
  await coded("9:30", "K7M2QX");
  const answers = await Promise.all([
    gives({ code: "k7m2qx" }),
    gives({ code: " K7M-2QX " }, team),
    gives({ code: "K7M2QX" }),
  ]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 201]);
  expect(new Set(answers.map(({ secret }) => secret)).size).toBe(1);
  expect((await line()).visits).toHaveLength(1);
});

test("a device guesses five codes a minute; then even the right one waits, at that device alone", async () => {
  const { coded, gives, device, kiosk, permanence } = await morning();
  await coded("9:30", "K7M2QX");
  const guesses = await Promise.all(Array.from({ length: 8 }, () => gives({ code: "AAAAAA" })));
  expect(guesses.map(({ status }) => status).sort()).toEqual([404, 404, 404, 404, 404, 429, 429, 429]);
  const answer = await atTheDoor(json({ code: "K7M2QX" }, kiosk), { params: Promise.resolve({ id: permanence }) });
  expect([answer.status, Number(answer.headers.get("retry-after"))]).toEqual([429, expect.any(Number)]);
  expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(30);
  expect(await gives({ code: "AAAAAA" }, await device("kiosk"))).toMatchObject({ status: 404 });
  machineTimePasses(MINUTE);
  expect(await gives({ code: "K7M2QX" })).toMatchObject({ status: 201 });
});

test("right codes are not counted as tries, however many are typed in a minute", async () => {
  const { coded, gives } = await morning();
  const hours = ["9:00", "9:30", "10:00", "10:30", "11:00", "11:30"];
  for (const [index, hour] of hours.entries()) await coded(hour, `ABCDE${index + 2}`);
  for (const [index] of hours.entries())
    expect(await gives({ code: `ABCDE${index + 2}` })).toMatchObject({ status: 201, number: index + 1 });
});

test("a code of the afternoon at the same place checks in to the afternoon, once numbers are given there", async () => {
  const { coded, gives, place, organisation } = await morning();
  const { id, secret } = await coded("9:30", "K7M2QX");
  const afternoon = await server.db.permanence.create({
    data: {
      placeId: place.id,
      organisationId: organisation.id,
      timeZone: "Europe/Paris",
      localDate: new Date("2026-11-24"),
      startsAt: new Date("2026-11-24T14:00:00+01:00"),
      endsAt: new Date("2026-11-24T17:00:00+01:00"),
      desks: 1,
      bookableLanes: 1,
      windows: [],
      createdAt: new Date("2026-11-24T08:00:00Z"),
      updatedAt: new Date("2026-11-24T08:00:00Z"),
    },
  });
  await server.db.appointment.update({ where: { id }, data: { permanenceId: afternoon.id } });
  expect(await gives({ code: "K7M2QX" })).toMatchObject({ status: 409, code: "numbers-not-given" });
  await server.db.permanence.update({ where: { id: afternoon.id }, data: { numbers: "given" } });
  expect(await gives({ code: "K7M2QX" })).toMatchObject({ status: 201, number: 1 });
  expect(secret).toHaveLength(43);
});

test("on another day nobody is checked in, by link, code or hour", async () => {
  const { coded, gives, shows } = await morning();
  const { secret } = await coded("9:30", "K7M2QX");
  setTime(server, "-1:00");
  for (const answer of [await gives({ code: "K7M2QX" }), await gives({ hour: "09:30" }), await shows(secret)])
    expect(answer).toMatchObject({ status: 409, code: "not-today" });
  setTime(server, "27:00");
  expect(await shows(secret)).toMatchObject({ status: 409, code: "not-today" });
  setTime(server, "0:00");
  expect(await shows(secret)).toMatchObject({ status: 201 });
});

test("in an evening that goes on past midnight who was booked for it is checked in, as the tablet does, until it is closed", async () => {
  const { coded, gives, shows, does, permanence } = await morning();
  await server.db.permanence.update({
    where: { id: permanence },
    data: { startsAt: new Date(at("21:00")), endsAt: new Date(at("24:00")) },
  });
  await coded("22:30", "K7M2QX");
  const second = await coded("23:00", "ABCDE2");
  await coded("23:30", "ABCDE3");
  setTime(server, "24:05");
  expect(await gives({ code: "K7M2QX" })).toMatchObject({ status: 201, number: 1 });
  expect(await shows(second.secret)).toMatchObject({ status: 201, number: 2 });
  expect(await gives({ hour: "23:30" })).toMatchObject({ status: 201, number: 3 });
  const late = await coded("21:30", "ABCDE4");
  const leftovers = (await server.db.visit.findMany({ where: { permanenceId: permanence } })).map(({ id }) => ({
    visit: id,
    choice: "no-date" as const,
  }));
  await does({ type: "close", leftovers });
  expect(await shows(late.secret)).toMatchObject({ status: 409, code: "not-today" });
});

test("a link alone, held at home, checks nobody in", async () => {
  const { coded, shows, line } = await morning();
  const { secret } = await coded("9:30", "K7M2QX");
  expect(await shows(secret, {})).toMatchObject({ status: 401, code: "sign-in-needed" });
  expect(await shows(secret, { cookie: `device=${secret}` })).toMatchObject({ status: 401 });
  expect((await line()).visits).toEqual([]);
});

test("a code of another place is wrong here, and a link that was renewed opens nothing", async () => {
  const { coded, shows } = await morning();
  const { id, secret } = await coded("9:30", "K7M2QX");
  const there = await morning();
  expect(await there.gives({ code: "K7M2QX" })).toMatchObject({ status: 404 });
  await server.db.appointment.update({ where: { id }, data: { generation: 2 } });
  expect(await shows(secret)).toMatchObject({ status: 404, code: "not-found" });
});
