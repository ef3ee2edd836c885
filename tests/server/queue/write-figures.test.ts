import { randomUUID } from "node:crypto";
import { instant, MINUTE } from "#lib/time/instant.ts";
import { at } from "#tests/support/line.ts";
import { freshServer, neuhof, setTime, type Server } from "./neuhof.ts";

let server: Server;
let figures: typeof import("#lib/server/queue/write-figures.ts");
beforeAll(async () => {
  server = await freshServer();
  figures = await import("#lib/server/queue/write-figures.ts");
});
beforeEach(async () => {
  // What earlier tests left is counted, so that a test finds what it leaves itself.
  await figures.writeFigures(AFTERWARDS);
});
afterAll(() => server.db.$disconnect());

/** Seventeen hours after the half-day of `neuhof` began: it is over, whether or not somebody has closed it. */
const OVER = instant(at("9:00") + 17 * 60 * MINUTE);
const AFTERWARDS = instant(OVER + MINUTE);

/** Figures of a half-day of which no paper sheet was entered. */
const NOT_ON_PAPER = { paper: null, fromPaper: 0, untimed: 0, paperContacts: 0 };

/** The hours and date of a half-day that is moved by a day. */
const NEXT_DAY = {
  startsAt: new Date(at("33:00")),
  endsAt: new Date(at("36:00")),
  localDate: new Date("2026-11-25"),
};

const rowOf = (permanenceId: string) => server.db.halfDayFigures.findUnique({ where: { permanenceId } });

/** The figures as the rows of the database hold them, without what names the half-day. */
async function written(permanenceId: string) {
  const row = await server.db.halfDayFigures.findUniqueOrThrow({ where: { permanenceId } });
  const { permanenceId: _, organisationId: __, placeId: ___, localDate: ____, stale, ...sums } = row;
  expect(stale).toBe(false);
  return sums;
}

test("a whole half-day: helped, gone, sent on, unserved, turned away, waits, minutes and reports", async () => {
  const place = await neuhof(server);
  await place.opens();
  setTime(server, "9:00");
  const people = [];
  for (let number = 1; number <= 6; number += 1) people.push(await place.walksIn());
  const [first = "", second = "", third = "", fourth = "", fifth = "", sixth = ""] = people;
  const mistaken = place.command({ type: "add-visit", visit: randomUUID() });
  await place.sends(mistaken);
  await place.does({ type: "undo", command: mistaken.id });
  await place.does({ type: "turn-away", reason: "full" });
  await place.does({ type: "turn-away", reason: "full" });
  await place.does({ type: "turn-away", reason: "language" });
  const helps = async (visit: string, from: string, to: string): Promise<void> => {
    setTime(server, from);
    await place.does({ type: "call", visit, desk: 1 });
    await place.does({ type: "start", visit });
    setTime(server, to);
    await place.does({ type: "finish", visit });
  };
  await helps(first, "9:10", "9:19:30");
  await place.does({
    type: "report",
    visit: first,
    report: { themes: ["email"], minutes: 10, equipment: [] },
  });
  await helps(second, "9:21", "9:50:30");
  await helps(third, "9:55", "10:05:30");
  await place.does({ type: "leave", visit: fourth, by: "staff" });
  await place.does({ type: "refer", visit: fifth, target: "autre" });
  await place.does({ type: "close", leftovers: [{ visit: sixth, choice: "no-date" }] });
  await figures.writeFigures(OVER);
  const { medianWait, ...sums } = await written(place.permanence);
  // The clock runs between two acts.
  expect(Math.round((medianWait ?? 0) / 60)).toBe(21);
  expect(sums).toEqual({
    outcome: "held",
    received: 6,
    helped: 3,
    contacts: 3,
    gone: 1,
    redirected: 1,
    unserved: 1,
    turnedAway: { full: 2, language: 1 },
    waitsOver20: 2,
    helpMinutes: 49,
    reports: 1,
    ...NOT_ON_PAPER,
  });
});

test("half-days get their figures when they are over, each once, and one that is not held or cancelled too", async () => {
  const held = await neuhof(server);
  const cancelled = await neuhof(server);
  await server.db.permanence.update({ where: { id: cancelled.permanence }, data: { status: "cancelled" } });
  // Both were written when half-days of their time had been counted, so they are due at once; a later one is not.
  const tomorrow = await server.db.permanence.create({
    data: {
      ...(await server.db.permanence.findUniqueOrThrow({ where: { id: held.permanence }, omit: { id: true } })),
      windows: [],
      localDate: new Date("2026-11-25"),
      startsAt: new Date(at("33:00")),
      endsAt: new Date(at("36:00")),
    },
  });
  expect(await figures.writeFigures(OVER)).toBe(2);
  expect(await written(held.permanence)).toMatchObject({ outcome: "not-recorded", received: 0, medianWait: null });
  expect(await written(cancelled.permanence)).toMatchObject({ outcome: "cancelled" });
  expect(await rowOf(tomorrow.id)).toBeNull();
  expect(await figures.areFiguresDue(OVER)).toBe(false);
  const later = instant(OVER + 24 * 60 * MINUTE);
  expect(await figures.areFiguresDue(instant(later - 1))).toBe(false);
  expect(await figures.areFiguresDue(later)).toBe(true);
  expect([await figures.writeFigures(later), await figures.writeFigures(later)]).toEqual([1, 0]);
  expect(await figures.areFiguresDue(later)).toBe(false);
  await server.db.permanence.delete({ where: { id: tomorrow.id } });
});

