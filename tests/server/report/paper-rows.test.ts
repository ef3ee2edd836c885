import { PAPER_COLUMNS, type TypedPaperRow } from "#lib/report/paper-rows.ts";
import { instant, MINUTE } from "#lib/time/instant.ts";
import { at } from "#tests/support/line.ts";
import { freshServer, neuhof, setTime, type Neuhof, type Server } from "#tests/server/queue/neuhof.ts";

let server: Server;
let summaries: typeof import("#lib/server/report/read-half-day-summary.ts");
let recording: typeof import("#lib/server/report/record-half-day.ts");
let figures: typeof import("#lib/server/queue/write-figures.ts");
let months: typeof import("#lib/server/report/read-month-figures.ts");
let weeks: typeof import("#lib/server/report/read-week-done.ts");
let onPaper: typeof import("#lib/server/report/read-paper-help.ts");
beforeAll(async () => {
  server = await freshServer();
  summaries = await import("#lib/server/report/read-half-day-summary.ts");
  recording = await import("#lib/server/report/record-half-day.ts");
  figures = await import("#lib/server/queue/write-figures.ts");
  months = await import("#lib/server/report/read-month-figures.ts");
  weeks = await import("#lib/server/report/read-week-done.ts");
  onPaper = await import("#lib/server/report/read-paper-help.ts");
});
afterAll(() => server.db.$disconnect());

const OVER = instant(at("9:00") + 17 * 60 * MINUTE);
const typed = (row: Partial<TypedPaperRow>): TypedPaperRow => ({
  ...(Object.fromEntries(PAPER_COLUMNS.map((column) => [column, ""])) as TypedPaperRow),
  ...row,
});
/**
 * Waits of 10, 15 and 40 minutes and help of 30, 25 and 20; one helped without an hour, one gone, one sent on, one not
 * served.
 */
const ROWS = [
  { number: "1", given: "9:00", called: "9:10", ended: "9:40", topic: "caf" },
  { number: "2", given: "9:00", called: "9:40", ended: "10:00" },
  { number: "3", given: "10:00", called: "10:15", ended: "10:40", topic: "caf", language: "ar" },
  { number: "4", state: "done" },
  { number: "5", given: "10:00", called: "10:40", state: "left" },
  { number: "6", given: "10:05", state: "redirected" },
  { number: "9", given: "11:50" },
].map(typed);

async function read({ staff, permanence }: Neuhof) {
  const found = await summaries.readHalfDaySummary(staff, permanence);
  if (!found.ok) throw new Error(found.refusal);
  return found.value;
}
const enters = async (place: Neuhof, rows: readonly TypedPaperRow[], turnedAway = {}, by = place.staff) => {
  const { version } = await read(place);
  const done = await recording.recordPaperRows(by, place.permanence, { rows, turnedAway }, version);
  return done.ok ? "done" : done.refusal;
};
/** A half-day that nobody opened, in its evening. */
async function onPaperAlone(): Promise<Neuhof> {
  const place = await neuhof(server);
  setTime(server, "17:00");
  return place;
}

test("the people of the rows have waits and minutes as those of a line, and are marked as from paper", async () => {
  const place = await onPaperAlone();
  expect(await enters(place, ROWS, { full: 2, closing: 1 })).toBe("done");
  const { figures: live, recorded } = await read(place);
  expect(live).toEqual({
    outcome: "held",
    received: 7,
    helped: 4,
    contacts: 4,
    gone: 1,
    redirected: 1,
    unserved: 1,
    turnedAway: { full: 2, closing: 1 },
    medianWait: 15 * 60,
    waitsOver20: 1,
    helpMinutes: 75,
    reports: 0,
    paper: "rows",
    fromPaper: 7,
    untimed: 1,
    paperContacts: 4,
  });
  expect(recorded).toMatchObject({ kind: "paper-rows", turnedAway: { full: 2, closing: 1 } });
  await figures.writeFigures(OVER);
  expect((await read(place)).figures).toEqual(live);
});

test("they are added to the people of the line, whose median and reasons they share", async () => {
  const place = await neuhof(server);
  await place.opens();
  setTime(server, "9:00");
  const visit = await place.walksIn();
  setTime(server, "9:05");
  await place.does({ type: "call", visit, desk: 1 });
  await place.does({ type: "start", visit });
  setTime(server, "9:25:30");
  await place.does({ type: "finish", visit });
  await place.does({ type: "turn-away", reason: "full" });
  await place.does({ type: "close", leftovers: [] });
  setTime(server, "17:00");
  expect(await enters(place, ROWS.slice(0, 1), { full: 2 })).toBe("done");
  expect((await read(place)).figures).toMatchObject({
    received: 2,
    contacts: 2,
    medianWait: 5 * 60,
    helpMinutes: 50,
    turnedAway: { full: 3 },
    fromPaper: 1,
    paperContacts: 1,
  });
});

