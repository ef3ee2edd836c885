import { statementsOf } from "#tests/server/booking/statements.ts";
import { eventually } from "#tests/support/eventually.ts";
import { freshServer, setTime, neuhof, type Server } from "./neuhof.ts";

let server: Server;
let readBoard: typeof import("#lib/server/queue/read-boards.ts").readBoard;
let readBoards: typeof import("#lib/server/queue/read-boards.ts").readBoards;

beforeAll(async () => {
  server = await freshServer();
  ({ readBoard } = await import("#lib/server/queue/read-boards.ts"));
  ({ readBoards } = await import("#lib/server/queue/read-boards.ts"));
});
afterAll(() => server.db.$disconnect());

/** So many half-days at work: in the first one person has a number, in the second two, in the others three. */
async function lines(count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let index = 0; index < count; index += 1) {
    const line = await neuhof(server);
    await line.opens();
    await line.booked("10:30");
    for (let person = 0; person <= Math.min(index, 2); person += 1) await line.walksIn();
    await line.does({ type: "call-next", desk: 1 });
    ids.push(line.permanence);
  }
  // What was announced is recorded beside the acts, except of the first person, who may be called at once.
  const unrecorded = { permanenceId: { in: ids }, number: { gt: 1 }, toldLow: null };
  await eventually(() => server.db.visit.count({ where: unrecorded }), 0);
  return ids;
}

test("twelve boards that nobody has read yet ask the database as often as one, and read again, once", async () => {
  const counts: number[] = [];
  for (const count of [1, 3, 12]) {
    const ids = await lines(count);
    setTime(server, "9:30");
    counts.push((await statementsOf(() => readBoards(ids))).length);
    expect(await statementsOf(() => readBoards(ids))).toHaveLength(1);
  }
  expect(new Set(counts).size).toBe(1);
});

test("a board reads the events of its line once: not the acts that can be taken back, which it does not show", async () => {
  const ids = await lines(1);
  setTime(server, "9:35");
  const statements = await statementsOf(() => readBoards(ids));
  expect(statements.filter((text) => /\bqueue_event\b/u.test(text))).toHaveLength(1);
});

test("read together each is the board of its own line, as it is alone, and one board for all who read it", async () => {
  const [first = "", second = "", third = ""] = await lines(3);
  setTime(server, "9:40");
  const alone = await readBoard(second);
  const together = await readBoards([first, second, third, second]);
  expect(together.get(second)).toBe(alone);
  expect([first, second, third].map((id) => together.get(id)?.waiting)).toEqual([0, 1, 2]);
  expect([first, second, third].map((id) => together.get(id)?.follows.map(({ number }) => number))).toEqual([
    [1],
    [1, 2],
    [1, 2, 3],
  ]);
  expect(new Set([...together.values()].map(({ asOf }) => asOf)).size).toBeLessThanOrEqual(2);
  expect(await readBoard(third)).toBe(together.get(third));
  expect(await readBoard(third.toUpperCase())).toBe(together.get(third));
});

test("only what changed is computed anew", async () => {
  const ids = await lines(2);
  const changed = await neuhof(server);
  await changed.opens();
  setTime(server, "9:50");
  const before = await readBoards([...ids, changed.permanence]);
  await changed.walksIn();
  const after = await readBoards([...ids, changed.permanence]);
  for (const id of ids) expect(after.get(id)).toBe(before.get(id));
  expect(after.get(changed.permanence)?.waiting).toBe(1);
});

test("several who ask at once for the same new boards have them computed once", async () => {
  const ids = await lines(2);
  setTime(server, "9:55");
  const [one, other] = await Promise.all([readBoards(ids), readBoards(ids)]);
  for (const id of ids) expect(other?.get(id)).toBe(one?.get(id));
});

test("what does not exist, or is no id, has no board and hinders no other", async () => {
  const [id = ""] = await lines(1);
  expect([...(await readBoards([crypto.randomUUID(), id, "neuhof"])).keys()]).toEqual([id]);
  expect(await statementsOf(() => readBoards(["neuhof"]))).toEqual([]);
});
