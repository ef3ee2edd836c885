import { freshServer, neuhof, setTime, type Neuhof, type Server } from "#tests/server/queue/neuhof.ts";

let server: Server;
beforeAll(async () => void (server = await freshServer()));
afterAll(() => server.db.$disconnect());

const lastEvent = async ({ permanence }: Neuhof) => {
  const [last] = await server.db.queueEvent.findMany({
    where: { permanenceId: permanence },
    orderBy: { id: "desc" },
    take: 1,
  });
  if (!last) throw new Error("Nothing has happened.");
  return last;
};

/** Two tables, with somebody helped at the second, whose conseiller is not there any more. */
async function colleagueGone() {
  const here = await neuhof(server, { desks: 2 });
  const [me, colleague] = await here.opens();
  if (!me || !colleague) throw new Error("There are two tables.");
  const [visit, next] = [await here.walksIn(), await here.walksIn()];
  await here.does({ type: "call-next", desk: 2 });
  await here.does({ type: "start", visit });
  return { here, me, colleague, visit, next };
}

describe.each(["reception", "coordinator"] as const)("%s, while a conseiller is away", (role) => {
  test("frees the table: who was there is next, and the event says who did it and whose table it was", async () => {
    const { here, colleague, visit } = await colleagueGone();
    const actor = await here.newStaff(role);
    expect(await here.does({ type: "free-desk", desk: 2 }, { by: actor })).toBe("applied");
    expect(await here.visit(visit)).toMatchObject({ state: "waiting", back: true });
    const event = await lastEvent(here);
    expect(event).toMatchObject({ type: "desk-freed", visitId: visit, data: { desk: 2, conseiller: colleague.user } });
    expect(event.actor).toContain(actor.user);
    expect(await here.does({ type: "call-next", desk: 1 })).toBe("applied");
    expect(await here.visit(visit)).toMatchObject({ state: "called", desk: 1 });
  });

  test("frees the table, and the help of its conseiller without network has the end that it had, also after a replacement", async () => {
    const { here, colleague, visit, next } = await colleagueGone();
    const actor = await here.newStaff(role);
    expect(await here.does({ type: "free-desk", desk: 2 }, { by: actor })).toBe("applied");
    const as = role === "reception" ? "reception" : "coordination";
    expect((await lastEvent(here)).data).toMatchObject({ as });
    const replacement = await here.newStaff();
    expect(await here.does({ type: "take-desk", desk: 2 }, { by: replacement })).toBe("applied");
    expect((await here.line()).desks[1]).toMatchObject({ formerly: [{ conseiller: colleague.user, freedBy: as }] });
    expect(await here.does({ type: "call", visit, desk: 2 }, { by: replacement })).toBe("applied");
    const begun = (await here.visit(visit)).helped?.startedAt;
    expect(await here.does({ type: "finish", visit }, { by: colleague })).toBe("applied");
    expect(await here.visit(visit)).toMatchObject({ state: "done", desk: 2, startedAt: begun });
    expect((await server.db.visit.findUniqueOrThrow({ where: { id: visit } })).conseillerId).toBe(colleague.user);
    // Nor is the beginning of help lost with the one whom they called without network.
    expect(await here.does({ type: "start", visit: next, desk: 2 }, { by: colleague })).toBe("applied");
    expect(await here.visit(next)).toMatchObject({
      state: "waiting",
      back: true,
      helped: { conseiller: colleague.user },
    });
    expect(await here.does({ type: "finish", visit: next }, { by: colleague })).toBe("applied");
    expect(await here.visit(next)).toMatchObject({ state: "done", desk: 2 });
  });

  test("takes over the person to a table that is free: the help is its conseiller's from then on", async () => {
    const { here, me, visit } = await colleagueGone();
    const actor = await here.newStaff(role);
    expect(await here.does({ type: "take-over", visit, desk: 1 }, { by: actor })).toBe("applied");
    expect(await here.visit(visit)).toMatchObject({ state: "serving", desk: 1 });
    expect((await server.db.visit.findUniqueOrThrow({ where: { id: visit } })).conseillerId).toBe(me.user);
    expect((await lastEvent(here)).actor).toContain(actor.user);
    expect(await here.does({ type: "finish", visit }, { by: me })).toBe("applied");
    expect((await server.db.visit.findUniqueOrThrow({ where: { id: visit } })).conseillerId).toBe(me.user);
  });

  test("adds a table, which a colleague takes", async () => {
    const { here } = await colleagueGone();
    const actor = await here.newStaff(role);
    expect(await here.does({ type: "add-desk" }, { by: actor })).toBe("applied");
    const third = await here.newStaff();
    expect(await here.does({ type: "take-desk", desk: 3 }, { by: third })).toBe("applied");
    expect((await here.line()).desks[2]).toMatchObject({ number: 3, state: "present", conseiller: third.user });
  });
});

test("a conseiller frees no table but their own, takes nobody over and adds no table", async () => {
  const { here, me, visit } = await colleagueGone();
  const acts = [{ type: "free-desk", desk: 2 }, { type: "take-over", visit, desk: 1 }, { type: "add-desk" }] as const;
  for (const act of acts) expect(await here.does(act, { by: me })).toBe("not-allowed");
  expect(await here.visit(visit)).toMatchObject({ state: "serving", desk: 2 });
});

