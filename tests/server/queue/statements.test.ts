import { randomUUID } from "node:crypto";
import type { Act, Command } from "#lib/queue/acts/acts.ts";
import { statementsOf } from "#tests/server/booking/statements.ts";
import { freshServer, neuhof, type Server, type Staff } from "#tests/server/queue/neuhof.ts";

let server: Server;
beforeAll(async () => void (server = await freshServer()));
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
  const { readPaces } = await import("#lib/server/queue/read-paces.ts");
  await readPaces([{ operator: place.organisation.id, place: place.place.id }]);
  const [first, second, third] = [randomUUID(), randomUUID(), randomUUID()];
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
