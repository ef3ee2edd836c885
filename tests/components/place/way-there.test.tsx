import { screen } from "@testing-library/react";
import { WayThere } from "#components/place/way-there.tsx";
import { inLocale } from "#tests/components/site/in-locale.tsx";
import { neuhof } from "./half-days.ts";

const map = () => screen.queryByRole("link", { name: "Voir sur une carte" });

test("a place with a street has a map", () => {
  inLocale("fr", <WayThere place={neuhof} />);
  expect(map()?.getAttribute("href")).toContain("mlat=48.5&mlon=7.7");
});

test("a place without a street has no map that would lead to a wrong door, and says to call", () => {
  const { container } = inLocale("fr", <WayThere place={{ ...neuhof, address: "Neuhof" }} />);
  expect(map()).toBeNull();
  expect(container.textContent).toContain("Appelez : on vous dit où aller.");
});
