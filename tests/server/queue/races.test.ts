import { randomUUID } from "node:crypto";
import type { Act } from "#lib/queue/acts/acts.ts";
import { freshServer, neuhof, type Neuhof, type Server, type Staff } from "#tests/server/queue/neuhof.ts";

let server: Server;
beforeAll(async () => void (server = await freshServer()));
afterAll(() => server.db.$disconnect());

/** Several people act at the same moment; what each was answered, in the order of the alphabet. */
async function atOnce(
  { permanence, command }: Neuhof,
  acts: readonly (readonly [Staff, Act])[],
): Promise<readonly string[]> {
  const ran = await Promise.all(acts.map(([staff, act]) => server.runCommands(staff, permanence, [command(act)])));
  return ran
    .map((one) => (one.ok ? one.value.results[0] : undefined))
    .map((result) => (result?.outcome === "refused" ? result.refusal : (result?.outcome ?? "nothing")))
    .toSorted();
}

const times = <Value>(count: number, one: (index: number) => Value): Value[] =>
  Array.from({ length: count }, (_, index) => one(index));

test("one called or served person per table: a table that presses five times calls one", async () => {
  const here = await neuhof(server);
  await here.opens();
  for (let person = 0; person < 5; person += 1) await here.walksIn();
  expect(
    await atOnce(
      here,
      times(5, () => [here.staff, { type: "call-next", desk: 1 }]),
    ),
  ).toEqual(["applied", "desk-busy", "desk-busy", "desk-busy", "desk-busy"]);
  expect((await here.line()).visits.filter(({ state }) => state === "called")).toHaveLength(1);
});

test("one called or served person per conseiller, also when they open another half-day", async () => {
  const [here, there] = [await neuhof(server), await neuhof(server)];
  const colleague: Staff = { ...there.staff, user: here.staff.user };
  await here.opens();
  await there.joins(colleague);
  await there.does({ type: "give-numbers" });
  const opening = { type: "open", desks: [{ desk: 1, conseiller: colleague.user }] } as const;
  expect(await there.does(opening)).toBe("applied");
  await Promise.all([here.walksIn(), there.walksIn()]);
  const outcomes = await Promise.all([
    here.does({ type: "call-next", desk: 1 }),
    there.does({ type: "call-next", desk: 1 }, { by: colleague }),
  ]);
  expect(outcomes).toEqual(["desk-not-taken", "applied"]);
});

test("one table per conseiller: two tablets with one login that sit down apart", async () => {
  const here = await neuhof(server, { desks: 3 });
  await here.does({ type: "open", desks: [{ desk: 9 }] });
  expect(
    await atOnce(
      here,
      times(3, (index) => [here.staff, { type: "take-desk", desk: index + 1 }]),
    ),
  ).toEqual(["applied", "applied", "applied"]);
  expect(
    (await here.line()).desks.filter(({ state, conseiller }) => state === "present" && conseiller === here.staff.user),
  ).toHaveLength(1);
});

test("one conseiller per table: three sit down at it at the same moment", async () => {
  const here = await neuhof(server);
  await here.does({ type: "open", desks: [{ desk: 9 }] });
  const team = await Promise.all(times(3, () => here.newStaff()));
  expect(
    await atOnce(
      here,
      team.map((staff) => [staff, { type: "take-desk", desk: 1 }]),
    ),
  ).toEqual(["applied", "desk-busy", "desk-busy"]);
});

test("one number per person and one person per number, whoever gives them", async () => {
  const here = await neuhof(server);
  await here.opens();
  const visit = randomUUID();
  expect(
    await atOnce(
      here,
      times(4, () => [here.staff, { type: "add-visit", visit }]),
    ),
  ).toEqual(["already-here", "already-here", "already-here", "applied"]);
  await atOnce(
    here,
    times(10, () => [here.staff, { type: "add-visit", visit: randomUUID() }]),
  );
  expect((await here.line()).visits.map(({ number }) => number)).toEqual(times(11, (index) => index + 1));
});

