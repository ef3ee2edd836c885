import fc from "fast-check";
import { weekOf, writeWeek } from "#lib/place/opening-hours.ts";
import { readTypedHours } from "#lib/place/typed-hours.ts";

const written = (typed: string): string | undefined => {
  const read = readTypedHours(typed);
  if (!read) return undefined;
  return "week" in read ? writeWeek(read.week) : read.anyDay.map(({ from, to }) => `${from}-${to}`).join(",");
};

test.each([
  ["lundi au vendredi 9h-12h", "Mo-Fr 09:00-12:00"],
  ["du lundi au vendredi de 9 h à 12 h et de 14 h à 17 h", "Mo-Fr 09:00-12:00,14:00-17:00"],
  ["Du lundi au vendredi, de 8 h 30 à 12 h.", "Mo-Fr 08:30-12:00"],
  ["lun-ven 9:00-12:00", "Mo-Fr 09:00-12:00"],
  ["lun.–ven. : 9h–12h / 14h–17h", "Mo-Fr 09:00-12:00,14:00-17:00"],
  ["LUNDI À JEUDI 9H00 - 12H30", "Mo-Th 09:00-12:30"],
  ["lundi-vendredi 9h-12h 14h-17h", "Mo-Fr 09:00-12:00,14:00-17:00"],
  ["lundi, mercredi et vendredi de 9h à 12h", "Mo,We,Fr 09:00-12:00"],
  ["le mardi de 9 heures à midi", "Tu 09:00-12:00"],
  ["les mardis 14h-17h30", "Tu 14:00-17:30"],
  ["lundi au vendredi 9h-12h, samedi 10h-12h", "Mo-Fr 09:00-12:00; Sa 10:00-12:00"],
  ["lundi 9h-12h\nmardi 14h-17h", "Mo 09:00-12:00; Tu 14:00-17:00"],
  ["du lundi au vendredi 9h à 12h, 14h à 17h sauf mercredi", "Mo,Tu,Th,Fr 09:00-12:00,14:00-17:00"],
  ["tous les jours de 8 h à 20 h sauf le samedi et le dimanche", "Mo-Fr 08:00-20:00"],
  ["lundi au vendredi 9h-12h, mercredi fermé", "Mo,Tu,Th,Fr 09:00-12:00"],
  ["fermé le mercredi ; lundi au vendredi 9h-12h", "Mo,Tu,Th,Fr 09:00-12:00"],
  ["lundi au vendredi 9h-12h sauf jours fériés", "Mo-Fr 09:00-12:00; PH off"],
  ["lundi au vendredi 9h-12h, fermé les jours fériés", "Mo-Fr 09:00-12:00; PH off"],
  ["lundi au vendredi 9-12h", "Mo-Fr 09:00-12:00"],
  ["lundi 9h-12h et 12h-14h", "Mo 09:00-14:00"],
  ["Mo-Fr 09:00-12:00; We off", "Mo,Tu,Th,Fr 09:00-12:00"],
  ["Mo-Fr 9:00-12:00; PH off", "Mo-Fr 09:00-12:00; PH off"],
  ["de 9 h à 12 h", "540-720"],
  ["9h-12h, 14h-17h", "540-720,840-1020"],
])("« %s » is %s", (typed, hours) => {
  expect(written(typed)).toBe(hours);
});

test.each([
  ["", "nothing"],
  ["le matin", "no hour"],
  ["lundi au vendredi", "no hour"],
  ["9h à 12h, 14h à 17h sauf mercredi", "except one of which days"],
  ["lundi 9-12", "perhaps no hours"],
  ["lundi 9h", "no end"],
  ["lundi 12h-9h", "reversed"],
  ["lundi 14h-17h et 9h-12h", "out of order"],
  ["lundi 9h-12h, lundi 14h-17h", "the same day twice"],
  ["lundi au vendredi 9h-17h sauf mercredi 9h-12h", "closed or other hours"],
  ["lundi au vendredi 9h-17h sauf mercredi après-midi", "half a day"],
  ["lundi au vendredi 9h-12h, sur rendez-vous", "a condition"],
  ["lundi 9h-12h, 2e mardi 14h-17h", "not every week"],
  ["du 1er juin au 30 août 9h-12h", "not every week"],
  ["du lundi 9h-12h", "until which day"],
  ["lundi 9h75-12h", "no such minute"],
  ["lundi 9h-25h", "no such hour"],
  ["lundi 9h/12h", "a span or two hours"],
  ["9h-12h, samedi 10h-12h", "on which days the first"],
  ["fermé le mercredi, samedi 9h-12h", "closed or other hours"],
  ["lundi fermé", "never open"],
  ["Mo-Fr off", "never open"],
])("« %s » is not read: %s", (typed) => {
  expect(written(typed)).toBeUndefined();
});

const span = fc
  .tuple(fc.integer({ min: 0, max: 1438 }), fc.integer({ min: 1, max: 1440 }))
  .filter(([from, to]) => from < to);

test("any week that is written in the normal form is read back as it is", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(6), span), { minLength: 1, maxLength: 10 }), fc.boolean(), (spans, closed) => {
      const week = weekOf(
        spans.map(([weekday, [from, to]]) => ({ weekday, from, to })),
        closed ? "closed" : undefined,
      );
      expect(readTypedHours(writeWeek(week))).toEqual({ week });
    }),
  );
});

test("any text is answered, and no text of three thousand characters takes long", () => {
  const parts = [
    "lundi",
    "au",
    "9h",
    "-",
    "12",
    ",",
    "sauf",
    "fermé",
    ":",
    "de",
    "à",
    " ",
    "jours fériés",
    "tous les jours",
    "\n",
  ];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...parts), { maxLength: 300 }), (some) => {
      readTypedHours(some.join(" "));
    }),
  );
});
