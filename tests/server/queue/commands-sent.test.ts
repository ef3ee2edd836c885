import { randomUUID } from "node:crypto";
import type { Act, Command } from "#lib/queue/acts/acts.ts";
import { makeSigningKey, signText } from "#lib/wire/queue/act-signature.ts";
import { textOfAct } from "#lib/wire/queue/sent-commands.ts";
import { type SignedAct } from "#lib/wire/queue/signed-act.ts";
import { at } from "#tests/support/line.ts";
import { statementsOf } from "#tests/server/booking/statements.ts";
import { freshServer, setTime, neuhof, type Server, type Staff } from "./neuhof.ts";

let server: Server;
let runSignedActs: typeof import("#lib/server/queue/line-exchange.ts").runSignedActs;
let saveActKey: typeof import("#lib/server/queue/act-keys.ts").saveActKey;
beforeAll(async () => {
  server = await freshServer();
  ({ runSignedActs } = await import("#lib/server/queue/line-exchange.ts"));
  ({ saveActKey } = await import("#lib/server/queue/act-keys.ts"));
});
afterAll(() => server.db.$disconnect());

test("an act reads no name, no contact, no code and no calendar text", async () => {
  const place = await neuhof(server);
  const [staff] = await place.opens();
  const command = place.command({ type: "add-visit", visit: randomUUID() });
  const all = await statementsOf(() => server.runCommands(staff!, place.permanence, [command]));
  const read = all.filter((text) => text.startsWith("SELECT")).join("\n");
  expect(read).toMatch(/"version"/);
  expect(read).not.toMatch(/"(name|phone|email|code|vevent|cancel_reason|overbook_reason)"/);
});

test("each act takes so many statements, beside BEGIN and COMMIT", async () => {
  const place = await neuhof(server, { desks: 3 });
  const [staff, colleague] = await place.opens();
  const counted: Record<string, number> = {};
  const sends = async (name: string, command: Command, by: Staff = staff!): Promise<void> => {
    const all = await statementsOf(() => server.runCommands(by, place.permanence, [command]));
    // What was announced with a number is recorded beside the act, and tested on its own.
    counted[name] = all.filter((text) => !/^(BEGIN|COMMIT|SET TRANSACTION)|told_low/i.test(text)).length;
  };
  const counts = (name: string, act: Act, by?: Staff) => sends(name, place.command(act), by);
  const { readPaces } = await import("#lib/server/queue/paces.ts");
  await readPaces([{ organisation: place.organisation.id, place: place.place.id }]);
  const first = randomUUID();
  const second = randomUUID();
  const third = randomUUID();
  await counts("a number", { type: "add-visit", visit: first });
  await counts("a number with a topic", { type: "add-visit", visit: second, topic: "caf" });
  await place.does({ type: "add-visit", visit: third });
  await counts("a call", { type: "call-next", desk: 1 });
  await counts("help begins", { type: "start", visit: first });
  await counts("a hand-over", { type: "hand-over", to: 2 });
  await counts("a desk left with somebody awaited", { type: "leave-desk" }, colleague);
  await counts("a desk taken", { type: "take-desk", desk: 2 }, colleague);
  await place.does({ type: "call", visit: second, desk: 1 }, { by: staff! });
  const missed = place.command({ type: "absent", visit: second });
  await sends("a missed call", missed);
  await sends("a command sent again", missed);
  await counts("an act taken back", { type: "undo", command: missed.id });
  await place.does({ type: "absent", visit: second }, { by: staff! });
  await counts("a refused act", { type: "start", visit: second });
  await counts("somebody sent on", { type: "refer", visit: first, target: "autre" });
  await counts("numbers leased", { type: "lease-numbers" });
  await counts("a message", { type: "announce", message: "La borne est en panne." });
  const leftovers = [second, third].map((visit) => ({ visit, choice: "no-date" as const }));
  await counts("a close with two leftovers", { type: "close", leftovers });
  expect(counted).toEqual({
    "a number": 17,
    "a number with a topic": 18,
    "a call": 17,
    "help begins": 17,
    "a hand-over": 17,
    "a desk left with somebody awaited": 18,
    "a desk taken": 20,
    "a missed call": 17,
    "a command sent again": 14,
    "an act taken back": 18,
    "a refused act": 14,
    "somebody sent on": 18,
    "numbers leased": 17,
    "a message": 16,
    "a close with two leftovers": 22,
  });
});

