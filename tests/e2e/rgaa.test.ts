/** @long */
import type { Browser, Page } from "playwright-core";
import { openBrowser, openDevice, USUAL } from "#tests/support/devices.ts";
import { plannedPermanence, setClock, signIn, SUNDAY } from "#tests/support/neuhof-morning.ts";
import { alfaFaults } from "#tests/support/residents/alfa-faults.ts";
import { startApp, type RunningApp } from "#tests/support/start-app.ts";

let app: RunningApp;
let browser: Browser;
let phone: Page;
let tablet: Page;

beforeAll(async () => {
  app = await startApp({ now: SUNDAY });
  browser = await openBrowser();
  const permanence = await plannedPermanence(app, "mairie-neuhof", "2026-11-23");
  await setClock(app, "2026-11-23T08:55:00+01:00");
  phone = (await openDevice(browser, app.url, "phone", { bypassCSP: true })).page;
  tablet = (await openDevice(browser, app.url, "tablet", { bypassCSP: true })).page;
  await signIn(tablet, "conseiller@demo.strasbourg.example", `/conseiller/permanences/${permanence}`);
});

afterAll(async () => {
  await browser?.close();
  await app?.stop();
});

test("a page with planted faults is not found right: Alfa's packages fit together", async () => {
  const page = await browser.newPage(USUAL);
  await page.setContent(
    '<!doctype html><html lang="fr"><head><title>Essai</title></head><body><main><h1>Essai</h1><img src="a.png"><button></button><input></main></body></html>',
  );
  const rules = (await alfaFaults(page)).map((fault) => fault.split(":")[0]);
  expect(rules.toSorted()).toEqual(["sia-r12", "sia-r2", "sia-r8", "sia-r87"]);
  await page.close();
});

/** The pages of the audit's sample that need no act before, in French. */
const PAGES: readonly (readonly [name: string, at: () => string])[] = [
  ["home", () => "/"],
  ["places", () => "/lieux"],
  ["a place", () => "/lieux/mairie-neuhof"],
  ["a booking", () => app.addresses.booking],
  ["the soonest hours", () => "/rendez-vous"],
  ["workshops", () => "/ateliers"],
  ["a shared calendar", () => `${app.addresses.share}?semaine=2026-11-23`],
  ["the sign-in", () => "/connexion"],
  ["help", () => "/aide"],
  ["accessibility", () => "/accessibilite"],
  ["personal data", () => "/donnees-personnelles"],
  ["legal mentions", () => "/mentions-legales"],
  ["the site map", () => "/plan-du-site"],
  ["an unknown page", () => "/nulle-part"],
  ["an unknown calendar", () => "/agenda/inconnu"],
  ["an unknown appointment", () => "/rendez-vous/inconnu"],
  ["an unknown place", () => "/lieux/nulle-part"],
  ["an address that no place can have", () => "/lieux/NULLE%20PART"],
];

test.each(PAGES)("Alfa finds no fault on %s", async (_, at) => {
  await phone.goto(at());
  await phone.evaluate(() => document.fonts.ready.then(() => undefined));
  expect(await alfaFaults(phone)).toEqual([]);
});

test.each(PAGES)("the title of %s stands in its head, and says what its heading says", async (_, at) => {
  const sent = await (await fetch(`${app.url}${at()}`)).text();
  const head = sent.slice(0, sent.indexOf("<body"));
  const title = /<title>([^<]*)<\/title>/u.exec(head)?.[1] ?? "(no title in the head)";
  expect(sent.slice(head.length)).not.toContain("<title>");
  await phone.goto(at());
  const heading = (await phone.getByRole("heading", { level: 1 }).textContent()) ?? "";
  const plain = (text: string): string => text.replace(/[\s\u00a0]+/gu, " ").trim();
  // Home, help and booking have a heading that speaks to the reader; their titles name the page.
  const named = ["/", "/aide", app.addresses.booking, "/rendez-vous"].includes(at());
  if (named) expect(title).toMatch(/\S/u);
  else expect(plain(title)).toContain(plain(heading));
});

test("the page that asks for the code is named for it", async () => {
  const { page } = await openDevice(browser, app.url, "phone");
  await page.goto("/connexion");
  await page.getByLabel("Votre adresse mail").fill("coordination@demo.strasbourg.example");
  await page.getByRole("button", { name: "Recevoir un code" }).click();
  await page.getByLabel("Code à 6 chiffres").waitFor();
  expect(await page.title()).toContain("Votre code");
  await page.context().close();
});

test("Alfa finds no fault on the tablet, from the door to a person at the table", async () => {
  const tap = (name: string | RegExp): Promise<void> => tablet.getByRole("button", { name }).first().click();
  expect(await alfaFaults(tablet)).toEqual([]);
  await tap("Donner les numéros à la porte");
  for (let person = 0; person < 2; person += 1) await tap(/^\+ 1 personne/);
  expect(await alfaFaults(tablet)).toEqual([]);
  await tap("Ouvrir la permanence et appeler le 1");
  await tablet.getByText("Commencer").first().waitFor();
  expect(await alfaFaults(tablet)).toEqual([]);
  await tap("Commencer");
  await tablet.getByText("Terminer et appeler le 2").first().waitFor();
  expect(await alfaFaults(tablet)).toEqual([]);
});

test("Alfa finds no fault on the room's screen but that nothing stands before its content to be skipped", async () => {
  const { page } = await openDevice(browser, app.url, "room", { bypassCSP: true });
  await page.goto("/ecran/mairie-neuhof");
  await page.getByRole("main").waitFor();
  expect((await alfaFaults(page)).filter((fault) => !fault.startsWith("sia-r87"))).toEqual([]);
  await page.context().close();
});

test("by keyboard on a phone the focus follows the eye down the tablet, and is never lost after an act", async () => {
  await tablet.setViewportSize({ width: 390, height: 844 });
  await tablet.evaluate(() => {
    document.body.tabIndex = -1;
    document.body.focus();
    document.body.removeAttribute("tabindex");
    scrollTo(0, 0);
  });
  const tops: number[] = [];
  const focusedTop = (): Promise<number | undefined> =>
    tablet.evaluate(() => {
      const one = document.activeElement;
      return one && one !== document.body ? one.getBoundingClientRect().top + scrollY : undefined;
    });
  for (let stop = 0; stop < 60; stop += 1) {
    await tablet.keyboard.press("Tab");
    const top = await focusedTop();
    if (top === undefined) break;
    tops.push(Math.round(top));
  }
  // The skip link lies over the page's head; two stops of one row may differ by a few pixels.
  const below = tops.slice(1);
  expect(below.length).toBeGreaterThan(6);
  expect(below.filter((top, index) => index > 0 && top < (below[index - 1] ?? 0) - 24)).toEqual([]);
  const next = tablet.getByRole("button", { name: "Terminer et appeler le 2" });
  await next.focus();
  await tablet.waitForFunction(() => document.activeElement?.getAttribute("aria-disabled") !== "true");
  await tablet.keyboard.press("Enter");
  await tablet.getByRole("button", { name: "Commencer" }).waitFor();
  await tablet.locator("h2:focus").waitFor();
});
