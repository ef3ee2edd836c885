/** @long */
import type { Browser, Locator, Page } from "playwright-core";
import { openProxy } from "#tests/support/cuttable-proxy.ts";
import { keepPicture, openBrowser, openDevice } from "#tests/support/devices.ts";
import { eventually } from "#tests/support/eventually.ts";
import { plannedPermanence, setClock, signIn, SUNDAY } from "#tests/support/neuhof-morning.ts";
import { AXE, violations } from "#tests/support/residents/faults.ts";
import { smallTargets, spilledText } from "#tests/support/residents/measure.ts";
import { startApp, type RunningApp } from "#tests/support/start-app.ts";

let app: RunningApp;
let browser: Browser;
let tablet: Page;

const CONSEILLER = "conseiller@demo.strasbourg.example";

/** CSS pixels: the tablet in landscape and portrait, and a conseiller's own phone. */
const SIZES = {
  lying: { width: 1180, height: 820 },
  standing: { width: 820, height: 1180 },
  phone: { width: 390, height: 844 },
};

const tap = (name: string | RegExp): Promise<void> => tablet.getByRole("button", { name }).first().click();
const close = (): Promise<void> => tablet.keyboard.press("Escape");
const isThere = (text: string | RegExp): Promise<void> => tablet.getByText(text).first().waitFor();

/**
 * Turns the screen, and waits until either a dialog is within reach or the page: some dialogs close when it is turned,
 * which the page hears of at the start of a frame, and what is below is given free a frame later.
 */
async function turn(size: { readonly width: number; readonly height: number }): Promise<void> {
  await tablet.setViewportSize(size);
  await tablet.waitForFunction((width) => window.innerWidth === width, size.width);
  await tablet.evaluate(() => new Promise(requestAnimationFrame));
  await tablet.waitForFunction(
    () => (document.querySelector("dialog:popover-open") === null) === (document.querySelector("[inert]") === null),
  );
}

/** The steps of a half-day: what the tablet shows, and what is done to reach the next step. */
const MORNING: readonly (readonly [shows: string, before: () => Promise<void>])[] = [
  ["before any number", () => isThere("Personne n’a encore de numéro.")],
  [
    "the numbers at the door",
    async () => {
      await tap("Donner les numéros à la porte");
      for (let person = 0; person < 5; person += 1) await tap(/^\+ 1 personne/);
      await isThere("5 personnes attendent.");
    },
  ],
  ["the code for phones", () => tap("Montrer le code QR")],
  [
    "a person called",
    async () => {
      await close();
      await tap("Ouvrir la permanence et appeler le 1");
      await isThere("Commencer");
    },
  ],
  ["the number held up to the room", () => tap("Montrer le numéro")],
  [
    "a person at the desk",
    async () => {
      await close();
      await tap("Commencer");
      await isThere("Terminer et appeler le 2");
    },
  ],
  ["where to refer the person", () => tap("Orienter vers…")],
  [
    "what can be done for somebody in line",
    async () => {
      await close();
      await tap(/^2/u);
    },
  ],
  [
    "the acts of the half-day",
    async () => {
      await close();
      await tap("Pause, fermer…");
    },
  ],
  [
    "why somebody goes without a number",
    async () => {
      await close();
      await tap("Pause, fermer…");
      await tablet.getByRole("dialog").getByRole("button", { name: "Une personne repart sans numéro" }).click();
    },
  ],
  [
    "what an incident leads to",
    async () => {
      await close();
      await tap("Pause, fermer…");
      await tap("Alarme");
      await isThere(/^C’est noté/u);
    },
  ],
  [
    "a free desk, with the report of who was helped",
    async () => {
      await close();
      // Not « Terminer et appeler le 2 »: which of the two comes first changes with the width of the screen.
      await tap(/^Terminer(?! et)/u);
      await isThere(/^Appeler le 2/u);
    },
  ],
  [
    "a report with its topic",
    async () => {
      await tablet.getByRole("button", { name: "Impôts", exact: true }).click();
      await isThere(/^Argent, impôts/u);
    },
  ],
  ["the whole report", () => tap("Plus…")],
  [
    "a report that is saved, and the next one called",
    async () => {
      await tablet.getByRole("dialog").getByRole("button", { name: "Enregistrer" }).click();
      await isThere(/^Noté/u);
    },
  ],
  [
    "what those who still wait are offered at the end",
    async () => {
      await tap("Pause, fermer…");
      await tap("Fermer la permanence");
    },
  ],
  [
    "a desk that rests",
    async () => {
      await close();
      await tap("Pause, fermer…");
      await tap("Ma table en pause");
      await isThere("Votre table est en pause.");
    },
  ],
  [
    "a line that stands still",
    async () => {
      await tap("Je reprends");
      await tap("Pause, fermer…");
      await tap("Mettre la permanence en pause");
      await isThere(/^La permanence est en pause/u);
    },
  ],
];

beforeAll(async () => {
  app = await startApp({ now: SUNDAY });
  browser = await openBrowser();
  const permanence = await plannedPermanence(app, "mairie-neuhof", "2026-11-23");
  await setClock(app, "2026-11-23T08:55:00+01:00");
  const { page, context } = await openDevice(browser, app.url, "tablet", { bypassCSP: true });
  await context.addInitScript({ path: AXE });
  tablet = page;
  await signIn(tablet, CONSEILLER, `/conseiller/permanences/${permanence}`);
});

