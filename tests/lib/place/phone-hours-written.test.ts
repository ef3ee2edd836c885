import { phoneHoursWritten } from "#lib/place/phone-hours.ts";

test.each([
  ["du lundi au vendredi, de 9 h à 12 h", "Mo-Fr 09:00-12:00"],
  ["Du lundi au vendredi de 8h30 à 12h et de 14h à 17h", "Mo-Fr 08:30-12:00,14:00-17:00"],
  ["le mardi, de 9 h à 12 h 30", "Tu 09:00-12:30"],
  ["tous les jours, de 8 h à 20 h.", "Mo-Su 08:00-20:00"],
  ["Mo-Fr 09:00-12:00", "Mo-Fr 09:00-12:00"],
  ["We 9:00-12:00,14:00-17:00", "We 09:00-12:00,14:00-17:00"],
  ["09:00-12:00", "09:00-12:00"],
  ["lun-ven 9h-12h, sam 10h-12h", "Mo-Fr 09:00-12:00; Sa 10:00-12:00"],
  ["9h-12h et 14h-17h", "09:00-12:00,14:00-17:00"],
])("« %s » is kept as %s", (typed, kept) => {
  expect(phoneHoursWritten(typed)).toBe(kept);
});

test.each([
  "",
  "le matin",
  "du lundi au vendredi",
  "de 9 h à 12 h le samedi matin",
  "Mo-Fr 12:00-09:00",
  "du lundi au vendredi, de 14 h à 17 h et de 9 h à 12 h",
  "Mo-Fr 09:00-25:00",
])("« %s » is not understood", (typed) => {
  expect(phoneHoursWritten(typed)).toBeUndefined();
});
