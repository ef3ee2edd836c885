import { instantOf } from "#lib/time/instant.ts";
import { freshServer, neuhof, type Server } from "#tests/server/queue/neuhof.ts";

let server: Server;
let door: typeof import("#lib/server/place/door.ts");
let posters: typeof import("#lib/server/planning/posters/read-posters.ts");
const NOW = instantOf("2026-11-24T09:00:00+01:00");
const hoursAt = async (id: string) => (await posters.readPosters(server.db, { id }, NOW))[0]?.content.hours;

beforeAll(async () => {
  server = await freshServer();
  door = await import("#lib/server/place/door.ts");
  posters = await import("#lib/server/planning/posters/read-posters.ts");
});
afterAll(() => server.db.$disconnect());

test("only the team that runs a place gets the path of its door code", async () => {
  const { place, staff } = await neuhof(server);
  const stranger = {
    ...staff,
    roles: [
      { organisation: (await neuhof(server)).organisation.id, role: "conseiller" as const, places: "all" as const },
    ],
  };
  const address = await door.doorAddressFor(staff, place.id);
  expect(address).toMatch(new RegExp(`^/porte/${place.slug}/[\\w-]{43}$`, "u"));
  expect(await door.doorOf(place.slug, address?.split("/").at(-1) ?? "")).toMatchObject({ place: { id: place.id } });
  expect(await door.doorAddressFor(stranger, place.id)).toBeUndefined();
  expect(await door.doorAddressFor({ kind: "anonymous" }, place.id)).toBeUndefined();
});

test("the weekly hours are those of the current series of the place, and of no other place", async () => {
  const { place, organisation } = await neuhof(server);
  const other = (await neuhof(server)).place;
  const series = {
    organisationId: organisation.id,
    weekday: 1,
    startMinute: 540,
    endMinute: 720,
    fromDate: new Date("2026-09-01"),
    desks: 1,
    bookableLanes: 0,
    windows: [],
  };
  await server.db.series.createMany({
    data: [
      { ...series, placeId: place.id },
      { ...series, placeId: place.id, weekday: 3, untilDate: new Date("2026-10-31") },
      { ...series, placeId: other.id, weekday: 5 },
    ],
  });
  expect(await hoursAt(place.id)).toEqual([
    { weekday: 1, startMinute: 540, endMinute: 720, everyWeeks: 1, walkIn: true },
  ]);
});

test("`walkIn` is false for a series whose windows are all by appointment, true when one is not", async () => {
  const { place, organisation } = await neuhof(server);
  const series = {
    placeId: place.id,
    organisationId: organisation.id,
    startMinute: 540,
    endMinute: 720,
    fromDate: new Date("2026-09-01"),
    desks: 1,
    bookableLanes: 1,
  };
  const appointments = { from: 0, to: 60, mode: "appointment" };
  await server.db.series.createMany({
    data: [
      { ...series, weekday: 1, windows: [appointments] },
      { ...series, weekday: 2, windows: [appointments, { from: 60, to: 180, mode: "walk-in" }] },
    ],
  });
  const hours = await hoursAt(place.id);
  expect(hours?.map(({ weekday, walkIn, byAppointment }) => [weekday, walkIn, byAppointment])).toEqual([
    [1, false, undefined],
    [2, true, [{ from: 540, to: 600 }]],
  ]);
});
