import type { Actor } from "#lib/access/actor.ts";
import { instantOf } from "#lib/time/instant.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import { city } from "#tests/server/place/city.ts";

const NOW = "2027-03-01T08:00:00+01:00";
const { db, clock } = await serverOnFreshDatabase({ APP_NOW: NOW, LOG_LEVEL: "silent" });
const { hangPosters } = await import("#lib/server/schedule/posters/hang-posters.ts");
const { postersOutOfDate } = await import("#lib/server/schedule/posters/posters-out-of-date.ts");
const { readPosters } = await import("#lib/server/schedule/posters/read-posters.ts");

const now = instantOf(NOW);
beforeEach(() => clock.move(now - (clock.now() - clock.offset())));
afterAll(() => db.$disconnect());

const SERIES = {
  weekday: 1,
  startMinute: 540,
  endMinute: 720,
  fromDate: new Date("2027-01-04"),
  desks: 1,
  bookableLanes: 0,
  windows: [{ from: 0, to: 180, mode: "walk-in" }],
};

/** An organisation with two places that have regular hours, and what can be done to their posters. */
async function walls() {
  const here = await city(db, { phone: "+33388000000" });
  const organisation = here.organisation.id;
  const library = await here.place("Médiathèque");
  const annex = await here.place("Annexe");
  const series = (at: { readonly id: string }, change: object = {}) =>
    db.series.create({ data: { ...SERIES, placeId: at.id, organisationId: organisation, ...change } });
  const first = await series(library);
  await series(annex);
  const actor = (role: "conseiller" | "contact" = "conseiller", places: "all" | string[] = "all"): Actor => ({
    kind: "staff",
    user: crypto.randomUUID(),
    by: "login",
    roles: [{ organisation, role, places }],
  });
  const list = async (places: "all" | readonly string[] = "all") =>
    (await postersOutOfDate(db, { organisation, places }, clock.now())).map(
      ({ place, parts, hungAt }) => `${place.name}: ${hungAt === undefined ? "never" : parts.join(", ")}`,
    );
  const version = async (at: { readonly id: string }) =>
    (await readPosters(db, { id: at.id }, clock.now()))[0]?.version ?? "";
  const hangs = async (...at: { readonly id: string }[]) =>
    hangPosters(actor(), await Promise.all(at.map(async (one) => ({ place: one.id, seen: await version(one) }))));
  const closes = (at: { readonly id: string } | undefined, from: string, until: string) =>
    db.closure.create({
      data: {
        organisationId: organisation,
        placeId: at?.id ?? null,
        startsAt: new Date(`${from}T00:00:00+01:00`),
        endsAt: new Date(`${until}T00:00:00+01:00`),
        reason: "Travaux",
      },
    });
  return { ...here, id: organisation, library, annex, first, series, actor, list, version, hangs, closes };
}

test("a place with regular hours is listed until somebody says that its poster hangs", async () => {
  const { list, hangs, library, annex, place } = await walls();
  await place("Sans horaires");
  expect(await list()).toEqual(["Annexe: never", "Médiathèque: never"]);
  expect(await hangs(library, annex)).toMatchObject({ ok: true });
  expect(await list()).toEqual([]);
});

test("what became wrong on a wall is named: hours, a closure, the code of the door, the telephone", async () => {
  const { list, hangs, library, annex, first, closes, id } = await walls();
  await hangs(library, annex);
  await db.series.update({ where: { id: first.id }, data: { endMinute: 750 } });
  expect(await list()).toEqual(["Médiathèque: hours"]);
  await closes(annex, "2027-03-08", "2027-03-10");
  await db.place.update({ where: { id: annex.id }, data: { doorGeneration: 2 } });
  expect(await list()).toEqual(["Annexe: closures, door", "Médiathèque: hours"]);
  await hangs(library, annex);
  expect(await list()).toEqual([]);
  await db.organisation.update({ where: { id }, data: { phone: "+33388000001" } });
  expect(await list()).toEqual(["Annexe: contact", "Médiathèque: contact"]);
});

test("a closure of every place is on each of its posters, four weeks before it begins and not sooner", async () => {
  const { list, hangs, library, annex, closes } = await walls();
  await hangs(library, annex);
  await closes(undefined, "2027-03-30", "2027-04-02");
  expect(await list()).toEqual([]);
  clock.move(instantOf("2027-03-03T08:00:00+01:00") - (clock.now() - clock.offset()));
  expect(await list()).toEqual(["Annexe: closures", "Médiathèque: closures"]);
});

test("a closure that was lifted is on no poster, and one that hangs with it is wrong", async () => {
  const { list, hangs, library, annex, closes } = await walls();
  const { id } = await closes(annex, "2027-03-08", "2027-03-10");
  await hangs(library, annex);
  expect(await list()).toEqual([]);
  await db.closure.update({ where: { id }, data: { liftedAt: new Date(now) } });
  expect(await list()).toEqual(["Annexe: closures"]);
});

test("hours of a guest at one's own place are on its poster; those of another place never", async () => {
  const mine = await walls();
  const theirs = await walls();
  await mine.hangs(mine.library, mine.annex);
  await theirs.series(theirs.library, { weekday: 4 });
  expect(await mine.list()).toEqual([]);
  await theirs.series(mine.library, { weekday: 4 });
  expect(await mine.list()).toEqual(["Médiathèque: hours"]);
});

test("whoever looks after one place reads of that place alone; a hidden place has no poster", async () => {
  const { list, library, annex } = await walls();
  expect(await list([annex.id])).toEqual(["Annexe: never"]);
  expect(await list([])).toEqual([]);
  await db.place.update({ where: { id: library.id }, data: { hidden: true } });
  expect(await list()).toEqual(["Annexe: never"]);
});

test("a poster that was printed before a change is refused, and all that were sent with it", async () => {
  const { list, library, annex, version, actor, first } = await walls();
  const printed = await Promise.all([library, annex].map(async (at) => ({ place: at.id, seen: await version(at) })));
  await db.series.update({ where: { id: first.id }, data: { endMinute: 750 } });
  expect(await hangPosters(actor(), printed)).toMatchObject({ refusal: "changed-meanwhile" });
  expect(await list()).toEqual(["Annexe: never", "Médiathèque: never"]);
});

test("who may print the poster of a place says that it hangs, and nobody else; the journal names it", async () => {
  const { library, annex, version, actor, id } = await walls();
  const elsewhere = await walls();
  const printed = { place: library.id, seen: await version(library) };
  const refused = { refusal: "not-allowed" };
  expect(await hangPosters(elsewhere.actor(), [printed])).toMatchObject(refused);
  expect(await hangPosters(actor("contact"), [printed])).toMatchObject(refused);
  expect(await hangPosters(actor("conseiller", [annex.id]), [printed])).toMatchObject(refused);
  expect(await hangPosters(actor(), [{ ...printed, place: "none" }])).toMatchObject(refused);
  expect(await hangPosters(actor(), [])).toMatchObject({ refusal: "nothing-chosen" });
  expect(await hangPosters(actor("conseiller", [library.id]), [printed])).toMatchObject({ ok: true });
  expect(
    await db.journalEntry.findMany({ where: { organisationId: id }, select: { act: true, placeId: true } }),
  ).toEqual([{ act: "poster-hung", placeId: library.id }]);
});
