import { randomUUID } from "node:crypto";
import type { Act, Command } from "#lib/queue/acts/acts.ts";
import { makeSigningKey, signText } from "#lib/wire/act-signature.ts";
import { type SignedAct } from "#lib/wire/signed-act.ts";
import { textOfAct } from "#lib/wire/sent-commands.ts";
import { at } from "#tests/support/line.ts";
import { freshServer, setTime, neuhof, type Server, type Staff } from "#tests/server/queue/neuhof.ts";

let server: Server;
let runSignedActs: typeof import("#lib/server/queue/run-commands.ts").runSignedActs;
let saveActKey: typeof import("#lib/server/queue/act-keys.ts").saveActKey;
beforeAll(async () => {
  server = await freshServer();
  ({ runSignedActs } = await import("#lib/server/queue/run-commands.ts"));
  ({ saveActKey } = await import("#lib/server/queue/act-keys.ts"));
});
afterAll(() => server.db.$disconnect());

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
      "another text than was signed",
      async ({ signed, finish }) => {
        const act = await signed(finish);
        return { ...act, text: act.text.replace("finish", "absent") };
      },
    ],
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
    ["no signature at all", async ({ signed, finish }) => ({ ...(await signed(finish)), signature: "A".repeat(86) })],
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
