/** @zones */
import { jest } from "@jest/globals";
import pg from "pg";
import type { PrismaClient } from "#prisma/generated/client.ts";
import { instant, type Instant } from "#lib/time/instant.ts";
import { statementsOf } from "#tests/server/booking/statements.ts";
import { giver, halfDay, share, type Giver, type HalfDayOptions } from "./calendars.ts";
import { addContact, nameVisit } from "#tests/support/identities.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";

const NOW = instant(Date.parse("2026-11-23T09:30:00+01:00"));
const MONDAY = "2026-11-23";
const ON_APPOINTMENT = [{ from: 0, to: 180, mode: "appointment" }];

let db: PrismaClient;
let findShare: typeof import("#lib/server/calendar/find-share.ts").findShare;
let readWeek: typeof import("#lib/server/calendar/read-week.ts").readWeek;
let readPeopleHelped: typeof import("#lib/server/calendar/read-people-helped.ts").readPeopleHelped;
let secretOf: typeof import("#lib/server/secrets.ts").secretOf;
let city: Giver;

beforeAll(async () => {
  ({ db } = await serverOnFreshDatabase({ APP_ENV: "demo" }));
  ({ findShare } = await import("#lib/server/calendar/find-share.ts"));
  ({ readWeek } = await import("#lib/server/calendar/read-week.ts"));
  ({ readPeopleHelped } = await import("#lib/server/calendar/read-people-helped.ts"));
  ({ secretOf } = await import("#lib/server/secrets.ts"));
  await db.topic.create({ data: { key: "caf", rank: 1, minutes: 30 } });
  await db.topic.create({ data: { key: "long", rank: 2, minutes: 60 } });
  await db.topic.create({ data: { key: "quick", rank: 3, minutes: 15, bookable: false } });
});

afterAll(() => db.$disconnect());
beforeEach(async () => {
  city = await giver(db);
});

async function shared(settings?: Parameters<typeof share>[2]) {
  const found = await findShare(secretOf("share", await share(db, city, settings), 1));
  if (!found.ok) throw new Error(found.refusal);
  return found.value;
}

const week = async (settings?: Parameters<typeof share>[2], monday = MONDAY) =>
  readWeek(await shared(settings), monday, NOW);
const held = (half: Partial<HalfDayOptions> = {}): Promise<string> => halfDay(db, city, { day: MONDAY, ...half });

/** That many appointments from the start on, in the first lane. */
async function book(permanenceId: string, count: number, extra: object = {}): Promise<void> {
  const { startsAt, placeId, organisationId } = await db.permanence.findUniqueOrThrow({ where: { id: permanenceId } });
  for (let index = 0; index < count; index++) {
    const from = startsAt.getTime() + index * 1_800_000;
    const { id, state } = await db.appointment.create({
      data: {
        permanenceId,
        placeId,
        organisationId,
        startsAt: new Date(from),
        endsAt: new Date(from + 1_800_000),
        lane: 1,
        bookedAt: startsAt,
        createdAt: startsAt,
        topicKeys: ["caf"],
        ...extra,
      },
    });
    if (state !== "held") await addContact(db, id, { name: "Madame Untel" });
  }
}

/** That many people in a line, in this state. */
async function line(permanenceId: string, count: number, state: "waiting" | "done", from = 1): Promise<void> {
  const at = new Date(NOW);
  for (let number = from; number < from + count; number++) {
    const { id } = await db.visit.create({
      data: {
        permanenceId,
        number,
        joinedAt: at,
        state,
        ...(state === "done" && { desk: 1, calledAt: at, startedAt: at, endedAt: at }),
      },
    });
    await nameVisit(db, id, { name: "Monsieur Untel" });
  }
}

test("a partner sees hours, place, desks and how one comes", async () => {
  const id = await held();
  expect(await week()).toEqual([
    {
      id,
      placeName: "Neuhof",
      desks: 2,
      access: { kind: "walk-in" },
      localDate: MONDAY,
      timeZone: "Europe/Paris",
      span: { start: Date.parse("2026-11-23T09:00:00+01:00"), end: Date.parse("2026-11-23T12:00:00+01:00") },
    },
  ]);
});

