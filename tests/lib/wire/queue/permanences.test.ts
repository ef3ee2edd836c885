import type { Permanence } from "#lib/schedule/permanence.ts";
import { instantOf, plusMinutes } from "#lib/time/instant.ts";
import { permanenceToWire, readPermanencesQuery, wirePermanence } from "#lib/wire/queue/permanences.ts";

const NOW = instantOf("2026-11-20T10:00:00+01:00");
const DAY = 24 * 60;
const read = (query: Record<string, string>) => readPermanencesQuery(query, NOW);

test("without a query the span begins now and lasts fourteen days", () => {
  expect(read({})).toEqual({ from: { moment: NOW }, to: { moment: plusMinutes(NOW, 14 * DAY) } });
});

test("from and to are each a day of the place or a moment", () => {
  expect(read({ from: "2026-11-23", to: "2026-11-24T12:00:00+01:00" })).toEqual({
    from: { day: "2026-11-23" },
    to: { moment: instantOf("2026-11-24T11:00:00Z") },
  });
  expect(read({ from: "2026-12-25" })).toEqual({ from: { day: "2026-12-25" }, to: { day: "2027-01-08" } });
});

test("a place is given by its id or slug, a topic by its key", () => {
  expect(read({ place: "mairie-neuhof", topic: "caf-rsa" })).toMatchObject({
    place: "mairie-neuhof",
    topic: "caf-rsa",
  });
});

test("a span has at most 92 days, also across a clock change", () => {
  expect(read({ from: "2027-01-10", to: "2027-04-12" })).toBeDefined();
  expect(read({ from: "2026-12-01T00:00:00+01:00", to: "2027-03-03T00:00:00+01:00" })).toBeDefined();
  expect(read({ from: "2026-10-01T00:00:00+02:00", to: "2027-01-01T00:00:00+01:00" })).toBeDefined();
  expect(read({ from: "2027-01-10", to: "2027-04-13" })).toBeUndefined();
  expect(read({ from: "2026-12-01T00:00:00+01:00", to: "2027-03-03T02:00:00+01:00" })).toBeUndefined();
  expect(read({ to: "2999-01-01" })).toBeUndefined();
});

test("a span that ends before it begins is valid", () => {
  expect(read({ from: "2026-11-24", to: "2026-11-23" })).toBeDefined();
});

test.each([
  { from: "tomorrow" },
  { from: "2026-13-01" },
  { from: "2026-02-29" },
  { from: "0000-01-01" },
  { from: "9999-12-31" },
  { to: "2026-11-23T10:00:00" },
  { to: "\u0000" },
  { place: "../etc" },
  { place: "Neuhof" },
  { place: "\u0000" },
  { place: "" },
  { topic: "' OR 1=1" },
  { topic: "" },
])("an invalid query is refused: %p", (query) => expect(read(query as Record<string, string>)).toBeUndefined());

const start = instantOf("2026-11-23T09:00:00+01:00");
const span = { start, end: plusMinutes(start, 180) };
const held: Permanence = {
  id: "01935f3e-0000-7000-8000-000000000001",
  place: "01935f3e-0000-7000-8000-000000000002",
  span,
  localDate: "2026-11-23",
  timeZone: "Europe/Paris",
  status: "open",
  numbers: "given",
  desks: 2,
  bookableLanes: 1,
  windows: [
    { span: { start, end: plusMinutes(start, 60) }, mode: "walk-in" },
    { span: { start: plusMinutes(start, 60), end: span.end }, mode: "appointment" },
  ],
  topics: "every",
  openedAt: plusMinutes(start, 2),
};

test("a half-day is encoded with its hours in the offset of the place, its access, the people waiting and who holds it", () => {
  const organisation = { slug: "ville", name: "Aide numérique" };
  expect(permanenceToWire(held, { waiting: 3, wait: { state: "range", low: 20, high: 40 } }, organisation)).toEqual({
    organisation,
    id: held.id,
    place: held.place,
    startsAt: "2026-11-23T09:00:00+01:00",
    endsAt: "2026-11-23T12:00:00+01:00",
    access: "mixed",
    status: "open",
    confirmed: true,
    numbers: "given",
    desks: 2,
    waiting: 3,
    wait: { state: "range", low: 20, high: 40 },
  });
});

test("of a half-day over which a closure without a known end stands, the sentence of who closed it is said", () => {
  const load = { waiting: 0, wait: { state: "unknown" } } as const;
  const encoded = permanenceToWire({ ...held, status: "scheduled", shut: "Fuite d’eau dans la salle." }, load);
  expect(encoded).toMatchObject({ status: "scheduled", shut: "Fuite d’eau dans la salle." });
  expect(wirePermanence.parse(encoded)).toEqual(encoded);
  expect(permanenceToWire(held, load)).not.toHaveProperty("shut");
});

test("a scheduled half-day is not confirmed, and its encoding has the described shape", () => {
  const encoded = permanenceToWire(
    { ...held, status: "scheduled", numbers: "not-yet" },
    { waiting: 0, wait: { state: "unknown" } },
  );
  expect(encoded.confirmed).toBe(false);
  expect(wirePermanence.strict().parse(encoded)).toEqual(encoded);
});
