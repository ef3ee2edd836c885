/** @zones */
import ICAL from "ical.js";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import { instantOf } from "#lib/time/instant.ts";
import { MONDAY, morningAt, neuhof, NOW } from "#tests/server/booking/neuhof.ts";

const { db, clock } = await serverOnFreshDatabase({ APP_NOW: NOW, APP_URL: "https://permanences.example" });
const { bookAppointment } = await import("#lib/server/booking/book.ts");
const { moveAppointment } = await import("#lib/server/booking/move.ts");
const { GET } = await import("#app/feeds/rendez-vous/[secret]/route.ts");

afterAll(() => db.$disconnect());

const fileOf = (secret: string, query = "") =>
  GET(new Request(`https://permanences.example/rendez-vous/${secret}.ics${query}`), {
    params: Promise.resolve({ secret }),
  });

async function booked(day = MONDAY, phone = "+33612345678") {
  const permanence = await morningAt(db, await neuhof(db), { day });
  const answer = await bookAppointment(
    { kind: "anonymous" },
    {
      permanence,
      topics: ["caf"],
      start: instantOf(`${day}T09:30:00+01:00`),
      onBehalfOf: false,
      name: "Fatima",
      phone,
    },
  );
  if (!answer.ok) throw new Error(answer.refusal);
  return answer.value;
}

const eventOf = (text: string) => {
  const calendar = new ICAL.Component(ICAL.parse(text));
  return {
    calendar,
    event: new ICAL.Event(calendar.getFirstSubcomponent("vevent") ?? undefined),
    part: calendar.getFirstSubcomponent("vevent"),
  };
};

test("the appointment goes into a calendar at its hour, in the place's zone, with its rules", async () => {
  const held = await booked();
  const answer = await fileOf(held.secret);
  expect([answer.status, answer.headers.get("content-type"), answer.headers.get("cache-control")]).toEqual([
    200,
    "text/calendar; charset=utf-8",
    "no-store",
  ]);
  const text = await answer.text();
  const { calendar, event } = eventOf(text);
  expect([event.startDate.toString(), event.endDate.toString(), event.startDate.zone.tzid]).toEqual([
    "2026-11-23T09:30:00",
    "2026-11-23T10:00:00",
    "Europe/Paris",
  ]);
  expect(text.match(/BEGIN:VTIMEZONE/g)).toHaveLength(1);
  expect(new Date(event.startDate.toUnixTime() * 1000).toISOString()).toBe("2026-11-23T08:30:00.000Z");
  expect(calendar.getFirstPropertyValue("method")).toBeNull();
});

test("it says where, what to bring, the code and whom to call; neither who comes nor why", async () => {
  const held = await booked("2026-12-07");
  const text = (await (await fileOf(held.secret)).text()).replace(/\r\n /g, "");
  const { event, part } = eventOf(text);
  expect(event.summary).toBe("Rendez\u2011vous\u00a0: Mairie de quartier du Neuhof");
  expect(event.location).toBe("Mairie de quartier du Neuhof, 1 rue de la Ganzau, 67100 Strasbourg");
  expect(event.description).toBe(
    `Apportez\u00a0: Votre RIB.\nVotre code\u00a0: ${held.code}\nPour changer ou annuler\u00a0: 03\u00a088\u00a000\u00a000\u00a001`,
  );
  expect(part?.getFirstPropertyValue("url")).toBe(`https://permanences.example/rendez-vous/${held.secret}`);
  expect(text).not.toMatch(/Fatima|33612345678|\bcaf\b/i);
});

test("it is written in the language of the reader, French when that is none of ours", async () => {
  const held = await booked("2026-12-14");
  expect(eventOf(await (await fileOf(held.secret, "?langue=ar")).text()).event.summary).toBe(
    "موعد: Mairie de quartier du Neuhof",
  );
  expect(eventOf(await (await fileOf(held.secret, "?langue=xx")).text()).event.summary).toContain("Rendez");
});

test("its link opens the appointment in the language of the reader", async () => {
  const held = await booked("2027-01-18", "+33612345680");
  const linkOf = async (query: string) =>
    eventOf(await (await fileOf(held.secret, query)).text()).part?.getFirstPropertyValue("url");
  expect(await linkOf("?langue=ar")).toBe(`https://permanences.example/ar/rendez-vous/${held.secret}`);
  expect(await linkOf("")).toBe(`https://permanences.example/rendez-vous/${held.secret}`);
});

test("it reminds two hours before, with the title of the event", async () => {
  const held = await booked("2027-01-25", "+33612345681");
  const { event, part } = eventOf(await (await fileOf(held.secret, "?langue=tr")).text());
  const alarm = part?.getFirstSubcomponent("valarm");
  expect(["action", "trigger", "description"].map((name) => String(alarm?.getFirstPropertyValue(name)))).toEqual([
    "DISPLAY",
    "-PT2H",
    event.summary,
  ]);
});

