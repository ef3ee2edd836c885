/** @zones */
import ICAL from "ical.js";
import type { PrismaClient } from "#prisma/generated/client.ts";
import { giver, halfDay, share, type Giver, type Half } from "#tests/server/calendar/calendars.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import { setCounters } from "#tests/server/queue/counters.ts";

const NOW = Date.parse("2027-05-10T10:00:00+02:00");

let db: PrismaClient;
let clock: typeof import("#lib/server/clock.ts").clock;
let transaction: typeof import("#lib/server/db.ts").transaction;
let secretOf: typeof import("#lib/server/secrets.ts").secretOf;
let writeVevent: typeof import("#lib/server/calendar/write-vevent.ts").writeVevent;
let GET: typeof import("#app/feeds/agenda/[secret]/route.ts").GET;
let city: Giver;

beforeAll(async () => {
  ({ db, transaction, clock } = await serverOnFreshDatabase({
    APP_ENV: "demo",
    APP_URL: "https://permanences.example",
  }));
  ({ secretOf } = await import("#lib/server/secrets.ts"));
  ({ writeVevent } = await import("#lib/server/calendar/write-vevent.ts"));
  ({ GET } = await import("#app/feeds/agenda/[secret]/route.ts"));
});

afterAll(() => db.$disconnect());
beforeEach(async () => {
  clock.move(NOW - (clock.now() - clock.offset()));
  city = await giver(db);
});

/** A half-day whose calendar text is written. */
async function held(half: Half): Promise<string> {
  const id = await halfDay(db, city, half);
  await transaction((tx) => writeVevent(tx, id), "service");
  return id;
}

/** Changes a half-day as a use case does: the row and its text in one transaction. */
const change = (id: string, data: object): Promise<void> =>
  transaction(async (tx) => {
    await tx.permanence.update({ where: { id }, data: { ...data, updatedAt: new Date(NOW) } });
    await writeVevent(tx, id);
  }, "service");

const asked = (secret: string, etag?: string): Promise<Response> =>
  GET(
    new Request(`https://permanences.example/agenda/${secret}.ics`, { headers: etag ? { "if-none-match": etag } : {} }),
    { params: Promise.resolve({ secret }) },
  );

const secretOfShare = async (settings?: Parameters<typeof share>[2]): Promise<string> =>
  secretOf("share", await share(db, city, settings), 1);
const feed = async (settings?: Parameters<typeof share>[2]): Promise<string> =>
  (await asked(await secretOfShare(settings))).text();
const events = (text: string) =>
  new ICAL.Component(ICAL.parse(text)).getAllSubcomponents("vevent").map((one) => new ICAL.Event(one));
const start = (text: string) => events(text).map((event) => event.startDate.toJSDate().toISOString());

test("nine in the morning is nine in the morning, in summer and in winter", async () => {
  await held({ day: "2027-05-17", offset: "+02:00" });
  await held({ day: "2027-11-08" });
  const text = await feed();
  expect(start(text)).toEqual(["2027-05-17T07:00:00.000Z", "2027-11-08T08:00:00.000Z"]);
  expect(events(text).map((event) => event.endDate.toJSDate().toISOString())).toEqual([
    "2027-05-17T10:00:00.000Z",
    "2027-11-08T11:00:00.000Z",
  ]);
  expect(text).toContain("DTSTART;TZID=Europe/Paris:20270517T090000");
});

test("a half-day of another zone is written in UTC, which needs no rules", async () => {
  const id = await halfDay(db, city, { day: "2027-05-17", offset: "+02:00" });
  await db.permanence.update({ where: { id }, data: { timeZone: "Indian/Reunion" } });
  await transaction((tx) => writeVevent(tx, id), "service");
  const text = await feed();
  expect(text).toContain("DTSTART:20270517T070000Z");
  expect(start(text)).toEqual(["2027-05-17T07:00:00.000Z"]);
});

