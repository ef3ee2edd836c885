import { randomUUID } from "node:crypto";
import type { Act } from "#lib/queue/acts/acts.ts";
import { freshServer, neuhof, type Neuhof, type Server, type Staff } from "#tests/server/queue/neuhof.ts";

let server: Server;
beforeAll(async () => void (server = await freshServer()));
afterAll(() => server.db.$disconnect());

/** Two half-days, of which the team of the first may run both; `here` is open, with that conseiller at table 1. */
async function twoHalfDays(given: Parameters<typeof neuhof>[1] = {}) {
  const [here, there] = [await neuhof(server, given), await neuhof(server, given)];
  const team = await here.opens();
  const everywhere = await Promise.all(
    team.map(async (staff): Promise<Staff> => {
      await there.joins(staff);
      return { ...staff, roles: [...staff.roles, ...there.staff.roles] };
    }),
  );
  await there.does({ type: "give-numbers" });
  await there.does({ type: "open", desks: [{ desk: 9 }] });
  const [me = here.staff, colleague = here.staff] = everywhere;
  return { here, there, me, colleague };
}

/** What became of one command, whole. */
async function answered(at: Neuhof, by: Staff, act: Act, id: string = randomUUID()) {
  const ran = await server.runCommands(by, at.permanence, [at.command(act, { id })]);
  return ran.ok ? ran.value.results[0] : undefined;
}

const sitDown = { type: "take-desk", desk: 1 } as const;

const seatsOf = async ({ user }: Staff, ...halfDays: readonly Neuhof[]): Promise<readonly string[]> => {
  const lines = await Promise.all(halfDays.map((one) => one.line()));
  return lines.flatMap(({ permanence, desks }) =>
    desks.filter(({ conseiller, state }) => conseiller === user && state !== "left").map(() => permanence),
  );
};

test("who sits down at another half-day has left their former table, and its events say who and when", async () => {
  const { here, there, me } = await twoHalfDays();
  const before = await here.line();
  expect(await there.does(sitDown, { by: me })).toBe("applied");
  expect(await seatsOf(me, here, there)).toEqual([there.permanence]);
  const after = await here.line();
  expect(after.version).toBe(before.version + 1);
  const [last] = await server.db.queueEvent.findMany({
    where: { permanenceId: here.permanence },
    orderBy: { id: "desc" },
    take: 1,
  });
  expect(last).toMatchObject({ type: "desk-left", data: { desk: 1 }, version: after.version });
  expect(last?.actor).toContain(me.user);
});

test("a table on a break is left too, and whom it awaited from another table is next there at once", async () => {
  const { here, there, me, colleague } = await twoHalfDays({ desks: 2 });
  const visit = await here.walksIn();
  await here.does({ type: "call-next", desk: 2 });
  await here.does({ type: "start", visit });
  await here.does({ type: "hand-over", to: 1 }, { by: colleague });
  expect(await there.does(sitDown, { by: me })).toBe("applied");
  expect(await here.visit(visit)).toMatchObject({ state: "waiting", back: true });
  expect(await here.does({ type: "call-next", desk: 2 })).toBe("applied");
  await here.does({ type: "start", visit });
  await here.does({ type: "finish", visit });
  await here.does({ type: "break" }, { by: colleague });
  expect(await there.does({ type: "take-desk", desk: 2 }, { by: colleague })).toBe("applied");
  expect(await seatsOf(colleague, here, there)).toEqual([there.permanence]);
});