test("an act that changes counters only, a heartbeat and a booking send no change of the half-day's row", async () => {
  const place = await neuhof(server);
  await place.opens();
  const { notifyLineChanged } = await import("#lib/server/booking/appointment-rows.ts");
  const sent = await statementsOf(async () => {
    const visit = await place.walksIn();
    await place.does({ type: "call-next", desk: 1 });
    await place.does({ type: "start", visit });
    await server.transaction((tx) => notifyLineChanged(tx, place.permanence), "service");
  });
  expect(sent.filter((text) => /INSERT INTO line\b/.test(text)).length).toBeGreaterThan(3);
  expect(sent.filter((text) => /UPDATE ("public"\.)?"?permanence/.test(text))).toEqual([]);
});

test("an act that opens or announces changes the half-day and the counters in one statement", async () => {
  const place = await neuhof(server);
  await place.opens();
  const sent = await statementsOf(() => place.does({ type: "announce", message: "La borne est en panne." }));
  expect(sent.filter((text) => /UPDATE permanence/.test(text))).toEqual([expect.stringMatching(/INSERT INTO line\b/)]);
  expect(await server.db.permanence.findUniqueOrThrow({ where: { id: place.permanence } })).toMatchObject({
    message: "La borne est en panne.",
    status: "open",
    openedAt: expect.any(Date) as Date,
  });
});

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
});