test("every line ends in CRLF, the last too, and none is longer than 75 octets", async () => {
  await held({ day: "2027-05-17", offset: "+02:00" });
  const text = await feed({
    name: "L’été à Strasbourg, permanences numériques du Neuhof et de Hautepierre ; élargi à la Meinau",
  });
  expect(text.endsWith("END:VCALENDAR\r\n")).toBe(true);
  expect(text.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
  const octets = text.split("\r\n").map((line) => Buffer.byteLength(line));
  expect(Math.max(...octets)).toBeLessThanOrEqual(75);
  expect(octets.length).toBeGreaterThan(30);
});

test("stamps are the row's and in UTC, so that asking again tomorrow gives the same text", async () => {
  await held({ day: "2027-05-17", offset: "+02:00" });
  const secret = await secretOfShare();
  const first = await (await asked(secret)).text();
  clock.move(clock.offset() + 3 * 3_600_000);
  expect(await (await asked(secret)).text()).toBe(first);
  expect(first.match(/^(DTSTAMP|CREATED|LAST-MODIFIED):.*$/gm)?.map((line) => line.trim())).toEqual([
    "DTSTAMP:20270216T060000Z",
    "CREATED:20270216T060000Z",
    "LAST-MODIFIED:20270216T060000Z",
  ]);
});

test("it is a subscription with a name, a refresh interval and its own address, and no METHOD", async () => {
  await held({ day: "2027-05-17", offset: "+02:00" });
  const secret = await secretOfShare({ name: "Sud" });
  const calendar = new ICAL.Component(ICAL.parse(await (await asked(secret)).text()));
  expect(calendar.getFirstPropertyValue("method")).toBeNull();
  expect(calendar.getFirstPropertyValue("x-wr-calname")).toBe("Permanences – Sud");
  expect(calendar.getFirstPropertyValue("name")).toBe("Permanences – Sud");
  expect(String(calendar.getFirstPropertyValue("refresh-interval"))).toBe("PT1H");
  expect(String(calendar.getFirstPropertyValue("source"))).toBe(`https://permanences.example/agenda/${secret}.ics`);
  expect(calendar.getFirstSubcomponent("vtimezone")?.getFirstPropertyValue("tzid")).toBe("Europe/Paris");
});

test("all properties of the calendar stand before its first part", async () => {
  await held({ day: "2027-05-17", offset: "+02:00" });
  const lines = (await feed()).split("\r\n");
  const first = lines.indexOf("BEGIN:VTIMEZONE");
  expect(lines.slice(0, first).some((line) => line.startsWith("X-WR-CALNAME:"))).toBe(true);
  expect(
    lines.slice(first).filter((line) => /^(NAME|SOURCE|REFRESH-INTERVAL|X-WR-|PRODID|VERSION)/.test(line)),
  ).toEqual([]);
});

test("a name cannot bring in a property of its own", async () => {
  const calendar = new ICAL.Component(
    ICAL.parse(await feed({ name: "Sud; un, deux\\trois\r\nX-EVIL:oui\nMETHOD:REQUEST" })),
  );
  expect(calendar.getFirstPropertyValue("x-evil")).toBeNull();
  expect(calendar.getFirstPropertyValue("method")).toBeNull();
  for (const property of ["name", "x-wr-calname"]) {
    // ical.js gives names as they are written: escaped once, on one line.
    expect(calendar.getFirstPropertyValue(property)).toBe(
      "Permanences – Sud\\; un\\, deux\\\\trois\\nX-EVIL:oui\\nMETHOD:REQUEST",
    );
  }
});

test("an event says where, how one comes and how many tables, under an identity for ever", async () => {
  const id = await held({ day: "2027-05-17", offset: "+02:00" });
  const [event] = events(await feed());
  expect(event?.uid).toBe(`permanence-${id}@permanences.example`);
  expect(event?.summary.replace(/[\u00a0]/g, " ")).toBe("Neuhof : aide numérique, sans rendez\u2011vous, 2 tables");
  expect(event?.location).toBe("Mairie de quartier ; Neuhof, annexe, 13, rue de l’Indre, 67100 Strasbourg");
  expect(event?.component.getFirstPropertyValue("status")).toBe("CONFIRMED");
});

test("an unchanged feed is unchanged to the byte and answered 304 without a text", async () => {
  await held({ day: "2027-05-17", offset: "+02:00" });
  const secret = await secretOfShare();
  const [first, again] = [await asked(secret), await asked(secret)];
  const etag = first.headers.get("etag") ?? "";
  expect(await again.text()).toBe(await first.text());
  expect(again.headers.get("etag")).toBe(etag);
  expect(etag).toMatch(/^"[\w.-]+"$/);
  const unchanged = await asked(secret, `"other", W/${etag}`);
  expect([unchanged.status, await unchanged.text(), unchanged.headers.get("etag")]).toEqual([304, "", etag]);
  expect(first.headers.get("cache-control")).toBe("private, no-cache");
  expect(first.headers.get("last-modified")).toBe("Tue, 16 Feb 2027 06:00:00 GMT");
  expect(first.headers.get("content-type")).toBe("text/calendar; charset=utf-8");
  expect(first.headers.getSetCookie()).toEqual([]);
});

test("Last-Modified is when an event last changed, whoever wrote its text, and not when its half-day was touched", async () => {
  const id = await held({ day: "2027-05-17", offset: "+02:00" });
  const secret = await secretOfShare();
  const modified = async (): Promise<string | null> => (await asked(secret)).headers.get("last-modified");
  const touched = new Date("2027-05-01T08:00:00Z");
  await db.permanence.update({ where: { id }, data: { updatedAt: touched, message: "Pause" } });
  expect(await modified()).toBe("Tue, 16 Feb 2027 06:00:00 GMT");
  // The version before does not know `vevent_at`.
  await db.$executeRaw`UPDATE permanence SET sequence = sequence + 1, vevent = replace(vevent, 'SEQUENCE:0', 'SEQUENCE:1') WHERE id = ${id}::uuid`;
  expect(await modified()).toBe("Sat, 01 May 2027 08:00:00 GMT");
  // Nor had it a text with that moment, from before the migration.
  await db.$executeRaw`UPDATE permanence SET vevent_at = NULL, updated_at = '2027-05-02T08:00:00Z' WHERE id = ${id}::uuid`;
  expect(await modified()).toBe("Sun, 02 May 2027 08:00:00 GMT");
});

test("a changed hour changes the version and counts one more, the identity stays", async () => {
  const id = await held({ day: "2027-05-17", offset: "+02:00" });
  const secret = await secretOfShare();
  const before = await asked(secret);
  await change(id, {
    startsAt: new Date("2027-05-17T10:00:00+02:00"),
    endsAt: new Date("2027-05-17T13:00:00+02:00"),
  });
  const after = await asked(secret, before.headers.get("etag") ?? "");
  expect(after.status).toBe(200);
  expect(after.headers.get("etag")).not.toBe(before.headers.get("etag"));
  expect(after.headers.get("last-modified")).toBe("Mon, 10 May 2027 08:00:00 GMT");
  const [was, is] = [events(await before.text())[0], events(await after.text())[0]];
  expect([was?.sequence, is?.sequence]).toEqual([0, 1]);
  expect(is?.uid).toBe(was?.uid);
  expect((await db.permanence.findUniqueOrThrow({ where: { id } })).sequence).toBe(1);
});

test("what the feed does not show, such as an opening or a call, changes nothing in it", async () => {
  const id = await held({ day: "2027-05-17", offset: "+02:00" });
  const secret = await secretOfShare();
  const before = await (await asked(secret)).text();
  await change(id, { status: "open", openedAt: new Date(NOW), numbers: "given" });
  await setCounters(db, id, { version: 7, calls: 1 });
  expect(await (await asked(secret)).text()).toBe(before);
});

test("a cancelled half-day stays, says so twice, and takes nobody's time", async () => {
  const id = await held({ day: "2027-05-17", offset: "+02:00" });
  await change(id, { status: "cancelled", cancelReason: "Travaux chez Mme Untel" });
  const text = await feed();
  const [event] = events(text);
  expect(event?.component.getFirstPropertyValue("status")).toBe("CANCELLED");
  expect(event?.component.getFirstPropertyValue("transp")).toBe("TRANSPARENT");
  expect(event?.summary).toMatch(/^Annulé.– Neuhof/);
  expect(event?.sequence).toBe(1);
  expect(text).not.toMatch(/Untel|Travaux/);
});

test("only the giver's half-days of the window are in it: 30 days back, six months ahead", async () => {
  for (const day of ["2027-04-09", "2027-04-10", "2027-05-17", "2027-11-09"])
    await held({ day, offset: day < "2027-10" ? "+02:00" : "+01:00" });
  await held({ day: "2027-11-10" });
  const own = city;
  city = await giver(db);
  await held({ day: "2027-05-18", offset: "+02:00" });
  city = own;
  expect(start(await feed()).map((iso) => iso.slice(0, 10))).toEqual(["2027-04-10", "2027-05-17", "2027-11-09"]);
});

test("a share of one place holds that place alone", async () => {
  await held({ day: "2027-05-17", offset: "+02:00" });
  await held({ day: "2027-05-18", offset: "+02:00", place: city.otherPlace });
  expect(start(await feed({ places: [city.otherPlace] })).map((iso) => iso.slice(0, 10))).toEqual(["2027-05-18"]);
});

test("a reader of the level free-busy gets the hours and nothing else", async () => {
  const id = await held({ day: "2027-05-17", offset: "+02:00" });
  const text = await feed({ level: "free-busy" });
  const [event] = events(text);
  expect(start(text)).toEqual(["2027-05-17T07:00:00.000Z"]);
  expect(event?.summary).toBe("Occupé");
  expect(text).not.toMatch(/Neuhof|Indre|table|LOCATION|URL[:;]/);
  expect(text).not.toContain(id);
  expect(event?.uid).toMatch(/^taken-[0-9a-f]{24}@permanences\.example$/);
  expect(Math.max(...text.split("\r\n").map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(75);
});

test("a revoked or renewed address is gone, and a calendar that subscribes stops asking", async () => {
  const id = await share(db, city);
  const secret = secretOf("share", id, 1);
  expect((await asked(secret)).status).toBe(200);
  await db.calendarShare.update({ where: { id }, data: { generation: 2 } });
  expect((await asked(secret)).status).toBe(410);
  expect((await asked(secretOf("share", id, 2))).status).toBe(200);
  await db.calendarShare.update({ where: { id }, data: { generation: 3, revokedAt: new Date(NOW) } });
  for (const generation of [1, 2, 3]) expect((await asked(secretOf("share", id, generation))).status).toBe(410);
});

test("the secret of something else, a forged one and nonsense are not found", async () => {
  const id = await share(db, city);
  const forged = Buffer.concat([Buffer.from(id.replaceAll("-", ""), "hex"), Buffer.alloc(16, 7)]).toString("base64url");
  for (const secret of [
    secretOf("visit", id, 1),
    secretOf("share", city.place, 1),
    secretOf("share", id, 2),
    forged,
    "x",
    `${secretOf("share", id, 1)}x`,
  ]) {
    expect((await asked(secret)).status).toBe(404);
  }
});