test("the sums of the month and of the week count them, with their waits and topics", async () => {
  const place = await onPaperAlone();
  await enters(place, ROWS, { full: 2 });
  setTime(server, "23:00");
  const coordinator = await place.newStaff("coordinator");
  const month = await months.readMonthFigures(coordinator, place.organisation.id, "2026-11-01");
  if (!month.ok) throw new Error(month.refusal);
  expect(month.value.total).toMatchObject({
    received: 7,
    fromPaper: 7,
    onPaper: 1,
    medianWait: 15 * 60,
    helpMinutes: 75,
    turnedAway: { full: 2 },
  });
  const reach = { organisation: place.organisation.id, places: "all" } as const;
  const week = await server.snapshot((tx) => weeks.readWeekDone(tx, reach, "2026-11-23", "2026-11-30"));
  expect(week).toMatchObject({ received: 7, contacts: 3, medianWait: 15 * 60, turnedAway: 2 });
  expect(week.topics).toContainEqual({ key: "caf", people: 2 });
});

test("rows that cannot be are refused with each fault, and what was recorded before stands", async () => {
  const place = await onPaperAlone();
  await enters(place, ROWS.slice(0, 2));
  const { version } = await read(place);
  const wrong = [typed({ number: "1", given: "9:20", called: "9:10" }), typed({ number: "1", given: "4:00" })];
  expect(
    await recording.recordPaperRows(place.staff, place.permanence, { rows: wrong, turnedAway: {} }, version),
  ).toEqual({
    ok: false,
    refusal: "rows-at-fault",
    faults: [
      { row: 0, number: "1", column: "called", why: "hours-reversed" },
      { row: 1, number: "1", column: "number", why: "number-twice" },
      { row: 1, number: "1", column: "given", why: "hour-outside" },
    ],
  });
  expect((await read(place)).figures.received).toBe(2);
  expect(await enters(place, [typed({ number: "1" })])).toBe("nobody-on-sheet");
});

test("rows are corrected, replaced by totals and taken back, and none stays behind", async () => {
  const place = await onPaperAlone();
  const left = async () => [
    await server.db.paperVisit.count({ where: { permanenceId: place.permanence } }),
    await server.db.paperTurnAway.count({ where: { permanenceId: place.permanence } }),
  ];
  await enters(place, ROWS, { full: 2 });
  await figures.writeFigures(OVER);
  expect(await enters(place, ROWS.slice(0, 3), { other: 1 })).toBe("done");
  expect(await left()).toEqual([3, 1]);
  expect((await read(place)).figures).toMatchObject({ received: 3, turnedAway: { other: 1 } });
  const totals = { kind: "paper-totals", received: 5, helped: 5, gone: 0, redirected: 0, turnedAway: 0 } as const;
  const { version } = await read(place);
  expect((await recording.recordHalfDay(place.staff, place.permanence, totals, version)).ok).toBe(true);
  expect(await left()).toEqual([0, 0]);
  expect((await read(place)).figures).toMatchObject({ received: 5, paper: "totals", turnedAway: {} });
  await enters(place, ROWS);
  await recording.withdrawRecord(place.staff, place.permanence, (await read(place)).version);
  expect(await left()).toEqual([0, 0]);
  expect((await read(place)).figures.outcome).toBe("not-recorded");
});

test("of two who save at once the second is told, by the same right and until the same day as the totals", async () => {
  const place = await onPaperAlone();
  const other = await onPaperAlone();
  const { version } = await read(place);
  const saves = [place.staff, await place.newStaff()].map((by, index) =>
    recording.recordPaperRows(by, place.permanence, { rows: ROWS.slice(0, index + 1), turnedAway: {} }, version),
  );
  expect((await Promise.all(saves)).map((done) => (done.ok ? "done" : done.refusal)).sort()).toEqual([
    "changed-meanwhile",
    "done",
  ]);
  expect(await enters(place, ROWS, {}, other.staff)).toBe("not-allowed");
  server.clock.move(new Date("2026-12-06T08:00:00+01:00").getTime() - (server.clock.now() - server.clock.offset()));
  expect(await enters(place, ROWS)).toBe("month-closed");
});

test("the journal keeps the sums of the rows, and no hour of anybody", async () => {
  const place = await onPaperAlone();
  await enters(place, ROWS, { full: 2 });
  const noted = await server.db.journalEntry.findFirstOrThrow({
    where: { act: "half-day-recorded", permanenceId: place.permanence },
  });
  expect(noted.data).toEqual({ kind: "paper-rows", received: 7, helped: 4, gone: 1, redirected: 1, turnedAway: 2 });
});

test("a report of help on paper begins with what the row says, and only for who was helped", async () => {
  const place = await onPaperAlone();
  await enters(place, ROWS);
  const found = await onPaper.readPaperHelp(place.staff, place.permanence, 3);
  expect(found).toMatchObject({ held: { id: place.permanence }, row: { number: 3, topic: "caf" } });
  expect(await onPaper.readPaperHelp(place.staff, place.permanence, 5)).toBeUndefined();
  const stranger = await neuhof(server);
  expect(await onPaper.readPaperHelp(stranger.staff, place.permanence, 3)).toBeUndefined();
});
