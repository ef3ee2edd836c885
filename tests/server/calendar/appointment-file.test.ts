/** @zones */
import ICAL from "ical.js";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import type { MessageFacts } from "#lib/message/facts.ts";
import { instantOf, plusMinutes } from "#lib/time/instant.ts";
import { at, MONDAY, morningAt, neuhof, NOW, staffAt } from "#tests/server/booking/neuhof.ts";
import { smtpServer } from "#tests/server/message/gateways/smtp-server.ts";
import { sayMailIn } from "#tests/support/mail-texts.ts";
import { EXAMPLE_PLACE } from "#tests/support/sms-texts.ts";

const server = await smtpServer();
const { db, clock } = await serverOnFreshDatabase({
  APP_NOW: NOW,
  APP_URL: "https://permanences.example",
  SMTP_URL: server.url,
  MAIL_FROM: "aide@permanences.example",
});
const { bookAppointment } = await import("#lib/server/booking/book.ts");
const { cancelAppointment } = await import("#lib/server/booking/cancel.ts");
const { moveAppointment } = await import("#lib/server/booking/move.ts");
const { readAppointment } = await import("#lib/server/booking/read-appointment.ts");
const { composeAppointmentFile } = await import("#lib/server/calendar/compose-appointment-file.ts");
const { composeAppointmentMail } = await import("#lib/server/calendar/compose-appointment-mail.ts");
const { mailOfAppointment } = await import("#lib/server/calendar/mail-of-appointment.ts");
const { smtpMail } = await import("#lib/server/message/gateways/mail.ts");
const { tellAndSend } = await import("#lib/server/message/send-job.ts");
const { openLink } = await import("#lib/server/message/short-links.ts");
const { GET } = await import("#app/feeds/rendez-vous/[secret]/route.ts");
const { POST: tell } = await import("#app/[locale]/rendez-vous/[secret]/prevenir/route.ts");
const { GET: follow } = await import("#app/[locale]/r/[lien]/route.ts");

const mails = smtpMail(server.url, { deadline: 10_000, connections: 1 });

afterAll(async () => {
  mails.close();
  await server.close();
  await db.$disconnect();
});

const fileOf = (secret: string, query = "") =>
  GET(new Request(`https://permanences.example/rendez-vous/${secret}.ics${query}`), {
    params: Promise.resolve({ secret }),
  });

