/** @zones */
import { readFileSync } from "node:fs";
import { randomUUID } from "node:crypto";
import { city } from "#tests/server/place/city.ts";
import { eventually } from "#tests/support/eventually.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import { instantOf, plusMinutes } from "#lib/time/instant.ts";
import { readNationalFile } from "#lib/place/national-file.ts";

let db: typeof import("#lib/server/db.ts").db;
let importPlaces: typeof import("#lib/server/organisation/places/import-places.ts").importPlaces;
let importParsers: typeof import("#lib/server/place/import-parsers.ts").importParsers;
let writeVevent: typeof import("#lib/server/calendar/write-vevent.ts").writeVevent;
let organisationId: string;

const NOW = instantOf("2026-11-24T10:00:00+01:00");
const grandEst = JSON.parse(readFileSync("tests/data/lieux-grand-est.json", "utf8")) as readonly Record<
  string,
  unknown
>[];
const shadok = {
  id: "shadok",
  nom: "SHADOK STRASBOURG",
  commune: "STRASBOURG",
  code_postal: "67100",
  adresse: "25 RUE MALRAUX",
  latitude: 48.57,
  longitude: 7.76,
  date_maj: "2022-06-20",
  telephone: "0388390000",
  services: "Prendre en main un ordinateur",
};

beforeAll(async () => {
  ({ db } = await serverOnFreshDatabase({ APP_ENV: "demo" }));
  ({ importPlaces } = await import("#lib/server/organisation/places/import-places.ts"));
  ({ importParsers } = await import("#lib/server/place/import-parsers.ts"));
  ({ writeVevent } = await import("#lib/server/calendar/write-vevent.ts"));
});
afterAll(() => db.$disconnect());
beforeEach(async () => {
  organisationId = (await city(db)).organisation.id;
});

const run = (records: readonly unknown[], organisation = organisationId) =>
  importPlaces(readNationalFile(records, importParsers), organisation, NOW);
const effects = async (records: readonly unknown[], organisation?: string) =>
  (await run(records, organisation)).lines.map(({ effect }) => effect?.did);
/** One record under an id of its own, so that tests do not meet. */
const fresh = (changes: object = {}) => ({ ...shadok, id: randomUUID(), ...changes });
const placeOf = (record: { readonly id: string }) => db.place.findUniqueOrThrow({ where: { nationalId: record.id } });
/** Every row of places and half-days as one text each, bookkeeping included. */
const everything = async () => [
  ...(await db.$queryRaw<{ line: string }[]>`SELECT p::text || p.xmin::text AS line FROM place p ORDER BY 1`),
  ...(await db.$queryRaw<{ line: string }[]>`SELECT p::text || p.xmin::text AS line FROM permanence p ORDER BY 1`),
];

test("a place of the file is written to the database, with its corrections", async () => {
  const record = fresh();
  expect(await effects([record])).toEqual(["added"]);
  expect(await placeOf(record)).toMatchObject({
    organisationId,
    slug: expect.stringMatching(/^shadok-strasbourg/),
    name: "Shadok Strasbourg",
    shortName: "Shadok Strasbourg",
    address: "25 rue Malraux",
    city: "Strasbourg",
    postalCode: "67100",
    timeZone: "Europe/Paris",
    holidayRegion: "67",
    goodFriday: true,
    phone: "+33388390000",
    openingHours: null,
    pivot: null,
    sourceDate: new Date("2022-06-20"),
    services: ["maitrise-des-outils-numeriques-du-quotidien"],
    fees: [],
  });
});

test("the 203 real places: 200 are written, one has no usable name, two lie elsewhere, and a second import changes not one row", async () => {
  const { lines, vanished } = await run(grandEst);
  expect(lines.map(({ effect }) => effect?.did).filter((did) => did === "added")).toHaveLength(200);
  expect(
    lines.filter(({ line }) => line.read.outcome === "refused").map(({ line }) => [line.number, line.read]),
  ).toEqual([
    [159, { outcome: "refused", why: "far-from-commune" }],
    [182, { outcome: "refused", why: "far-from-commune" }],
    [197, { outcome: "refused", why: "name-is-an-address" }],
  ]);
  expect(vanished).toEqual([]);
  const before = await everything();
  const again = await run(grandEst);
  expect(new Set(again.lines.map(({ effect }) => effect?.did))).toEqual(new Set(["nothing", undefined]));
  expect(again.lines.flatMap(({ effect }) => (effect && "local" in effect ? effect.local : []))).toEqual([]);
  expect(await everything()).toEqual(before);
});