test.each(["called", "serving"] as const)(
  "with somebody %s at the former table it is refused, and the answer names the half-day and the table",
  async (state) => {
    const { here, there, me } = await twoHalfDays();
    const visit = await here.walksIn();
    await here.does({ type: "call-next", desk: 1 });
    if (state === "serving") await here.does({ type: "start", visit });
    const id = randomUUID();
    const elsewhere = { permanence: here.permanence, place: "Neuhof", day: "2026-11-24", desk: 1 };
    const refused = { id, outcome: "refused", refusal: "seated-elsewhere", elsewhere };
    expect(await answered(there, me, sitDown, id)).toEqual(refused);
    expect(await answered(there, me, sitDown, id)).toEqual(refused);
    expect(await seatsOf(me, here, there)).toEqual([here.permanence]);
    expect(await here.visit(visit)).toMatchObject({ state, desk: 1 });
    if (state === "called") await here.does({ type: "start", visit });
    await here.does({ type: "finish", visit });
    expect(await there.does(sitDown, { by: me })).toBe("applied");
    // The first command stays refused, and there is no half-day to name any more.
    expect(await answered(there, me, sitDown, id)).toEqual({ id, outcome: "refused", refusal: "seated-elsewhere" });
  },
);

test("who opens a half-day sits down in the same way", async () => {
  const here = await neuhof(server);
  const there = await neuhof(server);
  await here.opens();
  await there.joins(here.staff);
  const me: Staff = { ...here.staff, roles: [...here.staff.roles, ...there.staff.roles] };
  const visit = await here.walksIn();
  await here.does({ type: "call-next", desk: 1 });
  const open = { type: "open", desks: [{ desk: 1, conseiller: me.user }] } as const;
  expect(await there.does(open, { by: me })).toBe("seated-elsewhere");
  expect((await there.line()).status).toBe("scheduled");
  await here.does({ type: "leave", visit, by: "staff" });
  expect(await there.does(open, { by: me })).toBe("applied");
  expect(await seatsOf(me, here, there)).toEqual([there.permanence]);
});

test("what is refused for another reason leaves no table", async () => {
  const { here, there, me, colleague } = await twoHalfDays({ desks: 2 });
  await there.does(sitDown, { by: colleague });
  expect(await there.does(sitDown, { by: me })).toBe("desk-busy");
  expect(await seatsOf(me, here, there)).toEqual([here.permanence]);
});

test("who sits down in two half-days at the same moment sits in one of them, and no act fails", async () => {
  const { here, there, me } = await twoHalfDays();
  for (let round = 0; round < 5; round += 1) {
    await here.does({ type: "leave-desk" }, { by: me });
    await there.does({ type: "leave-desk" }, { by: me });
    const outcomes = await Promise.all([
      here.does(sitDown, { by: me }),
      there.does(sitDown, { by: me }),
      here.does(sitDown, { by: me }),
      there.does(sitDown, { by: me }),
    ]);
    expect(outcomes).toEqual(["applied", "applied", "applied", "applied"]);
    expect(await seatsOf(me, here, there)).toHaveLength(1);
  }
});

test("two who change places between two half-days at the same moment do not wait for each other", async () => {
  const { here, there, me, colleague } = await twoHalfDays({ desks: 2 });
  for (let round = 0; round < 5; round += 1) {
    await Promise.all([
      here.does({ type: "take-desk", desk: 1 }, { by: me }),
      there.does({ type: "take-desk", desk: 2 }, { by: colleague }),
    ]);
    const outcomes = await Promise.all([
      there.does({ type: "take-desk", desk: 1 }, { by: me }),
      here.does({ type: "take-desk", desk: 2 }, { by: colleague }),
    ]);
    expect(outcomes).toEqual(["applied", "applied"]);
    expect([await seatsOf(me, here, there), await seatsOf(colleague, here, there)]).toEqual([
      [there.permanence],
      [here.permanence],
    ]);
  }
});

test("a call at the former table and sitting down elsewhere: the one that comes first stands", async () => {
  for (let round = 0; round < 5; round += 1) {
    const { here, there, me } = await twoHalfDays();
    const visit = await here.walksIn();
    const outcomes = await Promise.all([here.does({ type: "call-next", desk: 1 }), there.does(sitDown, { by: me })]);
    expect([
      ["applied", "seated-elsewhere"],
      ["desk-not-taken", "applied"],
    ]).toContainEqual(outcomes);
    expect(await seatsOf(me, here, there)).toHaveLength(1);
    expect(await here.visit(visit)).toMatchObject({ state: outcomes[0] === "applied" ? "called" : "waiting" });
  }
});