/** Booked by the team, since some of these days are further ahead than anybody books online. */
async function booked(day = MONDAY, phone = "+33612345678") {
  const here = await neuhof(db);
  const permanence = await morningAt(db, here, { day });
  const answer = await bookAppointment(await staffAt(db, here), {
    permanence,
    topics: ["caf"],
    start: instantOf(`${day}T09:30:00+01:00`),
    onBehalfOf: false,
    name: "Fatima",
    phone,
  });
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

test("it is written in the language of the reader, as is the page that it opens; French when that is none of ours", async () => {
  const held = await booked("2026-12-14");
  const { event, part } = eventOf(await (await fileOf(held.secret, "?langue=ar")).text());
  expect(event.summary).toBe("موعد: Mairie de quartier du Neuhof");
  expect(part?.getFirstPropertyValue("url")).toBe(`https://permanences.example/ar/rendez-vous/${held.secret}`);
  expect(eventOf(await (await fileOf(held.secret, "?langue=xx")).text()).event.summary).toContain("Rendez");
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
  const first = await (await fileOf(held.secret, "?langue=ar")).text();
  const second = await (await fileOf(held.secret, "?langue=ar")).text();
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
  const { secret } = await booked("2027-01-18", "+33612345680");
  expect((await fileOf(`${secret.slice(0, -1)}${secret.endsWith("A") ? "B" : "A"}`)).status).toBe(404);
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
  await db.appointment.update({
    where: { id: held.id },
    data: { state: "cancelled-by-resident", cancelledAt: new Date(clock.now()) },
  });
  const cancelled = await told();
  expect([first, moved, again].map(({ start }) => start.slice(11, 16))).toEqual(["09:30", "11:00", "10:00"]);
  expect(new Set([first, moved, again, cancelled].map(({ uid }) => uid)).size).toBe(1);
  const sequences = [first, moved, again, cancelled].map(({ sequence }) => sequence ?? 0);
  expect(sequences[0]).toBe(0);
  expect(sequences.every((sequence, index) => index === 0 || sequence > (sequences[index - 1] ?? 0))).toBe(true);
  expect(moved.stamp > first.stamp && again.stamp > moved.stamp).toBe(true);
});

const INVITED = {
  organiser: { name: "Aide numérique, ville", address: "permanences@ville.example" },
  attendee: "fatima@example.org",
};

/** An invitation that is sent so many minutes from now. */
const sentIn = (minutes: number) => ({ ...INVITED, sentAt: plusMinutes(clock.now(), minutes) });

const partOf = (text: string) => {
  const calendar = new ICAL.Component(ICAL.parse(text));
  const event = calendar.getFirstSubcomponent("vevent")!;
  return {
    method: calendar.getFirstPropertyValue("method"),
    uid: event.getFirstPropertyValue("uid"),
    sequence: event.getFirstPropertyValue("sequence"),
    organiser: event.getAllProperties("organizer").map((property) => property.toICALString()),
    attendee: event.getAllProperties("attendee").map((property) => property.toICALString()),
    state: event.getFirstPropertyValue("status"),
  };
};

test("an invitation by mail is from the organisation to whoever comes, and is the event of the file and its cancellation", async () => {
  const { secret } = await booked("2027-02-01", "+33612345682");
  const compose = async (invited?: ReturnType<typeof sentIn>) =>
    partOf(composeAppointmentFile((await readAppointment(secret))!, [], "fr", "permanences.example", invited));

  const file = await compose();
  const invitation = await compose(sentIn(5));
  expect(invitation).toEqual({
    method: "REQUEST",
    uid: file.uid,
    sequence: expect.any(Number),
    organiser: ['ORGANIZER;CN="Aide numérique, ville":mailto:permanences@ville.example'],
    attendee: [
      expect.stringMatching(
        /^ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=ACCEPTED;RSVP=FALSE.*:MAILTO:fatima@example\.org$/i,
      ),
    ],
    state: "CONFIRMED",
  });
  expect([file.method, file.organiser, file.attendee]).toEqual([null, [], []]);

  expect(await cancelAppointment(secret)).toMatchObject({ ok: true });
  const cancelled = await compose(sentIn(10));
  expect(cancelled).toMatchObject({
    method: "CANCEL",
    uid: file.uid,
    organiser: invitation.organiser,
    attendee: invitation.attendee,
    state: "CANCELLED",
  });
  expect(Number(cancelled.sequence)).toBeGreaterThan(Number(invitation.sequence));
  expect(Number(invitation.sequence)).toBeGreaterThan(Number(file.sequence));
  expect((await compose()).organiser).toEqual(["ORGANIZER:https://permanences.example"]);
});

test("each mail counts further than those before, also where the hour that was cancelled is held after all", async () => {
  const { id, secret } = await booked("2027-02-08", "+33612345683");
  const sequenceAt = async (minutes: number) =>
    Number(
      partOf(composeAppointmentFile((await readAppointment(secret))!, [], "fr", "permanences.example", sentIn(minutes)))
        .sequence,
    );
  const stateIs = (state: string, cancelledAt: Date | null) =>
    db.appointment.update({ where: { id }, data: { state, cancelledAt } });

  const invited = await sequenceAt(1);
  await stateIs("cancelled-by-service", new Date(plusMinutes(clock.now(), 2)));
  const cancelled = await sequenceAt(3);
  await stateIs("booked", null);
  const heldAfterAll = await sequenceAt(4);
  expect([invited, cancelled, heldAfterAll]).toEqual([invited, cancelled, heldAfterAll].toSorted((a, b) => a - b));
  expect(new Set([invited, cancelled, heldAfterAll]).size).toBe(3);

  await stateIs("cancelled-by-resident", new Date(plusMinutes(clock.now(), 5)));
  const file = partOf(composeAppointmentFile((await readAppointment(secret))!, [], "fr", "permanences.example"));
  expect(file.method).toBe("CANCEL");
  expect(Number(file.sequence)).toBeGreaterThan(heldAfterAll);
});

describe("the mails of an appointment", () => {
  const START = instantOf(`${MONDAY}T09:30:00+01:00`);
  const FROM = { name: "Aide numérique, ville", address: "permanences@ville.example" };

  let secret: string;
  beforeAll(async () => {
    ({ secret } = await booked(MONDAY, "+33612345684"));
  });

  type AboutOne = "confirmation" | "first-reminder" | "cancelled";
  const composed = async (kind: AboutOne) =>
    composeAppointmentMail(
      { kind, start: START, place: EXAMPLE_PLACE, link: "permanences.example/r/k3v9q7m2x4ab" } as MessageFacts,
      (await readAppointment(secret))!,
      "fr",
      sayMailIn("fr"),
      { organiser: FROM, attendee: "resident@example.org", host: "permanences.example" },
      clock.now(),
    );

  /** Sends it to a mail server of this machine, and answers what came: each part by its type, without line folds. */
  async function received(kind: AboutOne) {
    const mail = await composed(kind);
    const sent = await mails.send({
      tag: "01940000-0000-7000-8000-000000000001",
      to: "resident@example.org",
      from: FROM,
      ...mail,
    });
    expect(sent.kind).toBe("accepted");
    const letter = server.letters.at(-1)!;
    return { mail, letter, types: letter.match(/^Content-Type: [a-z/]+/gmu)?.map((type) => type.slice(14)) };
  }

  test("a confirmation arrives as text, HTML and invitation, the fullest last, and once more as a file", async () => {
    const { mail, letter, types } = await received("confirmation");
    expect(types).toEqual([
      "multipart/mixed",
      "multipart/alternative",
      "text/plain",
      "text/html",
      "text/calendar",
      "application/ics",
    ]);
    expect(letter).toMatch(/text\/calendar; charset=utf-8; method=REQUEST/u);
    expect(mail.calendar?.content).toMatch(/^METHOD:REQUEST\r$/mu);
    expect(mail.text).toContain("ouvrez le fichier joint");
  });

  test("the calendar part tells for what somebody comes as little as the mail, and names nobody", async () => {
    const { calendar, html, text, subject } = await composed("confirmation");
    const whole = `${subject}${html}${text}${calendar?.content.replaceAll("\r\n ", "")}`;
    expect(whole).not.toMatch(/Fatima|33612345684|\bcaf\b|\bRIB\b/iu);
    expect(whole).toMatch(/^ATTENDEE;.*resident@example\.org/mu);
  });

  test("a reminder has no calendar part, and does not speak of one", async () => {
    const { mail, types } = await received("first-reminder");
    expect(types).toEqual(["multipart/alternative", "text/plain", "text/html"]);
    expect(mail.text).not.toContain("fichier");
  });

  test("a cancelled appointment leaves the calendar, and whoever still has it does not get an invitation", async () => {
    expect((await composed("cancelled")).calendar).toBeUndefined();
    expect(await cancelAppointment(secret)).toMatchObject({ ok: true });
    const { mail, letter } = await received("cancelled");
    expect(letter).toMatch(/text\/calendar; charset=utf-8; method=CANCEL/u);
    expect(mail.calendar?.content).toMatch(/^METHOD:CANCEL\r$/mu);
    expect(mail.text).toContain("Le fichier joint l’enlève.");
    expect((await composed("confirmation")).calendar).toBeUndefined();
  });

  const send = () => tellAndSend(clock.now(), { mail: mails, mailOf: mailOfAppointment, random: () => 0.5 });

  let people = 0;
  /** Somebody who left an e-mail alone, and was written to. */
  async function writtenTo() {
    const morning = await morningAt(db, await neuhof(db));
    const email = `personne-${(people += 1)}@exemple.fr`;
    const made = await bookAppointment(
      { kind: "anonymous" },
      { permanence: morning, topics: ["caf"], start: at("10:00"), onBehalfOf: false, email },
    );
    if (!made.ok) throw new Error(made.refusal);
    await send();
    return { ...made.value, email };
  }

  /** The address that a letter names in its header, in two parts: of the link, and of the part of its page. */
  function stopOf(letter: string | undefined): readonly [string, string] {
    const header = (letter ?? "").replaceAll(/\r\n[ \t]+/gu, "");
    const found = /^List-Unsubscribe:\s*<https:\/\/permanences\.example\/r\/(?<link>\w{12})#(?<part>\w+)>/mu.exec(
      header,
    );
    return [found?.groups?.["link"] ?? "", found?.groups?.["part"] ?? ""];
  }

  test("the header of a mail leads to the part of the page on which mails are stopped, and once they are none leaves", async () => {
    const { id, secret, email } = await writtenTo();
    const letter = server.letters.at(-1);
    expect(letter).toContain(email);
    const [link, part] = stopOf(letter);
    expect([await openLink(link), part]).toMatchObject([{ page: "rendez-vous", secret }, "prevenir"]);

    const before = server.letters.length;
    const body = new URLSearchParams({ way: "no-mail" }).toString();
    await tell(
      new Request("https://permanences.example/x", {
        method: "POST",
        body,
        headers: { host: "permanences.example", "content-type": "application/x-www-form-urlencoded" },
      }),
      { params: Promise.resolve({ locale: "fr", secret }) },
    );
    await db.appointment.update({
      where: { id },
      data: { state: "cancelled-by-service", cancelledAt: new Date(clock.now()) },
    });
    await send();
    expect(server.letters).toHaveLength(before);
  });

  test("a program that opens or posts to the address of the header stops nothing", async () => {
    const { id } = await writtenTo();
    const [link] = stopOf(server.letters.at(-1));
    const opened = await follow(new Request(`https://permanences.example/r/${link}`), {
      params: Promise.resolve({ locale: "fr", lien: link }),
    });
    expect(opened.status).toBe(303);
    expect(await import("#app/[locale]/r/[lien]/route.ts")).not.toHaveProperty("POST");
    const before = server.letters.length;
    await db.appointment.update({
      where: { id },
      data: { state: "cancelled-by-service", cancelledAt: new Date(clock.now()) },
    });
    await send();
    expect(server.letters).toHaveLength(before + 1);
  });
});
