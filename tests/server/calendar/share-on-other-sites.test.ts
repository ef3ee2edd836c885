import { NextRequest } from "next/server";
import { instantOf } from "#lib/time/instant.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import { giver, halfDay, share, type Giver } from "./calendars.ts";

const NOW = "2027-05-10T08:00:00Z";
const { db, clock } = await serverOnFreshDatabase({ APP_NOW: NOW, APP_URL: "https://permanences.example" });
const { findFramedShare, findShare } = await import("#lib/server/calendar/find-share.ts");
const { readNextOfShare } = await import("#lib/server/calendar/read-week.ts");
const { addressesOfShare } = await import("#lib/server/calendar/given-shares.ts");
const { secretOf } = await import("#lib/server/secrets.ts");
const { GET } = await import("#app/feeds/agenda-data/[secret]/route.ts");
const { default: proxy } = await import("#proxy.ts");

let city: Giver;
beforeEach(async () => {
  city = await giver(db);
  clock.move(instantOf(NOW) - (clock.now() - clock.offset()));
});
afterAll(() => db.$disconnect());

const later = (seconds: number) => clock.move(clock.offset() + seconds * 1_000);
const keyOf = (id: string): string => addressesOfShare({ id, generation: 1 }).frame.split("/").at(-1) ?? "";
const named = (id: string, frameOrigins: string[]) =>
  db.calendarShare.update({ where: { id }, data: { frameOrigins } });
async function asked(path: string) {
  const answer = await proxy(new NextRequest(`https://permanences.example${path}`));
  const policy = answer.headers.get("content-security-policy") ?? "";
  return { status: answer.status, ancestors: /frame-ancestors ([^;]*)/u.exec(policy)?.[1], answer };
}

test("the sites that a share names may show its page in a frame, in every language, and no others", async () => {
  const id = await share(db, city);
  await named(id, ["https://www.caf.example", "https://caf.example:8443"]);
  for (const path of [`/integrer/${keyOf(id)}`, `/ar/integrer/${keyOf(id)}`])
    expect(await asked(path)).toMatchObject({
      status: 200,
      ancestors: "https://www.caf.example https://caf.example:8443",
    });
  expect((await asked(`/integrer/${keyOf(id)}`)).answer.headers.get("set-cookie")).toBeNull();
});

test("a share that names no site, a key that opens nothing and every other page are shown in no frame", async () => {
  const id = await share(db, city);
  expect(await asked(`/integrer/${keyOf(id)}`)).toMatchObject({ status: 200, ancestors: "'none'" });
  expect(await asked(`/integrer/${secretOf("share", id, 1)}`)).toMatchObject({ status: 404, ancestors: "'none'" });
  expect(await asked(`/integrer/${"x".repeat(43)}`)).toMatchObject({ status: 404, ancestors: "'none'" });
  await named(id, ["https://www.caf.example"]);
  for (const path of ["/", "/agenda", `/agenda/${secretOf("share", id, 1)}`, `/integrer/${keyOf(id)}/x`])
    expect((await asked(path)).ancestors).toBe("'none'");
});

test("the list is kept for ten seconds: a site that is added or taken away counts then", async () => {
  const id = await share(db, city);
  const ancestors = async () => (await asked(`/integrer/${keyOf(id)}`)).ancestors;
  expect(await ancestors()).toBe("'none'");
  await named(id, ["https://www.caf.example"]);
  later(9);
  expect(await ancestors()).toBe("'none'");
  later(2);
  expect(await ancestors()).toBe("https://www.caf.example");
  await db.calendarShare.update({ where: { id }, data: { revokedAt: new Date(NOW), generation: 2 } });
  later(11);
  expect(await asked(`/integrer/${keyOf(id)}`)).toMatchObject({ status: 404, ancestors: "'none'" });
});

test("the key of the frame opens no calendar and stays when the address is renewed", async () => {
  const id = await share(db, city);
  expect(await findShare(keyOf(id))).toMatchObject({ refusal: "not-found" });
  await db.calendarShare.update({ where: { id }, data: { generation: 2 } });
  expect(await findFramedShare(keyOf(id))).toMatchObject({ share: { id } });
});

