import { randomUUID } from "node:crypto";
import type { Act } from "#lib/queue/acts/acts.ts";
import { freshServer, setTime, neuhof, type Server } from "#tests/server/queue/neuhof.ts";

let server: Server;
beforeAll(async () => void (server = await freshServer()));
afterAll(() => server.db.$disconnect());

const outcomeOf = (id: string) =>
  server.db.permanence.findUniqueOrThrow({
    where: { id },
    select: { status: true, outcome: true, closedAt: true, suspended: true },
  });

test("a half-day is closed by a person: who still waits is counted, who was paused is helped, everybody goes home", async () => {
  const { opens, walksIn, does, visit, line, permanence } = await neuhof(server, { desks: 2 });
  await opens();
  const [paused, waits, goes] = [await walksIn(), await walksIn(), await walksIn()];
  await does({ type: "call-next", desk: 1 });
  await does({ type: "start", visit: paused });
  expect(await does({ type: "close", leftovers: [] })).toBe("desk-busy");
  await does({ type: "pause", visit: paused });
  setTime(server, "12:05");
  const leftovers = [
    { visit: paused, choice: "done" },
    { visit: waits, choice: "another-date" },
    { visit: goes, choice: "left" },
  ] as const;
  expect(await does({ type: "close", leftovers: leftovers.slice(0, 2) })).toBe("leftovers-remain");
  expect(await does({ type: "close", leftovers: [...leftovers, { visit: randomUUID(), choice: "left" }] })).toBe(
    "not-found",
  );
  expect((await line()).status).toBe("open");
  expect(await does({ type: "close", leftovers })).toBe("applied");
  expect([await visit(paused), await visit(waits), await visit(goes)]).toMatchObject([
    { state: "done", desk: 1 },
    { state: "unserved" },
    { state: "left", why: "staff" },
  ]);
  expect((await line()).desks.map(({ state }) => state)).toEqual(["left", "left"]);
  expect(await outcomeOf(permanence)).toMatchObject({ status: "closed", outcome: "held", closedAt: expect.any(Date) });
  const events = await server.db.queueEvent.findMany({ where: { permanenceId: permanence, type: "visit-unserved" } });
  expect(events).toMatchObject([{ visitId: waits, data: { choice: "another-date" } }]);
});

test("before its day a half-day is not closed, on its day it is, and says then that it was not held", async () => {
  const { does, permanence } = await neuhof(server);
  server.clock.move(server.clock.offset() - 24 * 60 * 60_000);
  expect(await does({ type: "close", leftovers: [] })).toBe("too-early");
  expect(await outcomeOf(permanence)).toMatchObject({ status: "scheduled", outcome: null });
  setTime(server, "8:55");
  expect(await does({ type: "close", leftovers: [] })).toBe("applied");
  const { readPermanence } = await import("#lib/server/schedule/read-permanence.ts");
  expect(await readPermanence(permanence)).toMatchObject({ status: "closed", notHeld: true });
});

test("closing early cancels the appointments that it names by service, keeps the others, and lets nobody be checked in", async () => {
  const { opens, does, booked, line } = await neuhof(server, { desks: 2 });
  await opens();
  const [early, cancelled, kept] = [await booked("9:00"), await booked("11:00"), await booked("11:30")];
  setTime(server, "9:45");
  const bookings = [
    { appointment: cancelled, choice: "cancelled" },
    { appointment: kept, choice: "kept" },
  ] as const;
  expect(await does({ type: "close", leftovers: [], bookings: [] })).toBe("leftovers-remain");
  expect(await does({ type: "close", leftovers: [], bookings })).toBe("applied");
  const rows = await server.db.appointment.findMany({ where: { id: { in: [early, cancelled, kept] } } });
  const stateOf = new Map(rows.map(({ id, state, cancelledAt }) => [id, { state, at: cancelledAt !== null }]));
  expect([early, cancelled, kept].map((id) => stateOf.get(id))).toEqual([
    { state: "booked", at: false },
    { state: "cancelled-by-service", at: true },
    { state: "booked", at: false },
  ]);
  expect((await line()).expected.map(({ id }) => id)).toEqual([early, kept]);
  expect(await does({ type: "check-in", appointment: kept, visit: randomUUID() })).toBe("permanence-closed");
});

test.each([
  ["never opened: not held", [{ type: "give-numbers" }], "not-held"],
  [
    "opened, and nobody came: held with nobody",
    [{ type: "give-numbers" }, { type: "open", desks: [{ desk: 1 }] }],
    "held-with-nobody",
  ],
] as const)("%s", async (_, acts, outcome) => {
  const { does, permanence } = await neuhof(server);
  for (const act of [...acts, { type: "close", leftovers: [] }] as Act[]) expect(await does(act)).toBe("applied");
  expect(await outcomeOf(permanence)).toMatchObject({ status: "closed", outcome });
});

test("after the close nothing begins, and nothing is taken back", async () => {
  const { opens, walksIn, does, permanence } = await neuhof(server);
  await opens();
  const person = await walksIn();
  const [suspended, left, closed] = [randomUUID(), randomUUID(), randomUUID()];
  await does({ type: "suspend" }, { id: suspended });
  await does({ type: "leave", visit: person, by: "staff" }, { id: left });
  await does({ type: "close", leftovers: [] }, { id: closed });
  expect(await outcomeOf(permanence)).toMatchObject({ suspended: false });
  for (const act of [
    { type: "give-numbers" },
    { type: "open", desks: [] },
    { type: "undo", command: left },
    { type: "undo", command: closed },
    { type: "turn-away", reason: "closing" },
    { type: "announce", message: "x" },
    { type: "close", leftovers: [] },
  ] as Act[]) {
    expect(await does(act)).toBe("permanence-closed");
  }
});

test("closed while a colleague calls: either the call or the close, never somebody called in a closed half-day", async () => {
  for (let round = 0; round < 5; round += 1) {
    const { opens, walksIn, command, permanence, staff, line } = await neuhof(server);
    await opens();
    const person = await walksIn();
    const [call, close] = await Promise.all([
      server.runCommands(staff, permanence, [command({ type: "call-next", desk: 1 })]),
      server.runCommands(staff, permanence, [
        command({ type: "close", leftovers: [{ visit: person, choice: "no-date" }] }),
      ]),
    ]);
    const refusals = [call, close].map((ran) =>
      ran.ok && ran.value.results[0]?.outcome === "refused" ? ran.value.results[0].refusal : "applied",
    );
    const { status, visits } = await line();
    expect([refusals, status, visits[0]?.state]).toEqual(
      status === "closed"
        ? [["permanence-closed", "applied"], "closed", "unserved"]
        : [["applied", "desk-busy"], "open", "called"],
    );
  }
});

test("what was written to the room stays on the line, and leaves with an empty one", async () => {
  const { does, line, permanence } = await neuhof(server);
  expect(await does({ type: "announce", message: " La borne est en panne. " })).toBe("applied");
  expect((await line()).message).toBe("La borne est en panne.");
  expect(await does({ type: "announce", message: "x".repeat(141) })).toBe("too-large");
  expect(await does({ type: "announce", message: "Le dossier 1234567A est prêt." })).toBe("personal-number-refused");
  expect(await does({ type: "announce", message: "" })).toBe("applied");
  expect(await line()).not.toHaveProperty("message");
  expect((await server.db.permanence.findUniqueOrThrow({ where: { id: permanence } })).message).toBeNull();
});
