/** @slow */
import { randomUUID } from "node:crypto";
import { isBusy } from "#lib/server/busy.ts";
import { at } from "#tests/support/line.ts";
import { replayedCalls } from "#tests/server/queue/replayed-calls.ts";
import { freshServer, setTime, neuhof, type Server, type Staff } from "#tests/server/queue/neuhof.ts";
import { setCounters } from "#tests/server/queue/counters.ts";

/** More than a hundred acts under one lock, on a machine that may be doing other things: milliseconds. */
const PATIENCE = 240_000;

/** Two for each tablet; over HTTP the same is played with two hundred (tests/e2e/http/twenty-tablets.test.ts). */
const PEOPLE = 40;

let server: Server;
/** Sends as a tablet does: the same again while the server has no time for it, which a busy machine may not have. */
const sends: Server["runCommands"] = (...sent) =>
  server.runCommands(...sent).catch((error: unknown) => {
    if (isBusy(error)) return sends(...sent);
    throw error;
  });
beforeAll(async () => void (server = await freshServer()));
afterAll(() => server.db.$disconnect());

test(
  "twenty tablets that press « Suivant » at once for forty people call each once, in the order of the law",
  async () => {
    const here = await neuhof(server, { desks: 20 });
    const { opens, command, permanence, line } = here;
    const team = await opens();
    const people = Array.from({ length: PEOPLE }, () => randomUUID());
    const booked = await Promise.all(Array.from({ length: 5 }, (_, lane) => here.booked("9:00", lane + 1)));
    await server.db.visit.createMany({
      data: people.map((id, index) =>
        standing(permanence, id, index, index % 12 === 11 ? booked[Math.floor(index / 12)] : undefined),
      ),
    });
    await setCounters(server.db, permanence, { nextNumber: PEOPLE + 1 });
    setTime(server, "9:00");
    const start = await line();
    await Promise.all(team.map((staff, index) => callsAndHelps(staff, index + 1)));
    const events = await server.db.queueEvent.findMany({
      where: { permanenceId: permanence, version: { gt: start.version } },
      orderBy: { id: "asc" },
    });
    const calls = replayedCalls(start, events);
    expect(calls.map(({ called }) => called).toSorted()).toEqual(people.toSorted());
    expect(calls.filter(({ called, next }) => called !== next)).toEqual([]);
    expect(calls.map(({ called }) => called)).not.toEqual(people);
    expect((await line()).visits.filter(({ state }) => state !== "done")).toEqual([]);

    /** Until nobody waits. */
    async function callsAndHelps(staff: Staff, desk: number): Promise<void> {
      for (;;) {
        const ran = await sends(staff, permanence, [command({ type: "call-next", desk })]);
        const mine = ran.ok
          ? ran.value.state.visits.find((visit) => visit.state === "called" && visit.desk === desk)?.id
          : undefined;
        if (mine === undefined) return;
        await sends(staff, permanence, [
          command({ type: "start", visit: mine }),
          command({ type: "finish", visit: mine }),
        ]);
      }
    }
  },
  PATIENCE,
);

/** The row of somebody in line since before nine; every twentieth has priority, some have an appointment and are here. */
const standing = (permanenceId: string, id: string, index: number, appointmentId: string | undefined) => ({
  id,
  permanenceId,
  number: index + 1,
  joinedAt: new Date(at("8:55") + index * 1_000),
  topicKey: "caf",
  priority: index % 20 === 19,
  ...(appointmentId !== undefined && { appointmentId }),
});

test("two tablets that call the same person: one gets the person, the other is refused already-called", async () => {
  const { opens, walksIn, command, permanence, visit } = await neuhof(server, { desks: 2 });
  const [one, two] = await opens();
  const person = await walksIn();
  const tries = await Promise.all(
    [one, two].map((staff, index) =>
      sends(staff ?? one!, permanence, [
        command({ type: "call", visit: person, desk: index + 1 }, { expected: { visit: person, state: "waiting" } }),
      ]),
    ),
  );
  const outcomes = tries.map((ran) => (ran.ok ? ran.value.results[0] : undefined));
  expect(outcomes).toContainEqual(expect.objectContaining({ outcome: "applied" }));
  expect(outcomes).toContainEqual(expect.objectContaining({ outcome: "refused", refusal: "already-called" }));
  expect(await visit(person)).toMatchObject({ state: "called" });
});

test("numbers given by many tablets at once are dense and none is given twice", async () => {
  const { opens, command, permanence, line } = await neuhof(server, { desks: 5 });
  const team = await opens();
  await Promise.all(
    Array.from({ length: 40 }, (_, index) =>
      sends(team[index % 5]!, permanence, [command({ type: "add-visit", visit: randomUUID() })]),
    ),
  );
  const { visits, nextNumber } = await line();
  expect(visits.map(({ number }) => number)).toEqual(Array.from({ length: 40 }, (_, index) => index + 1));
  expect(nextNumber).toBe(41);
});
