import type { Browser, Page } from "playwright-core";
import { openBrowser, openDevice } from "#tests/support/devices.ts";
import { signIn, SUNDAY } from "#tests/support/neuhof-morning.ts";
import { AXE, violations } from "#tests/support/residents/faults.ts";
import { smallTargets, spilledText } from "#tests/support/residents/measure.ts";
import { startApp, type RunningApp } from "#tests/support/start-app.ts";

let app: RunningApp;
let browser: Browser;
let page: Page;

/** The first start builds the application. */
const BUILD_MS = 300_000;

const WIDTHS = [390, 820, 1280];

beforeAll(async () => {
  app = await startApp({ now: SUNDAY });
  browser = await openBrowser();
  await app.db.query(
    `WITH account AS (INSERT INTO user_account (id, email, name) VALUES (gen_random_uuid(), 'administration@demo.strasbourg.example', 'Administration') RETURNING id)
     INSERT INTO membership (user_id, organisation_id, role) SELECT account.id, organisation.id, role FROM account, organisation, unnest(ARRAY['administrator', 'coordinator', 'conseiller']) AS role WHERE slug = 'ville-de-strasbourg'`,
  );
  const opened = await openDevice(browser, app.url, "tablet", { bypassCSP: true });
  await opened.context.addInitScript({ path: AXE });
  page = opened.page;
  await signIn(page, "administration@demo.strasbourg.example", "/coordination/reglages");
}, BUILD_MS);

afterAll(async () => {
  await browser?.close();
  await app?.stop();
});

/** Whether something in the page reaches into its margins. */
function leavesItsMargin(): boolean {
  const main = document.querySelector("main")!;
  const { left, right } = main.getBoundingClientRect();
  const { paddingLeft, paddingRight } = getComputedStyle(main);
  const [from, to] = [left + Number.parseFloat(paddingLeft) - 1, right - Number.parseFloat(paddingRight) + 1];
  return [...main.querySelectorAll("*")].some((part) => {
    const box = part.getBoundingClientRect();
    return box.width > 1 && (box.left < from || box.right > to);
  });
}

/** What is wrong with the page at each width. */
async function faults(): Promise<readonly string[]> {
  const found: string[] = [];
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    found.push(
      ...(await violations(page)).map(({ id, nodes }) => `${width}: ${id}: ${nodes.join(" | ")}`),
      ...(await page.evaluate(smallTargets)).map((fault) => `${width}: ${fault}`),
      ...(await page.evaluate(spilledText)).map((fault) => `${width}: ${fault}`),
      ...((await page.evaluate(leavesItsMargin)) ? [`${width}: the content reaches into the margin of the page`] : []),
    );
  }
  return found;
}

test("the settings break no rule and cut nothing at three widths", async () => {
  expect(await faults()).toEqual([]);
});

test("by keyboard, a colour too light is refused, its darker proposal taken, and the pages say that it is saved", async () => {
  await page.getByLabel("Adresse mail").fill("aide@ville.example");
  await page.getByLabel("Département").selectOption("67");
  await page.getByLabel("Couleur des boutons").fill("#E0782F");
  await page.getByLabel("Couleur des boutons").press("Enter");
  await page
    .getByRole("alert")
    .getByText(/le blanc ne se lit pas/)
    .waitFor();
  expect(await page.getByLabel("Couleur des boutons").inputValue()).toBe("#E0782F");
  expect(await faults()).toEqual([]);
  await page.getByRole("button", { name: "Prendre" }).press("Enter");
  await page.getByText("C’est enregistré.").waitFor();
  expect(await page.getByLabel("Couleur des boutons").inputValue()).not.toBe("#e0782f");
});

test.each([
  "/coordination",
  "/coordination/lieux",
  "/coordination/lieux/creer",
  "/coordination/lieux/importer",
  "/ar/coordination/lieux/importer",
  "/coordination/lieux/mairie-neuhof",
  "/coordination/equipe",
  "/ar/coordination/equipe",
  "/coordination/equipe/inviter",
  "/coordination/demarches",
  "/coordination/demarches/creer",
  "/coordination/demarches/impots",
  "/coordination/appareils",
  "/coordination/partages",
  "/coordination/partages/creer",
  "/coordination/documents",
  "/coordination/documents/registre",
  "/coordination/journal",
  "/coordination/premiere-heure/compte",
  "/coordination/premiere-heure/mails",
  "/coordination/premiere-heure/service",
  "/coordination/premiere-heure/lieux",
  "/coordination/premiere-heure/equipe",
  "/coordination/premiere-heure/demarches",
  "/coordination/premiere-heure/ouverture",
  "/ar/coordination/premiere-heure/ouverture",
  "/ar/coordination/premiere-heure/service",
  "/conseiller",
  "/conseiller/donnees",
  "/moi",
  "/appareil",
])("%s breaks no rule and cuts nothing at three widths", async (path) => {
  const answer = await page.goto(app.url + path);
  expect([answer?.status(), new URL(page.url()).pathname]).toEqual([200, path]);
  expect(await faults()).toEqual([]);
});
