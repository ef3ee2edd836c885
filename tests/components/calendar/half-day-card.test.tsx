import { screen } from "@testing-library/react";
import { HalfDayCard } from "#components/calendar/half-day-card.tsx";
import { redact, type HalfDay } from "#lib/calendar/redact.ts";
import type { ShareLevel } from "#lib/access/actor.ts";
import { at, halfDay, onAppointment, window } from "#tests/lib/calendar/half-days.ts";
import { shown } from "#tests/components/calendar/shown.tsx";

const card = (half: HalfDay, level: ShareLevel = "counts", now = at("8:00")) => {
  const seen = redact(half, level, now);
  if (!seen) throw new Error("nothing is seen");
  return shown(<HalfDayCard half={seen} />);
};
const booked = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    lane: 1,
    span: { start: (at(`9:00`) + index * 1_800_000) as never, end: (at("9:30") + index * 1_800_000) as never },
  }));
const blocks = { windows: [window("9:00", "10:00", "appointment"), window("10:00", "12:00", "walk-in")] };

test("a walk-in half-day says its hours, place and tables, and leads to its page", () => {
  expect(card(halfDay()).text).toBe("9 h – 12 h NeuhofSans rendez-vous, 2 tables");
  expect(screen.getByRole("link").getAttribute("href")).toBe("/permanences/p1");
});

test("half-days on appointment say how many are free, the full ones that none is", () => {
  expect(card(onAppointment({ booked: booked(3) })).text).toMatch(/3 rendez-vous libres$/);
  expect(card(onAppointment({ booked: booked(5) })).text).toMatch(/1 rendez-vous libre$/);
  const full = card(onAppointment({ booked: booked(6) }));
  expect(full.text).toMatch(/Plus de rendez-vous$/);
  expect(full.container.querySelector("a")?.className).toContain("border-dashed");
});

test("a full half-day where one may come without says so, with the hour when there is one", () => {
  expect(card(onAppointment({ windows: [window("9:00", "12:00", "mixed")], booked: booked(6) })).text).toMatch(
    /Plus de rendez-vous, venez sans$/,
  );
  expect(card(onAppointment({ ...blocks, booked: booked(2) })).text).toMatch(
    /Plus de rendez-vous, venez sans dès 10 h$/,
  );
});

test("appointments first, then without, gives the hour", () => {
  expect(card(onAppointment(blocks)).text).toMatch(/Rendez-vous, puis sans : 10 h2 rendez-vous libres$/);
});

test("a cancelled half-day says it in a word with an icon, its reason, and no tables", () => {
  const cancelled = card(halfDay({ status: "cancelled", cancelReason: "travaux. Voir Meinau." }));
  expect(cancelled.text).toBe("9 h – 12 h NeuhofPermanence annulée : travaux. Voir Meinau.");
  expect(cancelled.container.querySelector("svg")).not.toBeNull();
  expect(card(halfDay({ status: "cancelled" })).text).toMatch(/Permanence annulée$/);
});

test("how many wait is a sentence, and nobody is one too", () => {
  expect(card(halfDay({ status: "open", waiting: 0 }), "counts", at("9:30")).text).toMatch(/Personne n’attend$/);
  expect(card(halfDay({ status: "open", waiting: 1 }), "counts", at("9:30")).text).toMatch(/1 personne attend$/);
  expect(card(halfDay({ status: "open", waiting: 6 }), "counts", at("9:30")).text).toMatch(/6 personnes attendent$/);
});

test("open means that a person confirmed it, at that hour", () => {
  expect(card(halfDay({ status: "open", openedAt: at("9:02") }), "operational", at("9:30")).text).toContain(
    "Ouvert, confirmé à 9 h 02",
  );
  const planned = card(halfDay(), "operational", at("9:30")).text;
  expect(planned).toContain("Normalement ouvert");
  expect(planned).not.toContain("confirmé");
});

test("taken hours are no link and name no place", () => {
  const taken = card(halfDay(), "free-busy");
  expect(taken.text).toBe("9 h – 12 h Occupé");
  expect(screen.queryByRole("link")).toBeNull();
});
