import { randomUUID } from "node:crypto";
import { at } from "#tests/support/line.ts";
import { freshServer, setTime, neuhof, type Server } from "#tests/server/queue/neuhof.ts";

let server: Server;
beforeAll(async () => void (server = await freshServer()));
afterAll(() => server.db.$disconnect());

test("a command sent five times at once has one effect", async () => {
  const { opens, command, sends, line, permanence } = await neuhof(server);
  await opens();
  const add = command({ type: "add-visit", visit: randomUUID() });
  const tries = await Promise.all(Array.from({ length: 5 }, () => sends(add)));
  expect(tries.map(({ results }) => results[0]?.outcome).sort()).toEqual([
    "already-applied",
    "already-applied",
    "already-applied",
    "already-applied",
    "applied",
  ]);
  expect((await line()).visits).toHaveLength(1);
  expect(await server.db.queueEvent.count({ where: { permanenceId: permanence, type: "visit-joined" } })).toBe(1);
});

test("a refused command sent again is refused again, though it would be accepted by now", async () => {
  const { does, walksIn } = await neuhof(server);
  const call = randomUUID();
  await does({ type: "give-numbers" });
  await walksIn();
  expect(await does({ type: "call-next", desk: 1 }, { id: call })).toBe("permanence-not-open");
  await does({ type: "open", desks: [{ desk: 1 }] });
  expect(await does({ type: "call-next", desk: 1 }, { id: call })).toBe("permanence-not-open");
});

test("commands sent together run in their order, and a refusal stops nothing", async () => {
  const { command, sends, opens } = await neuhof(server);
  await opens();
  const [first, second] = [randomUUID(), randomUUID()];
  const { results, state } = await sends(
    command({ type: "add-visit", visit: first }),
    command({ type: "call-next", desk: 7 }),
    command({ type: "add-visit", visit: second }),
    command({ type: "call-next", desk: 1 }),
  );
  expect(results.map((result) => (result.outcome === "refused" ? result.refusal : result.outcome))).toEqual([
    "applied",
    "desk-not-taken",
    "applied",
    "applied",
  ]);
  expect(state.visits.map(({ id, state: now }) => [id, now])).toEqual([
    [first, "called"],
    [second, "waiting"],
  ]);
});

test("a command of one permanence does nothing at another", async () => {
  const here = await neuhof(server);
  const there = await neuhof(server);
  await here.opens();
  await there.opens();
  const add = here.command({ type: "add-visit", visit: randomUUID() });
  await here.sends(add);
  const { results, state } = await there.sends(add);
  expect(results).toEqual([{ id: add.id, outcome: "refused", refusal: "not-found" }]);
  expect(state.visits).toEqual([]);
});

test("the id of a visit elsewhere cannot be used again: a constraint forbids it, and the tablet reads a refusal", async () => {
  const here = await neuhof(server);
  const there = await neuhof(server);
  await here.opens();
  await there.opens();
  const visit = await here.walksIn();
  const again = randomUUID();
  expect(await there.does({ type: "add-visit", visit }, { id: again })).toBe("already-here");
  expect(await there.does({ type: "add-visit", visit }, { id: again })).toBe("already-here");
});

test("nobody is called for a conseiller who helps at another permanence", async () => {
  const here = await neuhof(server);
  const there = await neuhof(server);
  await here.opens();
  await there.opens();
  await here.walksIn();
  await there.walksIn();
  await here.does({ type: "call-next", desk: 1 });
  await there.joins(here.staff);
  const opening = { type: "open", desks: [{ desk: 2, conseiller: here.staff.user }] } as const;
  expect(await there.does(opening)).toBe("seated-elsewhere");
  // The version before seats them without looking.
  const since = new Date(server.clock.now());
  await server.db.desk.create({
    data: { permanenceId: there.permanence, number: 2, conseillerId: here.staff.user, since },
  });
  expect(await there.does({ type: "call-next", desk: 2 }, { by: { ...there.staff, user: here.staff.user } })).toBe(
    "desk-busy",
  );
});