test("one arrival per appointment", async () => {
  const here = await neuhof(server);
  await here.opens();
  const appointment = await here.booked("9:30");
  expect(
    await atOnce(
      here,
      times(4, () => [here.staff, { type: "check-in", appointment, visit: randomUUID() }]),
    ),
  ).toEqual(["already-here", "already-here", "already-here", "applied"]);
});

test("one end per visit: helped, absent, gone or sent on, the first stands", async () => {
  const here = await neuhof(server);
  await here.opens();
  const visit = await here.walksIn();
  await here.does({ type: "call-next", desk: 1 });
  await here.does({ type: "start", visit });
  const outcomes = await atOnce(here, [
    [here.staff, { type: "finish", visit }],
    [here.staff, { type: "finish", visit }],
    [here.staff, { type: "refer", visit, target: "autre" }],
  ]);
  expect(outcomes).toEqual(["applied", "state-changed", "state-changed"]);
  expect(await server.db.referral.count({ where: { visitId: visit } })).toBeLessThanOrEqual(1);
});

test("one undo per act, and what it gave back is there once", async () => {
  const here = await neuhof(server);
  await here.opens();
  const visit = await here.walksIn();
  const call = randomUUID();
  await here.does({ type: "call-next", desk: 1 }, { id: call });
  expect(
    await atOnce(
      here,
      times(3, () => [here.staff, { type: "undo", command: call }]),
    ),
  ).toEqual(["applied", "too-late", "too-late"]);
  expect((await here.line()).calls).toBe(0);
  expect(await here.visit(visit)).toMatchObject({ state: "waiting" });
});

test("a paused person comes back to their table or waits for it, while the table calls another", async () => {
  for (let round = 0; round < 5; round += 1) {
    const here = await neuhof(server);
    await here.opens();
    const [paused, next] = [await here.walksIn(), await here.walksIn()];
    await here.does({ type: "call-next", desk: 1 });
    await here.does({ type: "start", visit: paused });
    await here.does({ type: "pause", visit: paused });
    expect(
      await atOnce(here, [
        [here.staff, { type: "resume", visit: paused }],
        [here.staff, { type: "call-next", desk: 1 }],
      ]),
    ).toEqual(["applied", "desk-busy"]);
    const states = [(await here.visit(paused)).state, (await here.visit(next)).state];
    expect([
      ["serving", "waiting"],
      ["paused", "called"],
    ]).toContainEqual(states);
  }
});

test("one report per visit: the last one stands, whole", async () => {
  const here = await neuhof(server);
  await here.opens();
  const visit = await here.walksIn();
  await here.does({ type: "call-next", desk: 1 });
  await here.does({ type: "start", visit });
  await atOnce(
    here,
    times(4, (index) => [
      here.staff,
      { type: "report", visit, report: { themes: ["logement"], minutes: 10 + index, equipment: [] } },
    ]),
  );
  const rows = await server.db.activityReport.findMany({ where: { visitId: visit } });
  const [last] = await server.db.queueEvent.findMany({
    where: { visitId: visit, type: "visit-reported" },
    orderBy: { id: "desc" },
    take: 1,
  });
  expect(rows).toHaveLength(1);
  expect(last?.data).toMatchObject({ report: { minutes: rows[0]?.minutes } });
});

test("versions count every change once, however many come together", async () => {
  const here = await neuhof(server, { desks: 3 });
  await here.opens();
  await atOnce(here, [
    ...times(6, () => [here.staff, { type: "add-visit", visit: randomUUID() }] as const),
    [here.staff, { type: "suspend" }],
    [here.staff, { type: "turn-away", reason: "full" }],
    [here.staff, { type: "lease-numbers" }],
  ]);
  const events = await server.db.queueEvent.findMany({
    where: { permanenceId: here.permanence },
    orderBy: { id: "asc" },
    select: { version: true },
  });
  expect(events.map(({ version }) => version)).toEqual(times(events.length, (index) => index + 1));
  expect((await here.line()).version).toBe(events.length);
});
