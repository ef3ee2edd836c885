/** @zones */
import ICAL from "ical.js";
import type { PrismaClient } from "#prisma/generated/client.ts";
import { giver, halfDay, share, type Giver, type HalfDayOptions } from "./calendars.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import { setCounters } from "#tests/server/queue/counters.ts";

const NOW = Date.parse("2027-05-10T10:00:00+02:00");

let db: PrismaClient;
let clock: typeof import("#lib/server/clock.ts").clock;
let transaction: typeof import("#lib/server/db.ts").transaction;
let secretOf: typeof import("#lib/server/secrets.ts").secretOf;
let writeVevent: typeof import("#lib/server/calendar/write-vevent.ts").writeVevent;
let ensureStandardTopics: typeof import("#lib/server/schedule/standard-topics.ts").ensureStandardTopics;
let GET: typeof import("#app/feeds/agenda/[secret]/route.ts").GET;
let city: Giver;

beforeAll(async () => {
  ({ db, transaction, clock } = await serverOnFreshDatabase({
    APP_ENV: "demo",
    APP_URL: "https://permanences.example",
  }));
  ({ secretOf } = await import("#lib/server/secrets.ts"));
  ({ writeVevent } = await import("#lib/server/calendar/write-vevent.ts"));
  ({ ensureStandardTopics } = await import("#lib/server/schedule/standard-topics.ts"));
  ({ GET } = await import("#app/feeds/agenda/[secret]/route.ts"));
});

afterAll(() => db.$disconnect());
beforeEach(async () => {
  clock.move(NOW - (clock.now() - clock.offset()));
  city = await giver(db);
});

/** A half-day whose calendar text is written. */
async function held(half: HalfDayOptions): Promise<string> {
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

const askedWith = (secret: string, headers: Record<string, string>): Promise<Response> =>
  GET(new Request(`https://permanences.example/agenda/${secret}.ics`, { headers }), {
    params: Promise.resolve({ secret }),
  });
const asked = (secret: string, etag?: string): Promise<Response> =>
  askedWith(secret, etag ? { "if-none-match": etag } : {});

const secretOfShare = async (settings?: Parameters<typeof share>[2]): Promise<string> =>
  secretOf("share", await share(db, city, settings), 1);
const feed = async (settings?: Parameters<typeof share>[2]): Promise<string> =>
  (await asked(await secretOfShare(settings))).text();
const events = (text: string) =>
  new ICAL.Component(ICAL.parse(text)).getAllSubcomponents("vevent").map((one) => new ICAL.Event(one));
const start = (text: string) => events(text).map((event) => event.startDate.toJSDate().toISOString());

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
  expect(calendar.getFirstPropertyValue("x-wr-calname")).toBe("Ville de Strasbourg – Sud");
  expect(calendar.getFirstPropertyValue("name")).toBe("Ville de Strasbourg – Sud");
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
      "Ville de Strasbourg – Sud\\; un\\, deux\\\\trois\\nX-EVIL:oui\\nMETHOD:REQUEST",
    );
  }
});

test("an event says where, how one comes and how many desks, under an identity for ever", async () => {
  const id = await held({ day: "2027-05-17", offset: "+02:00" });
  const [event] = events(await feed());
  expect(event?.uid).toBe(`permanence-${id}@permanences.example`);
  expect(event?.summary.replace(/[\u00a0]/g, " ")).toBe("Neuhof : aide numérique, sans rendez\u2011vous, 2 tables");
  expect(event?.location).toBe("Mairie de quartier ; Neuhof, annexe, 13, rue de l’Indre, 67100 Strasbourg");
  expect(event?.component.getFirstPropertyValue("status")).toBe("CONFIRMED");
  expect(event?.component.getFirstPropertyValue("transp")).toBe("TRANSPARENT");
});

test("an unchanged feed is unchanged to the byte and answered 304 without a text", async () => {
  await held({ day: "2027-05-17", offset: "+02:00" });
  const secret = await secretOfShare();
  const first = await asked(secret);
  const again = await asked(secret);
  const etag = first.headers.get("etag") ?? "";
  expect(await again.text()).toBe(await first.text());
  expect(again.headers.get("etag")).toBe(etag);
  expect(etag).toMatch(/^"[\w.-]+"$/);
  const unchanged = await asked(secret, `"other", W/${etag}`);
  expect([unchanged.status, await unchanged.text(), unchanged.headers.get("etag")]).toEqual([304, "", etag]);
  expect(first.headers.get("cache-control")).toBe("private, no-cache");
  // Midnight in Strasbourg: since then these days are shown.
  expect(first.headers.get("last-modified")).toBe("Sun, 09 May 2027 22:00:00 GMT");
  expect(first.headers.get("content-type")).toBe("text/calendar; charset=utf-8");
  expect(first.headers.getSetCookie()).toEqual([]);
});

