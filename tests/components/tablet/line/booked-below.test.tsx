import { screen, within } from "@testing-library/react";
import { booked, open, person, then } from "../morning.ts";
import { atTime, showTablet, tap } from "../show-tablet.tsx";

beforeEach(() => atTime("9:10"));

const early = (people: number) =>
  then(open(people, { expected: [booked(1, "11:30")] }), "9:09", {
    type: "check-in",
    appointment: booked(1, "11:30").id,
    visit: person(40),
  });

test("a booked person who is early and stands below the rows that are seen is named above them, and opens by a touch", async () => {
  await showTablet(early(6));
  const above = within(screen.getByRole("list", { name: "Rendez‑vous arrivés", hidden: true }));
  expect(above.getAllByRole("button", { hidden: true }).map(({ textContent }) => textContent)).toEqual([
    "7 · 11\u00a0h\u00a030",
  ]);
  await tap(/^7 · 11/);
  expect(screen.getByRole("dialog")).toHaveTextContent("7");
});

test("among the rows that are seen nobody is named twice", async () => {
  await showTablet(early(5));
  expect(screen.queryByText("Rendez‑vous arrivés")).toBeNull();
});
