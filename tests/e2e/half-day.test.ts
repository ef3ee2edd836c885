import type { Browser, Locator, Page } from "playwright-core";
import { routing } from "#i18n/routing.ts";
import { openProxy, type CuttableProxy } from "#tests/support/cuttable-proxy.ts";
import { keepPicture, openBrowser, openDevice } from "#tests/support/devices.ts";
import { eventually } from "#tests/support/eventually.ts";
import { plannedPermanence, setClock, signIn, SUNDAY, stateOfNumber } from "#tests/support/neuhof-morning.ts";
import { spilledText } from "#tests/support/residents/measure.ts";
import { inLocale } from "#tests/support/residents/visit.ts";
import { cutOn, FULL_ROOMS, showsOnly } from "#tests/support/room-at-its-fullest.ts";
import { startApp, type RunningApp } from "#tests/support/start-app.ts";

let app: RunningApp;
let browser: Browser;
/** The room screen and the phone reach the application through a network that can be cut. */
let link: CuttableProxy;
let tablet: Page;
let room: Page;
let phone: Page;
let permanence: string;

const onScreen = (number: number): Locator =>
  room.getByRole("main").locator("[aria-live]").getByText(String(number), { exact: true });
const calledOn = (page: Page): Locator => page.getByRole("heading", { name: "C’est à vous" });
const tap = (name: string | RegExp): Promise<void> => tablet.getByRole("button", { name }).click();

beforeAll(async () => {
  app = await startApp({ now: SUNDAY });
  browser = await openBrowser();
  link = await openProxy(app.url);
  permanence = await plannedPermanence(app, "mairie-neuhof", "2026-11-23");
  await setClock(app, "2026-11-23T08:50:00+01:00");
  tablet = (await openDevice(browser, app.url, "tablet")).page;
  room = (await openDevice(browser, link.url, "room")).page;
  phone = (await openDevice(browser, link.url, "phone")).page;
});

afterAll(async () => {
  await browser?.close();
  await link?.close();
  await app?.stop();
});

test("ten minutes before nine, the conseiller gives numbers to the people at the door", async () => {
  await signIn(tablet, "conseiller@demo.strasbourg.example", `/conseiller/permanences/${permanence}`);
  await tap("Donner les numéros à la porte");
  await tap("+ 1 personne");
  await tap("+ 1 personne");
  await tap("+ 1 personne");
  await tablet.getByText("3 personnes attendent.").waitFor();
  await keepPicture(tablet, "numbers-at-the-door");
  await eventually(
    async () => [await stateOf(1), await stateOf(2), await stateOf(3)].join(),
    "waiting,waiting,waiting",
  );
});

test("a number given twice by mistake is taken back within the minute, and stays used", async () => {
  await tap("+ 1 personne");
  await tap(/Annuler le 4/);
  await tablet.getByText("3 personnes attendent.").waitFor();
  await eventually(() => stateOf(4), "left");
});

