import { outOfDateParts, posterSaid, type PosterContent } from "#lib/schedule/poster.ts";
import { NO_END } from "#lib/schedule/closure.ts";
import { instantOf } from "#lib/time/instant.ts";

const monday = { weekday: 1, startMinute: 540, endMinute: 720, everyWeeks: 1, walkIn: true };
const content: PosterContent = {
  names: { place: "Neuhof", service: "Aide numérique" },
  hours: [monday],
  closures: [],
  contact: { phone: "+33388000000" },
  languages: ["fr", "ar"],
  door: 1,
};
const flood = {
  id: "a",
  span: { start: instantOf("2026-12-01T00:00:00+01:00"), end: instantOf("2026-12-06T00:00:00+01:00") },
  timeZone: "Europe/Paris",
  unknownEnd: false,
  sentence: "Fuite d’eau",
};

const said = (change: Partial<PosterContent> = {}) => posterSaid({ ...content, ...change }, JSON.stringify);
/** What is wrong on a poster that was hung with the first content, where it would say the second. */
const wrong = (hung: Partial<PosterContent>, now: Partial<PosterContent>, today = "2026-12-03") =>
  outOfDateParts(said(hung), said(now), today);

test("a poster that says what it would say now is right", () => {
  expect(wrong({}, {})).toEqual([]);
  expect(wrong({ languages: ["ar", "fr"] }, {})).toEqual([]);
});

test("each part that changed is named, and no other", () => {
  const changes: readonly [string, Partial<PosterContent>][] = [
    ["hours", { hours: [{ ...monday, endMinute: 750 }] }],
    ["hours", { hours: [{ ...monday, walkIn: false }] }],
    ["closures", { closures: [flood] }],
    ["door", { door: 2 }],
    ["contact", { contact: {} }],
    ["contact", { contact: { ...content.contact, mail: "aide@ville.example" } }],
    ["names", { names: { ...content.names, logo: "a" } }],
    ["languages", { languages: ["fr", "tr"] }],
  ];
  for (const [part, now] of changes) expect(wrong({}, now)).toEqual([part]);
  expect(wrong({}, { door: 2, hours: [] })).toEqual(["hours", "door"]);
});

test("a closure that is over does no harm on the wall; one that was lifted, moved or said otherwise does", () => {
  expect(wrong({ closures: [flood] }, {}, "2026-12-06")).toEqual([]);
  expect(wrong({ closures: [flood] }, {}, "2026-12-05")).toEqual(["closures"]);
  expect(wrong({ closures: [flood] }, { closures: [{ ...flood, sentence: "Travaux" }] })).toEqual(["closures"]);
  const longer = { ...flood, span: { ...flood.span, end: instantOf("2026-12-08T00:00:00+01:00") } };
  expect(wrong({ closures: [flood] }, { closures: [longer] })).toEqual(["closures"]);
});

test("a closure whose end nobody knew is wrong once it was lifted, whatever the day", () => {
  const open = { ...flood, span: { ...flood.span, end: NO_END }, unknownEnd: true };
  expect(wrong({ closures: [open] }, { closures: [open] })).toEqual([]);
  expect(wrong({ closures: [open] }, {}, "2027-06-01")).toEqual(["closures"]);
});
