import { giver, share, type Giver } from "./calendars.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";

const { db, owner } = await serverOnFreshDatabase({ APP_URL: "https://permanences.example" });
const { areSharesToMove, moveShares } = await import("#lib/server/calendar/move-shares.ts");
const { findShare } = await import("#lib/server/calendar/find-share.ts");
const { secretOf } = await import("#lib/server/secrets.ts");

let city: Giver;
beforeEach(async () => void (city = await giver(db)));
afterAll(() => db.$disconnect());

/** A share as an older version wrote it: an empty list means every place. */
async function older(placeIds: string[]): Promise<string> {
  const id = await share(db, city);
  await db.calendarShare.update({ where: { id }, data: { everyPlace: null, placeIds } });
  return id;
}
const placesOf = async (id: string) => {
  const found = await findShare(secretOf("share", id, 1));
  return found.ok ? found.value.shows : found.refusal;
};

test("an older share shows the same places before and after it is moved", async () => {
  const [every, one] = [await older([]), await older([city.otherPlace])];
  const before = [await placesOf(every), await placesOf(one)];
  expect(await areSharesToMove()).toBe(true);
  expect(await moveShares()).toBe(2);
  expect([await placesOf(every), await placesOf(one)]).toEqual(before);
  expect(before).toEqual([
    { by: "places", places: "every" },
    { by: "places", places: [city.otherPlace] },
  ]);
  expect(await areSharesToMove()).toBe(false);
  expect(await moveShares()).toBe(0);
});

test("a place that went before the move is left out, and the share does not become one of every place", async () => {
  const gone = await older(["01935f3e-0000-7000-8000-000000000000"]);
  await moveShares();
  expect(await placesOf(gone)).toEqual({ by: "places", places: [] });
});

test("a share whose last place is deleted shows nothing, not every place", async () => {
  const id = await share(db, city, { places: [city.otherPlace] });
  await owner.place.delete({ where: { id: city.otherPlace } });
  expect(await placesOf(id)).toEqual({ by: "places", places: [] });
});
