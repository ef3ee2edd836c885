import { instantOf, MINUTE, plusMinutes } from "#lib/time/instant.ts";
import { isoInZone } from "#lib/time/zone.ts";
import { city } from "#tests/server/place/city.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import { statementsOf } from "./statements.ts";

const { db, owner, clock } = await serverOnFreshDatabase({ APP_NOW: "2026-11-20T10:00:00+01:00" });
const { firstFreeHour } = await import("#lib/server/booking/first-free-hour.ts");
const { findSoonest } = await import("#lib/server/booking/find-soonest.ts");
const { findSoonestTowns } = await import("#lib/server/booking/find-soonest-towns.ts");
const { bookAppointment } = await import("#lib/server/booking/book.ts");

const DAY = 24 * 60;
/** Monday at nine. */
const MONDAY = instantOf("2026-11-23T09:00:00+01:00");
const BY_APPOINTMENT = { bookableLanes: 1, windows: [{ from: 0, to: 180, mode: "appointment" }] };
const named = (name: string) => ({ town: { uncoded: [name] } });
const STRASBOURG = named("Strasbourg");

type SoonestHours = Awaited<ReturnType<typeof findSoonest>>;
const told = (hours: SoonestHours["hours"]) =>
  hours.map(({ place, span }) => `${place.name} ${isoInZone(span.start, "Europe/Paris").slice(5, 16)}`);
const found = async (topic = "caf", where: Parameters<typeof findSoonest>[1] = STRASBOURG) =>
  told((await findSoonest(topic, where)).hours);
const book = (permanence: string, minutes: number, start = MONDAY) =>
  bookAppointment(
    { kind: "anonymous" },
    { permanence, start: plusMinutes(start, minutes), topics: ["caf"], onBehalfOf: false },
  );

let here: Awaited<ReturnType<typeof city>>;
/** A place and a morning by appointment there, so many days after the Monday. */
async function morning(name: string, days = 0, change: object = {}, placed: object = {}) {
  const place = await here.place(name, { slug: crypto.randomUUID(), ...placed });
  return {
    place,
    permanence: await here.halfDay(place, plusMinutes(MONDAY, days * DAY), { ...BY_APPOINTMENT, ...change }),
  };
}

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
  await db.appointment.deleteMany();
  await db.permanence.deleteMany();
  await owner.place.deleteMany();
  here = await city(db);
});
afterAll(() => db.$disconnect());

test("the soonest hours of a town are told with their places, two of each half-day, earliest first", async () => {
  await morning("Meinau", 1);
  await morning("Neuhof");
  expect(await found()).toEqual([
    "Neuhof 11-23T09:00",
    "Neuhof 11-23T09:30",
    "Meinau 11-24T09:00",
    "Meinau 11-24T09:30",
  ]);
});

test("a town that was read before its places got their code still has its hours", async () => {
  await morning("Neuhof", 0, {}, { city: "Strasbourg", inseeCode: "67482" });
  const { hours } = await findSoonest("caf", { town: { uncoded: ["Strasbourg"] } });
  expect(hours).toHaveLength(2);
});

test("an hour that is booked is not told any more, and one that is given back is told again", async () => {
  const { permanence } = await morning("Neuhof");
  for (const minutes of [0, 30]) expect(await book(permanence.id, minutes)).toMatchObject({ ok: true });
  expect(await found()).toEqual(["Neuhof 11-23T10:00", "Neuhof 11-23T10:30"]);
  await db.appointment.updateMany({ data: { state: "cancelled-by-resident", cancelledAt: new Date(clock.now()) } });
  expect(await found()).toEqual(["Neuhof 11-23T09:00", "Neuhof 11-23T09:30"]);
});

test("what is told can be booked", async () => {
  const { permanence } = await morning("Neuhof");
  const {
    hours: [first],
  } = await findSoonest("retraite", STRASBOURG);
  expect(first).toMatchObject({
    permanence: permanence.id,
    timeZone: "Europe/Paris",
    place: { name: "Neuhof", address: expect.stringMatching(/\S/u), city: "Strasbourg" },
  });
  expect(
    await bookAppointment(
      { kind: "anonymous" },
      { permanence: permanence.id, start: first?.span.start ?? MONDAY, topics: ["retraite"], onBehalfOf: false },
    ),
  ).toMatchObject({ ok: true });
});