test("a partner sees how many appointments are free and how many people wait", async () => {
  const tomorrow = await held({ day: "2026-11-24", lanes: 1, windows: ON_APPOINTMENT });
  await book(tomorrow, 2);
  await book(tomorrow, 1, { state: "cancelled-by-resident", cancelledAt: new Date(NOW) });
  await book(tomorrow, 1, { overbooked: true, lane: null, overbookReason: "fewer-lanes" });
  const open = await held({ status: "open" });
  await line(open, 3, "waiting");
  await line(open, 2, "done", 4);
  expect(await week()).toMatchObject([
    { id: open, waiting: 3 },
    { id: tomorrow, free: 4 },
  ]);
});

test("an hour that is held is not free, until the hold has expired", async () => {
  const tomorrow = await held({ day: "2026-11-24", lanes: 1, windows: ON_APPOINTMENT });
  await book(tomorrow, 1, { state: "held", heldUntil: new Date(NOW + 60_000) });
  expect(await week()).toMatchObject([{ free: 5 }]);
  await db.appointment.updateMany({ where: { permanenceId: tomorrow }, data: { heldUntil: new Date(NOW) } });
  expect(await week()).toMatchObject([{ free: 6 }]);
});

test("free appointments are those of the shortest topic that can be booked there", async () => {
  const id = await held({ day: "2026-11-24", lanes: 1, windows: ON_APPOINTMENT });
  await db.permanence.update({ where: { id }, data: { topicKeys: ["long", "quick"] } });
  expect(await week()).toMatchObject([{ free: 3 }]);
  await db.permanence.update({ where: { id }, data: { topicKeys: ["quick"] } });
  expect((await week())[0]).not.toHaveProperty("free");
});

test("a week holds seven days of the place's calendar, in order", async () => {
  for (const day of ["2026-11-29", "2026-11-22", "2026-11-30", "2026-11-23"]) await held({ day });
  expect((await week()).map(({ localDate }) => localDate)).toEqual(["2026-11-23", "2026-11-29"]);
  expect((await week(undefined, "2026-11-30")).map(({ localDate }) => localDate)).toEqual(["2026-11-30"]);
});

test("only the giver's half-days are seen, and of a share of one place only that place's", async () => {
  await held();
  await held({ day: "2026-11-24", place: city.otherPlace });
  const own = city;
  city = await giver(db);
  await held({ day: "2026-11-25" });
  city = own;
  expect((await week()).map(({ localDate }) => localDate)).toEqual(["2026-11-23", "2026-11-24"]);
  expect((await week({ places: [city.otherPlace] })).map(({ localDate }) => localDate)).toEqual(["2026-11-24"]);
});

test("no name is even read, and a full week costs as many queries as an almost empty one", async () => {
  const asked: string[] = [];
  const query = pg.Client.prototype.query;
  jest.spyOn(pg.Client.prototype, "query").mockImplementation(function (
    this: pg.Client,
    ...given: Parameters<typeof query>
  ) {
    const [first] = given as unknown as [string | { text: string }];
    asked.push(typeof first === "string" ? first : first.text);
    return query.apply(this, given);
  } as never);
  const opened = await shared({ level: "operational" });
  const one = await held({ status: "open", lanes: 1, windows: ON_APPOINTMENT });
  await book(one, 2);
  await line(one, 2, "waiting");
  const count = async () => {
    asked.length = 0;
    const seen = await readWeek(opened, MONDAY, NOW);
    return { queries: asked.length, texts: asked.join("\n"), seen: seen.length };
  };
  const few = await count();
  for (const day of ["24", "25", "26", "27", "28"]) {
    const id = await held({ day: `2026-11-${day}`, lanes: 1, windows: ON_APPOINTMENT });
    await book(id, 3);
  }
  const many = await count();
  jest.restoreAllMocks();
  expect([few.seen, many.seen]).toEqual([1, 6]);
  expect(few.queries).toBeGreaterThan(1);
  expect(many.queries).toBe(few.queries);
  expect(many.texts).toMatch(/"appointment"/);
  expect(many.texts).not.toMatch(/"(visit|appointment)"\."(name|phone|email|code|language)"/);
  expect(many.texts).not.toMatch(/visit_identity|appointment_contact/);
});

