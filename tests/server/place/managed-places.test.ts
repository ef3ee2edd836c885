import { randomUUID } from "node:crypto";
import { city } from "./city.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import type { StaffRole } from "#lib/access/actor.ts";
import { readNationalFile } from "#lib/place/national-file.ts";
import { plusMinutes, type Instant } from "#lib/time/instant.ts";
import { placeBody, placeContactBody, placeOfForm } from "#lib/wire/place/place-body.ts";
import { sentForm } from "#tests/support/sent-form.ts";

let db: typeof import("#lib/server/db.ts").db;
let server: Awaited<ReturnType<typeof load>>;
let now: Instant;

const load = async () => ({
  ...(await import("#lib/server/clock.ts")),
  ...(await import("#lib/server/place/create-place.ts")),
  ...(await import("#lib/server/organisation/places/change-place.ts")),
  ...(await import("#app/[locale]/coordination/lieux/creer/create-from-form.ts")),
  ...(await import("#lib/server/schedule/hide-place.ts")),
  ...(await import("#lib/server/organisation/places/import-places.ts")),
  ...(await import("#lib/server/place/renew-door.ts")),
  ...(await import("#lib/server/place/door.ts")),
  ...(await import("#lib/server/secrets.ts")),
  ...(await import("#lib/server/place/place-contacts.ts")),
  ...(await import("#lib/server/place/read-places.ts")),
  ...(await import("#lib/server/place/import-parsers.ts")),
  ...(await import("#lib/server/schedule/managed-places.ts")),
  ...(await import("#lib/server/schedule/find-places.ts")),
  ...(await import("#lib/server/schedule/read-coming.ts")),
  ...(await import("#lib/server/schedule/read-permanence.ts")),
  ...(await import("#lib/server/queue/list-permanences.ts")),
});

beforeAll(async () => {
  ({ db } = await serverOnFreshDatabase({ APP_ENV: "demo", APP_NOW: "2026-11-20T10:00:00+01:00" }));
  server = await load();
  now = server.clock.now();
});
afterAll(() => db.$disconnect());

const staff = (organisation: string, role: StaffRole = "coordinator", places: "all" | readonly string[] = "all") => ({
  kind: "staff" as const,
  user: randomUUID(),
  by: "login" as const,
  roles: [{ organisation, role, places }],
});
const typed = (change: object = {}) =>
  placeBody.parse({
    name: "Mairie de Nouvoitou",
    address: "1 rue de la Mairie",
    city: "nouvoitou",
    postalCode: "35410",
    ...change,
  });
const acts = async (organisation: string) =>
  (await db.journalEntry.findMany({ where: { organisationId: organisation }, orderBy: { id: "asc" } })).map(
    ({ act }) => act,
  );

async function ville() {
  const here = await city(db);
  return { ...here, id: here.organisation.id, coordinator: staff(here.organisation.id) };
}

test("a place typed by hand has the official name of its commune, its middle as position, and its holiday region", async () => {
  const { id, coordinator } = await ville();
  const made = await server.createPlace(coordinator, id, typed({ openingHours: "lundi 9h-12h" }));
  if (!made.ok) throw new Error(made.refusal);
  const row = await db.place.findUniqueOrThrow({ where: { id: made.value.id } });
  expect(row).toMatchObject({ city: "Nouvoitou", inseeCode: "35204", holidayRegion: "35", imported: null });
  expect([row.latitude, row.longitude].map(Math.round)).toEqual([48, -2]);
  expect(row.openingHours).toBe("Mo 09:00-12:00");
  expect(await acts(id)).toEqual(["place-made"]);
});

test("the same form sent twice makes one place, and another place of that name gets another address", async () => {
  const { id, coordinator } = await ville();
  const key = randomUUID();
  const one = await server.createPlace(
    coordinator,
    id,
    typed({ name: "Mairie de Bruz", city: "Bruz", postalCode: "35170" }),
    key,
  );
  const again = await server.createPlace(
    coordinator,
    id,
    typed({ name: "Mairie de Bruz", city: "Bruz", postalCode: "35170" }),
    key,
  );
  const other = await server.createPlace(
    coordinator,
    id,
    typed({ name: "Mairie de Bruz", city: "Bruz", postalCode: "35170" }),
  );
  expect([one, again]).toEqual([one, one]);
  expect([one.ok && one.value.slug, other.ok && other.value.slug]).toEqual(["mairie-de-bruz", "mairie-de-bruz-2"]);
});

