/** @zones */
import { freshServer, neuhof, setTime, type Server } from "#tests/server/queue/neuhof.ts";
import { at } from "#tests/support/line.ts";

let server: Server;
let readStaffPermanences: (typeof import("#lib/server/schedule/read-staff-permanences.ts"))["readStaffPermanences"];

beforeAll(async () => {
  server = await freshServer();
  ({ readStaffPermanences } = await import("#lib/server/schedule/read-staff-permanences.ts"));
});
afterAll(() => server.db.$disconnect());

const HOUR = 3_600_000;

/** The day of a moment in Strasbourg that winter, as its column holds it. */
const dayOf = (moment: number): Date => new Date(new Date(moment + HOUR).toISOString().slice(0, 10));

/** One more half-day of that city, so many hours after Tuesday the 24th at 9. */
async function halfDay(
  { place, organisation }: Awaited<ReturnType<typeof neuhof>>,
  hours: number,
  given: object = {},
): Promise<string> {
  const start = at("9:00") + hours * HOUR;
  const { id } = await server.db.permanence.create({
    data: {
      placeId: place.id,
      organisationId: organisation.id,
      timeZone: "Europe/Paris",
      startsAt: new Date(start),
      endsAt: new Date(start + 3 * HOUR),
      localDate: dayOf(start),
      desks: 1,
      bookableLanes: 1,
      windows: [],
      createdAt: new Date(at("8:00")),
      updatedAt: new Date(at("8:00")),
      ...given,
    },
  });
  return id;
}

test("today's half-days come first of all mine, then the others, then the next days in their order", async () => {
  const morning = await neuhof(server);
  const afternoon = await halfDay(morning, 5);
  const later = await halfDay(morning, 48);
  const tomorrow = await halfDay(morning, 24);
  await server.db.assignment.create({
    data: {
      permanenceId: afternoon,
      organisationId: morning.organisation.id,
      conseillerId: morning.staff.user,
      desk: 3,
      startsAt: new Date(at("14:00")),
      endsAt: new Date(at("17:00")),
    },
  });
  const days = await readStaffPermanences(morning.staff);
  expect(days.today.map(({ id, desk }) => [id, desk])).toEqual([
    [afternoon, 3],
    [morning.permanence, undefined],
  ]);
  expect(days.later.map(({ id }) => id)).toEqual([tomorrow, later]);
});

test("what was held or cancelled today is still listed; a cancelled one of another day is not", async () => {
  const morning = await neuhof(server);
  const cancelled = await halfDay(morning, 5, { status: "cancelled", cancelReason: "Travaux" });
  await halfDay(morning, 29, { status: "cancelled", cancelReason: "Travaux" });
  const { today, later } = await readStaffPermanences(morning.staff);
  expect(today.map(({ id, status }) => [id, status])).toEqual([
    [morning.permanence, "scheduled"],
    [cancelled, "cancelled"],
  ]);
  expect(later).toEqual([]);
});

test("a half-day that nobody closed is listed apart for a week, with how many were still waiting", async () => {
  const morning = await neuhof(server);
  await morning.opens();
  await morning.walksIn();
  await morning.walksIn();
  const { endUnclosedLines } = await import("#lib/server/queue/end-unclosed-lines.ts");
  await endUnclosedLines(at("13:30"));
  setTime(server, "14:00");
  expect(await readStaffPermanences(morning.staff)).toMatchObject({
    today: [],
    unclosed: [{ id: morning.permanence, unserved: 2 }],
  });
  server.clock.move(server.clock.offset() + 7 * 24 * HOUR);
  expect(await readStaffPermanences(morning.staff)).toMatchObject({ unclosed: [{ id: morning.permanence }] });
  server.clock.move(server.clock.offset() + 24 * HOUR);
  expect(await readStaffPermanences(morning.staff)).toMatchObject({ unclosed: [] });
});

test("of the half-days that nobody closed the newest are listed; what a person closed is not among them", async () => {
  const morning = await neuhof(server);
  const { organisation, place } = morning;
  const made = new Date(at("8:00"));
  const start = (hours: number) => at("9:00") - hours * HOUR;
  const closed = (hours: number, outcome: string) => ({
    placeId: place.id,
    organisationId: organisation.id,
    timeZone: "Europe/Paris",
    startsAt: new Date(start(hours)),
    endsAt: new Date(start(hours) + 3 * HOUR),
    localDate: dayOf(start(hours)),
    status: "closed",
    outcome,
    closedAt: new Date(start(hours) + 5 * HOUR),
    openedAt: made,
    desks: 1,
    bookableLanes: 1,
    windows: [],
    createdAt: made,
    updatedAt: made,
  });
  await server.db.permanence.createMany({
    data: Array.from({ length: 25 }, (_, index) => closed(24 + 6 * index, "not-recorded")),
  });
  await server.db.permanence.create({ data: closed(26, "held") });
  const { today, unclosed } = await readStaffPermanences(morning.staff);
  expect(today.map(({ id }) => id)).toEqual([morning.permanence]);
  const starts = unclosed.map(({ span }) => span.start);
  expect(starts).toEqual(Array.from({ length: 20 }, (_, index) => start(24 + 6 * index)));
});

test("a half-day that began yesterday evening and goes on is still today's after midnight, opened or not", async () => {
  const morning = await neuhof(server);
  const evening = await halfDay(morning, 13);
  server.clock.move(server.clock.offset() + at("9:00") + 15.5 * HOUR - server.clock.now());
  expect(await readStaffPermanences(morning.staff)).toMatchObject({ today: [{ id: evening }], later: [] });
  server.clock.move(server.clock.offset() + HOUR);
  expect(await readStaffPermanences(morning.staff)).toMatchObject({
    today: [],
    later: [],
    unclosed: [],
    // Nobody said what became of it.
    toRecord: [{ id: evening }, { id: morning.permanence }],
  });
});
