import { randomUUID } from "node:crypto";
import type { StaffRole } from "#lib/access/actor.ts";
import { instantOf } from "#lib/time/instant.ts";
import { makeShareBody } from "#lib/wire/calendar/share.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import { giver, halfDay, share as storedShare, type Giver } from "./calendars.ts";

const NOW = "2027-05-10T08:00:00Z";
const { db, owner, clock, transaction } = await serverOnFreshDatabase({
  APP_NOW: NOW,
  APP_URL: "https://permanences.example",
});
const { makeShare } = await import("#lib/server/calendar/make-share.ts");
const { changeShare, renewShare, revokeShare } = await import("#lib/server/calendar/change-share.ts");
const { addressesOfShare, listGivenShares, readGivenShare, readShareChoices } =
  await import("#lib/server/calendar/given-shares.ts");
const { findShare } = await import("#lib/server/calendar/find-share.ts");
const { listShares } = await import("#lib/server/calendar/list-shares.ts");
const { readFeed } = await import("#lib/server/calendar/read-feed.ts");
const { readWeek } = await import("#lib/server/calendar/read-week.ts");
const { noteRead } = await import("#lib/server/calendar/note-read.ts");
const { writeVevent } = await import("#lib/server/calendar/write-vevent.ts");
const { GET: getFeed } = await import("#app/feeds/agenda/[secret]/route.ts");

let city: Giver;
beforeEach(async () => {
  city = await giver(db);
  clock.move(instantOf(NOW) - (clock.now() - clock.offset()));
});
afterAll(() => db.$disconnect());

const as = (role: StaffRole, organisation = city.organisation) =>
  ({
    kind: "staff",
    user: randomUUID(),
    by: "login",
    roles: [{ organisation, role, places: "all" }],
  }) as const;

const wanted = (more: object = {}) =>
  makeShareBody.parse({
    organisation: city.organisation,
    receiver: { name: "CAF du Bas-Rhin", kind: "caf" },
    name: "Permanences",
    level: "with-load",
    shows: { by: "places", places: "every" },
    ...more,
  });

async function made(more: object = {}): Promise<string> {
  const share = await makeShare(as("coordinator"), wanted(more));
  if (!share.ok) throw new Error(share.refusal);
  return share.value.id;
}

async function secretOf(id: string): Promise<string> {
  const { generation } = await db.calendarShare.findUniqueOrThrow({ where: { id } });
  return addressesOfShare({ id, generation }).page.split("/").at(-1) ?? "";
}
async function found(id: string) {
  const share = await findShare(await secretOf(id));
  if (!share.ok) throw new Error(share.refusal);
  return share.value;
}
const acts = async () =>
  (
    await db.journalEntry.findMany({
      where: { organisationId: city.organisation },
      orderBy: { id: "asc" },
      select: { act: true },
    })
  ).map(({ act }) => act);

/** A half-day of that day with its event; its id. */
async function held(day: string, more: object = {}, place = city.place): Promise<string> {
  const id = await halfDay(db, city, { day, offset: "+02:00", place });
  await db.permanence.update({ where: { id }, data: more });
  await transaction((tx) => writeVevent(tx, id), "service");
  return id;
}
const seriesAt = async (placeId: string): Promise<string> =>
  (
    await db.series.create({
      data: {
        placeId,
        organisationId: city.organisation,
        weekday: 1,
        startMinute: 540,
        endMinute: 720,
        fromDate: new Date("2027-01-01"),
        desks: 1,
        bookableLanes: 0,
        windows: [],
      },
    })
  ).id;

const MONDAY = "2027-05-17";
/** The ids of the half-days that the week shows, and those of the feed, sorted. */
async function shownBy(id: string): Promise<{ week: string[]; feed: string[] }> {
  const share = await found(id);
  const week = (await readWeek(share, MONDAY, clock.now())).map((half) => ("id" in half ? half.id : "")).sort();
  const { body = "" } = await readFeed(share, { etags: [] });
  return {
    week,
    feed: [...body.replaceAll("\r\n ", "").matchAll(/UID:permanence-([^@]+)@/gu)].map(([, one]) => one ?? "").sort(),
  };
}