test("an act that arrives after the figures were written is counted, whichever version received it", async () => {
  const place = await neuhof(server);
  await place.opens();
  const visit = await place.walksIn();
  await place.does({ type: "call-next", desk: 1 });
  await place.does({ type: "start", visit });
  await place.does({ type: "finish", visit });
  await place.does({ type: "close", leftovers: [] });
  await figures.writeFigures(OVER);
  expect(await written(place.permanence)).toMatchObject({ helped: 1, reports: 0 });
  const report = { themes: ["email"], minutes: 20, equipment: [] } as const;
  expect(
    await place.does({ type: "report", visit, report: { ...report, themes: [...report.themes], equipment: [] } }),
  ).toBe("applied");
  expect(await figures.areFiguresDue(OVER)).toBe(true);
  expect(await figures.writeFigures(OVER)).toBe(1);
  expect(await written(place.permanence)).toMatchObject({ helped: 1, reports: 1 });
});

test.each([
  ["begin", { startsAt: new Date(at("9:15")) }],
  ["end", { endsAt: new Date(at("11:45")) }],
  ["day", NEXT_DAY],
])("a half-day whose %s is changed after its figures were written is counted again", async (_, changed) => {
  const { permanence } = await neuhof(server);
  await figures.writeFigures(OVER);
  expect(await rowOf(permanence)).toMatchObject({ stale: false });
  await server.db.permanence.update({ where: { id: permanence }, data: { windows: [], ...changed } });
  expect(await rowOf(permanence)).toMatchObject({ stale: true });
});

test("so is one that goes to another place and organisation", async () => {
  const here = await neuhof(server);
  const there = await neuhof(server);
  await figures.writeFigures(OVER);
  const { placeId, organisationId } = await server.db.permanence.delete({ where: { id: there.permanence } });
  await server.db.permanence.update({ where: { id: here.permanence }, data: { placeId, organisationId } });
  expect(await rowOf(here.permanence)).toMatchObject({ stale: true });
  await figures.writeFigures(OVER);
  expect(await rowOf(here.permanence)).toMatchObject({ stale: false, placeId, organisationId });
});

test("a half-day that is put back to a time that has been counted is counted too", async () => {
  const { permanence } = await neuhof(server);
  const { startsAt, endsAt, localDate } = await server.db.permanence.findUniqueOrThrow({ where: { id: permanence } });
  await server.db.permanence.update({ where: { id: permanence }, data: { ...NEXT_DAY, windows: [] } });
  await server.owner.halfDayFigures.deleteMany({ where: { permanenceId: permanence } });
  await figures.writeFigures(AFTERWARDS);
  expect(await rowOf(permanence)).toBeNull();
  await server.db.permanence.update({ where: { id: permanence }, data: { startsAt, endsAt, localDate } });
  expect(await rowOf(permanence)).toMatchObject({ stale: true });
});

test("a heartbeat after the figures were written makes nothing stale", async () => {
  const place = await neuhof(server);
  await place.opens();
  await figures.writeFigures(OVER);
  const { recordHeartbeat } = await import("#lib/server/queue/line-exchange.ts");
  setTime(server, "9:30");
  await recordHeartbeat(place.permanence);
  expect(await rowOf(place.permanence)).toMatchObject({ stale: false });
});

test("an act in the middle of the counting waits for it and is counted afterwards, or came before it", async () => {
  const place = await neuhof(server);
  await place.opens();
  await Promise.all([figures.writeFigures(OVER), place.walksIn(), place.walksIn(), figures.writeFigures(OVER)]);
  await figures.writeFigures(OVER);
  expect(await written(place.permanence)).toMatchObject({ received: 2 });
});

test("many half-days that start together are counted in batches, none left out", async () => {
  await server.owner.$executeRaw`DELETE FROM half_day_figures`;
  await server.owner.$executeRaw`DELETE FROM half_day_figures_progress`;
  const places = [await neuhof(server), await neuhof(server), await neuhof(server)];
  await server.db.permanence.updateMany({
    where: { id: places[2]!.permanence },
    data: { startsAt: new Date(at("9:15")), windows: [] },
  });
  await figures.writeFigures(OVER, 1);
  expect(await Promise.all(places.map(({ permanence }) => rowOf(permanence)))).toEqual([
    expect.objectContaining({ stale: false }),
    expect.objectContaining({ stale: false }),
    null,
  ]);
  await figures.writeFigures(AFTERWARDS, 1);
  expect(await rowOf(places[2]!.permanence)).toBeNull();
  await figures.writeFigures(instant(OVER + 15 * MINUTE), 1);
  expect(await rowOf(places[2]!.permanence)).toMatchObject({ stale: false });
});