test("a commune that does not exist, a point elsewhere, half a point and unreadable hours are refused at their field", async () => {
  const { id, coordinator } = await ville();
  const answer = async (change: object) => {
    const made = await server.createPlace(coordinator, id, typed(change));
    return made.ok ? "made" : made.refusal;
  };
  expect(await answer({ city: "Nulle-Part" })).toBe("no-such-commune");
  expect(await answer({ latitude: 48.04 })).toBe("no-position");
  expect(await answer({ latitude: 14.6, longitude: -61 })).toBe("position-elsewhere");
  expect(await answer({ latitude: 48.58, longitude: 7.75 })).toBe("far-from-commune");
  expect(await answer({ openingHours: "quand il fait beau" })).toBe("unreadable-hours");
  expect(await db.place.count({ where: { organisationId: id } })).toBe(0);
});

test("all that is wrong with a place is told at once, each at its field, whether its form or the service refuses it", async () => {
  const { id, coordinator } = await ville();
  const fields = {
    name: "Mairie",
    address: "1 rue",
    city: "Nulle-Part",
    postalCode: "35410",
    openingHours: "le matin",
  };
  const refused = await server.createFromForm(sentForm(coordinator, { ...fields, organisation: id }));
  expect(refused).toEqual({
    ok: false,
    refusals: { city: "no-such-commune", openingHours: "unreadable-hours" },
  });
  const malformed = { ...fields, organisation: id, name: "", phone: "bonjour", postalCode: "99999" };
  expect(await server.createFromForm(sentForm(coordinator, malformed))).toEqual({
    ok: false,
    refusals: {
      name: "missing",
      phone: "no-such-phone",
      postalCode: "no-such-postal-code",
      openingHours: "unreadable-hours",
    },
  });
});

test("only coordinators and administrators of its organisation make or change a place; one narrowed to a place changes it", async () => {
  const { id, place } = await ville();
  const here = await place("Neuhof");
  const other = await ville();
  const change = async (actor: Parameters<typeof server.changePlace>[0]) => {
    const done = await server.changePlace(actor, here.id, typed({ doorOpener: randomUUID() }));
    return done.ok ? "done" : done.refusal;
  };
  expect(await change(staff(id, "conseiller"))).toBe("not-allowed");
  expect(await change(other.coordinator)).toBe("not-allowed");
  expect(await change(staff(id, "coordinator", [other.id]))).toBe("not-allowed");
  expect(await change(staff(id, "administrator"))).toBe("done");
  expect(await change(staff(id, "coordinator", [here.id]))).toBe("done");
  const made = await server.createPlace(staff(id, "coordinator", [here.id]), id, typed());
  expect(made).toEqual({ ok: false, refusal: "not-allowed" });
});

test("what was changed by hand is kept by the next import, and what was not follows the file", async () => {
  const { id, coordinator } = await ville();
  const record = {
    id: randomUUID(),
    nom: "Shadok",
    commune: "Strasbourg",
    code_postal: "67100",
    adresse: "25 rue Malraux",
    latitude: 48.57,
    longitude: 7.76,
  };
  const run = (change: object) =>
    server.importPlaces(readNationalFile([{ ...record, ...change }], server.importParsers), id, now);
  await run({});
  const row = await db.place.findUniqueOrThrow({ where: { nationalId: record.id } });
  const asTyped = placeBody.parse({
    name: "Shadok, fabrique du numérique",
    shortName: row.shortName,
    address: row.address,
    city: row.city,
    postalCode: row.postalCode,
    latitude: row.latitude,
    longitude: row.longitude,
  });
  expect(await server.changePlace(coordinator, row.id, asTyped)).toEqual({ ok: true, value: { changed: 1 } });
  await run({ nom: "Le Shadok", adresse: "27 rue Malraux" });
  expect(await db.place.findUniqueOrThrow({ where: { id: row.id } })).toMatchObject({
    name: "Shadok, fabrique du numérique",
    address: "27 rue Malraux",
  });
});

test("a place saved as it stands changes nothing and notes nothing", async () => {
  const { id, coordinator } = await ville();
  const made = await server.createPlace(coordinator, id, typed());
  if (!made.ok) throw new Error(made.refusal);
  const { latitude, longitude } = await db.place.findUniqueOrThrow({ where: { id: made.value.id } });
  const again = await server.changePlace(coordinator, made.value.id, typed({ latitude, longitude }));
  expect(again).toEqual({ ok: true, value: { changed: 0 } });
  expect(await acts(id)).toEqual(["place-made"]);
});

