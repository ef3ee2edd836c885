import { randomUUID } from "node:crypto";
import { at } from "#tests/support/line.ts";
import { instant, MINUTE } from "#lib/time/instant.ts";
import { freshServer, neuhof, setTime, type Neuhof, type Server } from "#tests/server/queue/neuhof.ts";

let server: Server;
let summaries: typeof import("#lib/server/report/read-half-day-summary.ts");
let recording: typeof import("#lib/server/report/record-half-day.ts");
let figures: typeof import("#lib/server/queue/write-figures.ts");
beforeAll(async () => {
  server = await freshServer();
  summaries = await import("#lib/server/report/read-half-day-summary.ts");
  recording = await import("#lib/server/report/record-half-day.ts");
  figures = await import("#lib/server/queue/write-figures.ts");
});
afterAll(() => server.db.$disconnect());

const OVER = instant(at("9:00") + 17 * 60 * MINUTE);
const TOTALS = { kind: "paper-totals", received: 9, helped: 6, gone: 1, redirected: 1, turnedAway: 2 } as const;

async function read({ staff, permanence }: Neuhof) {
  const found = await summaries.readHalfDaySummary(staff, permanence);
  if (!found.ok) throw new Error(found.refusal);
  return found.value;
}
const record = async (place: Neuhof, what: Parameters<typeof recording.recordHalfDay>[2]) => {
  const done = await recording.recordHalfDay(place.staff, place.permanence, what, (await read(place)).version);
  return done.ok ? "done" : done.refusal;
};

/** A half-day with one person helped from 9:10 to 9:30, one gone, one turned away, closed at 11:30. */
async function heldWithTwo(): Promise<Neuhof> {
  const place = await neuhof(server);
  await place.opens();
  setTime(server, "9:00");
  const [first, second] = [await place.walksIn(), await place.walksIn()];
  setTime(server, "9:10");
  await place.does({ type: "call", visit: first, desk: 1 });
  await place.does({ type: "start", visit: first });
  setTime(server, "9:30:30");
  await place.does({ type: "finish", visit: first });
  await place.does({ type: "leave", visit: second, by: "staff" });
  await place.does({ type: "turn-away", reason: "full" });
  await place.does({ type: "incident", kind: "network" });
  setTime(server, "11:30");
  await place.does({ type: "close", leftovers: [] });
  return place;
}

test("the page counts before the figures are written what the job writes then, and reads them afterwards", async () => {
  const place = await heldWithTwo();
  const live = await read(place);
  expect(live).toMatchObject({
    openness: "closed",
    incidents: [{ kind: "network", times: 1 }],
    late: 0,
    figures: {
      outcome: "held",
      received: 2,
      helped: 1,
      gone: 1,
      turnedAway: { full: 1 },
      waitsOver20: 0,
      helpMinutes: 20,
    },
  });
  await figures.writeFigures(OVER);
  expect((await read(place)).figures).toEqual(live.figures);
  await server.db.halfDayFigures.update({ where: { permanenceId: place.permanence }, data: { received: 7 } });
  expect((await read(place)).figures.received).toBe(7);
  await server.db.halfDayFigures.update({ where: { permanenceId: place.permanence }, data: { stale: true } });
  expect((await read(place)).figures).toEqual(live.figures);
});

test("« Personne n’est venu » and « Pas tenue » are recorded of a half-day that nobody opened, corrected and taken back", async () => {
  const place = await neuhof(server);
  setTime(server, "11:00");
  expect(await record(place, { kind: "held-with-nobody" })).toBe("not-over");
  setTime(server, "12:01");
  expect((await read(place)).figures.outcome).toBe("not-recorded");
  expect(await record(place, { kind: "held-with-nobody" })).toBe("done");
  expect((await read(place)).figures.outcome).toBe("held-with-nobody");
  expect(await record(place, { kind: "not-held", why: "breakdown" })).toBe("done");
  expect(await read(place)).toMatchObject({
    figures: { outcome: "not-held" },
    recorded: { kind: "not-held", why: "breakdown" },
  });
  const { version } = await read(place);
  expect((await recording.withdrawRecord(place.staff, place.permanence, version)).ok).toBe(true);
  expect(await read(place)).toMatchObject({ figures: { outcome: "not-recorded" } });
  expect((await read(place)).recorded).toBeUndefined();
});

