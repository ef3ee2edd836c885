import { screen } from "@testing-library/react";
import { LinkToGive } from "#components/staff/people/link-to-give.tsx";
import { shown } from "#tests/components/calendar/shown.tsx";

test("a sign-in link is shown as a QR code and in letters, with how long it works", () => {
  const { text } = shown(<LinkToGive link="https://rennes.example/connexion/lien/abc" minutes={15} />);
  expect(screen.getByRole("img", { name: "Code QR de l’adresse de connexion" })).toBeDefined();
  expect(text).toContain("https://rennes.example/connexion/lien/abc");
  expect(text).toContain("Elle marche une fois, pendant 15 minutes.");
});
