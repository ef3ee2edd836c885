import type { Page } from "playwright-core";
import type { SceneName } from "./scenes.ts";
import type { World } from "./world.ts";

/** A page as somebody finds it: its name, in which scene, its French address, and what is done on it first. */
export type State = {
  readonly name: string;
  readonly scene: SceneName;
  readonly at: (world: World) => string;
  readonly act?: (page: Page) => Promise<void>;
  /** Made for paper: no frame around it, and its own size. */
  readonly paper?: true;
};

/** An address that is always the same, or one that a scene named, with what follows it. */
const to = (address: string) => (): string => address;
const named =
  (name: string, after = "") =>
  (world: World): string =>
    world.addressOf(name) + after;

/** Opens everything that can be opened. */
const unfold = async (page: Page): Promise<void> =>
  page.evaluate(() => document.querySelectorAll("details").forEach((one) => (one.open = true)));

const SUNDAY: readonly Omit<State, "scene">[] = [
  { name: "home-sunday", at: to("/") },
  { name: "home-chosen", at: to("/?demarche=caf-rsa&langue=ar") },
  { name: "home-nothing-for", at: to("/?demarche=caf-rsa&langue=de") },
  { name: "places", at: to("/lieux") },
  { name: "place", at: named("place") },
  { name: "place-unfolded", at: named("place"), act: unfold },
  { name: "place-unknown", at: to("/lieux/nulle-part") },
  { name: "permanence-later", at: named("face") },
  { name: "permanence-walk-in", at: named("walk-in") },
  { name: "permanence-cancelled", at: named("cancelled") },
  { name: "soonest-topics", at: to("/rendez-vous") },
  { name: "soonest-towns", at: to("/rendez-vous?demarche=caf-rsa") },
  { name: "soonest-hours", at: to("/rendez-vous?demarche=caf-rsa&ville=Strasbourg") },
  { name: "soonest-at-place", at: to("/rendez-vous?demarche=caf-rsa&lieu=face-alsace") },
  { name: "soonest-none", at: to("/rendez-vous?demarche=caf-rsa&ville=Obernai") },
  { name: "book-topic", at: named("tuesday", "/rendez-vous") },
  { name: "book-hour", at: named("tuesday", "/rendez-vous?demarche=caf-rsa") },
  { name: "book-chosen", at: named("tuesday", "/rendez-vous?demarche=caf-rsa&heure=2026-11-24T09:00:00%2B01:00") },
  { name: "book-wrong", at: named("form-wrong") },
  { name: "book-taken", at: named("form-taken") },
  { name: "book-none", at: named("friday", "/rendez-vous?demarche=caf-rsa") },
  { name: "book-walk-in-only", at: named("walk-in", "/rendez-vous") },
  { name: "book-cancelled", at: named("cancelled", "/rendez-vous") },
  { name: "appointment", at: named("booked") },
  { name: "move", at: named("booked", "/deplacer") },
  { name: "move-taken", at: named("booked", "/deplacer?refus=slot-taken&heure=2026-11-26T10:30:00%2B01:00") },
  { name: "move-none", at: named("friday-1", "/deplacer") },
  { name: "cancel", at: named("booked", "/annuler") },
  { name: "cancel-not-now", at: named("booked", "/annuler?refus=busy") },
  { name: "appointment-given-up", at: named("given-up") },
  { name: "appointment-called-off", at: named("called-off") },
  { name: "appointment-unknown", at: to("/rendez-vous/inconnu") },
  { name: "workshops", at: to("/ateliers") },
  { name: "door-closed", at: named("door") },
  { name: "door-wrong", at: to("/porte/face-alsace/un-autre-code") },
  { name: "turn-unknown", at: to("/suivi/un-autre-code") },
  { name: "help", at: to("/aide") },
  { name: "accessibility", at: to("/accessibilite") },
  { name: "privacy", at: to("/donnees-personnelles") },
  { name: "legal", at: to("/mentions-legales") },
  { name: "map", at: to("/plan-du-site") },
  { name: "lost", at: to("/nulle-part") },
  { name: "poster", at: named("place", "/affiche"), paper: true },
  { name: "cards", at: named("place", "/cartes"), paper: true },
];