test("only half-days of the next four weeks count that are not over, cancelled, closed or for walk-ins", async () => {
  await morning("Four weeks and a day", 26);
  await morning("Over", -4);
  await morning("Cancelled", 0, { status: "cancelled", cancelReason: "travaux" });
  await morning("Closed", 0, { status: "closed", closedAt: new Date(MONDAY), outcome: "held" });
  await morning("Walk-in", 0, { windows: [{ from: 0, to: 180, mode: "walk-in" }] });
  await morning("Without lanes", 0, { bookableLanes: 0 });
  await morning("Another topic", 0, { topicKeys: ["retraite"] });
  expect(await found()).toEqual([]);
  await morning("Not quite four weeks", 24, { topicKeys: ["caf"] });
  expect(await found()).toEqual(["Not quite four weeks 12-17T09:00", "Not quite four weeks 12-17T09:30"]);
});

test("one may look at one place alone, by the name in its address", async () => {
  await morning("Neuhof");
  const { place } = await morning("Meinau", 1);
  expect(await found("caf", { place: place.slug })).toEqual(["Meinau 11-24T09:00", "Meinau 11-24T09:30"]);
});

test("a topic that nobody knows, or for which one comes without appointment, has no hour; nor has a town nobody knows", async () => {
  await morning("Neuhof");
  expect(await found("passeport")).toEqual([]);
  expect(await found("depannage")).toEqual([]);
  expect(await findSoonest("caf", named("' OR 1=1 --"))).toEqual({ hours: [] });
});

describe("when nothing is free there", () => {
  const at = (name: string, town: string, latitude: number, days = 0) =>
    morning(name, days, {}, { city: town, latitude, longitude: 7.75 });

  test("the soonest hours of the nearest town are told, whatever is sooner further away", async () => {
    await here.place("Neuhof", { latitude: 48.55, longitude: 7.75 });
    await at("Haguenau", "Haguenau", 48.81);
    await at("La CabAnne", "Schiltigheim", 48.61, 3);
    const { hours, elsewhere } = await findSoonest("caf", STRASBOURG);
    expect(hours).toEqual([]);
    expect([elsewhere?.city, told(elsewhere?.hours ?? [])]).toEqual([
      "Schiltigheim",
      ["La CabAnne 11-26T09:00", "La CabAnne 11-26T09:30"],
    ]);
  });

  test("a nearer town that is full is passed over", async () => {
    await here.place("Neuhof", { latitude: 48.55, longitude: 7.75 });
    await at("Haguenau", "Haguenau", 48.81);
    const { permanence } = await at("La CabAnne", "Schiltigheim", 48.61);
    for (const minutes of [0, 30, 60, 90, 120, 150]) await book(permanence.id, minutes);
    expect((await findSoonest("caf", STRASBOURG)).elsewhere?.city).toBe("Haguenau");
  });

  test("from one place, the nearest way on may be in the same town", async () => {
    const { place } = await morning("Neuhof", 0, { bookableLanes: 0 });
    await at("Meinau", "Strasbourg", 48.51, 1);
    await at("Haguenau", "Haguenau", 48.81);
    const { elsewhere } = await findSoonest("caf", { place: place.slug });
    expect([elsewhere?.city, told(elsewhere?.hours ?? [])[0]]).toEqual(["Strasbourg", "Meinau 11-24T09:00"]);
  });

  test("places that take no appointments are no way on, and hide none that do", async () => {
    await here.place("Neuhof", { latitude: 48.55, longitude: 7.75 });
    for (let index = 0; index < 20; index += 1)
      await morning(`W${index}`, 0, { bookableLanes: 0 }, { city: "Schiltigheim", latitude: 48.56, longitude: 7.75 });
    expect(await findSoonest("caf", STRASBOURG)).toEqual({ hours: [] });
    await at("Haguenau", "Haguenau", 48.81);
    expect((await findSoonest("caf", STRASBOURG)).elsewhere?.city).toBe("Haguenau");
  });

  test("of the places around the two hundred nearest are looked at, so that nothing anywhere is said at once in a country too", async () => {
    const nearer = (count: number) => db.$executeRaw`
      INSERT INTO place (id, organisation_id, slug, name, short_name, address, city, postal_code, latitude, longitude, holiday_region)
      SELECT gen_random_uuid(), ${here.organisation.id}::uuid, 'pres-' || ${count} || '-' || n, 'Près', 'Près', '1 rue', 'Près', '67000', 48.5, 7.7, '67'
      FROM generate_series(1, ${count}) AS n`;
    await here.place("Full");
    await morning("Loin", 0, {}, { city: "Loin", latitude: 48.9 });
    await nearer(199);
    expect((await findSoonest("caf", STRASBOURG)).elsewhere?.city).toBe("Loin");
    await nearer(1);
    expect(await findSoonest("caf", STRASBOURG)).toEqual({ hours: [] });
  });
});

