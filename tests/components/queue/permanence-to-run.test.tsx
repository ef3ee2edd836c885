import "@testing-library/jest-dom";
import { render, screen } from "@testing-library/react";
import { NextIntlClientProvider } from "next-intl";
import { PermanenceToRun } from "#components/queue/permanence-to-run.tsx";
import type { Permanence } from "#lib/schedule/permanence.ts";
import { instantOf, type Instant } from "#lib/time/instant.ts";
import messages from "#messages/fr.json";

const at = (time: string): Instant => instantOf(`2026-09-07T${time}:00+02:00`);

const permanence: Permanence = {
  id: "p1",
  place: "neuhof",
  span: { start: at("09:00"), end: at("12:00") },
  localDate: "2026-09-07",
  timeZone: "Europe/Paris",
  status: "scheduled",
  numbers: "not-yet",
  desks: 2,
  bookableLanes: 1,
  windows: [],
  topics: [],
};

function show(given: Partial<Permanence>, now: string, table?: number): void {
  render(
    <NextIntlClientProvider locale="fr" messages={messages}>
      <PermanenceToRun
        permanence={{ ...permanence, ...given }}
        place="Mairie de quartier du Neuhof"
        table={table}
        now={at(now)}
      />
    </NextIntlClientProvider>,
  );
}

const link = (): HTMLElement => screen.getByRole("link", { name: /Mairie de quartier du Neuhof/ });

test("the half-day that begins within the hour is one big tap, with my table", () => {
  show({}, "08:05", 2);
  expect(link()).toHaveAttribute("href", "/conseiller/permanences/p1");
  expect(link()).toHaveTextContent("lundi 7 septembre, 9 h – 12 hVotre table : 2C’est maintenant");
  expect(link()).toHaveClass("bg-accent");
});

test("a later one is a line, not a big tap", () => {
  show({}, "07:55");
  expect(link()).not.toHaveTextContent("C’est maintenant");
  expect(link()).not.toHaveClass("bg-accent");
});

test("an open one says since when a person confirmed it, also after its hours", () => {
  show({ status: "open", openedAt: at("09:02") }, "12:20");
  expect(link()).toHaveTextContent("ouverte depuis 9 h 02");
  expect(link()).toHaveClass("bg-accent");
});

test.each([
  ["closed", "terminée"],
  ["cancelled", "annulée"],
] as const)("one that is %s leads nowhere", (status, word) => {
  show({ status }, "10:00");
  expect(screen.queryByRole("link")).not.toBeInTheDocument();
  expect(screen.getByText(word)).toBeInTheDocument();
});

test("one that nobody opened is no longer « maintenant » when its hours are over", () => {
  show({}, "12:00");
  expect(link()).not.toHaveTextContent("C’est maintenant");
});