test("a phone at the door takes a number and reads who passes before it", async () => {
  await phone.goto(app.addresses.door);
  await phone.getByRole("button", { name: "Prendre un numéro" }).click();
  await phone.waitForURL(/\/suivi\//);
  await phone.getByText("3 personnes").waitFor();
  expect(await phone.getByRole("heading", { level: 1 }).textContent()).toContain("5");
});

test("at nine the permanence opens and its first person is called: room screen and tablet show the same", async () => {
  await setClock(app, "2026-11-23T09:00:00+01:00");
  await room.goto("/ecran/mairie-neuhof");
  await tap("Ouvrir la permanence et appeler le 1");
  await onScreen(1).waitFor();
  await room.getByRole("main").getByText("Table 1").waitFor();
  await tap("Commencer");
  await tablet.getByRole("button", { name: "Terminer et appeler le 2" }).waitFor();
  await keepPicture(tablet, "tablet");
  await keepPicture(phone, "my-turn", true);
});

test("a call shows on the room's screen and on the phone by push", async () => {
  await tap("Terminer et appeler le 2");
  await tap("N’a pas répondu");
  await tap("Appeler le 3");
  await tap("Commencer");
  await tablet.getByRole("button", { name: "Terminer et appeler le 5" }).waitFor();
  await onScreen(3).waitFor();
  await tap("Terminer et appeler le 5");
  await Promise.all([calledOn(phone).waitFor(), onScreen(5).waitFor()]);
  await keepPicture(phone, "called");
  await keepPicture(room, "room-screen");
});

test("a missed call keeps its place and is offered again, and finishing can be taken back", async () => {
  await tap("Commencer");
  await tap(/^Terminer(?! et)/);
  await tap(/Annuler «\sTerminer\s» pour le 5/);
  await eventually(() => stateOf(5), "serving");
  await tap("Terminer et appeler le 2");
  await eventually(() => stateOf(2), "called");
  await calledOn(phone).waitFor({ state: "hidden" });
});

test("after a cut network, room and phone show the call without being reloaded", async () => {
  const late = (await openDevice(browser, link.url, "phone")).page;
  await late.goto(app.addresses.door);
  await late.getByRole("button", { name: "Prendre un numéro" }).click();
  await late.waitForURL(/\/suivi\//);
  await onScreen(2).waitFor();
  link.cut();
  await tap("Commencer");
  await tap("Terminer et appeler le 6");
  await eventually(() => stateOf(6), "called");
  expect(await calledOn(late).isVisible()).toBe(false);
  link.restore();
  await Promise.all([calledOn(late).waitFor(), onScreen(6).waitFor()]);
});

test.each(routing.locales)(
  "in %s nothing on the room's screen is cut, whatever it receives and however long that is",
  async (locale) => {
    for (const [name, board] of Object.entries(FULL_ROOMS)) {
      const { page } = await openDevice(browser, app.url, "room");
      await showsOnly(page, board);
      await page.goto(inLocale("/ecran/mairie-neuhof", locale));
      await page.getByRole("complementary").getByText("87", { exact: true }).waitFor();
      await page.evaluate(() => document.fonts.ready.then(() => undefined));
      expect([name, await cutOn(page)]).toEqual([name, []]);
      await page.context().close();
    }
  },
);

/** The spaces that a reader may ask for (WCAG 1.4.12). */
const WIDE_SPACES =
  "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-bottom: 2em !important }";

test.each(["fr", "ar"] as const)(
  "in %s the room's screen is enlarged by zoom, and shows everything with wider spaces or on 320 px: what does not fit is scrolled to",
  async (locale) => {
    const { page } = await openDevice(browser, app.url, "room", { bypassCSP: true });
    await showsOnly(page, FULL_ROOMS["a long wait"]!);
    await page.setViewportSize({ width: 1280, height: 720 });
    await page.goto(inLocale("/ecran/mairie-neuhof", locale));
    const earlier = page.getByRole("complementary").getByRole("listitem");
    await earlier.first().waitFor();
    await page.evaluate(() => document.fonts.ready.then(() => undefined));
    const letters = (): Promise<number> =>
      page.evaluate(() => parseFloat(getComputedStyle(document.querySelector("aside li")!).fontSize));
    const usual = await letters();
    // A window of 480 px on a screen of 1280 px is one at 267 %.
    await page.setViewportSize({ width: 480, height: 270 });
    expect((await letters()) * (1280 / 480)).toBeGreaterThanOrEqual(2 * usual - 0.1);
    for (const width of [480, 320]) {
      await page.setViewportSize({ width, height: 270 });
      expect([width, await page.evaluate(spilledText)]).toEqual([width, []]);
    }
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.addStyleTag({ content: WIDE_SPACES });
    expect(await page.evaluate(spilledText)).toEqual([]);
    expect(await earlier.count()).toBe(3);
    for (const call of await earlier.all()) expect((await call.boundingBox())?.height).toBeGreaterThan(20);
    await page.context().close();
  },
);

test("a resident books an hour, and the CAF's calendar shows the permanence", async () => {
  const resident = (await openDevice(browser, app.url, "phone")).page;
  await resident.goto("/");
  await keepPicture(resident, "home", true);
  await resident.goto(app.addresses.booking);
  await resident.getByRole("link", { name: /prime d’activité/ }).click();
  await resident.getByRole("radio").first().check();
  await resident.getByRole("button", { name: "Prendre ce rendez‑vous" }).click();
  await resident.waitForURL(/\/rendez-vous\/[\w-]{43}$/);
  await resident.getByText("Votre rendez‑vous est pris.").waitFor();
  await keepPicture(resident, "appointment", true);

  const caf = (await openDevice(browser, app.url, "desk")).page;
  await caf.goto(`${app.addresses.share}?semaine=2026-11-23`);
  await caf.getByRole("table").getByText("Neuhof").first().waitFor();
  await keepPicture(caf, "agenda", true);
  const feed = await (await fetch(`${app.url}${app.addresses.calendar}`)).text();
  expect(feed).toContain(`UID:permanence-${permanence}@`);
});

const stateOf = (number: number): Promise<string | undefined> => stateOfNumber(app, permanence, number);