test("what is imported of the real places can be shown: no city in capitals, hours are weeks, every telephone can be called", async () => {
  const places = await db.place.findMany({ where: { source: "conseiller-numerique" } });
  expect(places.length).toBeGreaterThanOrEqual(200);
  for (const place of places) {
    expect(place.city).not.toMatch(/\p{Lu}{2}|CEDEX|['\s-]$/u);
    expect(place.openingHours ?? "Mo 09:00-12:00").toMatch(/^(Mo|Tu|We|Th|Fr|Sa|Su)/);
    expect(place.phone ?? "+33300000000").toMatch(/^\+33\d{9}$/);
    expect(place.pivot ?? "").not.toMatch(/^0+$/);
    expect(place.services).toEqual(["maitrise-des-outils-numeriques-du-quotidien", "comprehension-du-monde-numerique"]);
    expect(place.holidayRegion).toBe(place.postalCode.slice(0, 2));
  }
  expect(places.filter(({ openingHours }) => openingHours !== null)).toHaveLength(175);
});

test("what changed in the file is taken over, and the slug stays", async () => {
  const record = fresh();
  await run([record]);
  const { slug } = await placeOf(record);
  expect(
    await effects([{ ...record, nom: "Médiathèque Malraux", telephone: null, horaires: "Mo-Fr 09:00-12:00" }]),
  ).toEqual(["changed"]);
  expect(await placeOf(record)).toMatchObject({
    slug,
    name: "Médiathèque Malraux",
    phone: null,
    openingHours: "Mo-Fr 09:00-12:00",
  });
});

test("the INSEE code is that of the commune which name and postal code name, empty where they name none", async () => {
  const seine = fresh({ commune: "SAINT DENIS", code_postal: "93200", latitude: 48.94, longitude: 2.36 });
  const reunion = fresh({ commune: "SAINT DENIS", code_postal: "97400", latitude: -20.88, longitude: 55.45 });
  const nowhere = fresh({ commune: "Rambervilelrs", code_postal: "88700", latitude: 48.345, longitude: 6.635 });
  await run([seine, reunion, nowhere]);
  const placed = async (record: typeof seine) => {
    const { city: town, inseeCode } = await placeOf(record);
    return [town, inseeCode];
  };
  expect([await placed(seine), await placed(reunion), await placed(nowhere)]).toEqual([
    ["Saint-Denis", "93066"],
    ["Saint-Denis", "97411"],
    ["Rambervilelrs", ""],
  ]);
  await run([{ ...nowhere, commune: "Rambervillers" }]);
  expect(await placed(nowhere)).toEqual(["Rambervillers", "88367"]);
  await run([{ ...seine, commune: "Saint-Ouen-sur-Seine", code_postal: "93400" }]);
  expect(await placed(seine)).toEqual(["Saint-Ouen-sur-Seine", "93070"]);
});

test("an INSEE code that a person wrote stays while name and postal code do, and an arrondissement is its commune", async () => {
  const record = fresh({ commune: "Paris 10e", code_postal: "75010", latitude: 48.87, longitude: 2.36 });
  await run([record]);
  expect(await placeOf(record)).toMatchObject({ city: "Paris", postalCode: "75010", inseeCode: "75056" });
  await db.place.update({ where: { nationalId: record.id }, data: { inseeCode: "93066" } });
  await run([{ ...record, nom: "Autre nom" }]);
  expect(await placeOf(record)).toMatchObject({ name: "Autre nom", inseeCode: "93066" });
});

test("what a person changed here stays and is reported, until the file agrees", async () => {
  const record = fresh();
  await run([record]);
  await db.place.update({
    where: { nationalId: record.id },
    data: { name: "Le Shadok", goodFriday: false, transport: "Tram C" },
  });
  const { lines } = await run([{ ...record, adresse: "26 rue Malraux" }]);
  expect(lines[0]?.effect).toEqual({ did: "changed", local: ["name"] });
  expect(await placeOf(record)).toMatchObject({
    name: "Le Shadok",
    address: "26 rue Malraux",
    goodFriday: false,
    transport: "Tram C",
  });
  expect((await run([{ ...record, adresse: "26 rue Malraux", nom: "Le Shadok" }])).lines[0]?.effect).toEqual({
    did: "changed",
    local: [],
  });
  expect(await placeOf(record)).toMatchObject({ name: "Le Shadok", shortName: "Le Shadok" });
});

test("a place that is no longer in the file is left as it is, and reported", async () => {
  const stays = fresh();
  const goes = fresh({ nom: "Maison fermée" });
  await run([stays, goes]);
  const before = await placeOf(goes);
  expect((await run([stays])).vanished).toEqual([{ slug: before.slug, name: "Maison fermée" }]);
  expect(await placeOf(goes)).toEqual(before);
});

test("a place that was written here by hand was in no file, and vanishes from none", async () => {
  const { organisation, place } = await city(db);
  await place("Shadok", { nationalId: randomUUID() });
  expect((await run([fresh()], organisation.id)).vanished).toEqual([]);
});

test("a record that can no longer be read has not vanished", async () => {
  const record = fresh();
  await run([record]);
  const { lines, vanished } = await run([{ ...record, latitude: null }]);
  expect(lines[0]?.line.read).toEqual({ outcome: "refused", why: "no-position" });
  expect(vanished).toEqual([]);
});

test("a place of another organisation is not changed", async () => {
  const record = fresh();
  await run([record]);
  const other = (await city(db)).organisation.id;
  expect(await effects([{ ...record, nom: "Pris" }], other)).toEqual(["of-another-organisation"]);
  expect((await placeOf(record)).organisationId).toBe(organisationId);
});

test("places of one name get each a slug of their own, in the order of the file", async () => {
  const name = `Poste ${randomUUID().slice(0, 6)}`;
  const records = [1, 2, 3].map(() => fresh({ nom: name }));
  await run(records);
  const slugs = await Promise.all(records.map(async (record) => (await placeOf(record)).slug));
  expect(slugs).toEqual([slugs[0], `${slugs[0]}-2`, `${slugs[0]}-3`]);
});

test("the calendar text of a half-day to come is written again when its place has another name, that of a past one is not", async () => {
  const record = fresh();
  await run([record]);
  const place = await placeOf(record);
  const { halfDay } = await city(db);
  const past = await halfDay(place, plusMinutes(NOW, -2_000));
  const coming = await halfDay(place, plusMinutes(NOW, 2_000));
  await db.$transaction(async (tx) => {
    for (const { id } of [past, coming]) await writeVevent(tx, id);
  });
  await run([{ ...record, nom: "Médiathèque Malraux" }]);
  const after = async ({ id }: { readonly id: string }) => db.permanence.findUniqueOrThrow({ where: { id } });
  expect(await after(coming)).toMatchObject({
    sequence: 1,
    vevent: expect.stringContaining("Malraux"),
    updatedAt: new Date(NOW),
  });
  expect(await after(past)).toMatchObject({ sequence: 0, vevent: expect.stringContaining("Shadok") });
});

test("imports at once follow each other: each place stands once, and one of them added it", async () => {
  const records = Array.from({ length: 30 }, () => fresh({ nom: "Mairie" }));
  const all = await Promise.all([1, 2, 3, 4].map(() => effects(records)));
  expect(all.flat().filter((did) => did === "added")).toHaveLength(30);
  expect(await db.place.count({ where: { nationalId: { in: records.map(({ id }) => id) } } })).toBe(30);
});

test("an import waits for whoever is writing a place, and then knows it", async () => {
  const record = fresh();
  const waits = async () =>
    (
      await db.$queryRaw<
        unknown[]
      >`SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`
    ).length;
  let importing: ReturnType<typeof effects> | undefined;
  await db.$transaction(async (tx) => {
    await tx.place.create({
      data: {
        organisationId,
        slug: `shadok-${record.id}`,
        name: "Shadok",
        shortName: "Shadok",
        address: "1 rue",
        city: "Strasbourg",
        postalCode: "67100",
        latitude: 48.5,
        longitude: 7.7,
        holidayRegion: "67",
        nationalId: record.id,
      },
    });
    importing = effects([record]);
    await eventually(waits, 1);
  });
  expect(await importing).toEqual(["nothing"]);
});

test("an import that fails in the middle has changed nothing", async () => {
  const records = [fresh(), fresh()];
  const lines = readNationalFile(records, importParsers);
  const [first, second] = lines;
  if (!first || second?.read.outcome !== "corrected") throw new Error("The records were not read.");
  const broken = { ...second, read: { ...second.read, place: { ...second.read.place, postalCode: "6710" } } };
  await expect(importPlaces([first, broken], organisationId, NOW)).rejects.toThrow();
  expect(await db.place.count({ where: { nationalId: { in: records.map(({ id }) => id) } } })).toBe(0);
});
