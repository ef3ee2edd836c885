import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type BrowserContext, type Page } from "playwright-core";
import { browserPath } from "#tests/support/browser.ts";
import { openLink, type CuttableLink } from "#tests/support/cuttable-link.ts";
import { keepPicture, SIZES } from "#tests/support/devices.ts";
import { eventually } from "#tests/support/eventually.ts";
import { plannedPermanence, setClock, signIn, SUNDAY } from "#tests/support/neuhof-morning.ts";
import { startApp, type RunningApp } from "#tests/support/start-app.ts";

let app: RunningApp;
let link: CuttableLink;
let folder: string;
let context: BrowserContext;
let page: Page;
let permanence: string;

/** The first start builds the application. */
const BUILD_MS = 300_000;

const CONSEILLER = "conseiller@demo.strasbourg.example";

/** Turns the tablet on: a browser on the same profile, as after a reboot. */
async function turnOn(): Promise<void> {
  context = await chromium.launchPersistentContext(folder, {
    executablePath: await browserPath(),
    args: ["--no-sandbox", "--disable-gpu", "--no-first-run"],
    baseURL: link.url,
    viewport: SIZES.tablet,
    locale: "fr-FR",
    timezoneId: "Europe/Paris",
  });
  context.setDefaultTimeout(15_000);
  page = await context.newPage();
}

const tablet = (): string => `/conseiller/permanences/${permanence}`;
const tap = (name: string | RegExp): Promise<void> => page.getByRole("button", { name }).click();
const isShown = (text: string | RegExp): Promise<void> => page.getByText(text).first().waitFor();

/** Waits until the worker answers for the page and has its document. */
const isInstalled = (): Promise<unknown> => page.waitForFunction(() => navigator.serviceWorker.controller !== null);

/** The half-days that this device keeps, each with the states of its people. */
const kept = (): Promise<Readonly<Record<string, readonly string[]>>> =>
  page.evaluate(
    () =>
      new Promise((resolve) => {
        const opening = indexedDB.open("permanences-half-days");
        opening.onsuccess = () => {
          const asked = opening.result.transaction("copies").objectStore("copies").getAll();
          asked.onsuccess = () => {
            opening.result.close();
            const copies = asked.result as { permanence: string; line: { visits: { state: string }[] } }[];
            resolve(
              Object.fromEntries(
                copies.map(({ permanence, line }) => [permanence, line.visits.map(({ state }) => state)]),
              ),
            );
          };
        };
      }),
  );

const callsTheSecond = (): Promise<void> => page.getByRole("button", { name: "Appeler le 2" }).waitFor();

beforeAll(async () => {
  app = await startApp({ now: SUNDAY });
  link = await openLink(app.url);
  folder = await mkdtemp(join(process.env["TEST_FOLDER"] ?? tmpdir(), "tablet-profile-"));
  permanence = await plannedPermanence(app, "mairie-neuhof", "2026-11-23");
  await setClock(app, "2026-11-23T08:55:00+01:00");
  await turnOn();
}, BUILD_MS);

afterAll(async () => {
  await context?.close();
  await link?.close();
  await app?.stop();
  if (folder) await rm(folder, { recursive: true, force: true });
});

test("a tablet that is loaded anew without network comes back to the same line, with the act that was not sent", async () => {
  await signIn(page, CONSEILLER, tablet());
  await tap("Donner les numéros à la porte");
  for (let people = 0; people < 3; people += 1) await tap("+ 1 personne");
  await tap("Ouvrir la permanence et appeler le 1");
  await tap("Commencer");
  await eventually(() => stateOf(1), "serving");
  await isInstalled();
  await isShown("Tout est gardé");
  await eventually(async () => (await kept())[permanence], ["serving", "waiting", "waiting"]);
  link.cut();
  await tap(/^Terminer(?! et)/);
  await isShown(/depuis \d/);
  await page.reload();
  await callsTheSecond();
  await isShown("Site injoignable, 1 action gardée");
  expect(await stateOf(1)).toBe("serving");
  await keepPicture(page, "tablet-reloaded-without-network");
}, 60_000);

test("after a reboot without network it is the same", async () => {
  await context.close();
  await turnOn();
  await page.goto(tablet());
  await callsTheSecond();
  await isShown("Site injoignable, 1 action gardée");
}, 60_000);

test("once the network is back the act is sent, without touching anything", async () => {
  link.restore();
  await eventually(() => stateOf(1), "done");
  await isShown("Tout est gardé");
}, 60_000);

const stateOf = async (number: number): Promise<string | undefined> =>
  (
    await app.db.query<{ state: string }>("SELECT state FROM visit WHERE permanence_id = $1 AND number = $2", [
      permanence,
      number,
    ])
  ).rows[0]?.state;
