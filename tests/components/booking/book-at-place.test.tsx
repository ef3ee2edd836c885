import { screen } from "@testing-library/react";
import { BookAtPlace } from "#components/booking/book-at-place.tsx";
import { shown } from "#tests/components/calendar/shown.tsx";
import { at, morning, window } from "#tests/lib/schedule/mornings.ts";

const NEXT = "2026-11-30";
const taking = (change: Parameters<typeof morning>[0] = {}) =>
  morning({ bookableLanes: 1, windows: [window("9:00", "12:00", "mixed")], ...change });
const there = (held: readonly ReturnType<typeof morning>[], hour = "8:00") =>
  shown(<BookAtPlace place="neuhof" held={held} now={at(hour)} />);

test("from the page of a place one touch leads to its soonest hours, with the place chosen", () => {
  there([morning(), taking({ day: NEXT, windows: [window("9:00", "12:00", "mixed", NEXT)] })]);
  const link = screen.getByRole("link", { name: "Prendre rendez‑vous" });
  expect(link.getAttribute("href")).toBe("/rendez-vous?lieu=neuhof");
});

test.each([
  ["one simply comes", [morning()]],
  ["nothing is planned", []],
  ["the half-day is cancelled", [taking({ status: "cancelled" })]],
  ["no table takes appointments", [taking({ bookableLanes: 0 })]],
] as const)("where %s none is offered", (_, held) => {
  expect(there(held).text).toBe("");
});

test("none is offered once the hours that are booked are over", () => {
  const held = [
    taking({ status: "open", windows: [window("9:00", "10:00", "appointment"), window("10:00", "12:00", "walk-in")] }),
  ];
  expect(there(held, "9:59").text).not.toBe("");
  expect(there(held, "10:00").text).not.toContain("rendez");
});
