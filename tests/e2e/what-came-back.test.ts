/** @long */
import type { Browser, Page } from "playwright-core";
import { openProxy, type CuttableProxy } from "#tests/support/cuttable-proxy.ts";
import { keepPicture, openBrowser, openDevice } from "#tests/support/devices.ts";
import { eventually } from "#tests/support/eventually.ts";
import { plannedPermanence, setClock, signIn, SUNDAY, stateOfNumber } from "#tests/support/neuhof-morning.ts";
import { startApp, type RunningApp } from "#tests/support/start-app.ts";

let app: RunningApp;
let link: CuttableProxy;
let browser: Browser;
let mine: Page;
let colleagues: Page;
let permanence: string;

const tap = (page: Page, name: string | RegExp): Promise<void> => page.getByRole("button", { name }).click();

beforeAll(async () => {
  app = await startApp({ now: SUNDAY });
  link = await openProxy(app.url);
  browser = await openBrowser();
  permanence = await plannedPermanence(app, "mairie-neuhof", "2026-11-23");
  await setClock(app, "2026-11-23T08:55:00+01:00");
  mine = (await openDevice(browser, link.url, "tablet")).page;
  await mine.clock.install();
  colleagues = (await openDevice(browser, app.url, "tablet")).page;
  await signIn(mine, "conseiller@demo.strasbourg.example", `/conseiller/permanences/${permanence}`);
  await signIn(colleagues, "coordination@demo.strasbourg.example", `/conseiller/permanences/${permanence}`);
});

afterAll(async () => {
  await browser?.close();
  await link?.close();
  await app?.stop();
});

test("two tablets call one person, one of them without network: on its return one entry says what happened, what stands and what to say", async () => {
  await tap(mine, "Donner les numéros à la porte");
  for (let people = 0; people < 3; people += 1) await tap(mine, "+ 1 personne");
  await tap(mine, "Ouvrir la permanence et appeler le 1");
  await tap(mine, "Commencer");
  await tap(colleagues, "Prendre une table");
  await tap(colleagues, "Table 2");
  await mine.getByText("Table 2\u00a0: pas d’aide en cours").waitFor();
  await mine.getByText("Tout est gardé").waitFor();
  link.cut();
  await mine.getByText(/^Le site ne répond pas depuis/).waitFor();
  await tap(mine, "Terminer et appeler le 2");
  await tap(colleagues, "Appeler le 2");
  await eventually(() => stateOf(2), "called");
  await setClock(app, "2026-11-23T09:05:00+01:00");
  await mine.clock.fastForward("10:00");
  link.restore();
  await tap(mine, "1 chose à vérifier");
  const entry = mine.getByRole("dialog", { name: "À vérifier" }).getByRole("listitem", { name: "Numéro 2" });
  expect(await entry.getByRole("definition").allTextContents()).toEqual([
    expect.stringMatching(
      /^À 8.h.5\d, sans réseau, vous avez appelé le 2, le chat\. La table 2 l’avait déjà appelé\.$/u,
    ),
    "Le 2 est appelé à la table 2.",
    "Dites au 2 d’aller à la table 2.",
  ]);
  await keepPicture(mine, "something-to-check");
}, 120_000);

test("what stands follows the line, « Plus tard » and a reload keep the entry, and « C’est fait » ends it for good", async () => {
  await tap(mine, "Plus tard");
  await tap(colleagues, "Commencer");
  await mine.reload();
  await tap(mine, "1 chose à vérifier");
  const said = mine.getByRole("dialog").getByRole("definition");
  await said.filter({ hasText: "Le 2 est avec la table 2." }).waitFor();
  expect(await said.last().textContent()).toBe("Rien à dire.");
  await tap(mine, "C’est fait");
  await mine.getByRole("dialog").waitFor({ state: "detached" });
  await mine.getByRole("button", { name: "Appeler le 3" }).waitFor();
  expect(await mine.getByText(/à vérifier/).count()).toBe(0);
  await mine.reload();
  await mine.getByRole("button", { name: "Appeler le 3" }).waitFor();
  expect(await mine.getByText(/à vérifier/).count()).toBe(0);
}, 60_000);

const stateOf = (number: number): Promise<string | undefined> => stateOfNumber(app, permanence, number);