test("the people helped last month are counted, those of this month and of another giver are not", async () => {
  await line(await held({ day: "2026-10-12" }), 7, "done");
  await line(await held({ day: "2026-10-31", place: city.otherPlace }), 2, "done");
  await line(await held({ day: "2026-11-02" }), 9, "done");
  await line(await held({ day: "2026-09-30" }), 9, "done");
  await line(await held({ day: "2026-10-13" }), 5, "waiting");
  expect(await readPeopleHelped(await shared(), NOW)).toEqual({ month: "2026-10-01", people: 9 });
  expect(await readPeopleHelped(await shared({ places: [city.place] }), NOW)).toEqual({
    month: "2026-10-01",
    people: 7,
  });
});

test("fewer than five people are not shown, and nothing to the level open-hours", async () => {
  const id = await held({ day: "2026-10-12" });
  await line(id, 4, "done");
  expect(await readPeopleHelped(await shared(), NOW)).toBeUndefined();
  await line(id, 1, "done", 5);
  expect(await readPeopleHelped(await shared(), NOW)).toMatchObject({ people: 5 });
  expect(await readPeopleHelped(await shared({ level: "open-hours" }), NOW)).toBeUndefined();
});

test("the month before is the place's: on the first at half past midnight it is the one just over", async () => {
  await line(await held({ day: "2026-11-12" }), 6, "done");
  const midnight = Date.parse("2026-12-01T00:30:00+01:00");
  expect(await readPeopleHelped(await shared(), midnight as Instant)).toEqual({ month: "2026-11-01", people: 6 });
});

test("people helped are counted from the figures of half-days, and from the visits of those without or with stale ones", async () => {
  const counted = await held({ day: "2026-10-12" });
  const stale = await held({ day: "2026-10-13" });
  const uncounted = await held({ day: "2026-10-14" });
  for (const [id, people] of [
    [counted, 2],
    [stale, 3],
    [uncounted, 4],
  ] as const)
    await line(id, people, "done");
  const { writeFigures } = await import("#lib/server/queue/write-figures.ts");
  await writeFigures(instant(Date.parse("2026-10-14T12:00:00+02:00")));
  const helped = async () => (await readPeopleHelped(await shared(), NOW))?.people;
  expect(await helped()).toBe(9);
  // Figures that differ from the rows show which of the two was read.
  await db.halfDayFigures.update({
    where: { permanenceId: counted },
    data: { received: 9, contacts: 9, helped: 9, medianWait: 0 },
  });
  await db.halfDayFigures.update({
    where: { permanenceId: stale },
    data: { received: 9, contacts: 9, helped: 9, medianWait: 0, stale: true },
  });
  expect(await helped()).toBe(9 + 3 + 4);
  const theirs = await shared();
  expect(await statementsOf(() => readPeopleHelped(theirs, NOW))).toHaveLength(1);
});

test("a half-day that is moved after its figures were written is counted once", async () => {
  const id = await held({ day: "2026-10-12" });
  await line(id, 5, "done");
  const { writeFigures } = await import("#lib/server/queue/write-figures.ts");
  await writeFigures(instant(Date.parse("2026-10-14T12:00:00+02:00")));
  const startsAt = new Date("2026-10-20T09:00:00+02:00");
  const endsAt = new Date("2026-10-20T12:00:00+02:00");
  await db.permanence.update({ where: { id }, data: { startsAt, endsAt, localDate: new Date("2026-10-20") } });
  const helped = async () => (await readPeopleHelped(await shared(), NOW))?.people;
  expect(await helped()).toBe(5);
  await db.halfDayFigures.updateMany({ where: { permanenceId: id }, data: { stale: false } });
  expect(await helped()).toBe(5);
});
