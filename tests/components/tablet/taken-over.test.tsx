import { act, screen, within } from "@testing-library/react";
import { hydrateRoot } from "react-dom/client";
import { isServerRendered } from "#components/tablet/server-rendered.ts";
import { open, person, then } from "./morning.ts";
import { atTime, button, passes, showTablet, tabletOf } from "./show-tablet.tsx";
import { FakeServer } from "./fake-server.ts";

beforeEach(() => atTime("9:10"));
afterEach(() => document.body.replaceChildren());

/** A page that was asked for and painted so many milliseconds ago, once its script has taken it over. */
async function takenOver(
  { asked, painted }: { asked: number; painted: number },
  state = open(2),
): Promise<HTMLElement> {
  // The faked clock of the page begins at 0.
  await passes(asked / 1_000);
  new FakeServer(state);
  const { renderToString } = await import("react-dom/server.node");
  const sent = document.createElement("div");
  sent.innerHTML = renderToString(tabletOf(state)).replace("<div", '<div id="of-server"');
  document.body.append(sent);
  const asSent = sent.cloneNode(true) as HTMLElement;
  performance.getEntriesByName = () => [{ startTime: asked - painted } as PerformanceEntry];
  act(() => void hydrateRoot(sent, tabletOf(state)));
  await passes(0);
  return asSent;
}

const rowsOf = (tablet: HTMLElement): readonly HTMLElement[] => within(tablet).queryAllByText(/^depuis /u);

test("a button of a page that was painted a second ago acts as soon as the script has started", async () => {
  await takenOver({ asked: 1_500, painted: 1_000 });
  expect(button("Appeler le 1")).not.toHaveAttribute("aria-disabled");
});

test("one that was painted just now waits until a finger that was on its way has come down", async () => {
  await takenOver({ asked: 1_500, painted: 100 });
  expect(button("Appeler le 1")).toHaveAttribute("aria-disabled", "true");
  await passes(0.21);
  expect(button("Appeler le 1")).not.toHaveAttribute("aria-disabled");
});

test("one of a page that was asked for just now waits for the second tap of the double tap that asked for it", async () => {
  await takenOver({ asked: 350, painted: 310 });
  expect(button("Appeler le 1")).toHaveAttribute("aria-disabled", "true");
  await passes(0.26);
  expect(button("Appeler le 1")).not.toHaveAttribute("aria-disabled");
});

test("what shows up later, and a tablet that the browser renders, are read from when they are shown", async () => {
  await takenOver({ asked: 61_000, painted: 60_000 });
  expect(isServerRendered()).toBe(false);
  document.body.replaceChildren();
  await showTablet(open(2));
  expect(screen.getByRole("button", { name: "Appeler le 1" })).toHaveAttribute("aria-disabled", "true");
});

test("of a long line the server sends the rows that can be seen, and the tablet adds the others by itself", async () => {
  const long = Array.from({ length: 30 }, (_, index) => index + 11).reduce(
    (line, number) => then(line, "9:05", { type: "add-visit", visit: person(number) }),
    open(10),
  );
  const sent = await takenOver({ asked: 1_500, painted: 1_000 }, long);
  expect(rowsOf(sent)).toHaveLength(12);
  expect(rowsOf(document.body)).toHaveLength(12);
  await passes(1);
  expect(rowsOf(document.body)).toHaveLength(40);
});