test("who acts is who is signed in, whatever the command says: nobody calls to a colleague's desk in the colleague's name", async () => {
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

describe("a half-day is opened with its own team at the desks", () => {
  const opening = async () => {
    const here = await neuhof(server);
    await here.does({ type: "give-numbers" });
    const opensWith = (...conseillers: readonly string[]) =>
      here.does({ type: "open", desks: conseillers.map((conseiller, index) => ({ desk: index + 1, conseiller })) });
    return { ...here, opensWith };
  };

  test("a named colleague who may run the line is seated, also by somebody of the reception", async () => {
    const { opensWith, staff, newStaff, line } = await opening();
    const colleague = await newStaff();
    const reception = await newStaff("reception");
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
});

test("whoever sits down brings the topics of their assignment, and not those of who sat there before", async () => {
  const { opens, does, newStaff, line, permanence, organisation } = await neuhof(server, { desks: 2 });
  const first = await newStaff();
  const second = await newStaff();
  const planned = (conseillerId: string, from: string, to: string, topicKeys: string[], desk: number) =>
    server.db.assignment.create({
      data: {
        permanenceId: permanence,
        organisationId: organisation.id,
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
  const here = await neuhof(server);
  const there = await neuhof(server);
  const id = randomUUID();
  const outcomes = await Promise.all([
    here.does({ type: "give-numbers" }, { id }),
    there.does({ type: "give-numbers" }, { id }),
  ]);
  expect(outcomes.toSorted()).toEqual(["applied", "not-found"]);
  expect([(await here.line()).numbers, (await there.line()).numbers].toSorted()).toEqual(["given", "not-yet"]);
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
  const { readLine } = await import("#lib/server/queue/line-exchange.ts");
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

/** Somebody was called at 9:01 by the author on a tablet that then lost its network; a colleague takes it at 10:00. */
async function leftUnsent() {
  const here = await neuhof(server, { desks: 2 });
  const device = randomUUID();
  const [author] = (await here.opens()) as [Staff, Staff];
  const colleague = await here.newStaff();
  setTime(server, "9:00");
  const person = await here.walksIn();
  setTime(server, "9:01");
  await here.does({ type: "call-next", desk: 1 }, { device, by: author });
  const own = await makeSigningKey();
  const key = randomUUID();
  expect(await saveActKey(author, { id: key, device, publicKey: own.publicKey })).toBe(true);
  const made = (time: string, act: Act, of: Partial<Command> = {}): Command => ({
    ...here.command(act, { device, atTime: at(time) }),
    ...(of as object),
  });
  const signed = async (command: Command, permanence = here.permanence): Promise<SignedAct> => {
    const text = textOfAct(permanence, command);
    return { key, text, signature: await signText(own.privateKey, text) };
  };
  const start = made("9:02", { type: "start", visit: person });
  const finish = made("9:20", { type: "finish", visit: person });
  setTime(server, "10:00");
  const sends = async (acts: readonly SignedAct[], by: Staff = colleague) => {
    const ran = await runSignedActs(by, here.permanence, acts);
    return ran.ok ? ran.value.results : ran.refusal;
  };
  const rows = () =>
    server.db.queueCommand.findMany({
      where: { permanenceId: here.permanence, type: { in: ["start", "finish"] } },
      select: { type: true, doneBy: true, sentBy: true },
      orderBy: { at: "asc" },
    });
  const actors = async () =>
    (
      await server.db.queueEvent.findMany({
        where: { permanenceId: here.permanence, commandId: { in: [start.id, finish.id] } },
        orderBy: { id: "asc" },
      })
    ).map(({ actor }) => actor);
  return { ...here, author, colleague, person, device, key, own, made, signed, start, finish, sends, rows, actors };
}

test("a colleague sends what somebody did on the tablet: it is theirs, with its moments, and says who sent it", async () => {
  const { author, colleague, person, signed, start, finish, sends, rows, actors, visit } = await leftUnsent();
  expect(await sends([await signed(start), await signed(finish)])).toMatchObject([
    { id: start.id, outcome: "applied" },
    { id: finish.id, outcome: "applied" },
  ]);
  expect(await visit(person)).toMatchObject({ state: "done", startedAt: at("9:02"), endedAt: at("9:20") });
  expect(await actors()).toEqual([`staff:${author.user}`, `staff:${author.user}`]);
  const by = { doneBy: author.user, sentBy: colleague.user };
  expect(await rows()).toEqual([
    { type: "start", ...by },
    { type: "finish", ...by },
  ]);
});

test("sent twice, by the colleague and by its author, it has one effect", async () => {
  const { author, signed, start, sends, permanence, actors } = await leftUnsent();
  await sends([await signed(start)]);
  expect(await sends([await signed(start)])).toMatchObject([{ outcome: "already-applied" }]);
  const ran = await server.runCommands(author, permanence, [start]);
  expect(ran).toMatchObject({ ok: true, value: { results: [{ outcome: "already-applied" }] } });
  expect(await actors()).toHaveLength(1);
});

test("the summary of the half-day says whose acts were sent by whom", async () => {
  const { author, colleague, signed, start, finish, sends, permanence } = await leftUnsent();
  await server.db.user.update({ where: { id: author.user }, data: { name: "Conseillère du Neuhof" } });
  await server.db.user.update({ where: { id: colleague.user }, data: { name: "Conseiller de la Meinau" } });
  await sends([await signed(start), await signed(finish)]);
  const { readHalfDaySummary } = await import("#lib/server/report/read-half-day-summary.ts");
  const read = await readHalfDaySummary(colleague, permanence);
  expect(read.ok && read.value.sentForColleagues).toMatchObject([
    { doneBy: "Conseillère du Neuhof", sentBy: "Conseiller de la Meinau", acts: 2 },
  ]);
});

describe("nobody can make an act somebody else's: it has no result, and stays where it is", () => {
  test.each<[string, (here: Awaited<ReturnType<typeof leftUnsent>>) => Promise<SignedAct>]>([
    [
      "signed with the key of the colleague, under the author's name",
      async ({ key, permanence, finish }) => {
        const text = textOfAct(permanence, finish);
        return { key, text, signature: await signText((await makeSigningKey()).privateKey, text) };
      },
    ],
    ["a key that nobody has", async ({ signed, finish }) => ({ ...(await signed(finish)), key: randomUUID() })],
    ["an act of another half-day", async ({ signed, finish }) => signed(finish, randomUUID())],
    ["an act of another device", async ({ signed, finish }) => signed({ ...finish, device: randomUUID() })],
    [
      "made after somebody else had signed in there",
      async ({ signed, colleague, device, made, person }) => {
        const { publicKey } = await makeSigningKey();
        await saveActKey(colleague, { id: randomUUID(), device, publicKey });
        return signed(made("10:30", { type: "finish", visit: person }));
      },
    ],
  ])("%s", async (_, forged) => {
    const here = await leftUnsent();
    expect(await here.sends([await forged(here)])).toEqual([]);
    expect(await here.actors()).toEqual([]);
  });

  test("what was made before somebody else signed in there still counts", async () => {
    const { colleague, device, signed, start, sends } = await leftUnsent();
    const { publicKey } = await makeSigningKey();
    await saveActKey(colleague, { id: randomUUID(), device, publicKey });
    expect(await sends([await signed(start)])).toMatchObject([{ outcome: "applied" }]);
  });

  test("an author who may not run that line any more", async () => {
    const { author, signed, start, sends } = await leftUnsent();
    await server.db.membership.deleteMany({ where: { userId: author.user } });
    expect(await sends([await signed(start)])).toEqual([]);
  });

  test("nobody of another team sends them", async () => {
    const { signed, start, sends, actors } = await leftUnsent();
    const elsewhere = await neuhof(server);
    setTime(server, "10:00");
    expect(await sends([await signed(start)], elsewhere.staff)).toBe("not-allowed");
    expect(await actors()).toEqual([]);
  });

  test("a login on a shared tablet signs for its half-day alone", async () => {
    const { author, permanence, device, made, person, sends } = await leftUnsent();
    const own = await makeSigningKey();
    const key = randomUUID();
    const { placeId: place, organisationId: organisation } = await server.db.permanence.findUniqueOrThrow({
      where: { id: (await neuhof(server)).permanence },
    });
    const only = { permanence: (await neuhof(server)).permanence, place, organisation, over: false };
    setTime(server, "10:00");
    await saveActKey({ ...author, by: "tablet", only }, { id: key, device, publicKey: own.publicKey });
    const text = textOfAct(permanence, made("9:02", { type: "start", visit: person }));
    expect(await sends([{ key, text, signature: await signText(own.privateKey, text) }])).toEqual([]);
  });
});

test("a key is its owner's: told by somebody else, or ended meanwhile, it is not kept and the tablet makes another", async () => {
  const { author, colleague, device, key, own } = await leftUnsent();
  const body = { id: key, device, publicKey: own.publicKey };
  expect(await saveActKey(author, body)).toBe(true);
  expect(await saveActKey(colleague, body)).toBe(false);
  expect(await saveActKey(author, body)).toBe(false);
});

test("a server whose clock was set back ends the keys of others on a device all the same", async () => {
  const { author, colleague, device, key, own } = await leftUnsent();
  await saveActKey(author, { id: key, device, publicKey: own.publicKey });
  setTime(server, "8:00");
  expect(await saveActKey(colleague, { id: randomUUID(), device, publicKey: own.publicKey })).toBe(true);
  expect(await saveActKey(author, { id: key, device, publicKey: own.publicKey })).toBe(false);
});

test("a tablet says what it holds of others, in place of what it said before; coordination of that place reads it", async () => {
  const { author, device, permanence, newStaff, colleague } = await leftUnsent();
  const { saveUnsentActs, readUnsentActs } = await import("#lib/server/queue/unsent-acts.ts");
  const coordinator = await newStaff("coordinator");
  await server.db.user.update({ where: { id: author.user }, data: { name: "Conseillère du Neuhof" } });
  const says = (acts: number) => saveUnsentActs(device, [{ permanence, conseiller: author.user, acts }]);
  await says(3);
  await says(9);
  expect(await readUnsentActs(coordinator)).toMatchObject([
    { name: "Conseillère du Neuhof", acts: 9, held: { id: permanence, at: { shortName: "Neuhof" } } },
  ]);
  expect(await readUnsentActs(colleague)).toEqual([]);
  expect(await readUnsentActs(await (await neuhof(server)).newStaff("coordinator"))).toEqual([]);
  await saveUnsentActs(device, [{ permanence: randomUUID(), conseiller: author.user, acts: 1 }]);
  expect(await readUnsentActs(coordinator)).toEqual([]);
});
