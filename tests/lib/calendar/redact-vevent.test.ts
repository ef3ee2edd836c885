/** @zones */
import { redactVevent } from "#lib/calendar/redact.ts";

const EVENT = [
  "BEGIN:VEVENT",
  "UID:permanence-1@x",
  "SEQUENCE:2",
  "DTSTAMP:20270216T060000Z",
  "DTSTART;TZID=Europe/Paris:20270517T090000",
  "DTEND;TZID=Europe/Paris:20270517T120000",
  "SUMMARY:Neuhof : aide numérique\\, sans rendez-vous\\, 2 t",
  " ables",
  "LOCATION:Mairie",
  " DTSTART:pas une heure",
  "STATUS:CONFIRMED",
  "URL;VALUE=URI:https://x/permanences/1",
  "X-FUTUR:nom",
  "END:VEVENT",
  "",
].join("\r\n");

test("of an event only its hours, stamps and state are left, under another name and identity", () => {
  expect(redactVevent(EVENT, "Occupé", "taken-1@x").split("\r\n")).toEqual([
    "BEGIN:VEVENT",
    "UID:taken-1@x",
    "SUMMARY:Occupé",
    "SEQUENCE:2",
    "DTSTAMP:20270216T060000Z",
    "DTSTART;TZID=Europe/Paris:20270517T090000",
    "DTEND;TZID=Europe/Paris:20270517T120000",
    "STATUS:CONFIRMED",
    "END:VEVENT",
    "",
  ]);
});

test("the second half of a folded line is not taken for a line", () => {
  expect(redactVevent(EVENT, "Occupé", "taken-1@x")).not.toMatch(/ables|pas une heure/);
});
