import { randomUUID } from "node:crypto";
import { sumOf } from "#lib/report/month-figures.ts";
import { at } from "#tests/support/line.ts";
import { instant, MINUTE } from "#lib/time/instant.ts";
import { freshServer, neuhof, setTime, type Neuhof, type Server } from "#tests/server/queue/neuhof.ts";

let server: Server;
let summaries: typeof import("#lib/server/report/read-half-day-summary.ts");
let recording: typeof import("#lib/server/report/record-half-day.ts");
let months: typeof import("#lib/server/report/read-month-figures.ts");
let figures: typeof import("#lib/server/queue/write-figures.ts");
beforeAll(async () => {
  server = await freshServer();
  summaries = await import("#lib/server/report/read-half-day-summary.ts");
  recording = await import("#lib/server/report/record-half-day.ts");
  months = await import("#lib/server/report/read-month-figures.ts");
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
  const first = await place.walksIn();
  const second = await place.walksIn();
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

test("while it is open, the page counts who is still there apart from what became of the others", async () => {
  const place = await neuhof(server, { desks: 2 });
  await place.opens();
  const first = await place.walksIn();
  const second = await place.walksIn();
  const third = await place.walksIn();
  await place.does({ type: "call", visit: first, desk: 1 });
  await place.does({ type: "start", visit: first });
  await place.does({ type: "pause", visit: first });
  await place.does({ type: "leave", visit: first, by: "staff" });
  await place.does({ type: "call", visit: second, desk: 1 });
  await place.does({ type: "start", visit: second });
  expect(await read(place)).toMatchObject({ stillThere: 2, figures: { received: 3, helped: 0, gone: 0 } });
  await place.does({ type: "finish", visit: second });
  await place.does({ type: "close", leftovers: [{ visit: third, choice: "no-date" }] });
  expect(await read(place)).toMatchObject({ stillThere: 0, figures: { received: 3, helped: 1, unserved: 1 } });
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

test("nothing is recorded after the 5th of the next month, nor by somebody of another organisation", async () => {
  const place = await neuhof(server);
  const other = await neuhof(server);
  const { version } = await (setTime(server, "12:30"), read(place));
  const foreign = await recording.recordHalfDay(other.staff, place.permanence, TOTALS, version);
  expect(foreign).toEqual({ ok: false, refusal: "not-allowed" });
  server.clock.move(new Date("2026-12-06T08:00:00+01:00").getTime() - (server.clock.now() - server.clock.offset()));
  expect((await read(place)).mayRecord).toBe(false);
  expect(await record(place, TOTALS)).toBe("month-closed");
});

/** A further half-day of the same place and team, in that month, at which people waited so many minutes each. */
async function another(place: Neuhof, day: string, waits: readonly number[]): Promise<string> {
  const {
    id: _,
    windows: __,
    ...row
  } = await server.db.permanence.findUniqueOrThrow({ where: { id: place.permanence } });
  const startsAt = new Date(`${day}T09:00:00+01:00`);
  const minutes = (after: number): Date => new Date(startsAt.getTime() + after * MINUTE);
  const { id } = await server.db.permanence.create({
    data: {
      ...row,
      windows: [],
      status: "closed",
      outcome: "held",
      localDate: new Date(day),
      originalDate: null,
      startsAt,
      endsAt: minutes(180),
      openedAt: startsAt,
      closedAt: minutes(180),
    },
  });
  for (const [index, wait] of waits.entries())
    await server.db.visit.create({
      data: {
        permanenceId: id,
        number: index + 1,
        state: "done",
        desk: 1,
        conseillerId: place.staff.user,
        joinedAt: startsAt,
        calledAt: minutes(wait),
        startedAt: minutes(wait),
        endedAt: minutes(wait + 15),
      },
    });
  return id;
}

test("a month is the sum of its half-days that are over, with the median of the waits themselves, before and after figures are written", async () => {
  const place = await neuhof(server);
  const coordinator = await place.newStaff("coordinator");
  await another(place, "2026-11-03", [2, 4, 6, 30, 32]);
  await another(place, "2026-11-17", [8]);
  await another(place, "2026-10-31", [90]);
  setTime(server, "12:30");
  const readMonth = async () => {
    const found = await months.readMonthFigures(coordinator, place.organisation.id, "2026-11-01");
    if (!found.ok) throw new Error(found.refusal);
    return found.value;
  };
  const before = await readMonth();
  expect(before.places).toHaveLength(1);
  // Of 2, 4, 6, 8, 30 and 32 minutes the lower middle; a median of the two medians, 6 and 8, says nothing of it.
  expect(before.total).toMatchObject({
    halfDays: 2,
    notRecorded: 1,
    received: 6,
    helped: 6,
    waitsOver20: 2,
    medianWait: 6 * 60,
    helpMinutes: 90,
  });
  expect(before.places[0]?.sum).toEqual(before.total);
  const seen = await summaries.readHalfDaySummary(place.staff, place.permanence);
  if (!seen.ok) throw new Error(seen.refusal);
  const sheet = { kind: "paper-totals", received: 5, helped: 5, gone: 0, redirected: 0, turnedAway: 1 } as const;
  expect((await recording.recordHalfDay(place.staff, place.permanence, sheet, seen.value.version)).ok).toBe(true);
  const after = await readMonth();
  expect(after.total).toMatchObject({
    halfDays: 3,
    notRecorded: 0,
    onPaper: 1,
    received: 11,
    fromPaper: 5,
    untimed: 5,
    medianWait: 6 * 60,
  });
  await figures.writeFigures(OVER);
  expect(await readMonth()).toEqual(after);
});

test("a half-day that has not ended is in no sum", async () => {
  const place = await neuhof(server);
  const coordinator = await place.newStaff("coordinator");
  setTime(server, "9:30");
  const found = await months.readMonthFigures(coordinator, place.organisation.id, "2026-11-01");
  expect(found).toEqual({ ok: true, value: { month: "2026-11-01", places: [], total: sumOf([]) } });
});

test("whoever leads at some places reads the sums of these alone; a conseiller and another organisation none", async () => {
  const place = await neuhof(server);
  const other = await neuhof(server);
  await another(place, "2026-11-03", [5]);
  const narrowed = { ...(await place.newStaff("coordinator")) };
  const elsewhere = {
    ...narrowed,
    roles: [{ organisation: place.organisation.id, role: "coordinator", places: [other.place.id] }],
  } as const;
  const here = {
    ...narrowed,
    roles: [{ organisation: place.organisation.id, role: "coordinator", places: [place.place.id] }],
  } as const;
  const readBy = async (who: Neuhof["staff"]) => months.readMonthFigures(who, place.organisation.id, "2026-11-01");
  expect(await readBy(here)).toMatchObject({ value: { total: { received: 1 } } });
  expect(await readBy(elsewhere)).toMatchObject({ value: { places: [] } });
  expect(await readBy(place.staff)).toEqual({ ok: false, refusal: "not-allowed" });
  expect(await readBy(await other.newStaff("coordinator"))).toEqual({ ok: false, refusal: "not-allowed" });
});
