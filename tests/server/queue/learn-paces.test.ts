import { randomUUID } from "node:crypto";
import { announcedRange, forecastTurns } from "#lib/queue/wait/estimate-wait.ts";
import { instant, MINUTE } from "#lib/time/instant.ts";
import { at } from "#tests/support/line.ts";
import { eventually } from "#tests/support/eventually.ts";
import { freshServer, neuhof, setTime, type Neuhof, type Server } from "./neuhof.ts";

let server: Server;
let learning: typeof import("#lib/server/queue/learn-paces.ts");
let figures: typeof import("#lib/server/queue/write-figures.ts");
let ending: typeof import("#lib/server/queue/end-unclosed-lines.ts");
let paces: typeof import("#lib/server/queue/paces.ts");
beforeAll(async () => {
  server = await freshServer();
  learning = await import("#lib/server/queue/learn-paces.ts");
  figures = await import("#lib/server/queue/write-figures.ts");
  ending = await import("#lib/server/queue/end-unclosed-lines.ts");
  paces = await import("#lib/server/queue/paces.ts");
});
afterAll(() => server.db.$disconnect());

/** The half-day of `neuhof` is over and may be counted. */
const OVER = instant(at("9:00") + 18 * 60 * MINUTE);

const toldTo = async (id: string) => {
  const { toldLow, toldHigh, forecastMiddle } = await server.db.visit.findUniqueOrThrow({ where: { id } });
  return { low: toldLow, high: toldHigh, middle: forecastMiddle };
};

/** Somebody comes at that time, and is called, begins and ends at those, if given. */
async function comes(place: Neuhof, time: string): Promise<string> {
  const visit = randomUUID();
  setTime(server, time);
  expect(await place.does({ type: "add-visit", visit })).toBe("applied");
  return visit;
}
async function isHelped(place: Neuhof, visit: string, from: string, to: string): Promise<void> {
  setTime(server, from);
  expect(await place.does({ type: "call-next", desk: 1 })).toBe("applied");
  expect(await place.does({ type: "start", visit })).toBe("applied");
  setTime(server, to);
  expect(await place.does({ type: "finish", visit })).toBe("applied");
}

/** A morning with one desk: three people who are there at nine are helped for 40 minutes each. */
async function slowMorning(): Promise<{ readonly place: Neuhof; readonly visits: readonly string[] }> {
  const place = await neuhof(server);
  setTime(server, "8:55");
  await place.opens();
  const visits: string[] = [];
  for (const time of ["8:57", "8:58", "8:59"]) visits.push(await comes(place, time));
  await eventually(async () => (await toldTo(visits[2]!)).low !== null, true);
  const [first, second, third] = visits as [string, string, string];
  await isHelped(place, first, "9:00", "9:40");
  await isHelped(place, second, "9:42", "10:22");
  await isHelped(place, third, "10:24", "11:04");
  return { place, visits };
}

test("a help whose end was said later counts its minutes in the figures, and teaches the place none", async () => {
  const place = await neuhof(server);
  setTime(server, "8:55");
  await place.opens();
  const visit = await comes(place, "8:57");
  setTime(server, "9:00");
  await place.does({ type: "call-next", desk: 1 });
  await place.does({ type: "start", visit });
  setTime(server, "10:30");
  expect(await place.does({ type: "finish", visit, endedAt: at("9:20:30") })).toBe("applied");
  expect(await place.visit(visit)).toMatchObject({ state: "done", endedAt: at("9:20:30"), endedAbout: true });
  await figures.writeFigures(OVER);
  expect(await server.db.halfDayFigures.findUniqueOrThrow({ where: { permanenceId: place.permanence } })).toMatchObject(
    { helped: 1, helpMinutes: 20 },
  );
  await learning.learnPaces();
  expect(await server.db.placePace.findUniqueOrThrow({ where: { placeId: place.place.id } })).toMatchObject({
    stale: false,
    helps: 0,
    factor: 1,
  });
});

test("what is announced with a number is recorded with it, and is what its page says; whoever may be called at once was announced no wait", async () => {
  const place = await neuhof(server);
  setTime(server, "8:55");
  await place.opens();
  const first = await comes(place, "9:00");
  const second = await comes(place, "9:01");
  await eventually(async () => (await toldTo(second)).low !== null, true);
  expect((await toldTo(first)).low).toBeNull();
  const { low, high, middle } = await toldTo(second);
  const paceOf = await paces.readPaces([{ organisation: place.organisation.id, place: place.place.id }]);
  const line = await place.line();
  const forecasts = forecastTurns(
    line,
    at("9:01"),
    paceOf({ organisation: place.organisation.id, place: place.place.id }),
  );
  expect(announcedRange(forecasts.get(second)!)).toEqual({ low, high });
  expect(middle).toBeCloseTo(forecasts.get(second)!.middle, 0);
});

describe("a place learns from its own half-days", () => {
  test("once they are counted: slower helps make longer waits there, and nowhere else", async () => {
    const { place } = await slowMorning();
    const elsewhere = await neuhof(server);
    expect(await learning.arePacesStale()).toBe(false);
    await figures.writeFigures(OVER);
    expect(await learning.arePacesStale()).toBe(true);
    expect(await learning.learnPaces()).toBeGreaterThan(0);
    expect(await learning.arePacesStale()).toBe(false);
    const row = await server.db.placePace.findUniqueOrThrow({ where: { placeId: place.place.id } });
    expect(row).toMatchObject({ helps: 3, calls: 2, stale: false });
    expect(row.factor).toBeGreaterThan(1.1);
    expect(row.callsInside).toBeLessThanOrEqual(row.calls);
    setTime(server, "33:00");
    const learned = await paces.learnedPaces([place.place.id, elsewhere.place.id]);
    expect(learned(place.place.id).factor).toBe(row.factor);
    expect(learned(elsewhere.place.id).factor).toBe(1);
    // From nothing but rows: learned again it is the same, whatever stood there.
    const where = { placeId: place.place.id };
    await server.db.placePace.update({ where, data: { factor: 9, below: 2, helps: 7, stale: true } });
    await learning.learnPaces();
    expect(await server.db.placePace.findUniqueOrThrow({ where })).toEqual(row);
  });

  test("help during which nobody closed the line teaches no minutes: when it ended is not known", async () => {
    const place = await neuhof(server);
    setTime(server, "8:55");
    await place.opens();
    const visit = await comes(place, "9:00");
    await place.does({ type: "call-next", desk: 1 });
    await place.does({ type: "start", visit });
    expect(await ending.endUnclosedLines(OVER)).toBeGreaterThan(0);
    expect((await place.line()).visits).toMatchObject([{ id: visit, state: "done" }]);
    await figures.writeFigures(OVER);
    await learning.learnPaces();
    expect(await server.db.placePace.findUnique({ where: { placeId: place.place.id } })).toMatchObject({ helps: 0 });
  });

  test("numbers that were given by mistake teach nothing", async () => {
    const place = await neuhof(server);
    setTime(server, "8:55");
    await place.opens();
    const id = randomUUID();
    setTime(server, "9:00");
    await place.sends(place.command({ type: "add-visit", visit: randomUUID() }, { id }));
    await place.does({ type: "undo", command: id });
    await figures.writeFigures(OVER);
    await learning.learnPaces();
    expect(await server.db.placePace.findUnique({ where: { placeId: place.place.id } })).toMatchObject({
      leaving: 0.003,
    });
  });
});
