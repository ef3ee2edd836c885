import { instantOf } from "#lib/time/instant.ts";
import { MONDAY, morningAt, neuhof, NOW } from "#tests/server/booking/neuhof.ts";
import { smtpServer } from "#tests/server/message/gateways/smtp-server.ts";
import { EXAMPLE_PLACE } from "#tests/support/sms-texts.ts";
import { sayMailIn } from "#tests/support/mail-texts.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";
import type { Told } from "#lib/message/facts.ts";

const { db, clock } = await serverOnFreshDatabase({ APP_NOW: NOW, APP_URL: "https://permanences.example" });
const { bookAppointment } = await import("#lib/server/booking/book.ts");
const { cancelAppointment } = await import("#lib/server/booking/cancel.ts");
const { readAppointment } = await import("#lib/server/booking/read-appointment.ts");
const { composeAppointmentMail } = await import("#lib/server/calendar/compose-appointment-mail.ts");
const { smtpMail } = await import("#lib/server/message/gateways/mail.ts");

const server = await smtpServer();
const mails = smtpMail(server.url, { deadline: 10_000, connections: 1 });

afterAll(async () => {
  mails.close();
  await server.close();
  await db.$disconnect();
});

const START = instantOf(`${MONDAY}T09:30:00+01:00`);
const FROM = { name: "Aide numérique, ville", address: "permanences@ville.example" };

const permanence = await morningAt(db, await neuhof(db), { day: MONDAY });
const booked = await bookAppointment(
  { kind: "anonymous" },
  { permanence, topics: ["caf"], start: START, onBehalfOf: false, name: "Fatima", phone: "+33612345678" },
);
if (!booked.ok) throw new Error(booked.refusal);
const { secret } = booked.value;

type AboutOne = "confirmation" | "first-reminder" | "cancelled";
const composed = async (kind: AboutOne) =>
  composeAppointmentMail(
    { kind, start: START, place: EXAMPLE_PLACE, link: "permanences.example/r/k3v9q7m2x4ab" } as Told,
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
  expect(whole).not.toMatch(/Fatima|33612345678|\bcaf\b|\bRIB\b/iu);
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