test("Last-Modified is when an event last changed, whoever wrote its text, and not when its half-day was touched", async () => {
  const id = await held({ day: "2027-05-17", offset: "+02:00" });
  const secret = await secretOfShare();
  const modified = async (): Promise<string | null> => (await asked(secret)).headers.get("last-modified");
  const touched = new Date("2027-05-10T06:00:00Z");
  await db.permanence.update({ where: { id }, data: { updatedAt: touched, message: "Pause" } });
  expect(await modified()).toBe("Sun, 09 May 2027 22:00:00 GMT");
  // Whoever writes the text: a trigger notes when it changed.
  await db.$executeRaw`UPDATE permanence SET sequence = sequence + 1, vevent = replace(vevent, 'SEQUENCE:0', 'SEQUENCE:1') WHERE id = ${id}::uuid`;
  expect(await modified()).toBe("Mon, 10 May 2027 06:00:00 GMT");
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
  clock.move(clock.offset() + 60_000);
  // The hour and the text are two changes of one moment; each is dated a second after the one before it.
  expect((await asked(secret)).headers.get("last-modified")).toBe("Mon, 10 May 2027 08:00:01 GMT");
  const was = events(await before.text())[0];
  const is = events(await after.text())[0];
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
  await change(id, { status: "cancelled" });
  const text = await feed();
  const [event] = events(text);
  expect(event?.component.getFirstPropertyValue("status")).toBe("CANCELLED");
  expect(event?.component.getFirstPropertyValue("transp")).toBe("TRANSPARENT");
  expect(event?.summary).toMatch(/^Annulé.– Neuhof/);
  expect(event?.sequence).toBe(1);
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

test("the hour that comes twice and the days beside it: nine in the morning on each, and every half-day lasts its hours", async () => {
  clock.move(Date.parse("2026-10-01T10:00:00+02:00") - (clock.now() - clock.offset()));
  await held({ day: "2026-10-23", offset: "+02:00" });
  await held({ day: "2026-10-24", offset: "+02:00", from: "20:30", to: "23:30" });
  await held({ day: "2026-10-25", from: "09:00", to: "12:00" });
  await held({ day: "2026-10-26" });
  const text = await feed();
  expect(start(text)).toEqual([
    "2026-10-23T07:00:00.000Z",
    "2026-10-24T18:30:00.000Z",
    "2026-10-25T08:00:00.000Z",
    "2026-10-26T08:00:00.000Z",
  ]);
  expect(text.match(/^DTSTART;TZID=Europe\/Paris:.*$/gm)?.map((line) => line.trim().slice(-15))).toEqual([
    "20261023T090000",
    "20261024T203000",
    "20261025T090000",
    "20261026T090000",
  ]);
});

test("a half-day over the night in which the clocks go back is an hour longer than its clock says", async () => {
  clock.move(Date.parse("2026-10-01T10:00:00+02:00") - (clock.now() - clock.offset()));
  const id = await held({ day: "2026-10-24", offset: "+02:00", from: "20:00", to: "23:00" });
  await change(id, { endsAt: new Date("2026-10-25T06:00:00+01:00") });
  const [event] = events(await feed());
  expect(event?.startDate.toJSDate().toISOString()).toBe("2026-10-24T18:00:00.000Z");
  expect(event?.endDate.toJSDate().toISOString()).toBe("2026-10-25T05:00:00.000Z");
});

describe("who asks with a date alone", () => {
  const since = async (secret: string, date: string): Promise<number> =>
    (await askedWith(secret, { "if-modified-since": date })).status;
  const dated = async (secret: string): Promise<string> => (await asked(secret)).headers.get("last-modified") ?? "";
  const later = (seconds: number) => clock.move(clock.offset() + seconds * 1_000);

  test("gets 304 without a text while nothing has changed", async () => {
    await held({ day: "2027-05-17", offset: "+02:00" });
    const secret = await secretOfShare();
    const answered = await askedWith(secret, { "if-modified-since": await dated(secret) });
    expect([answered.status, await answered.text()]).toEqual([304, ""]);
    expect(answered.headers.get("etag")).toBe((await asked(secret)).headers.get("etag"));
  });

  test("gets the feed anew after a change, a deletion, and when the days move on", async () => {
    const id = await held({ day: "2027-05-17", offset: "+02:00" });
    const secret = await secretOfShare();
    let before = await dated(secret);
    await change(id, { status: "cancelled", cancelReason: "travaux" });
    expect(await since(secret, before)).toBe(200);
    later(60);
    before = await dated(secret);
    await db.permanence.delete({ where: { id } });
    expect(await since(secret, before)).toBe(200);
    later(60);
    before = await dated(secret);
    expect(await since(secret, before)).toBe(304);
    later(24 * 3_600);
    expect(await since(secret, before)).toBe(200);
  });

  test("is given no date to ask with while another change may still be on its way, and two changes never have one date", async () => {
    const id = await held({ day: "2027-05-17", offset: "+02:00" });
    const secret = await secretOfShare();
    await change(id, { desks: 3 });
    expect(await dated(secret)).toBe("");
    later(60);
    const first = await dated(secret);
    await change(id, { desks: 4 });
    later(60);
    expect(Date.parse(await dated(secret))).toBeGreaterThan(Date.parse(first));
    expect(await since(secret, first)).toBe(200);
  });

  test("is not heard when an ETag stands beside, nor when it is no date", async () => {
    await held({ day: "2027-05-17", offset: "+02:00" });
    const secret = await secretOfShare();
    const date = await dated(secret);
    expect((await askedWith(secret, { "if-none-match": '"other"', "if-modified-since": date })).status).toBe(200);
    expect(await since(secret, "hier")).toBe(200);
  });
});

test("an event says whom to call, and once it is cancelled why", async () => {
  await db.organisation.update({ where: { id: city.organisation }, data: { phone: "+33353010067" } });
  const id = await held({ day: "2027-05-17", offset: "+02:00" });
  const page = `Page : https://permanences.example/permanences/${id}`;
  const told = async (): Promise<string> => (events(await feed())[0]?.description ?? "").replaceAll("\u00a0", " ");
  expect((await told()).split("\n").slice(-2)).toEqual(["Téléphone : 03 53 01 00 67", page]);
  await change(id, { status: "cancelled", cancelReason: "travaux, voir Meinau ; merci" });
  expect(await told()).toBe(`Motif : travaux, voir Meinau ; merci\nTéléphone : 03 53 01 00 67\n${page}`);
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

test("an event says who holds it, by the written way of its organisation, and a change of it changes no event", async () => {
  await held({ day: "2027-05-17", offset: "+02:00" });
  const secret = await secretOfShare();
  expect(await (await asked(secret)).text()).not.toContain("ORGANIZER");
  const serviceName = `Aide "numérique" de l’agglomération et de ses communes`;
  await db.organisationSettings.create({
    data: { organisationId: city.organisation, serviceName, writtenMail: "aide-numerique@ville.example" },
  });
  const answer = await asked(secret);
  const text = await answer.text();
  const [event] = new ICAL.Component(ICAL.parse(text)).getAllSubcomponents("vevent");
  expect(event?.getFirstPropertyValue("organizer")).toBe("mailto:aide-numerique@ville.example");
  expect(event?.getFirstProperty("organizer")?.getParameter("cn")).toBe(serviceName.replaceAll('"', " "));
  expect(event?.getFirstPropertyValue("sequence")).toBe(0);
  expect(event?.getAllProperties("attendee")).toEqual([]);
  expect(Math.max(...text.split("\r\n").map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(75);
  await db.organisationSettings.update({ where: { organisationId: city.organisation }, data: { writtenMail: null } });
  const later = await asked(secret, answer.headers.get("etag") ?? "");
  expect([later.status, (await later.text()).includes("ORGANIZER")]).toEqual([200, false]);
});

test("a half-day that begins with appointments alone does not say that one may come without", async () => {
  await held({
    day: "2027-05-17",
    offset: "+02:00",
    lanes: 1,
    windows: [
      { from: 0, to: 60, mode: "appointment" },
      { from: 60, to: 180, mode: "walk-in" },
    ],
  });
  expect(events(await feed())[0]?.summary).toContain("d’abord sur rendez\u2011vous, puis sans");
});

describe("the description of an event, which Outlook shows", () => {
  const described = async (): Promise<readonly string[]> =>
    (events(await feed())[0]?.description ?? "").replace(/[\u00a0]/g, " ").split("\n");

  test("says the hours with appointment, then those without, the topics taken there, and its page", async () => {
    await transaction((tx) => ensureStandardTopics(tx), "service");
    const id = await held({
      day: "2027-05-17",
      offset: "+02:00",
      lanes: 1,
      windows: [
        { from: 60, to: 180, mode: "walk-in" },
        { from: 0, to: 60, mode: "appointment" },
      ],
    });
    await change(id, { topicKeys: ["caf-rsa", "impots"] });
    expect(await described()).toEqual([
      "Sur rendez\u2011vous : 9 h – 10 h",
      "Sans rendez\u2011vous : 10 h – 12 h",
      "Démarches faites ici :",
      "– CAF : demander le RSA",
      "– Impôts",
      `Page : https://permanences.example/permanences/${id}`,
    ]);
  });

  test("names every topic that is offered at its place where it takes all, by the name that its organisation gave", async () => {
    await db.topic.createMany({
      data: [
        { organisationId: city.organisation, key: "caf-rsa", rank: 0, minutes: 30, texts: { fr: { name: "RSA" } } },
        { organisationId: city.organisation, key: "impots", rank: 1, minutes: 30 },
        { organisationId: city.organisation, key: "retraite", rank: 2, minutes: 30, active: false },
        { organisationId: city.organisation, key: "email", rank: 3, minutes: 30 },
      ],
    });
    const mail = await db.topic.findFirstOrThrow({ where: { organisationId: city.organisation, key: "email" } });
    await db.topicOff.create({ data: { topicId: mail.id, placeId: city.place } });
    await held({ day: "2027-05-17", offset: "+02:00" });
    expect((await described()).filter((line) => line.startsWith("–"))).toEqual(["– RSA", "– Impôts"]);
  });
});
