import { nearestFirst } from "#lib/place/distance.ts";
import { hautepierre, morningAt, neuhof, NOW } from "#tests/server/booking/neuhof.ts";
import { statementsOf } from "#tests/server/booking/statements.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";

const { db } = await serverOnFreshDatabase({ APP_NOW: NOW });
const { MOST_COMING, readComing } = await import("#lib/server/schedule/read-coming.ts");
const { nearestPlaces } = await import("#lib/server/place/nearest-places.ts");

afterAll(() => db.$disconnect());

const rennes = { latitude: 48.1117, longitude: -1.6819 };
const hautepierreCentre = { latitude: 48.5985, longitude: 7.7 };

test("near a commune half-days are those of the nearest places, whose order is that of the distance", async () => {
  const here = await neuhof(db);
  const there = await hautepierre(db, here);
  const far = await neuhof(db);
  await db.place.update({ where: { id: far.place }, data: rennes });
  for (const place of [here, there, far]) await morningAt(db, place);
  expect((await nearestPlaces(hautepierreCentre)).slice(0, 3)).toEqual([there.place, here.place, far.place]);
  expect((await nearestPlaces(rennes))[0]).toBe(far.place);
  const held = await readComing(7, { near: hautepierreCentre });
  expect(nearestFirst(held, hautepierreCentre).map(({ place }) => place)).toEqual([there.place, here.place, far.place]);
});

test("it costs one statement more, however many places there are", async () => {
  const count = async (near?: typeof rennes) =>
    (await statementsOf(() => readComing(7, { near }))).filter((text) => /^\s*SELECT/iu.test(text)).length;
  const without = await count();
  const near = await count(rennes);
  for (let places = 0; places < 20; places += 1) await morningAt(db, await neuhof(db));
  expect([near - without, await count(rennes)]).toEqual([1, near]);
});

test("a half-day near the commune is found, also when two hundred further away begin earlier", async () => {
  const nice = { latitude: 43.7, longitude: 7.27 };
  const near = await neuhof(db);
  const far = await neuhof(db);
  await db.place.update({ where: { id: near.place }, data: nice });
  await db.place.update({ where: { id: far.place }, data: { ...nice, longitude: 7.7 } });
  const early = await db.permanence.findUniqueOrThrow({ where: { id: await morningAt(db, far) } });
  const { id: _, windows, ...row } = early;
  await db.permanence.createMany({
    data: Array.from({ length: MOST_COMING - 1 }, () => ({ ...row, windows: windows ?? [] })),
  });
  const late = await morningAt(db, near, { day: "2026-11-25" });
  const held = await readComing(7, { near: nice });
  expect([held.length, held.at(-1)?.id]).toEqual([MOST_COMING + 1, late]);
  expect((await readComing(7, { near: nice, topic: "caf" })).at(-1)?.id).toBe(late);
  expect((await readComing(3, { near: nice })).map(({ place }) => place)).not.toContain(near.place);
});

test("places beyond the two hundred nearest are left out", async () => {
  const [{ organisationId } = { organisationId: "" }] = await db.place.findMany({
    select: { organisationId: true },
    take: 1,
  });
  await db.place.createMany({
    data: Array.from({ length: 205 }, (_, index) => ({
      organisationId,
      slug: `brest-${index}`,
      name: `Brest ${index}`,
      shortName: `Brest ${index}`,
      address: "1 rue de Siam",
      city: "Brest",
      postalCode: "29200",
      latitude: 48.39,
      longitude: -4.49 + index / 10_000,
      holidayRegion: "29",
    })),
  });
  const nearest = await nearestPlaces({ latitude: 48.39, longitude: -4.49 });
  const names = await db.place.findMany({ where: { id: { in: [...nearest] } }, select: { city: true } });
  expect([nearest.length, new Set(names.map(({ city }) => city))]).toEqual([200, new Set(["Brest"])]);
});