test("a coordinator of another organisation does none of it", async () => {
  const { here } = await colleagueGone();
  const there = await neuhof(server);
  const stranger = await there.newStaff("coordinator");
  expect(await here.does({ type: "free-desk", desk: 2 }, { by: stranger })).toBe("not-allowed");
});

test("a table that is freed while its conseiller ends the help: the one that comes first stands", async () => {
  for (let round = 0; round < 5; round += 1) {
    const { here, colleague, visit } = await colleagueGone();
    const coordinator = await here.newStaff("coordinator");
    const outcomes = await Promise.all([
      here.does({ type: "finish", visit }, { by: colleague }),
      here.does({ type: "free-desk", desk: 2 }, { by: coordinator }),
    ]);
    expect([
      ["applied", "applied"],
      ["state-changed", "applied"],
    ]).toContainEqual(outcomes);
    expect((await here.visit(visit)).state).toBe(outcomes[0] === "applied" ? "done" : "waiting");
  }
});

describe("a half-day that was closed by mistake", () => {
  const closed = async () => {
    const here = await neuhof(server);
    await here.opens();
    const visit = await here.walksIn();
    await here.does({ type: "close", leftovers: [{ visit, choice: "another-date" }] });
    return { here, visit };
  };
  const row = ({ permanence }: Neuhof) =>
    server.db.permanence.findUniqueOrThrow({
      where: { id: permanence },
      select: { status: true, outcome: true, closedAt: true, openedAt: true },
    });

  test("is reopened by anybody of the team: its row says nothing of the close any more, and its event who did it", async () => {
    const { here, visit } = await closed();
    expect(await row(here)).toMatchObject({ status: "closed", outcome: "held-with-nobody" });
    const colleague = await here.newStaff();
    expect(await here.does({ type: "reopen" }, { by: colleague })).toBe("applied");
    const after = await row(here);
    expect(after).toMatchObject({ status: "open", outcome: null, closedAt: null });
    expect(after.openedAt).not.toBeNull();
    const event = await lastEvent(here);
    expect(event.type).toBe("reopened");
    expect(event.actor).toContain(colleague.user);
    expect(await here.visit(visit)).toMatchObject({ state: "unserved" });
    expect((await here.line()).closedAt).toBeUndefined();
  });

  test("who was told to go is taken back by hand, and its close later tells of them again", async () => {
    const { here, visit } = await closed();
    await here.does({ type: "reopen" });
    expect(await here.does({ type: "take-back", visit })).toBe("applied");
    expect(await lastEvent(here)).toMatchObject({ type: "visit-taken-back", visitId: visit });
    await here.does({ type: "take-desk", desk: 1 });
    expect(await here.does({ type: "call-next", desk: 1 })).toBe("applied");
    await here.does({ type: "start", visit });
    await here.does({ type: "finish", visit });
    expect(await here.does({ type: "close", leftovers: [] })).toBe("applied");
    expect(await row(here)).toMatchObject({ status: "closed", outcome: "held" });
  });

  test("stays closed after an hour", async () => {
    const { here } = await closed();
    setTime(server, "10:10");
    expect(await here.does({ type: "reopen" })).toBe("too-late");
    expect(await row(here)).toMatchObject({ status: "closed" });
  });

  test("numbers lent to a device before it was closed are void", async () => {
    const here = await neuhof(server);
    await here.opens();
    await here.does({ type: "lease-numbers" });
    await here.does({ type: "close", leftovers: [] });
    await here.does({ type: "reopen" });
    expect((await here.line()).leases).toEqual([]);
  });

  test("several who reopen it at once reopen it once", async () => {
    const { here } = await closed();
    const before = (await here.line()).version;
    const outcomes = await Promise.all([0, 1, 2].map(() => here.does({ type: "reopen" })));
    expect(outcomes).toEqual(["applied", "applied", "applied"]);
    expect((await here.line()).version).toBe(before + 1);
  });
});

describe("what the team reads of it", () => {
  test("the tablet of reception and coordination arranges the tables, that of a conseiller does not", async () => {
    const { readTablet } = await import("#lib/server/queue/read-tablet.ts");
    const here = await neuhof(server);
    for (const [role, arranges] of [
      ["reception", true],
      ["coordinator", true],
      ["conseiller", false],
    ] as const) {
      const start = await readTablet(await here.newStaff(role), here.permanence);
      expect(start.ok && start.value.arranges).toBe(arranges);
    }
  });

  test("the list of half-days leads to one that was closed within the hour, and not later", async () => {
    const { readStaffPermanences } = await import("#lib/server/schedule/read-staff-permanences.ts");
    const here = await neuhof(server);
    await here.opens();
    const reopenable = async () => (await readStaffPermanences(here.staff)).today[0]?.reopenable;
    expect(await reopenable()).toBeUndefined();
    await here.does({ type: "close", leftovers: [] });
    expect(await reopenable()).toBe(true);
    setTime(server, "9:49");
    expect(await reopenable()).toBe(true);
    setTime(server, "9:51");
    expect(await reopenable()).toBeUndefined();
  });
});