const THURSDAY: readonly State[] = [
  { name: "home-nothing-now", scene: "before-nine", at: to("/") },
  { name: "door-not-yet", scene: "before-nine", at: named("door") },
  { name: "door-before-nine", scene: "numbers", at: named("door") },
  { name: "turn-not-known", scene: "numbers", at: named("helped") },
  { name: "home-nobody-waits", scene: "nobody-waits", at: to("/") },
  { name: "place-open", scene: "nobody-waits", at: named("place") },
  { name: "permanence-nobody-waits", scene: "nobody-waits", at: named("face") },
  { name: "permanence-normally-open", scene: "nobody-waits", at: named("meinau") },
  { name: "door-by-appointment", scene: "nobody-waits", at: named("door-meinau") },
  { name: "door-nobody-waits", scene: "nobody-waits", at: named("door") },
  { name: "home-open", scene: "morning", at: to("/") },
  { name: "permanence-open", scene: "morning", at: named("face") },
  { name: "door-take", scene: "morning", at: named("door") },
  { name: "door-refused", scene: "morning", at: named("door", "?refus=busy") },
  { name: "turn-waiting", scene: "morning", at: named("waiting") },
  { name: "turn-unfolded", scene: "morning", at: named("waiting"), act: unfold },
  { name: "turn-not-left", scene: "morning", at: named("waiting", "?refus=state-changed") },
  { name: "turn-waiting-long", scene: "morning", at: named("waiting-long") },
  {
    name: "turn-sound",
    scene: "morning",
    at: named("waiting"),
    act: (page) => page.locator("button[aria-describedby=sound-needs]").click(),
  },
  { name: "turn-no-news", scene: "morning", at: named("waiting"), act: hearNothing },
  { name: "turn-away", scene: "morning", at: named("away") },
  { name: "turn-called", scene: "morning", at: named("called") },
  { name: "turn-absent", scene: "morning", at: named("absent") },
  { name: "turn-absent-unfolded", scene: "morning", at: named("absent"), act: unfold },
  { name: "turn-serving", scene: "morning", at: named("serving") },
  { name: "turn-paused", scene: "morning", at: named("paused") },
  { name: "turn-done", scene: "morning", at: named("helped") },
  { name: "turn-left", scene: "morning", at: named("left") },
  { name: "turn-redirected", scene: "morning", at: named("redirected") },
  { name: "slip", scene: "morning", at: named("waiting", "/papier"), paper: true },
  { name: "appointment-here", scene: "morning", at: named("due") },
  { name: "appointment-late", scene: "morning", at: named("late") },
  { name: "move-impossible", scene: "morning", at: named("due", "/deplacer") },
  { name: "cancel-impossible", scene: "morning", at: named("due", "/annuler") },
  { name: "home-silent", scene: "silent", at: to("/") },
  { name: "permanence-silent", scene: "silent", at: named("face") },
  { name: "door-silent", scene: "silent", at: named("door") },
  { name: "turn-silent", scene: "silent", at: named("waiting") },
  { name: "home-in-pause", scene: "in-pause", at: to("/") },
  { name: "permanence-in-pause", scene: "in-pause", at: named("face") },
  { name: "door-in-pause", scene: "in-pause", at: named("door") },
  { name: "turn-in-pause", scene: "in-pause", at: named("waiting") },
  { name: "permanence-stopped", scene: "stopped", at: named("face") },
  { name: "door-stopped", scene: "stopped", at: named("door") },
  { name: "permanence-past-noon", scene: "past-noon", at: named("face") },
  { name: "permanence-over", scene: "closed", at: named("face") },
  { name: "turn-unserved", scene: "closed", at: named("waiting") },
  { name: "book-over", scene: "closed", at: named("face", "/rendez-vous") },
  { name: "appointment-past", scene: "closed", at: named("booked") },
  { name: "home-nothing-soon", scene: "works", at: to("/") },
  { name: "place-nothing-coming", scene: "works", at: named("place") },
  { name: "soonest-nothing", scene: "works", at: to("/rendez-vous") },
  { name: "workshops-none", scene: "works", at: to("/ateliers") },
  { name: "door-closed-for-long", scene: "works", at: named("door") },
];

/** Every state of every page for residents, in the order of the scenes. */
export const STATES: readonly State[] = [
  ...SUNDAY.map((state) => ({ scene: "sunday" as const, ...state })),
  ...THURSDAY,
];

/** A page whose stream broke, more than a minute later. */
async function hearNothing(page: Page): Promise<void> {
  await page.clock.install();
  await page.route("**/live", (route) => route.abort());
  await page.reload();
  await page.locator("button[aria-describedby=sound-needs]").waitFor();
  await page.clock.runFor(61_000);
  await page.locator("[aria-live] button").waitFor();
}