test("the calendar text of a half-day to come says the new name of its place", async () => {
  const { id, coordinator, halfDay } = await ville();
  const made = await server.createPlace(coordinator, id, typed());
  if (!made.ok) throw new Error(made.refusal);
  const { id: half } = await halfDay(made.value, plusMinutes(now, 600));
  await server.changePlace(coordinator, made.value.id, typed({ name: "Médiathèque de Nouvoitou" }));
  const { vevent } = await db.permanence.findUniqueOrThrow({ where: { id: half } });
  expect(vevent?.replaceAll("\r\n ", "")).toContain("Médiathèque de Nouvoitou");
});

test("a renewed door has another address, the poster that hangs there opens nothing, and a form sent twice renews it once", async () => {
  const { id, place, coordinator } = await ville();
  const here = await place("Neuhof");
  const old = server.secretOf("door", here.id, 1);
  expect(await server.doorOf(here.slug, old)).toBeDefined();
  await server.renewDoor(coordinator, here.id, 1);
  await server.renewDoor(coordinator, here.id, 1);
  expect(await server.doorOf(here.slug, old)).toBeUndefined();
  expect(await server.doorOf(here.slug, server.secretOf("door", here.id, 2))).toBeDefined();
  expect(await server.renewDoor(staff(id, "conseiller"), here.id, 2)).toEqual({ ok: false, refusal: "not-allowed" });
  expect(await acts(id)).toEqual(["door-renewed"]);
});

test("a hidden place is in no public list, search or page, nor are its half-days, and the team still finds it", async () => {
  const { id, place, halfDay, coordinator } = await ville();
  const here = await place("Zwiebelhof", { languages: ["ps"] });
  const half = await halfDay(here, plusMinutes(now, 600));
  const seen = async () => {
    const found = await server.findPlaces({ text: "Zwiebelhof" });
    const listed = await server.listPlaces({});
    const coming = await server.readComing(2);
    const api = await server.listPermanences({ from: { moment: now }, to: { moment: plusMinutes(now, 1440) } });
    return [
      found.kind === "in-order" && found.found > 0,
      listed.ok && listed.value.places.some((one) => one.id === here.id),
      coming.some((one) => one.id === half.id),
      api.ok && api.value.listed.some(({ permanence }) => permanence.id === half.id),
      (await server.readPlace(here.slug)) !== undefined,
      (await server.readPublicPermanence(half.id)) !== undefined,
    ];
  };
  expect(await seen()).toEqual([true, true, true, true, true, true]);
  await server.hidePlace(coordinator, here.id, { hidden: true, seen: 1 });
  expect(await seen()).toEqual([false, false, false, false, false, false]);
  const managed = await server.listManagedPlaces(coordinator, { text: "zwiebel" });
  expect(managed.places).toMatchObject([{ id: here.id, hidden: true }]);
  await server.hidePlace(coordinator, here.id, { hidden: false });
  expect(await seen()).toEqual([true, true, true, true, true, true]);
  expect(await acts(id)).toEqual(["place-hidden", "place-shown"]);
});

test("half-days to come are named before a place is hidden: one that was added since refuses it", async () => {
  const { place, halfDay, coordinator } = await ville();
  const here = await place("Neuhof");
  await halfDay(here, plusMinutes(now, 600));
  const read = await server.readManagedPlace(coordinator, here.slug);
  expect([read?.coming, read?.booked, read?.next.length]).toEqual([1, 0, 1]);
  expect(await server.hidePlace(coordinator, here.id, { hidden: true, seen: 0 })).toEqual({
    ok: false,
    refusal: "state-changed",
  });
  expect(await server.hidePlace(coordinator, here.id, { hidden: true, seen: 1 })).toMatchObject({ ok: true });
});

test("the page of a place counts the appointments to come, without those cancelled or over", async () => {
  const { place, halfDay, coordinator, organisation } = await ville();
  const here = await place("Neuhof");
  const coming = await halfDay(here, plusMinutes(now, 600));
  const running = await halfDay(here, plusMinutes(now, -60));
  const booked = async (permanenceId: string, start: Instant, state = "booked") =>
    db.appointment.create({
      data: {
        permanenceId,
        organisationId: organisation.id,
        placeId: here.id,
        startsAt: new Date(start),
        endsAt: new Date(plusMinutes(start, 30)),
        lane: 1,
        bookedAt: new Date(now),
        createdAt: new Date(now),
        topicKeys: ["caf"],
        state,
        ...(state !== "booked" && { cancelledAt: new Date(now) }),
      },
    });
  await booked(coming.id, plusMinutes(now, 600));
  await booked(coming.id, plusMinutes(now, 660), "cancelled-by-service");
  await booked(running.id, plusMinutes(now, -60));
  await booked(running.id, plusMinutes(now, 30));
  expect((await server.readManagedPlace(coordinator, here.slug))?.booked).toBe(2);
});

