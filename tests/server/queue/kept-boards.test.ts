import { randomUUID } from "node:crypto";
import type { LiveBoard } from "#lib/queue/board/board.ts";
import { instant, MINUTE, SECOND } from "#lib/time/instant.ts";
import { at } from "#tests/support/line.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";

let server: Awaited<ReturnType<typeof serverOnFreshDatabase>>;
let boards: typeof import("#lib/server/queue/kept-boards.ts");

beforeAll(async () => {
  server = await serverOnFreshDatabase();
  boards = await import("#lib/server/queue/kept-boards.ts");
});
beforeEach(() => server.clock.move(at("10:00") - (server.clock.now() - server.clock.offset())));
afterAll(() => server.db.$disconnect());

const board = (facts: Partial<LiveBoard> = {}): LiveBoard => ({
  version: 7,
  called: [],
  waiting: 0,
  wait: { state: "nobody" },
  alive: true,
  asOf: server.clock.now(),
  follows: [],
  ...facts,
});
const handed = (permanence: string, given: LiveBoard) => ({
  permanence,
  version: given.version,
  alive: given.alive,
  asOf: given.asOf,
  bytes: 500,
  read: () => given,
});
const numbers = (count: number): LiveBoard["follows"] =>
  Array.from({ length: count }, (_, index) => ({
    number: index + 1,
    picture: 0,
    state: "waiting",
    ahead: { people: 0, appointments: [] },
    wait: { state: "unknown" },
    beforeClosing: "yes",
    letPast: false,
  }));

test("a newer version replaces a board, an older one does not", () => {
  const id = randomUUID();
  boards.keepBoard(id, board(), "rows");
  const newer = board({ version: 8 });
  expect(boards.keepBoard(id, newer, "rows")).toBe(newer);
  expect(boards.keepBoard(id, board(), "act")).toBe(newer);
  boards.keepHandedBoard(handed(id, board()));
  expect(boards.keptBoard(id)).toBe(newer);
});

test("a newer version is not replaced by an older one, however long ago it was computed", () => {
  const id = randomUUID();
  const longAgo = board({ version: 8, asOf: instant(server.clock.now() - 2 * MINUTE) });
  boards.keepBoard(id, longAgo, "rows");
  expect(boards.keepBoard(id, board(), "act")).toBe(longAgo);
});

test("of one version the first board stays, until half a minute later or the team is silent", () => {
  const id = randomUUID();
  const first = board();
  boards.keepBoard(id, first, "rows");
  expect(boards.keepBoard(id, board({ asOf: instant(first.asOf + SECOND) }), "rows")).toBe(first);
  const silent = board({ asOf: instant(first.asOf + 2 * SECOND), alive: false });
  expect(boards.keepBoard(id, silent, "rows")).toBe(silent);
  expect(boards.keepBoard(id, first, "rows")).toBe(silent);
  const later = board({ asOf: instant(silent.asOf + 45 * SECOND), alive: false });
  expect(boards.keepBoard(id, later, "rows")).toBe(later);
});

test("a handed board of another minute is not kept", () => {
  const id = randomUUID();
  for (const away of [-MINUTE, MINUTE + SECOND])
    boards.keepHandedBoard(handed(id, board({ asOf: instant(server.clock.now() + away) })));
  expect(boards.keptBoard(id)).toBeUndefined();
});

test("a handed board is decoded when it is read, once; one that is not readable is dropped", () => {
  const [id, broken] = [randomUUID(), randomUUID()];
  let decoded = 0;
  const given = board();
  boards.keepHandedBoard({ ...handed(id, given), read: () => ((decoded += 1), given) });
  expect(decoded).toBe(0);
  expect([boards.keptBoard(id), boards.keptBoard(id)]).toEqual([given, given]);
  expect(decoded).toBe(1);
  boards.keepHandedBoard({ ...handed(broken, given), read: () => undefined });
  expect(boards.keptBoard(broken)).toBeUndefined();
  expect(boards.keptFacts(broken)).toBeUndefined();
});

test("every board of 2,880 lines with 40 numbers is kept; beyond the memory the oldest go", () => {
  const crowded = numbers(40);
  const ids = Array.from({ length: 2_880 }, () => randomUUID());
  for (const id of ids) boards.keepBoard(id, board({ follows: crowded }), "rows");
  expect(ids.filter((id) => boards.keptFacts(id))).toHaveLength(2_880);
  const huge = numbers(20_000);
  const more = Array.from({ length: 20 }, () => randomUUID());
  for (const id of more) boards.keepBoard(id, board({ follows: huge }), "rows");
  expect(boards.keptFacts(ids[0] ?? "")).toBeUndefined();
  expect(boards.keptFacts(more[0] ?? "")).toBeUndefined();
  expect(boards.keptFacts(more.at(-1) ?? "")).toBeDefined();
});

test("subscribers are notified of each board that replaces another, and of no other", () => {
  const id = randomUUID();
  const changes: string[] = [];
  const stop = boards.whenBoardChanges(({ facts, source }) => changes.push(`${source} ${facts.version}`));
  boards.keepBoard(id, board(), "rows");
  boards.keepBoard(id, board(), "rows");
  boards.keepHandedBoard(handed(id, board({ version: 8 })));
  boards.keepBoard(id, board({ version: 9 }), "act");
  stop();
  boards.keepBoard(id, board({ version: 10 }), "act");
  expect(changes).toEqual(["rows 7", "handed 8", "act 9"]);
});

test("when the clock of a test instance is set, no board is kept", () => {
  const id = randomUUID();
  boards.keepBoard(id, board(), "rows");
  server.clock.move(server.clock.offset() + SECOND);
  expect(boards.keptBoard(id)).toBeUndefined();
});
