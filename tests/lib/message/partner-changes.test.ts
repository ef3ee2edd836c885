import { messagesToPartner, type HalfDayOfShare } from "#lib/message/partner-changes.ts";
import { instantOf } from "#lib/time/instant.ts";

const PLACE = { name: "Mairie", shortName: "Mairie", address: "1 rue", city: "Strasbourg", zone: "Europe/Paris" };
const on = (day: number, knownCancelled: boolean, cancelled: boolean): HalfDayOfShare => ({
  permanence: String(day),
  span: { start: instantOf(`2027-03-0${day}T09:00:00+01:00`), end: instantOf(`2027-03-0${day}T12:00:00+01:00`) },
  place: PLACE,
  knownCancelled,
  cancelled,
});
const said = (halfDays: readonly HalfDayOfShare[]) =>
  messagesToPartner(halfDays).map(({ kind, tells }) => [kind, tells.map(({ permanence }) => permanence)]);

test("what is cancelled and what is held after all is each one message, in the order in which they come", () => {
  expect(said([on(4, true, false), on(3, false, true), on(2, false, true)])).toEqual([
    ["half-day-cancelled", ["2", "3"]],
    ["half-day-held", ["4"]],
  ]);
});

test("of what is as a partner knows it nothing is told", () => {
  expect(said([on(1, true, true), on(2, false, false)])).toEqual([]);
});
