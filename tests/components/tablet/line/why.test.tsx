import { screen } from "@testing-library/react";
import type { LineState } from "#lib/queue/line/line-state.ts";
import { at, open, person, then } from "#tests/components/tablet/morning.ts";
import { atTime, button, passes, showTablet, tap } from "#tests/components/tablet/show-tablet.tsx";

beforeEach(() => atTime("9:00:30"));

const WHY = /^Pourquoi\s\?$/u;
const row = (number: number) => new RegExp(`^${number}`, "u");

test("« Pourquoi ? » says in one sentence why another number passes before this one", async () => {
  await showTablet(open(3));
  await tap(row(2));
  await tap(WHY);
  expect(screen.getByText("Numéro 1 : arrivé à 8 h 50. Vous, numéro 2 : 8 h 51.")).toHaveAttribute("lang", "fr");
});

test("it is said in the language of the person, with French below, and in another at a touch", async () => {
  const state = then(open(1), "9:00", { type: "add-visit", visit: person(2), language: "ar" });
  await showTablet(state);
  await tap(row(2));
  await tap(WHY);
  expect(screen.getByText("الرقم 1: وصل الساعة 8:50. أنتم، الرقم 2: الساعة 9:00.")).toHaveAttribute("dir", "rtl");
  const french = () => screen.queryByText("Numéro 1 : arrivé à 8 h 50. Vous, numéro 2 : 9 h.");
  expect(french()).toHaveAttribute("lang", "fr");
  await tap("Türkçe");
  expect(french()).toBeVisible();
  expect(screen.getByText("1 numara: geliş saati 8:50. Siz, 2 numara: 9:00.")).toHaveAttribute("lang", "tr");
  await tap("Français");
  expect(french()).toBeVisible();
});

test("with several before, each is explained at a touch; who was called out of turn too, without the team’s reason", async () => {
  const state = then(open(3), "9:00", { type: "call", visit: person(3), desk: 1, override: "child" });
  await showTablet(state);
  await tap(row(2));
  await tap(WHY);
  expect(screen.getByText("Numéro 3 : l’équipe a décidé de l’appeler avant vous.")).toBeVisible();
  await tap("1");
  expect(screen.getByText("Numéro 1 : arrivé à 8 h 50. Vous, numéro 2 : 8 h 51.")).toBeVisible();
});

test("who is next is not asked why", async () => {
  await showTablet(open(2));
  await tap(row(1));
  expect(screen.queryByRole("button", { name: WHY })).toBeNull();
});

const out = (line: LineState) => then(line, "9:00", { type: "away", visit: person(1), until: at("9:30") });

test("who is out is told that, whether nobody passes before them or others do", async () => {
  const { leave } = await showTablet(out(open(1)));
  await tap(row(1));
  await tap(WHY);
  expect(screen.getByText("Vous, numéro 1 : retour à 9 h 30. On garde votre place.")).toBeVisible();
  leave();
  await showTablet(then(out(open(2)), "9:00:20", { type: "call-next", desk: 1 }));
  await tap(row(1));
  await tap(WHY);
  expect(screen.getByText("Vous, numéro 1 : retour à 9 h 30. On garde votre place.")).toBeVisible();
  expect(button("2")).toHaveAttribute("aria-pressed", "false");
  await tap("2");
  expect(screen.getByText("Vous, numéro 1 : on appelait pendant votre sortie. On garde votre place.")).toBeVisible();
});

test("when the turn comes while one reads, that is said in the language of the person", async () => {
  const state = then(open(1), "9:00", { type: "add-visit", visit: person(2), language: "ar" });
  const { server } = await showTablet(state);
  await tap(row(2));
  await tap(WHY);
  server.becomes(then(state, "9:00:30", { type: "leave", visit: person(1), by: "staff" }));
  await passes(6);
  const sentence = screen.getByText("أنتم، الرقم 2: لا أحد قبلكم.");
  expect(sentence).toHaveAttribute("lang", "ar");
  expect(sentence).toHaveAttribute("dir", "rtl");
});