afterAll(async () => {
  await browser?.close();
  await app?.stop();
});

test.each(MORNING)(
  "%s: no rule broken, nothing cut or too small to touch, lying, standing, or on a phone",
  async (_, before) => {
    await before();
    const faults: string[] = [];
    for (const [held, size] of Object.entries(SIZES)) {
      await turn(size);
      const found = [
        ...(await violations(tablet)).map(({ id, nodes }) => `${id}: ${nodes.join(" | ")}`),
        ...(await tablet.evaluate(smallTargets)),
        ...(await tablet.evaluate(spilledText)),
      ];
      faults.push(...found.map((fault) => `${held}: ${fault}`));
    }
    await tablet.setViewportSize(SIZES.lying);
    expect(faults).toEqual([]);
  },
);

test("what is pressed has its ring once the finger stays, and not as it comes down: a tap is answered instead", async () => {
  const pressed = tablet.getByRole("button", { name: "Pause, fermer…" });
  const ring = (): Promise<string> => pressed.evaluate((one) => getComputedStyle(one).outlineStyle);
  const asItComesDown = pressed.evaluate(
    (one) =>
      new Promise((resolve) =>
        addEventListener("mousedown", () => resolve(getComputedStyle(one).outlineStyle), { capture: true, once: true }),
      ),
  );
  await pressed.hover();
  await tablet.mouse.down();
  expect(await asItComesDown).toBe("none");
  await eventually(ring, "dashed");
  // Lifted elsewhere, so that nothing is opened.
  await tablet.mouse.move(1, 1);
  await tablet.mouse.up();
  await eventually(ring, "none");
});

test("with a dialog open Tab stays in it, Escape closes it, and the focus is where it was", async () => {
  const opener = tablet.getByRole("button", { name: "Pause, fermer…" });
  await opener.focus();
  await tablet.keyboard.press("Enter");
  await tablet.getByRole("dialog").waitFor();
  const isWithin = (): Promise<boolean> =>
    tablet.evaluate(
      () => document.activeElement === document.body || document.activeElement?.closest("dialog") !== null,
    );
  const within: boolean[] = [];
  for (let stops = 0; stops < 30; stops += 1) {
    within.push(await isWithin());
    await tablet.keyboard.press("Tab");
  }
  expect(within).not.toContain(false);
  await close();
  await eventually(() => opener.evaluate((button) => button === document.activeElement), true);
});

test("on an upright tablet the report of before is read and answered while somebody with a long topic is called, the menu is left and a call with three digits undone without scrolling", async () => {
  // A network that can be cut, and a half-day that nobody opened.
  const link = await openProxy(app.url);
  const permanence = await plannedPermanence(app, "mairie-neuhof", "2026-11-30");
  const upright = await openDevice(browser, link.url, "tablet", { viewport: SIZES.standing });
  const tapped = (name: string | RegExp): Promise<void> => upright.page.getByRole("button", { name }).first().click();
  await setClock(app, "2026-11-30T09:00:00+01:00");
  await signIn(upright.page, CONSEILLER, `/conseiller/permanences/${permanence}`);
  await tapped("Donner les numéros à la porte");
  for (let number = 1; number <= 6; number += 1) {
    await tapped(/^\+ 1 personne/);
    if (number > 1) await tapped(`${number} : CAF : signaler un changement`.replaceAll(" :", "\u00a0:"));
  }
  await tapped("Ouvrir la permanence et appeler le 1");
  await tapped("Commencer");
  await tapped("Pause, fermer…");
  await upright.page
    .getByLabel("Message à la salle")
    .fill("La permanence se termine à 11 h 30, merci de votre patience.");
  await tapped("Afficher");
  await upright.page.getByText(/^Affiché dans la salle/).waitFor();
  link.cut();
  await tapped(/^Terminer et appeler/);
  await upright.page.getByText(/n’est pas encore appelé à l’écran/).waitFor();
  const card = upright.page.getByRole("region", { name: "Compte rendu du 1" });
  const parts = [
    card.getByRole("heading"),
    card.getByRole("button").first(),
    card.getByRole("button", { name: "Plus…" }),
  ];
  await keepPicture(upright.page, "report-beside-a-call-upright");
  expect(await Promise.all(parts.map(isUncovered))).toEqual([true, true, true]);
  await tapped("Pause, fermer…");
  expect(await isUncovered(upright.page.getByRole("button", { name: "Retour", exact: true }))).toBe(true);
  await tapped("Retour");
  await tapped("Enlever le message");
  await tapped(/^\+ 1 personne/);
  await tapped("Commencer");
  await tapped(/^Terminer\s*sans appeler/);
  await tapped(/^101/);
  await tapped("C’est urgent");
  const undo = upright.page.getByRole("button", { name: "Annuler l’appel du 101" });
  await undo.waitFor();
  await keepPicture(upright.page, "call-with-three-digits-upright");
  expect(await isUncovered(upright.page.getByRole("region", { name: "Compte rendu du 2" }).getByRole("heading"))).toBe(
    true,
  );
  expect(await isUncovered(undo)).toBe(true);
  await upright.context.close();
  await link.close();
}, 60_000);

/** Whether a finger in its middle touches it, and nothing that lies over it or ends before. */
const isUncovered = (part: Locator): Promise<boolean> =>
  part.evaluate((element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    return element.contains(document.elementFromPoint(left + width / 2, top + height / 2));
  });
