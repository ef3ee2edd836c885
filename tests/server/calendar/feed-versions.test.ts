import { instantOf } from "#lib/time/instant.ts";
import { statementsOf } from "#tests/server/booking/statements.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import { giver, halfDay, share, type Giver } from "./calendars.ts";
import { setCounters } from "#tests/server/queue/counters.ts";

const NOW = "2027-05-10T08:00:00Z";
const { db, clock, transaction } = await serverOnFreshDatabase({
  APP_NOW: NOW,
  APP_URL: "https://permanences.example",
});
const { findShare } = await import("#lib/server/calendar/find-share.ts");
const { readFeed } = await import("#lib/server/calendar/read-feed.ts");
const { writeVevent } = await import("#lib/server/calendar/write-vevent.ts");
const { secretOf } = await import("#lib/server/secrets.ts");

let city: Giver;
let shared: string;
beforeEach(async () => {
  city = await giver(db);
  shared = await share(db, city);
});
afterAll(() => db.$disconnect());

async function held(place = city.place, day = "2027-05-17"): Promise<string> {
  const id = await halfDay(db, city, { day, offset: "+02:00", place });
  await transaction((tx) => writeVevent(tx, id), "service");
  return id;
}
async function feed(id = shared, known: readonly string[] = []) {
  const found = await findShare(secretOf("share", id, 1));
  if (!found.ok) throw new Error(found.refusal);
  return readFeed(found.value, { etags: known });
}
const events = (body = ""): number => body.split("BEGIN:VEVENT").length - 1;

/** Whether a reader who had the feed before the change is given it anew, with all its events. */
async function isGivenAnew(change: () => Promise<unknown>, id = shared): Promise<boolean> {
  const before = await feed(id);
  await change();
  const after = await feed(id, [before.etag]);
  const whole = await feed(id);
  if (after.body === undefined && whole.body !== before.body) throw new Error("An old feed is called unchanged.");
  return after.body !== undefined;
}

test("a reader who has the feed is answered by its share and its version, without reading an event", async () => {
  await held();
  const { etag, body } = await feed();
  expect(events(body)).toBe(1);
  const again = await feed(shared, [etag]);
  expect(again).toEqual({ etag, modified: "Sun, 09 May 2027 22:00:00 GMT" });
  const statements = await statementsOf(() => feed(shared, [etag]));
  expect(statements).toEqual([
    expect.stringContaining("FROM calendar_share"),
    expect.stringContaining("FROM feed_version"),
  ]);
  expect(statements.join()).not.toMatch(/\bpermanence\b/);
});

test.each([
  ["another half-day", () => held(city.otherPlace)],
  [
    "a half-day that was cancelled",
    async (id: string) => {
      await db.permanence.update({ where: { id }, data: { status: "cancelled", cancelReason: "travaux" } });
      await transaction((tx) => writeVevent(tx, id), "service");
    },
  ],
  [
    "a half-day whose text alone was changed",
    (id: string) => db.permanence.update({ where: { id }, data: { vevent: "BEGIN:VEVENT\r\nEND:VEVENT\r\n" } }),
  ],
  [
    "a half-day that moved out of the six months",
    (id: string) =>
      db.$executeRaw`UPDATE permanence SET local_date = '2028-05-17', starts_at = '2028-05-17T07:00:00Z', ends_at = '2028-05-17T10:00:00Z' WHERE id = ${id}::uuid`,
  ],
  [
    "a half-day that moved to another place",
    (id: string) => db.permanence.update({ where: { id }, data: { placeId: city.otherPlace } }),
  ],
  ["a half-day that was deleted", (id: string) => db.permanence.delete({ where: { id } })],
  ["the next day", async () => clock.move(instantOf("2027-05-11T08:00:00Z") - (clock.now() - clock.offset()))],
])("%s is given to a reader who had the feed before", async (_, change) => {
  const id = await held();
  expect(await isGivenAnew(() => change(id))).toBe(true);
  clock.move(instantOf(NOW) - (clock.now() - clock.offset()));
});

test("a place that leaves a share or joins it is given to a reader who had the feed before", async () => {
  await Promise.all([held(), held(city.otherPlace)]);
  const one = await share(db, city, { places: [city.place] });
  const joins = () => db.calendarSharePlace.create({ data: { shareId: one, placeId: city.otherPlace } });
  const leaves = () => db.calendarSharePlace.deleteMany({ where: { shareId: one, placeId: city.place } });
  expect([await isGivenAnew(joins, one), await isGivenAnew(leaves, one)]).toEqual([true, true]);
});

test("a half-day of another place leaves the feed of one place unchanged, and so does an act of the line", async () => {
  const id = await held();
  const one = await share(db, city, { places: [city.place] });
  expect(await isGivenAnew(() => held(city.otherPlace), one)).toBe(false);
  expect(await isGivenAnew(() => setCounters(db, id, { version: 7, nextNumber: 4 }))).toBe(false);
});