test("?lang leads to the page in that language, and a word that is none is left", async () => {
  const key = keyOf(await share(db, city));
  const { answer } = await asked(`/integrer/${key}?lang=ar`);
  expect(new URL(answer.headers.get("location") ?? "", "https://permanences.example").pathname).toBe(
    `/ar/integrer/${key}`,
  );
  expect((await asked(`/integrer/${key}?lang=xx`)).status).toBe(200);
});

test("it shows the next half-days with hours and places, never the load, whatever the level of the share", async () => {
  await halfDay(db, city, { day: "2027-05-10", offset: "+02:00", status: "open" });
  await halfDay(db, city, { day: "2027-05-09", offset: "+02:00" });
  await halfDay(db, city, { day: "2027-08-09", offset: "+02:00" });
  const found = await findFramedShare(keyOf(await share(db, city, { level: "operational" })));
  if (!found) throw new Error("The share is not found.");
  expect(found.share.level).toBe("open-hours");
  const seen = await readNextOfShare(found.share, clock.now());
  expect(seen).toHaveLength(1);
  expect(seen[0]).toMatchObject({ placeName: "Neuhof", localDate: "2027-05-10" });
  expect(Object.keys(seen[0] ?? {})).not.toEqual(expect.arrayContaining(["waiting"]));
  for (const hidden of ["waiting", "free", "openness"]) expect(seen[0]).not.toHaveProperty(hidden);
});

describe("its data for another site", () => {
  const MONDAY = "2026-11-23T08:30:00Z";
  beforeEach(() => void clock.move(instantOf(MONDAY) - (clock.now() - clock.offset())));

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
    await db.visit.create({ data: { permanenceId: id, number: 1, joinedAt: new Date(MONDAY), state: "waiting" } });
    const hours = ["access", "desks", "endsAt", "id", "place", "startsAt"];
    expect(Object.keys(await ofLevel("open-hours")).sort()).toEqual(hours);
    expect(Object.keys(await ofLevel("with-load")).sort()).toEqual([...hours, "waiting"].sort());
    expect(Object.keys(await ofLevel("operational")).sort()).toEqual(
      [...hours, "waiting", "openness", "openedAt"].sort(),
    );
    expect(await ofLevel("with-load")).toMatchObject({
      place: "Neuhof",
      startsAt: "2026-11-23T09:00:00+01:00",
      access: "walk-in",
      waiting: 1,
    });
  });

  test("of a half-day that moved it holds when the other one begins, and where when that is another place", async () => {
    const former = await halfDay(db, city, { day: "2026-11-23", status: "cancelled" });
    const moved = await halfDay(db, city, { day: "2026-12-03", place: city.otherPlace });
    await db.permanence.update({ where: { id: former }, data: { movedToId: moved } });
    const startsAt = "2026-12-03T09:00:00+01:00";
    expect(await ofLevel("open-hours")).toMatchObject({
      cancelled: { movedTo: { id: moved, startsAt, place: expect.stringContaining("Hautepierre") } },
    });
    await db.permanence.update({ where: { id: moved }, data: { placeId: city.place } });
    expect(await ofLevel("open-hours")).toMatchObject({ cancelled: { movedTo: { id: moved, startsAt } } });
    expect(JSON.stringify(await ofLevel("open-hours"))).not.toContain("Hautepierre");
  });

  test("a week can be asked for, by any of its days; it names the organisation and the level", async () => {
    const id = await share(db, city, { places: [city.place] });
    const shown = await halfDay(db, city, { day: "2026-12-01" });
    await halfDay(db, city, { day: "2026-12-01", place: city.otherPlace });
    const { status, cache, body } = await data(id, "?semaine=2026-12-03");
    expect([status, cache]).toEqual([200, "no-store"]);
    expect(body).toMatchObject({
      organisation: "Ville de Strasbourg",
      level: "with-load",
      week: "2026-11-30",
      halfDays: [{ id: shown }],
    });
  });

  test("once revoked it is gone, and an address that never was is not found", async () => {
    const id = await share(db, city);
    await db.calendarShare.update({ where: { id }, data: { revokedAt: new Date(MONDAY), generation: 2 } });
    expect(await data(id)).toMatchObject({ status: 410, body: { code: "revoked" } });
    expect(await data(id, "", 9)).toMatchObject({ status: 404, body: { code: "not-found" } });
  });
});