test("every line ends in CRLF, is 75 octets at most, and the file is the same each time", async () => {
  const held = await booked("2026-12-21");
  const [first, second] = [
    await (await fileOf(held.secret, "?langue=ar")).text(),
    await (await fileOf(held.secret, "?langue=ar")).text(),
  ];
  expect(first).toBe(second);
  expect(first.endsWith("END:VCALENDAR\r\n")).toBe(true);
  for (const line of first.split("\r\n")) {
    expect(line).not.toMatch(/[\r\n]/);
    expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
  }
  expect(first).toMatch(/^DTSTAMP:20261120T0900\d\dZ\r$/m);
});

test("once cancelled it keeps its identity, takes no time, and counts on to its cancelling", async () => {
  const held = await booked("2027-01-04");
  const before = eventOf(await (await fileOf(held.secret)).text());
  const { createdAt } = await db.appointment.findUniqueOrThrow({ where: { id: held.id } });
  const cancelledAt = new Date(createdAt.getTime() + 90_000);
  await db.appointment.update({ where: { id: held.id }, data: { state: "cancelled-by-service", cancelledAt } });
  const after = eventOf(await (await fileOf(held.secret)).text());
  expect(after.event.uid).toBe(before.event.uid);
  expect(after.event.uid).toBe(`appointment-${held.id}@permanences.example`);
  expect(
    [before, after].map(({ event, part }) => [
      event.sequence,
      part?.getFirstPropertyValue("status"),
      part?.getFirstPropertyValue("transp"),
    ]),
  ).toEqual([
    [0, "CONFIRMED", "OPAQUE"],
    [91, "CANCELLED", "TRANSPARENT"],
  ]);
  expect(
    [before, after].map(({ calendar, part }) => [
      calendar.getFirstPropertyValue("method"),
      part?.getFirstPropertyValue("organizer"),
      part?.getAllSubcomponents("valarm").length,
    ]),
  ).toEqual([
    [null, null, 1],
    ["CANCEL", "https://permanences.example", 0],
  ]);
  expect((await fileOf(held.secret)).headers.get("content-type")).toBe("text/calendar; charset=utf-8; method=CANCEL");
});

test("a secret that opens nothing has no file", async () => {
  const { secret } = await booked("2027-01-11", "+33612345679");
  for (const other of ["x", `${secret.slice(0, -1)}${secret.endsWith("A") ? "B" : "A"}`])
    expect((await fileOf(other)).status).toBe(404);
});

test("an old link answers in the reader's language that it opens nothing, and what to do", async () => {
  const answer = await fileOf("x");
  expect([answer.status, answer.headers.get("content-type"), answer.headers.get("cache-control")]).toEqual([
    404,
    "text/plain; charset=utf-8",
    "no-store",
  ]);
  expect(await answer.text()).toBe(
    "Ce lien ne marche pas.\nIl manque peut-être une lettre. Ou le lien a changé.\nAppelez-nous\u00a0: on cherche avec vous.\n",
  );
  expect(await (await fileOf("x", "?langue=tr")).text()).toMatch(/^Bu bağlantı çalışmıyor\./u);
});

test("each move is one change further, so that a calendar that has it already moves it too, and cancelling it one more", async () => {
  const held = await booked("2027-01-11", "+33612345679");
  const told = async () => {
    const { event, part } = eventOf(await (await fileOf(held.secret)).text());
    return {
      uid: event.uid,
      start: event.startDate.toString(),
      stamp: String(part?.getFirstPropertyValue("dtstamp")),
      sequence: event.sequence,
    };
  };
  const first = await told();
  clock.move(clock.offset() + 5 * 60_000);
  await moveAppointment(held.secret, { start: instantOf("2027-01-11T11:00:00+01:00") });
  const moved = await told();
  clock.move(clock.offset() + 5 * 60_000);
  await moveAppointment(held.secret, { start: instantOf("2027-01-11T10:00:00+01:00") });
  const again = await told();
  await db.appointment.update({ where: { id: held.id }, data: { state: "cancelled-by-resident" } });
  const cancelled = await told();
  expect([first, moved, again].map(({ start }) => start.slice(11, 16))).toEqual(["09:30", "11:00", "10:00"]);
  expect(new Set([first, moved, again, cancelled].map(({ uid }) => uid)).size).toBe(1);
  const sequences = [first, moved, again, cancelled].map(({ sequence }) => sequence ?? 0);
  expect(sequences[0]).toBe(0);
  expect(sequences.every((sequence, index) => index === 0 || sequence > (sequences[index - 1] ?? 0))).toBe(true);
  expect(moved.stamp > first.stamp && again.stamp > moved.stamp).toBe(true);
});