test("the list goes on from page to page, each place once, and shows nobody another organisation's places", async () => {
  const { place, coordinator, id } = await ville();
  const other = await ville();
  for (let number = 10; number < 45; number += 1) await place(`Salle ${number}`);
  const first = await server.listManagedPlaces(coordinator, {});
  const second = await server.listManagedPlaces(coordinator, { after: first.after });
  expect([first.places.length, second.places.length, second.begins, second.after]).toEqual([30, 5, false, undefined]);
  expect(new Set([...first.places, ...second.places].map((one) => one.name)).size).toBe(35);
  expect(await server.listManagedPlaces(other.coordinator, {})).toMatchObject({ places: [] });
  const [one] = first.places;
  const narrowed = await server.listManagedPlaces(staff(id, "coordinator", [one?.id ?? ""]), {});
  expect(narrowed.places.map((shown) => shown.id)).toEqual([one?.id]);
  expect(await server.readManagedPlace(other.coordinator, one?.slug ?? "")).toBeUndefined();
});

test("a contact on site is added once by its form, and removed; one who cannot be reached is refused", async () => {
  const { id, place, coordinator } = await ville();
  const here = await place("Neuhof");
  const contact = placeContactBody.parse({ roleName: "Gardien", phone: "03 88 43 60 00", email: "" });
  const key = randomUUID();
  await server.addPlaceContact(coordinator, here.id, contact, key);
  await server.addPlaceContact(coordinator, here.id, contact, key);
  const rows = await db.placeContact.findMany({ where: { placeId: here.id } });
  expect(rows).toMatchObject([{ roleName: "Gardien", phone: "+33388436000", email: null }]);
  await server.removePlaceContact(coordinator, here.id, rows[0]?.id ?? "");
  expect(await db.placeContact.count({ where: { placeId: here.id } })).toBe(0);
  expect(await acts(id)).toEqual(["place-contact-made", "place-contact-removed"]);
  expect(placeContactBody.safeParse({ roleName: "Gardien" }).error?.issues).toMatchObject([
    { path: ["phone"], message: "no-way-to-reach" },
  ]);
  expect(await server.addPlaceContact(staff(id, "reception"), here.id, contact)).toMatchObject({
    refusal: "not-allowed",
  });
});

test("whether a place keeps Good Friday is changed on its page, its series are planned anew, and a form that does not say it changes nothing", async () => {
  const { id, coordinator, place } = await ville();
  const { id: at } = await place("Neuhof", {
    city: "Strasbourg",
    postalCode: "67100",
    latitude: 48.55,
    longitude: 7.77,
  });
  const facts = { name: "Neuhof", city: "Strasbourg", postalCode: "67100", latitude: 48.55, longitude: 7.77 };
  const later = new Date("2100-01-01");
  await db.series.create({
    data: {
      organisationId: id,
      placeId: at,
      weekday: 5,
      startMinute: 540,
      endMinute: 720,
      fromDate: new Date("2026-01-02"),
      desks: 1,
      bookableLanes: 0,
      windows: [],
      planDueAt: later,
    },
  });
  const due = async () => (await db.series.findFirstOrThrow({ where: { placeId: at } })).planDueAt;
  const keeps = async () => (await db.place.findUniqueOrThrow({ where: { id: at } })).goodFriday;
  expect(await server.changePlace(coordinator, at, typed(facts))).toMatchObject({ ok: true });
  expect([await keeps(), await due()]).toEqual([true, later]);
  const form = Object.fromEntries(Object.entries(facts).map(([field, value]) => [field, String(value)]));
  const sent = placeBody.parse(placeOfForm({ ...form, address: "1 rue", goodFriday: "no" }));
  expect(await server.changePlace(coordinator, at, sent)).toMatchObject({ ok: true });
  expect([await keeps(), await due()]).toEqual([false, null]);
  expect(await server.changePlace(coordinator, at, typed(facts))).toMatchObject({ ok: true });
  expect(await keeps()).toBe(false);
});
