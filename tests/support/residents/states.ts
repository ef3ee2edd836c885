import type { Page } from "playwright-core";
import type { StepName } from "./scenario.ts";
import type { ScenarioContext } from "./scenario-context.ts";

/** A page in one state: its name, the step in which it is visited, its French address, and what is done on it first. */
export type PageState = {
  readonly name: string;
  readonly step: StepName;
  readonly at: (context: ScenarioContext) => string;
  readonly act?: (page: Page) => Promise<void>;
  /** A page made for printing: without the site's header and footer, and with its own size. */
  readonly paper?: true;
};

/** A fixed address; `named`: an address that a step stored, with a suffix. */
const to = (address: string) => (): string => address;
const named =
  (name: string, after = "") =>
  (context: ScenarioContext): string =>
    context.addressOf(name) + after;

/** Opens every <details> of the page. */
const unfold = async (page: Page): Promise<void> =>
  page.evaluate(() => document.querySelectorAll("details").forEach((one) => (one.open = true)));

const SUNDAY: readonly Omit<PageState, "step">[] = [
  { name: "home-sunday", at: to("/") },
  { name: "home-chosen", at: to("/?demarche=caf-rsa&langue=ar") },
  { name: "home-nothing-for", at: to("/?demarche=caf-rsa&langue=de") },
  { name: "places", at: to("/lieux") },
  { name: "places-found", at: to("/lieux?q=haguenau") },
  { name: "places-none", at: to("/lieux?q=xylophone") },
  { name: "place", at: named("place") },
  { name: "place-unfolded", at: named("place"), act: unfold },
  { name: "place-unknown", at: to("/lieux/nulle-part") },
  { name: "permanence-later", at: named("permanence") },
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
  { name: "offer", at: named("offer") },
  { name: "offer-not-taken", at: named("offer", "?refus=busy") },
  { name: "offer-instead", at: named("offer-instead") },
  { name: "offer-refused", at: named("offer-refused") },
  { name: "offer-ended", at: named("offer-ended") },
  { name: "appointment-unknown", at: to("/rendez-vous/inconnu") },
  { name: "find-again", at: to("/retrouver") },
  { name: "find-again-sent", at: to("/retrouver?fait=lien") },
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

const THURSDAY: readonly PageState[] = [
  { name: "home-nothing-now", step: "before-nine", at: to("/") },
  { name: "door-not-yet", step: "before-nine", at: named("door") },
  { name: "door-before-nine", step: "numbers", at: named("door") },
  { name: "turn-not-known", step: "numbers", at: named("helped") },
  { name: "home-nobody-waits", step: "nobody-waits", at: to("/") },
  { name: "place-open", step: "nobody-waits", at: named("place") },
  { name: "permanence-nobody-waits", step: "nobody-waits", at: named("permanence") },
  { name: "permanence-normally-open", step: "nobody-waits", at: named("meinau") },
  { name: "door-by-appointment", step: "nobody-waits", at: named("door-meinau") },
  { name: "door-nobody-waits", step: "nobody-waits", at: named("door") },
  { name: "home-open", step: "morning", at: to("/") },
  { name: "permanence-open", step: "morning", at: named("permanence") },
  { name: "door-take", step: "morning", at: named("door") },
  { name: "door-refused", step: "morning", at: named("door", "?refus=busy") },
  { name: "turn-waiting", step: "morning", at: named("waiting") },
  { name: "turn-unfolded", step: "morning", at: named("waiting"), act: unfold },
  { name: "turn-not-left", step: "morning", at: named("waiting", "?refus=state-changed") },
  { name: "turn-waiting-long", step: "morning", at: named("waiting-long") },
  {
    name: "turn-sound",
    step: "morning",
    at: named("waiting"),
    act: (page) => page.locator("button[aria-describedby=sound-needs]").click(),
  },
  { name: "turn-no-news", step: "morning", at: named("waiting"), act: hearNothing },
  { name: "turn-away", step: "morning", at: named("away") },
  { name: "turn-called", step: "morning", at: named("called") },
  { name: "turn-absent", step: "morning", at: named("absent") },
  { name: "turn-absent-unfolded", step: "morning", at: named("absent"), act: unfold },
  { name: "turn-serving", step: "morning", at: named("serving") },
  { name: "turn-paused", step: "morning", at: named("paused") },
  { name: "turn-done", step: "morning", at: named("helped") },
  { name: "turn-left", step: "morning", at: named("left") },
  { name: "turn-redirected", step: "morning", at: named("redirected") },
  { name: "slip", step: "morning", at: named("waiting", "/papier"), paper: true },
  { name: "appointment-here", step: "morning", at: named("due") },
  { name: "appointment-late", step: "morning", at: named("late") },
  { name: "move-impossible", step: "morning", at: named("due", "/deplacer") },
  { name: "cancel-impossible", step: "morning", at: named("due", "/annuler") },
  { name: "home-silent", step: "silent", at: to("/") },
  { name: "permanence-silent", step: "silent", at: named("permanence") },
  { name: "door-silent", step: "silent", at: named("door") },
  { name: "turn-silent", step: "silent", at: named("waiting") },
  { name: "home-in-pause", step: "in-pause", at: to("/") },
  { name: "permanence-in-pause", step: "in-pause", at: named("permanence") },
  { name: "door-in-pause", step: "in-pause", at: named("door") },
  { name: "turn-in-pause", step: "in-pause", at: named("waiting") },
  { name: "permanence-stopped", step: "stopped", at: named("permanence") },
  { name: "door-stopped", step: "stopped", at: named("door") },
  { name: "permanence-past-noon", step: "past-noon", at: named("permanence") },
  { name: "permanence-over", step: "closed", at: named("permanence") },
  { name: "turn-unserved", step: "closed", at: named("waiting") },
  { name: "book-over", step: "closed", at: named("permanence", "/rendez-vous") },
  { name: "appointment-past", step: "closed", at: named("booked") },
  { name: "home-nothing-soon", step: "works", at: to("/") },
  { name: "place-nothing-coming", step: "works", at: named("place") },
  { name: "soonest-nothing", step: "works", at: to("/rendez-vous") },
  { name: "workshops-none", step: "works", at: to("/ateliers") },
  { name: "door-closed-for-long", step: "works", at: named("door") },
];

/** Every state of every page for residents, in the order of the steps. */
export const STATES: readonly PageState[] = [
  ...SUNDAY.map((state) => ({ step: "sunday" as const, ...state })),
  ...THURSDAY,
];

/** The page more than a minute after its stream broke. */
async function hearNothing(page: Page): Promise<void> {
  await page.clock.install();
  await page.route("**/live", (route) => route.abort());
  await page.reload();
  await page.locator("button[aria-describedby=sound-needs]").waitFor();
  await page.clock.runFor(61_000);
  await page.locator("[aria-live] button").waitFor();
}
