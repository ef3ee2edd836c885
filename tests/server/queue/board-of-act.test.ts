import { paceOf } from "#lib/queue/wait/learn-pace.ts";
import { randomUUID } from "node:crypto";
import { boardOf } from "#lib/queue/board/live-board.ts";
import type { LiveBoard } from "#lib/queue/board/board.ts";
import type { Act } from "#lib/queue/acts/acts.ts";
import { plusMinutes } from "#lib/time/instant.ts";
import { eventually } from "#tests/support/eventually.ts";
import { freshServer, neuhof, type Server } from "./neuhof.ts";
import { countersOf } from "#tests/server/queue/counters.ts";

let server: Server;
let kept: typeof import("#lib/server/queue/kept-boards.ts");
beforeAll(async () => {
  server = await freshServer();
  kept = await import("#lib/server/queue/kept-boards.ts");
});
afterAll(() => server.db.$disconnect());

test("the board of an act, computed from memory after its commit, is that of the rows of the same version", async () => {
  const { topicMinutes } = await import("#lib/server/queue/topic-minutes.ts");
  const place = await neuhof(server, { desks: 2 });
  const expected = await place.booked("9:30");
  const boards: LiveBoard[] = [];
  const stop = kept.whenBoardChanges(({ source, read }) => {
    const board = read();
    if (source === "act" && board) boards.push(board);
  });
  const [one, two, three] = [randomUUID(), randomUUID(), randomUUID()];
  const acts: readonly Act[] = [
    { type: "add-visit", visit: one, topic: "caf" },
    { type: "add-visit", visit: two },
    { type: "lease-numbers" },
    { type: "check-in", appointment: expected, visit: three },
    { type: "call-next", desk: 1 },
    { type: "start", visit: one },
    { type: "pause", visit: one },
    { type: "call", visit: two, desk: 2, override: "urgent" },
    { type: "absent", visit: two },
    { type: "announce", message: "Pause" },
    { type: "away", visit: three, until: plusMinutes(server.clock.now(), 20) },
    { type: "suspend" },
  ];
  await place.opens();
  for (const act of acts) {
    expect([act.type, await place.does(act)]).toEqual([act.type, "applied"]);
    const line = await place.line();
    await eventually(() => boards.at(-1)?.version, line.version);
    const board = boards.at(-1);
    const { minutesOf } = (await topicMinutes([place.organisation.id]))(place.organisation.id);
    const { heardAt } = await countersOf(server.db, place.permanence);
    expect(board).toEqual(boardOf(line, board!.asOf, paceOf(minutesOf), heardAt !== null));
  }
  stop();
});

test("an act that is refused, or sent again, has no board computed", async () => {
  const place = await neuhof(server);
  await place.opens();
  const versions: number[] = [];
  const stop = kept.whenBoardChanges(({ facts }) => versions.push(facts.version));
  const command = place.command({ type: "add-visit", visit: randomUUID() });
  await place.sends(command, command);
  await place.does({ type: "start", visit: randomUUID() });
  await eventually(() => versions.length, 1);
  await place.walksIn();
  await eventually(() => versions.length, 2);
  stop();
  expect(versions[1]).toBe((versions[0] ?? 0) + 1);
});
