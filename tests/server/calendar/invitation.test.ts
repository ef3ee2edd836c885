/** @zones */
import ICAL from "ical.js";
import { instantOf } from "#lib/time/instant.ts";
import { plusMinutes } from "#lib/time/instant.ts";
import { MONDAY, morningAt, neuhof, NOW } from "#tests/server/booking/neuhof.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";

const { db, clock } = await serverOnFreshDatabase({ APP_NOW: NOW, APP_URL: "https://permanences.example" });
const { bookAppointment } = await import("#lib/server/booking/book.ts");
const { cancelAppointment } = await import("#lib/server/booking/cancel.ts");
const { readAppointment } = await import("#lib/server/booking/read-appointment.ts");
const { composeAppointmentFile } = await import("#lib/server/calendar/compose-appointment-file.ts");

afterAll(() => db.$disconnect());

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

test("an invitation by mail is from the operator to whoever comes, and is the event of the file and its cancellation", async () => {
  const permanence = await morningAt(db, await neuhof(db), { day: MONDAY });
  const booked = await bookAppointment(
    { kind: "anonymous" },
    {
      permanence,
      topics: ["caf"],
      start: instantOf(`${MONDAY}T09:30:00+01:00`),
      onBehalfOf: false,
      name: "Fatima",
      phone: "+33612345678",
    },
  );
  if (!booked.ok) throw new Error(booked.refusal);
  const { secret } = booked.value;
  const compose = async (invited?: ReturnType<typeof sentIn>) =>
    partOf(composeAppointmentFile((await readAppointment(secret))!, [], "fr", "permanences.example", invited));

  const [file, invitation] = [await compose(), await compose(sentIn(5))];
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
  const permanence = await morningAt(db, await neuhof(db), { day: "2026-12-07" });
  const booked = await bookAppointment(
    { kind: "anonymous" },
    {
      permanence,
      topics: ["caf"],
      start: instantOf("2026-12-07T09:30:00+01:00"),
      onBehalfOf: false,
      name: "Fatima",
      phone: "+33612345679",
    },
  );
  if (!booked.ok) throw new Error(booked.refusal);
  const { id, secret } = booked.value;
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