test("a coordinator shares a calendar with a new partner, and its address opens it", async () => {
  const id = await made();
  expect(await found(id)).toMatchObject({
    name: "Permanences",
    level: "with-load",
    receiver: { name: "CAF du Bas-Rhin" },
  });
  const { receiver } = await db.calendarShare.findUniqueOrThrow({ where: { id }, include: { receiver: true } });
  expect(receiver).toMatchObject({ partner: true, runsPermanences: false, kind: "caf" });
  expect(await acts()).toEqual(["share-made"]);
});

test("the form sent twice with the same key makes one share and one partner", async () => {
  const key = randomUUID();
  const actor = as("coordinator");
  const name = `Association ${randomUUID().replace(/\d/gu, "x")}`;
  const twice = wanted({ receiver: { name, kind: "association" } });
  const [one, two] = await Promise.all([makeShare(actor, twice, key), makeShare(actor, twice, key)]);
  expect(one).toEqual(two);
  expect(await db.organisation.count({ where: { name } })).toBe(1);
});

test("who may not share that calendar makes, changes, renews and revokes nothing", async () => {
  const id = await made();
  const stranger = await giver(db);
  for (const actor of [as("conseiller"), as("partner"), as("coordinator", stranger.organisation)]) {
    expect(await makeShare(actor, wanted())).toMatchObject({ refusal: "not-allowed" });
    expect(await changeShare(actor, id, { name: "Autre" })).toMatchObject({ refusal: "not-allowed" });
    expect(await renewShare(actor, id, 1)).toMatchObject({ refusal: "not-allowed" });
    expect(await revokeShare(actor, id)).toMatchObject({ refusal: "not-allowed" });
    expect(await readGivenShare(actor, id)).toMatchObject({ refusal: "not-allowed" });
    expect(await listGivenShares(actor, city.organisation)).toMatchObject({ refusal: "not-allowed" });
  }
  expect(await acts()).toEqual(["share-made"]);
});

test("a place, a series or a topic of another organisation is refused, and so is the giver as its own receiver", async () => {
  const other = await giver(db);
  const refusal = async (more: object) => {
    const share = await makeShare(as("coordinator"), wanted(more));
    return share.ok ? "made" : share.refusal;
  };
  expect(await refusal({ shows: { by: "places", places: [city.place, other.place] } })).toBe("not-theirs");
  expect(await refusal({ shows: { by: "series", series: [randomUUID()] } })).toBe("not-theirs");
  expect(await refusal({ shows: { by: "topics", topics: ["nothing-such"] } })).toBe("not-theirs");
  expect(await refusal({ receiver: { organisation: city.organisation } })).toBe("no-such-receiver");
  expect(await refusal({ receiver: { organisation: randomUUID() } })).toBe("no-such-receiver");
  expect(await refusal({ expiresOn: "2027-05-09" })).toBe("already-over");
});

test("a share of one series shows its dates, on the page and in the feed alike", async () => {
  const series = await seriesAt(city.place);
  const inIt = await held(MONDAY, { seriesId: series, originalDate: new Date(MONDAY) });
  const moved = await held("2027-05-18", { seriesId: series, originalDate: new Date("2027-05-24") }, city.otherPlace);
  await held("2027-05-19");
  const expected = [inIt, moved].sort();
  expect(await shownBy(await made({ shows: { by: "series", series: [series] } }))).toEqual({
    week: expected,
    feed: expected,
  });
});