test("a device's time is kept between its last exchange and now, and never moves a person in the line", async () => {
  const { opens, walksIn, does, visit, line } = await neuhof(server);
  await opens();
  const first = await walksIn();
  setTime(server, "9:00");
  const early = await walksIn({ joinedAt: at("8:00") });
  await does({ type: "call-next", desk: 1 }, { id: "0192d1a0-0000-7000-8000-000000000001", atTime: at("23:00") });
  await does({ type: "start", visit: first }, { id: "0192d1a0-0000-7000-8000-000000000002", atTime: at("1:00") });
  expect(await visit(first)).toMatchObject({ state: "serving" });
  expect((await visit(early)).joinedAt).toBeGreaterThanOrEqual(at("9:00"));
  const said = await server.db.queueEvent.findMany({
    where: { permanenceId: (await line()).permanence, type: { in: ["visit-called", "visit-started"] } },
    orderBy: { id: "asc" },
  });
  for (const event of said) {
    expect(event.at.getTime()).toBeGreaterThanOrEqual(at("9:00"));
    expect(event.at.getTime()).toBeLessThanOrEqual(event.receivedAt.getTime());
  }
});

test("who acts is who is signed in, whatever the command says: nobody calls to a colleague's table in the colleague's name", async () => {
  const here = await neuhof(server, { desks: 2 });
  const [one, two] = await here.opens();
  const person = await here.walksIn();
  for (const act of [
    { type: "call-next", desk: 2 },
    { type: "call", visit: person, desk: 2 },
  ] as const) {
    expect(await here.does(act, { by: one! })).toBe("not-your-desk");
    const { results } = await here.sends({ ...here.command(act), conseiller: two!.user });
    expect(results).toMatchObject([{ outcome: "refused", refusal: "not-your-desk" }]);
  }
  expect(await here.visit(person)).toMatchObject({ state: "waiting" });
  expect(await here.does({ type: "take-desk", desk: 3, conseiller: two!.user }, { by: one! })).toBe("applied");
  expect((await here.line()).desks.map(({ number, state, conseiller }) => [number, state, conseiller])).toEqual([
    [1, "left", one!.user],
    [2, "present", two!.user],
    [3, "present", one!.user],
  ]);
});

describe("a half-day is opened with its own team at the tables", () => {
  const opening = async () => {
    const here = await neuhof(server);
    await here.does({ type: "give-numbers" });
    const opensWith = (...conseillers: readonly string[]) =>
      here.does({ type: "open", desks: conseillers.map((conseiller, index) => ({ desk: index + 1, conseiller })) });
    return { ...here, opensWith };
  };

  test("a named colleague who may run the line is seated, also by somebody of the reception", async () => {
    const { opensWith, staff, newStaff, line } = await opening();
    const [colleague, reception] = [await newStaff(), await newStaff("reception")];
    expect(await opensWith(colleague.user, staff.user, reception.user)).toBe("applied");
    expect((await line()).desks.map(({ conseiller }) => conseiller)).toEqual([
      colleague.user,
      staff.user,
      reception.user,
    ]);
  });

  test("nobody of another organisation, nobody who may not run the line, and no unknown user", async () => {
    const { opensWith, staff, newStaff, line } = await opening();
    const there = await neuhof(server);
    const strangers = [there.staff, await newStaff("partner"), await newStaff("administrator"), { user: randomUUID() }];
    for (const { user } of strangers) expect(await opensWith(staff.user, user)).toBe("not-found");
    expect(await line()).toMatchObject({ status: "scheduled", desks: [] });
  });

  test("a refusal for a stranger stays, though they have joined the team since", async () => {
    const { does, joins, opensWith, line } = await opening();
    const there = await neuhof(server);
    const id = randomUUID();
    const act = { type: "open", desks: [{ desk: 1, conseiller: there.staff.user }] } as const;
    expect(await does(act, { id })).toBe("not-found");
    await joins(there.staff);
    expect(await does(act, { id })).toBe("not-found");
    expect(await opensWith(there.staff.user)).toBe("applied");
    expect((await line()).status).toBe("open");
  });
});

