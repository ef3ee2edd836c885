import { sumOf } from "#lib/report/month-figures.ts";
import { at } from "#tests/support/line.ts";
import { instant, MINUTE } from "#lib/time/instant.ts";
import { freshServer, neuhof, setTime, type Neuhof, type Server } from "#tests/server/queue/neuhof.ts";

let server: Server;
let months: typeof import("#lib/server/report/read-month-figures.ts");
let recording: typeof import("#lib/server/report/record-half-day.ts");
let summaries: typeof import("#lib/server/report/read-half-day-summary.ts");
let figures: typeof import("#lib/server/queue/write-figures.ts");
beforeAll(async () => {
  server = await freshServer();
  months = await import("#lib/server/report/read-month-figures.ts");
  recording = await import("#lib/server/report/record-half-day.ts");
  summaries = await import("#lib/server/report/read-half-day-summary.ts");
  figures = await import("#lib/server/queue/write-figures.ts");
});
afterAll(() => server.db.$disconnect());

const OVER = instant(at("9:00") + 17 * 60 * MINUTE);

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
  const read = async () => {
    const found = await months.readMonthFigures(coordinator, place.organisation.id, "2026-11-01");
    if (!found.ok) throw new Error(found.refusal);
    return found.value;
  };
  const before = await read();
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
  const after = await read();
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
  expect(await read()).toEqual(after);
});

test("people who were helped in a half-day that ended automatically were received in a half-day", async () => {
  const place = await neuhof(server);
  const coordinator = await place.newStaff("coordinator");
  const id = await another(place, "2026-11-23", [5]);
  await server.db.permanence.update({ where: { id }, data: { outcome: "not-recorded" } });
  setTime(server, "9:30");
  const found = await months.readMonthFigures(coordinator, place.organisation.id, "2026-11-01");
  expect(found.ok && found.value.total).toMatchObject({ halfDays: 1, notRecorded: 0, received: 1, helped: 1 });
});

test("a half-day that has not ended is in no sum", async () => {
  const place = await neuhof(server);
  const coordinator = await place.newStaff("coordinator");
  setTime(server, "9:30");
  const found = await months.readMonthFigures(coordinator, place.organisation.id, "2026-11-01");
  expect(found).toEqual({ ok: true, value: { month: "2026-11-01", places: [], total: sumOf([]) } });
});

test("whoever leads at some places reads the sums of these alone; a conseiller and another operator none", async () => {
  const [place, other] = [await neuhof(server), await neuhof(server)];
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