test("nobody is said to have been there while the line holds people", async () => {
  const place = await heldWithTwo();
  expect(await record(place, { kind: "held-with-nobody" })).toBe("people-there");
  expect(await record(place, { kind: "not-held", why: "other" })).toBe("people-there");
});

test("the totals of a paper sheet are added to the people of the line, marked, and without a wait", async () => {
  const place = await heldWithTwo();
  const { figures: before } = await read(place);
  expect(await record(place, TOTALS)).toBe("done");
  const { figures: after } = await read(place);
  expect(after).toEqual({
    ...before,
    received: 11,
    helped: 7,
    contacts: 7,
    gone: 2,
    redirected: 1,
    unserved: 1,
    turnedAway: { full: 1, "not-noted": 2 },
    paper: "totals",
    fromPaper: 9,
    untimed: 6,
    paperContacts: 6,
  });
  await figures.writeFigures(OVER);
  expect((await read(place)).figures).toEqual(after);
});

test("a half-day that was run on paper alone was held, also in the figures that had been written before", async () => {
  const place = await neuhof(server);
  await figures.writeFigures(OVER);
  setTime(server, "17:00");
  expect(await record(place, TOTALS)).toBe("done");
  expect(await server.db.halfDayFigures.findUniqueOrThrow({ where: { permanenceId: place.permanence } })).toMatchObject(
    {
      stale: true,
    },
  );
  await figures.writeFigures(OVER);
  expect(await server.db.halfDayFigures.findUniqueOrThrow({ where: { permanenceId: place.permanence } })).toMatchObject(
    {
      stale: false,
      outcome: "held",
      received: 9,
      contacts: 6,
      medianWait: null,
      paper: "totals",
    },
  );
  expect(await record(place, { ...TOTALS, helped: 8 })).toBe("more-than-received");
});

test("somebody who comes with what a colleague has changed meanwhile is told so", async () => {
  const place = await neuhof(server);
  setTime(server, "12:30");
  const { version } = await read(place);
  const colleague = await place.newStaff();
  const [first, second] = await Promise.all([
    recording.recordHalfDay(place.staff, place.permanence, { kind: "held-with-nobody" }, version),
    recording.recordHalfDay(colleague, place.permanence, TOTALS, version),
  ]);
  expect([first, second].map((done) => (done.ok ? "done" : done.refusal)).sort()).toEqual([
    "changed-meanwhile",
    "done",
  ]);
});

test("acts that a tablet sends after « Personne n’est venu » count all the same: then the half-day was held", async () => {
  const place = await neuhof(server);
  await place.does({ type: "give-numbers" });
  setTime(server, "12:30");
  await server.db.permanence.update({
    where: { id: place.permanence },
    data: { status: "closed", outcome: "held-with-nobody", closedAt: new Date(at("12:00")) },
  });
  expect(await record(place, { kind: "held-with-nobody" })).toBe("done");
  await server.db.lateHelp.create({
    data: {
      permanenceId: place.permanence,
      visitId: randomUUID(),
      joinedAt: new Date(at("10:00")),
      startedAt: new Date(at("10:05")),
      endedAt: new Date(at("10:25")),
    },
  });
  expect((await read(place)).figures).toMatchObject({ outcome: "held", helped: 1, helpMinutes: 20 });
});

test("nothing is recorded after the 5th of the next month, nor by somebody of another operator", async () => {
  const [place, other] = [await neuhof(server), await neuhof(server)];
  const { version } = await (setTime(server, "12:30"), read(place));
  const foreign = await recording.recordHalfDay(other.staff, place.permanence, TOTALS, version);
  expect(foreign).toEqual({ ok: false, refusal: "not-allowed" });
  server.clock.move(new Date("2026-12-06T08:00:00+01:00").getTime() - (server.clock.now() - server.clock.offset()));
  expect((await read(place)).mayRecord).toBe(false);
  expect(await record(place, TOTALS)).toBe("month-closed");
});
