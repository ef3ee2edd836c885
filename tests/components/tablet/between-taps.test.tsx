import { act, fireEvent, screen } from "@testing-library/react";
import { open, person, then } from "./morning.ts";
import { atTime, button, passes, showTablet } from "./show-tablet.tsx";

beforeEach(() => atTime("9:10"));

const isNext = (number: number): boolean => screen.queryByRole("button", { name: `Appeler le ${number}` }) !== null;

/** A tablet on which a finger comes down on a row, and a colleague gives the fifth the next turn meanwhile. */
async function fingerDown(): Promise<HTMLElement> {
  const { server } = await showTablet(open(10));
  await passes(1);
  const row = button(/^3.*depuis/u);
  fireEvent.pointerDown(row);
  act(() => server.becomes(then(server.state, "9:10", { type: "prioritise", visit: person(5) })));
  await passes(0.1);
  return row;
}

test("what a colleague does while a finger is down is shown once the tap is answered", async () => {
  const row = await fingerDown();
  expect(isNext(1)).toBe(true);
  fireEvent.click(row);
  expect(screen.getByRole("dialog", { name: "Numéro 3" })).toBeInTheDocument();
  expect(isNext(1)).toBe(true);
  await passes(0.1);
  expect(isNext(5)).toBe(true);
});

test("it is shown at once when the finger scrolls", async () => {
  fireEvent.pointerCancel(await fingerDown());
  await passes(0);
  expect(isNext(5)).toBe(true);
});

test("it is shown half a second after a finger came down that rests", async () => {
  await fingerDown();
  await passes(0.3);
  expect(isNext(1)).toBe(true);
  await passes(0.2);
  expect(isNext(5)).toBe(true);
});
