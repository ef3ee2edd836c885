/** @zones */
import ICAL from "ical.js";
import { instantOf } from "#lib/time/instant.ts";
import { MONDAY, morningAt, neuhof, NOW } from "#tests/server/booking/neuhof.ts";
import { serverOnFreshDatabase } from "#tests/support/server-layer.ts";

const { db } = await serverOnFreshDatabase({ APP_NOW: NOW, APP_URL: "https://permanences.example" });
const { bookAppointment } = await import("#lib/server/booking/book.ts");
const { cancelAppointment } = await import("#lib/server/booking/cancel.ts");
const { readAppointment } = await import("#lib/server/booking/read-appointment.ts");
const { composeAppointmentFile } = await import("#lib/server/calendar/compose-appointment-file.ts");

afterAll(() => db.$disconnect());

const INVITED = {
  organiser: { name: "Aide numérique, ville", address: "permanences@ville.example" },
  attendee: "fatima@example.org",
};

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
  const compose = async (invited?: typeof INVITED) =>
    partOf(composeAppointmentFile((await readAppointment(secret))!, [], "fr", "permanences.example", invited));

  const [file, invitation] = [await compose(), await compose(INVITED)];
  expect(invitation).toEqual({
    method: "REQUEST",
    uid: file.uid,
    sequence: file.sequence,
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
  const cancelled = await compose(INVITED);
  expect(cancelled).toMatchObject({
    method: "CANCEL",
    uid: file.uid,
    organiser: invitation.organiser,
    attendee: invitation.attendee,
    state: "CANCELLED",
  });
  expect(Number(cancelled.sequence)).toBeGreaterThan(Number(invitation.sequence));
  expect((await compose()).organiser).toEqual(["ORGANIZER:https://permanences.example"]);
});
