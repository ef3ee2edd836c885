/** @long */
import type { Browser, Page } from "playwright-core";
import { keepPicture, openBrowser, openDevice, SIZES } from "#tests/support/devices.ts";
import { eventually } from "#tests/support/eventually.ts";
import { faultsAtThreeWidths } from "#tests/support/faults-at-three-widths.ts";
import { plannedPermanence, setClock, signIn, SUNDAY } from "#tests/support/neuhof-morning.ts";
import { AXE } from "#tests/support/residents/faults.ts";
import { startApp, type RunningApp } from "#tests/support/start-app.ts";

let app: RunningApp;
let browser: Browser;
let permanence: string;

beforeAll(async () => {
  [app, browser] = await Promise.all([startApp({ now: SUNDAY, env: { SMS_GATEWAY: "database" } }), openBrowser()]);
  permanence = await plannedPermanence(app, "mairie-neuhof", "2026-11-23");
  await setClock(app, "2026-11-23T08:50:00+01:00");
});

afterAll(async () => {
  await browser?.close();
  await app?.stop();
});

async function looked(device: "tablet" | "phone", javaScriptEnabled = true): Promise<Page> {
  const { page, context } = await openDevice(browser, app.url, device, { bypassCSP: true, javaScriptEnabled });
  if (javaScriptEnabled) await context.addInitScript({ path: AXE });
  return page;
}

/** The address in the mail that says that help is needed, once it has left. */
async function addressOfMail(): Promise<string> {
  let address = "";
  await eventually(async () => {
    const { rows } = await app.db.query<{ body: string }>(
      "SELECT body FROM demo_message WHERE channel = 'mail' AND subject LIKE 'Besoin d’aide%' ORDER BY kept_at DESC LIMIT 1",
    );
    address = /\/r\/[1-9a-z]{12}/u.exec(rows[0]?.body ?? "")?.[0] ?? "";
    return address !== "";
  }, true);
  return address;
}

/** Pictures of the page at each width. */
async function keepAt(page: Page, name: string): Promise<void> {
  for (const width of [390, 820, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    await keepPicture(page, `${name}-${width}`, true);
  }
}

test("a conseiller asks for help with two taps, who coordinates answers from the mail, and the conseiller reads it", async () => {
  const tablet = await looked("tablet");
  await signIn(tablet, "conseiller@demo.strasbourg.example", `/conseiller/permanences/${permanence}`);
  for (const [width, height] of [
    [390, 844],
    [820, 1180],
    [1180, 820],
  ] as const) {
    await tablet.setViewportSize({ width, height });
    await keepPicture(tablet, `tablet-with-help-${width}`);
  }
  await tablet.getByRole("button", { name: "Besoin d’aide" }).click();
  const sheet = tablet.getByRole("dialog", { name: "Besoin d’aide" });
  await sheet.getByRole("link", { name: /17/u }).waitFor();
  expect(await faultsAtThreeWidths(tablet)).toEqual([]);
  await tablet.setViewportSize({ width: 390, height: 844 });
  await keepPicture(tablet, "help-sheet-390");
  await tablet.setViewportSize(SIZES.tablet);
  await keepPicture(tablet, "help-sheet-tablet");
  await sheet.getByRole("button", { name: "Prévenir la coordination" }).click();
  await tablet.waitForURL((url) => url.pathname === `/conseiller/permanences/${permanence}/aide`);
  await tablet.getByText(/^Mail parti à /u).waitFor();
  await tablet.getByRole("link", { name: /112/u }).waitFor();
  expect(await faultsAtThreeWidths(tablet)).toEqual([]);
  await keepAt(tablet, "help-asked");

  const phone = await looked("phone", false);
  await phone.goto(await addressOfMail());
  await phone.getByRole("link", { name: /112/u }).waitFor();
  await keepPicture(phone, "help-to-answer-390", true);
  await phone.getByRole("button", { name: "Répondre" }).click();
  await phone.getByText(/C’est noté\s: vous répondez\./u).waitFor();
  await keepPicture(phone, "help-answering-390", true);

  await tablet.getByText(/^Réponse de /u).waitFor();
  await keepAt(tablet, "help-answered");
  await tablet.getByRole("link", { name: "Retour à la tablette" }).click();
  await tablet.waitForURL((url) => url.pathname === `/conseiller/permanences/${permanence}`);
});

test("without script help is asked from the reception and ended again, also in English", async () => {
  const page = await looked("phone", false);
  await signIn(page, "coordination@demo.strasbourg.example", "/accueil");
  await keepPicture(page, "reception-with-help-390", true);
  await page.getByRole("link", { name: /^Besoin d’aide\s: Mairie de quartier du Neuhof/u }).click();
  await page.getByRole("button", { name: "Prévenir la coordination" }).click();
  await page.getByRole("button", { name: "Ce n’est plus la peine" }).click();
  await page.getByRole("button", { name: "Prévenir la coordination" }).waitFor();
  await page.goto(`/en/conseiller/permanences/${permanence}/aide`);
  await page.getByRole("heading", { name: "Help needed" }).waitFor();
  await keepPicture(page, "help-en-390", true);
});
