import { screen } from "@testing-library/react";
import { ComingCard } from "#components/place/coming-card.tsx";
import type { HeldHere } from "#components/place/held-here.ts";
import { NothingNow } from "#components/place/nothing-now.tsx";
import { OpenCard } from "#components/place/open-card.tsx";
import { StateOfPermanence } from "#components/place/state-of-permanence.tsx";
import type { Wait } from "#lib/queue/board.ts";
import { offerOf } from "#lib/schedule/offer.ts";
import { inLocale, readIn } from "#tests/components/site/in-locale.tsx";
import { at, morning, window } from "#tests/lib/schedule/mornings.ts";

const neuhof = {
  id: "neuhof", slug: "neuhof", name: "Mairie de quartier du Neuhof", shortName: "Neuhof", address: "1 rue", postalCode: "67100", city: "Strasbourg",
  latitude: 48.5, longitude: 7.7, timeZone: "Europe/Paris", languages: ["fr", "ar", "tr"], wheelchair: true,
};
const held = (change: Parameters<typeof morning>[0] = {}): HeldHere => ({ ...morning(change), at: neuhof });
const open = (change: Parameters<typeof morning>[0] = {}) => held({ status: "open", openedAt: at("9:02"), numbers: "given", ...change });
const card = (half: HeldHere, wait: Wait = { state: "nobody" }, hour = "10:00", alive = true) => readIn("fr", <OpenCard held={half} board={{ wait, alive, asOf: at(hour) }} now={at(hour)} />);

test("« Ouvert » is said with the minute at which a person confirmed it", () => {
  expect(card(open())).toMatch(/^Mairie de quartier du NeuhofOuvert jusqu’à 12 hOuverture confirmée à 9 h 02 par l’équipe/u);
});

test("before anybody confirmed it the half-day is only normally open", () => {
  const text = card(held(), { state: "unknown" });
  expect(text).toMatch(/^Mairie de quartier du NeuhofNormalement ouvert jusqu’à 12 hL’équipe ne l’a pas encore confirmé\./u);
  expect(text).not.toContain("Ouverture confirmée à");
});

test("the languages spoken and the way in with a wheelchair stand beside the name", () => {
  expect(card(open())).toContain("On parle arabe et turcAccès en fauteuil roulant");
});

test.each([
  ["nobody waits", { state: "nobody" }, "Personne n’attend. Venez maintenant."],
  ["a range", { state: "range", low: 20, high: 40 }, "Si vous arrivez maintenant :20 à 40 minutes d’attente"],
  ["a range from zero", { state: "range", low: 0, high: 15 }, "Moins de 15 minutes d’attente"],
  ["a long range, in hours", { state: "range", low: 85, high: 200 }, "1 heure à 3 heures 30 d’attente"],
  ["not known yet", { state: "unknown" }, "On ne connaît pas encore l’attente."],
] as const)("the wait in words: %s", (_, wait, sentence) => expect(card(open(), wait)).toContain(sentence));

test("a wait that is longer than what is left of the half-day says what else to do", () => {
  const late = "Aujourd’hui, ce sera sans doute trop tard. Prenez rendez-vous, ou demandez à l’équipe.";
  expect(card(open(), { state: "range", low: 60, high: 200 }, "11:00")).toContain(late);
  expect(card(open(), { state: "range", low: 55, high: 200 }, "11:00")).not.toContain(late);
  expect(card(open(), { state: "nobody" }, "11:59")).not.toContain(late);
});

test("a place without network promises no wait", () => {
  const text = card(open(), { state: "range", low: 20, high: 40 }, "10:00", false);
  expect(text).toContain("Le lieu n’a plus de réseau.");
  expect(text).not.toContain("minutes");
});

test("where no numbers are given any more, nobody is sent there", () => {
  const text = card(open({ numbers: "stopped" }), { state: "nobody" });
  expect(text).toContain("On ne donne plus de numéros.");
  expect(text).not.toContain("Venez maintenant");
});

test("a half-day of appointments first says so before its hour without appointment", () => {
  const windows = [window("9:00", "10:00", "appointment"), window("10:00", "12:00", "walk-in")];
  const coming = (change: Parameters<typeof held>[0]) => readIn("fr", <ul><ComingCard held={held(change)} /></ul>);
  expect(coming({ windows })).toContain("De 9 h à 10 h : sur rendez-vous Dès 10 h : sans rendez-vous");
  expect(coming({ windows: [window("9:00", "12:00", "mixed")] })).toContain("Avec ou sans rendez-vous");
});