test("a share of one topic shows the half-days that take it, until it is switched off at their place or everywhere", async () => {
  const topic = async (key: string, rank: number) =>
    db.topic.create({ data: { organisationId: city.organisation, key, rank, minutes: 30 } });
  const caf = await topic("caf-rsa", 1);
  await topic("impots", 2);
  const everything = await held(MONDAY);
  const named = await held("2027-05-18", { topicKeys: ["caf-rsa"] });
  const atTheOther = await held("2027-05-19", {}, city.otherPlace);
  await held("2027-05-20", { topicKeys: ["impots"] });
  const id = await made({ shows: { by: "topics", topics: ["caf-rsa"] } });
  const both = (ids: string[]) => ({ week: ids.toSorted(), feed: ids.toSorted() });
  expect(await shownBy(id)).toEqual(both([everything, named, atTheOther]));
  const before = await readFeed(await found(id), { etags: [] });
  expect((await readFeed(await found(id), { etags: [before.etag] })).body).toBeUndefined();
  await db.topicOff.create({ data: { topicId: caf.id, placeId: city.otherPlace } });
  expect(await shownBy(id)).toEqual(both([everything, named]));
  const after = await readFeed(await found(id), { etags: [before.etag] });
  expect(after.body).toBeDefined();
  expect(after.modified).toBeUndefined();
  await db.topic.update({ where: { id: caf.id }, data: { active: false } });
  expect(await shownBy(id)).toEqual(both([]));
});

test("a share that is changed shows the other places at once, also to who asks with the date of before", async () => {
  const here = await held(MONDAY);
  const there = await held(MONDAY, {}, city.otherPlace);
  const id = await made({ shows: { by: "places", places: [city.place] } });
  expect((await shownBy(id)).feed).toEqual([here]);
  clock.move(clock.offset() + 60_000);
  const { modified } = await readFeed(await found(id), { etags: [] });
  clock.move(clock.offset() + 60_000);
  const change = { shows: { by: "places", places: [city.otherPlace] }, level: "open-hours", name: "Nord" } as const;
  expect(await changeShare(as("administrator"), id, change)).toMatchObject({ ok: true });
  clock.move(clock.offset() + 60_000);
  expect((await readFeed(await found(id), { etags: [], since: modified ?? null })).body).toBeDefined();
  expect((await shownBy(id)).feed).toEqual([there]);
  expect(await found(id)).toMatchObject({ name: "Nord", level: "open-hours" });
  expect(await acts()).toEqual(["share-made", "share-changed"]);
});

test("once renewed, the former address answers that it is gone; sent twice, the form renews once", async () => {
  const id = await made();
  const former = await secretOf(id);
  expect(await renewShare(as("coordinator"), id, 1)).toEqual({ ok: true, value: 2 });
  expect(await renewShare(as("coordinator"), id, 1)).toEqual({ ok: true, value: 2 });
  expect(await findShare(former)).toMatchObject({ refusal: "revoked" });
  const answer = await getFeed(new Request(`https://permanences.example/agenda/${former}.ics`), {
    params: Promise.resolve({ secret: former }),
  });
  expect(answer.status).toBe(410);
  expect((await findShare(await secretOf(id))).ok).toBe(true);
  expect(await acts()).toEqual(["share-made", "share-renewed"]);
});

test("once revoked, its address is gone at once, and it is not changed or renewed any more", async () => {
  const id = await made();
  const secret = await secretOf(id);
  expect(await revokeShare(as("coordinator"), id)).toMatchObject({ ok: true });
  expect(await revokeShare(as("coordinator"), id)).toMatchObject({ ok: true });
  expect(await findShare(secret)).toMatchObject({ refusal: "revoked" });
  expect(await findShare(await secretOf(id))).toMatchObject({ refusal: "revoked" });
  expect(await renewShare(as("coordinator"), id, 2)).toMatchObject({ refusal: "not-found" });
  expect(await changeShare(as("coordinator"), id, { name: "Autre" })).toMatchObject({ refusal: "not-found" });
  expect(await readGivenShare(as("coordinator"), id)).toMatchObject({ refusal: "not-found" });
  expect(await acts()).toEqual(["share-made", "share-revoked"]);
});