describe("two communes of one name", () => {
  const SEINE = { name: "Saint-Denis", postalCode: "93200", inseeCode: "93066" };
  const REUNION = { name: "Saint-Denis", postalCode: "97400", inseeCode: "97411" };
  const inTown = ({ name: city, ...commune }: typeof SEINE, name: string, placed: object = {}) =>
    morning(name, 0, {}, { city, ...commune, ...placed });
  const at = (code: string, uncoded: string[] = []) => ({ town: { code, uncoded } });

  test("their hours do not mix", async () => {
    await inTown(SEINE, "Basilique");
    await inTown(REUNION, "Barachois");
    expect(await found("caf", at("93066"))).toEqual(["Basilique 11-23T09:00", "Basilique 11-23T09:30"]);
    expect(await found("caf", at("97411"))).toEqual(["Barachois 11-23T09:00", "Barachois 11-23T09:30"]);
  });

  test("a place whose commune is not known is found in the town that it belongs to by its name", async () => {
    await inTown(SEINE, "Basilique");
    await inTown(REUNION, "Barachois", { inseeCode: "" });
    const names = async (where: Parameters<typeof found>[1]) =>
      new Set((await found("caf", where)).map((hour) => hour.split(" ")[0]));
    expect(await names(at("93066"))).toEqual(new Set(["Basilique"]));
    expect(await names(at("93066", ["Saint-Denis"]))).toEqual(new Set(["Basilique", "Barachois"]));
    const several = { town: { uncoded: ["Saint-Denis"], ambiguous: true as const } };
    expect(await names(several)).toEqual(new Set(["Barachois"]));
  });

  test("the nearest town that has hours is one of them, and its hours are its own", async () => {
    await here.place("Aubervilliers", { city: "Aubervilliers", latitude: 48.91, longitude: 2.38 });
    await inTown(SEINE, "Basilique", { latitude: 48.94, longitude: 2.36 });
    await inTown(REUNION, "Barachois", { latitude: -20.88, longitude: 55.45 });
    const { elsewhere } = await findSoonest("caf", named("Aubervilliers"));
    expect(elsewhere).toMatchObject({ city: "Saint-Denis", code: "93066" });
    expect(told(elsewhere?.hours ?? [])).toEqual(["Basilique 11-23T09:00", "Basilique 11-23T09:30"]);
  });
});

test("thirty places ask the database no more often than three, found or not", async () => {
  for (const name of ["A", "B", "C"]) await morning(name);
  const few = (await statementsOf(() => findSoonest("caf", STRASBOURG))).length;
  const fewElsewhere = (await statementsOf(() => findSoonest("caf", named("Nulle-Part")))).length;
  for (let index = 0; index < 27; index += 1)
    await morning(`P${index}`, index % 20, {}, { city: index % 9 === 0 ? "Strasbourg" : `Ville ${index}` });
  expect((await statementsOf(() => findSoonest("caf", STRASBOURG))).length).toBe(few);
  expect((await statementsOf(() => findSoonest("caf", named("Nulle-Part")))).length).toBe(fewElsewhere);
  expect([few, fewElsewhere]).toEqual([1, 2]);
});

