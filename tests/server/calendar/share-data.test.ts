import { instantOf } from "#lib/time/instant.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import { giver, halfDay, share, type Giver } from "./calendars.ts";

const NOW = "2026-11-23T08:30:00Z";
const { db, clock } = await serverOnFreshDatabase({ APP_NOW: NOW, APP_URL: "https://permanences.example" });
const { secretOf } = await import("#lib/server/secrets.ts");
const { GET } = await import("#app/feeds/agenda-data/[secret]/route.ts");

let city: Giver;
beforeEach(async () => {
  city = await giver(db);
  clock.move(instantOf(NOW) - (clock.now() - clock.offset()));
});
afterAll(() => db.$disconnect());

async function data(id: string, query = "", generation = 1) {
  const secret = secretOf("share", id, generation);
  const answer = await GET(new Request(`https://permanences.example/agenda/${secret}.json${query}`), {
    params: Promise.resolve({ secret }),
  });
  return {
    status: answer.status,
    cache: answer.headers.get("cache-control"),
    body: (await answer.json()) as Record<string, unknown>,
  };
}
const ofLevel = async (level: string) => {
  const { body } = await data(await share(db, city, { level }));
  return (body["halfDays"] as Record<string, unknown>[])[0] ?? {};
};

test("the data of a share holds for each level what its page shows, and nothing else", async () => {
  const id = await halfDay(db, city, { day: "2026-11-23", status: "open" });
  await db.visit.create({ data: { permanenceId: id, number: 1, joinedAt: new Date(NOW), state: "waiting" } });
  const hours = ["access", "endsAt", "id", "place", "startsAt", "tables"];
  expect(Object.keys(await ofLevel("open-hours")).sort()).toEqual(hours);
  expect(Object.keys(await ofLevel("counts")).sort()).toEqual([...hours, "waiting"].sort());
  expect(Object.keys(await ofLevel("operational")).sort()).toEqual(
    [...hours, "waiting", "openness", "openedAt"].sort(),
  );
  expect(Object.keys(await ofLevel("free-busy")).sort()).toEqual(["endsAt", "startsAt"]);
  expect(await ofLevel("counts")).toMatchObject({
    place: "Neuhof",
    startsAt: "2026-11-23T09:00:00+01:00",
    access: "walk-in",
    waiting: 1,
  });
});

test("of a half-day that moved it holds when the other one begins, and where when that is another place", async () => {
  const [former, moved] = [
    await halfDay(db, city, { day: "2026-11-23", status: "cancelled" }),
    await halfDay(db, city, { day: "2026-12-03", place: city.otherPlace }),
  ];
  await db.permanence.update({ where: { id: former }, data: { movedToId: moved } });
  const startsAt = "2026-12-03T09:00:00+01:00";
  expect(await ofLevel("open-hours")).toMatchObject({
    cancelled: { movedTo: { id: moved, startsAt, place: expect.stringContaining("Hautepierre") } },
  });
  await db.permanence.update({ where: { id: moved }, data: { placeId: city.place } });
  expect(await ofLevel("open-hours")).toMatchObject({ cancelled: { movedTo: { id: moved, startsAt } } });
  expect(JSON.stringify(await ofLevel("open-hours"))).not.toContain("Hautepierre");
});

test("a week can be asked for, by any of its days; it names the operator and the level", async () => {
  const id = await share(db, city, { places: [city.place] });
  const shown = await halfDay(db, city, { day: "2026-12-01" });
  await halfDay(db, city, { day: "2026-12-01", place: city.otherPlace });
  const { status, cache, body } = await data(id, "?semaine=2026-12-03");
  expect([status, cache]).toEqual([200, "no-store"]);
  expect(body).toMatchObject({
    operator: "Ville de Strasbourg",
    level: "with-load",
    week: "2026-11-30",
    halfDays: [{ id: shown }],
  });
});

test("once revoked it is gone, and an address that never was is not found", async () => {
  const id = await share(db, city);
  await db.calendarShare.update({ where: { id }, data: { revokedAt: new Date(NOW), generation: 2 } });
  expect(await data(id)).toMatchObject({ status: 410, body: { code: "revoked" } });
  expect(await data(id, "", 9)).toMatchObject({ status: 404, body: { code: "not-found" } });
});
