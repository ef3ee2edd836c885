import { screen } from "@testing-library/react";
import { FoundData } from "#components/staff/resident-data/found-data.tsx";
import { instantOf } from "#lib/time/instant.ts";
import { shown } from "#tests/components/calendar/shown.tsx";

const found = {
  ref: "sealed",
  kind: "appointment",
  place: "Neuhof",
  start: instantOf("2026-11-24T10:00:00+01:00"),
  timeZone: "Europe/Paris",
  keeps: { name: true, phone: false, email: true },
  toCome: true,
} as const;

test("what was found is told by its kinds, and that erasing cancels the appointment first", () => {
  shown(
    <ul>
      <FoundData found={found} />
    </ul>,
  );
  expect(screen.getByRole("heading").textContent).toMatch(/^Rendez‑vous du mardi 24 novembre, 10/);
  expect(screen.getByText(/un prénom, une adresse e‑mail/)).toBeDefined();
  expect(screen.getByText(/annule d’abord/)).toBeDefined();
});

test("one button exports a page, one JSON, one erases; each sends what was found", () => {
  shown(
    <ul>
      <FoundData found={{ ...found, kind: "number", number: 12, toCome: false }} />
    </ul>,
  );
  expect(screen.getByRole("heading").textContent).toContain("Numéro 12");
  expect(screen.queryByText(/annule d’abord/)).toBeNull();
  const sent = screen.getAllByRole("button").map((button) => {
    const form = button.closest("form")!;
    return [button.textContent, form.getAttribute("action"), Object.fromEntries(new FormData(form, button))];
  });
  expect(sent).toEqual([
    ["Exporter", "/conseiller/donnees/exporter", { ref: "sealed", format: "html" }],
    ["Exporter en JSON", "/conseiller/donnees/exporter", { ref: "sealed", format: "json" }],
    ["Effacer", "/conseiller/donnees/effacer", { ref: "sealed" }],
  ]);
});

test("where nothing names anybody any more, the page says so", () => {
  shown(
    <ul>
      <FoundData found={{ ...found, keeps: { name: false, phone: false, email: false } }} />
    </ul>,
  );
  expect(screen.getByText("On ne garde ni nom ni contact.")).toBeDefined();
});