describe("the towns to choose from", () => {
  const bookable = async () =>
    (await findSoonestTowns())
      .filter((town) => town.bookable)
      .map(({ name }) => name)
      .sort();

  test("are those where a half-day of the next four weeks takes appointments, each once; asked again within a minute, nobody asks the database", async () => {
    const { place, halfDay } = here;
    const held = async (town: string, days: number, change: object = {}) =>
      halfDay(await place("Maison", { city: town }), plusMinutes(MONDAY, days * 24 * 60), {
        bookableLanes: 1,
        ...change,
      });
    await held("Strasbourg", 0);
    await held("Strasbourg", 1);
    await held("Haguenau", 24);
    await held("Saverne", 0, { bookableLanes: 0 });
    await held("Barr", 26);
    await held("Erstein", 0, { status: "cancelled" });
    await held("Wasselonne", -4);
    expect(await bookable()).toEqual(["Haguenau", "Strasbourg"]);
    await held("Molsheim", 0);
    expect(await statementsOf(findSoonestTowns)).toEqual([]);
    clock.move(clock.offset() + MINUTE);
    expect(await bookable()).toContain("Molsheim");
  });

  test("are two where two communes have one name, each with its département; one of a name alone has none, whether it takes appointments or not", async () => {
    const { place, halfDay } = here;
    const basilica = await place("Basilique", { city: "Saint-Denis", postalCode: "93200", inseeCode: "93066" });
    await place("Barachois", { city: "Saint-Denis", postalCode: "97400", inseeCode: "97411" });
    await place("Mairie", { city: "Colmar", postalCode: "68000", inseeCode: "68066" });
    await halfDay(basilica, MONDAY, { bookableLanes: 1 });
    clock.move(clock.offset() + MINUTE);
    const towns = (await findSoonestTowns()).filter(({ written }) => /Saint-Denis|Colmar/u.test(written.join(" ")));
    expect(towns.map(({ key, name, bookable: takes }) => [key, name, takes]).sort()).toEqual([
      ["68066", "Colmar", false],
      ["93066", "Saint-Denis (Seine-Saint-Denis)", true],
      ["97411", "Saint-Denis (La Réunion)", false],
    ]);
  });
});

describe("the first free hour", () => {
  /** Friday at ten, when every test begins. */
  const FRIDAY = instantOf("2026-11-20T10:00:00+01:00");
  const haguenau = { latitude: 48.8156, longitude: 7.7908 };
  /** A morning by appointment at a place of that name, beginning then. */
  async function beginning(name: string, start = MONDAY, change: object = {}, placed: object = {}) {
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
  beforeEach(() => setClock(FRIDAY + (ahead += 2) * MINUTE));

  test("is that of the topic, or without one that of the topic which has the soonest", async () => {
    const first = await beginning("Neuhof", MONDAY, {}, { onlineShare: 100 });
    await beginning("Meinau", plusMinutes(MONDAY, DAY));
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
    await beginning("Today", plusMinutes(FRIDAY, 5));
    const first = plusMinutes(FRIDAY, 35);
    const second = plusMinutes(FRIDAY, 50);
    setClock(plusMinutes(FRIDAY, 5) - 1_000);
    expect(await told({ topic: "caf" })).toBe(`Today ${isoInZone(first, "Europe/Paris").slice(5, 16)}`);
    setClock(plusMinutes(FRIDAY, 5) + 20_000);
    expect(await told({ topic: "caf" })).toBe(`Today ${isoInZone(second, "Europe/Paris").slice(5, 16)}`);
  });

  test("near a commune only places up to fifteen kilometres away count", async () => {
    await beginning("Strasbourg", MONDAY, {}, { latitude: 48.5714, longitude: 7.7676 });
    expect(await told({ near: haguenau })).toBeUndefined();
    await beginning("15.5", MONDAY, {}, { latitude: 48.8156, longitude: 7.7908 + 0.2117 });
    expect(await told({ near: haguenau })).toBeUndefined();
    await beginning("14.5", plusMinutes(MONDAY, DAY), {}, { latitude: 48.8156, longitude: 7.7908 - 0.198 });
    expect(await told({ near: haguenau })).toBe("14.5 11-24T09:00");
  });

  test("near a commune the sixty soonest half-days are those about the topic", async () => {
    const close = { latitude: 48.8156, longitude: 7.7908 };
    for (let index = 0; index < 60; index += 1)
      await beginning(`CAF ${index}`, plusMinutes(MONDAY, index), { topicKeys: ["caf"] }, close);
    await beginning("Retraite", plusMinutes(MONDAY, DAY), { topicKeys: ["retraite"] }, close);
    expect(await told({ near: haguenau, topic: "retraite" })).toBe("Retraite 11-24T09:00");
  });

  test("it costs one query, and none within the minute; thirty places cost no more", async () => {
    await beginning("Neuhof");
    expect([await selects({}), await selects({ topic: "caf" }), await selects({ near: haguenau })]).toEqual([1, 0, 1]);
    for (let index = 0; index < 30; index += 1) await beginning(`P${index}`, plusMinutes(MONDAY, DAY * (index % 20)));
    expect([await selects({}), await selects({ near: haguenau })]).toEqual([0, 1]);
  });
});
