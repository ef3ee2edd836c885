import { cleanup, fireEvent } from "@testing-library/react";
import { atTime, button, passes, showTablet } from "#tests/components/tablet/show-tablet.tsx";
import { open } from "#tests/components/tablet/morning.ts";

const marked = (): readonly (string | null)[] =>
  [...document.querySelectorAll("[data-held]")].map(({ textContent }) => textContent);

describe("what a finger stays on", () => {
  beforeEach(() => atTime("9:10"));

  test("is marked until it is lifted, wherever it is then", async () => {
    await showTablet(open(3));
    fireEvent.pointerDown(button("Chercher"));
    await passes(0.2);
    expect(marked()).toEqual(["Chercher"]);
    fireEvent.pointerUp(document.body);
    expect(marked()).toEqual([]);
  });

  test("is not marked for a tap, nor when the finger has begun to scroll", async () => {
    await showTablet(open(3));
    for (const end of [fireEvent.pointerUp, fireEvent.pointerCancel]) {
      fireEvent.pointerDown(button("Chercher"));
      end(button("Chercher"));
      await passes(0.2);
      expect(marked()).toEqual([]);
    }
  });

  test("is left to the browser again once another page follows the tablet", async () => {
    await showTablet(open(3));
    expect(document.documentElement).toHaveAttribute("data-marks-held");
    cleanup();
    expect(document.documentElement).not.toHaveAttribute("data-marks-held");
  });
});
