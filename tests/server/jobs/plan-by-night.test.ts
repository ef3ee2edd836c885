/** @zones @long */
import { once } from "node:events";
import { at } from "#tests/support/line.ts";
import { eventually } from "#tests/support/eventually.ts";
import { city } from "#tests/server/place/city.ts";
import { freshServer, setTime, type Server } from "#tests/server/queue/neuhof.ts";
import { startWorker, works, type Worker } from "./a-worker.ts";

let server: Server;
let setClock: typeof import("#lib/server/live/follow-clock.ts").setClock;
let hub: typeof import("#lib/server/live/hub.ts");
let worker: Worker;

beforeAll(async () => {
  server = await freshServer();
  ({ setClock } = await import("#lib/server/live/follow-clock.ts"));
  hub = await import("#lib/server/live/hub.ts");
  setTime(server, "10:00");
  // Notices leave through the connection of a process that listens, as the one that serves does.
  await hub.startListening();
  await setClock(at("10:00"));
  worker = startWorker();
  await works(worker);
});
afterAll(async () => {
  worker.process.kill("SIGTERM");
  if (worker.process.exitCode === null) await once(worker.process, "exit");
  await hub.closeAll();
  await server.db.$disconnect();
});

/** How often the log has said it. */
const times = (text: string): number => worker.said().split(text).length - 1;
const UNWRITTEN = "The dates of one weekly rule could not be written; the others were. It is tried again in an hour.";

/** A weekly half-day from 9 to 12 at a place of its own, from this Tuesday (24 November 2026) on. */
async function weekly(weekday: number, place: object = {}) {
  const { organisation, place: newPlace } = await city(server.db);
  const where = await newPlace("Annexe-secrete", place);
  const rule = {
    placeId: where.id,
    organisationId: organisation.id,
    weekday,
    startMinute: 540,
    endMinute: 720,
    fromDate: new Date("2026-11-24"),
    desks: 1,
    bookableLanes: 0,
    windows: [],
  };
  const { id } = await server.db.series.create({ data: rule });
  const dates = async (): Promise<readonly string[]> =>
    (await server.db.permanence.findMany({ where: { seriesId: id }, orderBy: { startsAt: "asc" } })).map(
      ({ localDate }) => localDate.toISOString().slice(0, 10),
    );
  return { id, where, organisation, dates };
}

test("the worker plans a new rule without holidays and closures, and each night one day more, once", async () => {
  const thursdays = await weekly(4);
  const fridays = await weekly(5);
  await server.db.closure.create({
    data: {
      organisationId: fridays.organisation.id,
      startsAt: new Date("2026-12-04T00:00:00+01:00"),
      endsAt: new Date("2026-12-05T00:00:00+01:00"),
      reason: "travaux",
    },
  });
  await setClock(at("10:01"));
  await eventually(async () => (await fridays.dates()).length, 48);
  // Fifty-two Fridays, without the works, Christmas, the first of January and Good Friday.
  expect((await fridays.dates()).slice(0, 5)).toEqual([
    "2026-11-27",
    "2026-12-11",
    "2026-12-18",
    "2027-01-08",
    "2027-01-15",
  ]);
  expect((await thursdays.dates()).at(-1)).toBe("2027-11-18");

  const before = await fridays.dates();
  await setClock(at("27:00"));
  await eventually(async () => (await thursdays.dates()).at(-1), "2027-11-25");
  await eventually(() => times('"series":2,"written":1'), 1);
  await setClock(at("27:05"));
  const later = await weekly(3);
  await setClock(at("27:06"));
  await eventually(async () => (await later.dates()).length > 0, true);
  expect(times('"series":2,"written":1')).toBe(1);
  expect(await fridays.dates()).toEqual(before);
});

test("a rule that fails stops no other; the log says it in one sentence, and names nobody", async () => {
  const broken = await weekly(1, { timeZone: "Europe/Annexe-secrete" });
  const fine = await weekly(2);
  await setClock(at("28:00"));
  await eventually(async () => (await fine.dates()).length > 0, true);
  await eventually(() => times(UNWRITTEN), 1);
  expect(worker.said()).toContain(broken.id);
  expect(worker.said()).not.toMatch(/secrete/iu);

  await setClock(at("29:05"));
  await eventually(() => times(UNWRITTEN), 2);
  await server.db.place.update({ where: { id: broken.where.id }, data: { timeZone: "Europe/Paris" } });
  await setClock(at("30:10"));
  await eventually(async () => (await broken.dates()).length > 0, true);
  expect(times(UNWRITTEN)).toBe(2);
});
