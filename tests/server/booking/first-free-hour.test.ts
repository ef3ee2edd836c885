import { clock } from "#lib/server/clock.ts";
import { instantOf, MINUTE, plusMinutes } from "#lib/time/instant.ts";
import { isoInZone } from "#lib/time/zone.ts";
import { city } from "#tests/server/place/city.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import { statementsOf } from "./statements.ts";

const { db, owner } = await serverOnFreshDatabase({ APP_NOW: "2026-11-20T10:00:00+01:00" });
const { firstFreeHour } = await import("#lib/server/booking/first-free-hour.ts");
const { bookAppointment } = await import("#lib/server/booking/book.ts");

const DAY = 24 * 60;
/** Monday at nine. */
const MONDAY = instantOf("2026-11-23T09:00:00+01:00");
/** Friday at ten, when every test begins. */
const FRIDAY = instantOf("2026-11-20T10:00:00+01:00");
const BY_APPOINTMENT = { bookableLanes: 1, windows: [{ from: 0, to: 180, mode: "appointment" }] };
const haguenau = { latitude: 48.8156, longitude: 7.7908 };

let here: Awaited<ReturnType<typeof city>>;
/** A morning by appointment at a place of that name, beginning then. */
async function morning(name: string, start = MONDAY, change: object = {}, placed: object = {}) {
  const place = await here.place(name, { slug: crypto.randomUUID(), ...placed });
  return here.halfDay(place, start, { ...BY_APPOINTMENT, ...change });
}
const told = async (asked: Parameters<typeof firstFreeHour>[0] = {}) => {
  const hour = await firstFreeHour(asked);
  return hour && `${hour.place.name} ${isoInZone(hour.span.start, "Europe/Paris").slice(5, 16)}`;
};
const selects = async (asked: Parameters<typeof firstFreeHour>[0]) =>
  (await statementsOf(() => firstFreeHour(asked))).filter((text) => /\bSELECT\b/u.test(text)).length;

const setClock = (moment: number): void => clock.move(clock.offset() + moment - clock.now());

/** Whatever is kept for a minute is read anew in each test. */
let ahead = 0;
beforeAll(() =>
  db.topic.createMany({
    data: [
      { key: "caf", rank: 0, minutes: 30 },
      { key: "retraite", rank: 1, minutes: 60 },
      { key: "depannage", rank: 2, minutes: 15, bookable: false },
    ],
  }),
);
beforeEach(async () => {
  setClock(FRIDAY + (ahead += 2) * MINUTE);
  await db.appointment.deleteMany();
  await db.permanence.deleteMany();
  await owner.place.deleteMany();
  here = await city(db);
});
afterAll(() => db.$disconnect());

test("the first free hour is that of the topic, or without one that of the topic which has the soonest", async () => {
  const first = await morning("Neuhof");
  await morning("Meinau", plusMinutes(MONDAY, DAY));
  for (const minutes of [30, 60, 90, 120, 150])
    await bookAppointment(
      { kind: "anonymous" },
      { permanence: first.id, start: plusMinutes(MONDAY, minutes), topics: ["caf"], onBehalfOf: false },
    );
  expect(await told()).toBe("Neuhof 11-23T09:00");
  expect(await told({ topic: "caf" })).toBe("Neuhof 11-23T09:00");
  expect(await told({ topic: "retraite" })).toBe("Meinau 11-24T09:00");
  expect(await told({ topic: "depannage" })).toBeUndefined();
});

test("an hour sooner than the notice of its place is not told, also when the half-days were read before", async () => {
  await morning("Today", plusMinutes(FRIDAY, 5));
  const [first, second] = [plusMinutes(FRIDAY, 35), plusMinutes(FRIDAY, 50)];
  setClock(plusMinutes(FRIDAY, 5) - 1_000);
  expect(await told({ topic: "caf" })).toBe(`Today ${isoInZone(first, "Europe/Paris").slice(5, 16)}`);
  setClock(plusMinutes(FRIDAY, 5) + 20_000);
  expect(await told({ topic: "caf" })).toBe(`Today ${isoInZone(second, "Europe/Paris").slice(5, 16)}`);
});

test("near a commune only places up to fifteen kilometres away count", async () => {
  await morning("Strasbourg", MONDAY, {}, { latitude: 48.5714, longitude: 7.7676 });
  expect(await told({ near: haguenau })).toBeUndefined();
  await morning("15.5", MONDAY, {}, { latitude: 48.8156, longitude: 7.7908 + 0.2117 });
  expect(await told({ near: haguenau })).toBeUndefined();
  await morning("14.5", plusMinutes(MONDAY, DAY), {}, { latitude: 48.8156, longitude: 7.7908 - 0.198 });
  expect(await told({ near: haguenau })).toBe("14.5 11-24T09:00");
});

test("near a commune the sixty soonest half-days are those about the topic", async () => {
  const close = { latitude: 48.8156, longitude: 7.7908 };
  for (let index = 0; index < 60; index += 1)
    await morning(`CAF ${index}`, plusMinutes(MONDAY, index), { topicKeys: ["caf"] }, close);
  await morning("Retraite", plusMinutes(MONDAY, DAY), { topicKeys: ["retraite"] }, close);
  expect(await told({ near: haguenau, topic: "retraite" })).toBe("Retraite 11-24T09:00");
});

test("it costs one query, and none within the minute; a hundred places cost no more", async () => {
  await morning("Neuhof");
  expect([await selects({}), await selects({ topic: "caf" }), await selects({ near: haguenau })]).toEqual([1, 0, 1]);
  for (let index = 0; index < 100; index += 1) await morning(`P${index}`, plusMinutes(MONDAY, DAY * (index % 20)));
  expect([await selects({}), await selects({ near: haguenau })]).toEqual([0, 1]);
});