test("a share with a last day is open until midnight of that day in Paris, and can be prolonged", async () => {
  const id = await made({ expiresOn: "2027-05-10" });
  const secret = await secretOf(id);
  clock.move(instantOf("2027-05-10T21:59:00Z") - (clock.now() - clock.offset()));
  expect((await findShare(secret)).ok).toBe(true);
  clock.move(instantOf("2027-05-10T22:00:00Z") - (clock.now() - clock.offset()));
  expect(await findShare(secret)).toMatchObject({ refusal: "revoked" });
  expect(await readGivenShare(as("coordinator"), id)).toMatchObject({ value: { lastDay: "2027-05-10", ended: true } });
  await changeShare(as("coordinator"), id, { expiresOn: "2027-06-30" });
  expect((await findShare(secret)).ok).toBe(true);
});

test("its last reading is noted by the hour of the clock, by page and feed, and nothing of who read", async () => {
  const id = await made();
  const lastRead = async () => (await found(id)).lastReadAt;
  expect(await lastRead()).toBeUndefined();
  const secret = await secretOf(id);
  const asks = () =>
    getFeed(new Request(`https://permanences.example/agenda/${secret}.ics`), { params: Promise.resolve({ secret }) });
  await asks();
  const first = await lastRead();
  expect(first).toBe(instantOf(NOW));
  clock.move(clock.offset() + 59 * 60_000);
  await asks();
  expect(await lastRead()).toBe(first);
  clock.move(clock.offset() + 2 * 60_000);
  await noteRead(await found(id));
  expect(await lastRead()).toBeGreaterThan(first ?? 0);
});

test("there is to choose: its places and those where it has series, its series, its topics, the partners", async () => {
  const other = await giver(db);
  const series = await seriesAt(other.place);
  const id = await made();
  const { places, series: weekly, receivers } = await readShareChoices(city.organisation);
  expect(places.map((place) => place.id).sort()).toEqual([city.place, city.otherPlace, other.place].sort());
  expect(weekly.map((one) => one.id)).toEqual([series]);
  const { receiverId } = await db.calendarShare.findUniqueOrThrow({ where: { id } });
  expect(receivers.map((one) => one.id)).toContain(receiverId);
  expect(receivers.map((one) => one.id)).not.toContain(city.organisation);
});

describe("the calendars that somebody finds listed", () => {
  const listed = async () => {
    const id = await storedShare(db, city);
    const { receiverId: receiver } = await db.calendarShare.findUniqueOrThrow({ where: { id } });
    return { id, receiver };
  };
  const listedTo = (organisation: string, role: StaffRole) => listShares(as(role, organisation));

  test("a partner finds the one shared with their organisation, by an address that opens it, until it is revoked", async () => {
    const { id, receiver } = await listed();
    const [one, ...more] = await listedTo(receiver, "partner");
    expect(more).toEqual([]);
    expect(one).toMatchObject({
      name: "Permanences du sud",
      giver: "Ville de Strasbourg",
      receiver: "CAF du Bas-Rhin",
    });
    expect(await findShare(one?.secret ?? "")).toMatchObject({ ok: true, value: { id } });
    await db.calendarShare.update({
      where: { id },
      data: { revokedAt: new Date("2026-11-20T09:00:00Z"), generation: 2 },
    });
    expect(await listedTo(receiver, "partner")).toEqual([]);
  });

  test("a coordinator sees what their organisation gave; a conseiller, another organisation and who has no role do not", async () => {
    await listed();
    expect(await listedTo(city.organisation, "coordinator")).toHaveLength(1);
    expect(await listedTo(city.organisation, "conseiller")).toEqual([]);
    expect(await listedTo((await giver(db)).organisation, "coordinator")).toEqual([]);
    expect(await listShares({ kind: "staff", user: "u", by: "login", roles: [] })).toEqual([]);
  });
});

const placesOf = async (id: string) => {
  const found = await findShare(await secretOf(id));
  return found.ok ? found.value.shows : found.refusal;
};

test("a share whose last place is deleted shows nothing, not every place", async () => {
  const id = await storedShare(db, city, { places: [city.otherPlace] });
  await owner.place.delete({ where: { id: city.otherPlace } });
  expect(await placesOf(id)).toEqual({ by: "places", places: [] });
});