test("in booked hours the card says from when one may come, and promises no wait", () => {
  const blocks = open({ windows: [window("9:00", "11:00", "appointment"), window("11:00", "12:00", "walk-in")] });
  expect(card(blocks)).toContain("Sans rendez-vous à partir de 11 h");
  expect(card(blocks)).not.toContain("Venez maintenant");
  expect(card(open({ windows: [window("9:00", "12:00", "appointment")] }))).toContain("Sur rendez-vous seulement");
});

test("a half-day later today says when it opens, one of another day its hours", () => {
  expect(readIn("fr", <ComingCard held={held({ from: "14:00", to: "17:00" })} opens />)).toBe("Ouvre à 14 h Mairie de quartier du NeuhofSans rendez-vous");
  expect(readIn("fr", <ComingCard held={held()} />)).toContain("De 9 h à 12 h");
});

test("the whole card of a half-day is one link to it", () => {
  inLocale("fr", <ComingCard held={held()} />);
  expect(screen.getByRole("link").getAttribute("href")).toBe("/permanences/2026-11-23 9:00");
});

test("a cancelled half-day says so in a word, not by its colour alone", () => {
  expect(readIn("fr", <ComingCard held={held({ status: "cancelled" })} />)).toMatch(/^Annulé/u);
});

const nothing = (half: HeldHere[], { chosen = false, sunday = false } = {}) => readIn("fr", <NothingNow offer={offerOf(half, at("8:00"))} chosen={chosen} sunday={sunday} />);

test("when nothing is open the next help is named, with its day, hours and place", () => {
  expect(nothing([held()])).toBe("Rien n’est ouvert en ce moment.La prochaine fois :lundi 23 novembre · De 9 h à 12 hMairie de quartier du Neuhof");
});

test("Sunday is said as Sunday, an empty week as an empty week, a choice without answer as such", () => {
  expect(nothing([held()], { sunday: true })).toContain("C’est dimanche. Tout est fermé.");
  expect(nothing([])).toBe("Rien n’est prévu cette semaine.Appelez-nous : on cherche avec vous.");
  expect(nothing([], { chosen: true })).toBe("Rien ne correspond à votre choix.Appelez-nous : on cherche avec vous.");
});

const state = (half: Parameters<typeof StateOfPermanence>[0]["permanence"], hour: string) => readIn("fr", <StateOfPermanence permanence={half} board={undefined} now={at(hour)} />);

test.each([
  ["to come", held(), "8:00", "lundi 23 novembreDe 9 h à 12 hSans rendez-vous"],
  ["over", held({ status: "closed" }), "13:00", "Cette permanence est terminée.lundi 23 novembre · De 9 h à 12 hVoir les autres permanences"],
  ["over without a word of anybody", held(), "13:00", "Cette permanence est terminée.lundi 23 novembre · De 9 h à 12 hVoir les autres permanences"],
  ["open beyond its hours", open(), "12:10", "L’heure de fin est passée. Appelez avant de venir."],
  ["cancelled", { ...held({ status: "cancelled" }), cancelReason: "travaux" }, "8:00", "Cette permanence est annulée.lundi 23 novembre · De 9 h à 12 hRaison : travauxVoir les autres permanences"],
] as const)("the page of a half-day that is %s says so first", (_, half, hour, text) => expect(state(half, hour)).toBe(text));

test("a card's link is called by its hours and its place, and on the place's own page by its hours", () => {
  inLocale("fr", <><ComingCard held={held()} /><ComingCard held={held({ from: "14:00", to: "17:00" })} named={false} /></>);
  expect(screen.getAllByRole("link").map((link) => link.textContent?.replaceAll(/\s/gu, " "))).toEqual(["De 9 h à 12 h Mairie de quartier du Neuhof", "De 14 h à 17 h"]);
});

test("a place keeps its French name in every language, and says that it is French", () => {
  inLocale("ar", <ComingCard held={held()} />);
  const name = screen.getByText("Mairie de quartier du Neuhof");
  expect([name.tagName, name.lang]).toEqual(["BDI", "fr"]);
});