test("whoever sits down brings the topics of their assignment, and not those of who sat there before", async () => {
  const { opens, does, newStaff, line, permanence } = await neuhof(server, { desks: 2 });
  const [first, second] = [await newStaff(), await newStaff()];
  const planned = (conseillerId: string, from: string, to: string, topicKeys: string[], desk: number) =>
    server.db.assignment.create({
      data: {
        permanenceId: permanence,
        conseillerId,
        desk,
        startsAt: new Date(at(from)),
        endsAt: new Date(at(to)),
        topicKeys,
      },
    });
  await planned(first.user, "9:00", "10:30", ["caf"], 2);
  await planned(first.user, "10:30", "12:00", ["impots"], 2);
  await opens();
  const topicsAt = async (desk: number) => (await line()).desks.find(({ number }) => number === desk)?.topics;
  expect(await topicsAt(1)).toBe("every");
  expect(await does({ type: "take-desk", desk: 3 }, { by: first })).toBe("applied");
  expect(await topicsAt(3)).toEqual(["caf"]);
  setTime(server, "10:45");
  await does({ type: "leave-desk" }, { by: first });
  await does({ type: "take-desk", desk: 4 }, { by: first });
  expect(await topicsAt(4)).toEqual(["impots"]);
  await does({ type: "leave-desk" }, { by: first });
  expect(await does({ type: "take-desk", desk: 4 }, { by: second })).toBe("applied");
  expect(await topicsAt(4)).toBe("every");
});

test("one id sent to two permanences at the same moment is a command of one of them", async () => {
  const [here, there] = [await neuhof(server), await neuhof(server)];
  const id = randomUUID();
  const outcomes = await Promise.all([
    here.does({ type: "give-numbers" }, { id }),
    there.does({ type: "give-numbers" }, { id }),
  ]);
  expect(outcomes.toSorted()).toEqual(["applied", "not-found"]);
  expect([(await here.line()).numbers, (await there.line()).numbers].toSorted()).toEqual(["given", "not-yet"]);
});

test("what is unknown, undone already or too old is not taken back; the same undo sent again is one", async () => {
  const { opens, does, visit } = await neuhof(server);
  await opens();
  const [added, undone, person] = [randomUUID(), randomUUID(), randomUUID()];
  expect(await does({ type: "undo", command: randomUUID() })).toBe("too-late");
  await does({ type: "add-visit", visit: person }, { id: added });
  expect(await does({ type: "undo", command: added }, { id: undone })).toBe("applied");
  expect(await does({ type: "undo", command: added }, { id: undone })).toBe("already-applied");
  expect(await does({ type: "undo", command: added })).toBe("too-late");
  expect(await does({ type: "undo", command: undone })).toBe("too-late");
  expect(await visit(person)).toMatchObject({ state: "left", why: "given-by-mistake" });
});

test("who did what on which device is written down by id, with no name", async () => {
  const { opens, walksIn, permanence, staff } = await neuhof(server);
  await opens();
  await walksIn();
  const [event] = await server.db.queueEvent.findMany({ where: { permanenceId: permanence, type: "visit-joined" } });
  expect(event).toMatchObject({ actor: `staff:${staff.user}`, device: "tablet-1", data: { before: null, number: 1 } });
});

test("only the team of the organisation runs or reads a line", async () => {
  const here = await neuhof(server);
  const there = await neuhof(server);
  const { readLine } = await import("#lib/server/queue/read-line.ts");
  const others = [
    there.staff,
    { kind: "anonymous" },
    { kind: "door", place: here.place.id },
    { kind: "resident", visit: randomUUID() },
    { ...here.staff, roles: [{ organisation: here.organisation.id, role: "partner", places: "all" }] },
  ] as const;
  for (const actor of others) {
    expect(await server.runCommands(actor, here.permanence, [here.command({ type: "give-numbers" })])).toEqual({
      ok: false,
      refusal: "not-allowed",
    });
    expect(await readLine(actor, here.permanence)).toEqual({ ok: false, refusal: "not-allowed" });
  }
  expect((await here.line()).numbers).toBe("not-yet");
  expect(await server.runCommands(here.staff, randomUUID(), [])).toEqual({ ok: false, refusal: "not-found" });
  expect(await server.runCommands(here.staff, "neuhof", [])).toEqual({ ok: false, refusal: "not-found" });
});
