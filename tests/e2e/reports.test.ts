/** @long */
import type { Browser, Page } from "playwright-core";
import { keepPicture, openBrowser, openDevice } from "#tests/support/devices.ts";
import { faultsAtThreeWidths } from "#tests/support/faults-at-three-widths.ts";
import { plannedPermanence, setClock, signIn, SUNDAY } from "#tests/support/neuhof-morning.ts";
import { AXE } from "#tests/support/residents/faults.ts";
import { startApp, type RunningApp } from "#tests/support/start-app.ts";

let app: RunningApp;
let browser: Browser;

const CONSEILLER = "conseiller@demo.strasbourg.example";
const REPORTS = "/conseiller/comptes-rendus";

beforeAll(async () => {
  [app, browser] = await Promise.all([startApp({ now: SUNDAY }), openBrowser()]);
  await setClock(app, "2026-11-23T12:10:00+01:00");
  const permanence = await plannedPermanence(app, "mairie-neuhof", "2026-11-23");
  await app.db.query(
    `INSERT INTO visit (id, permanence_id, number, state, joined_at, topic_key, desk, conseiller_id, called_at, started_at, ended_at)
     SELECT gen_random_uuid(), $1, 900 + step, 'done', $2::timestamptz, 'caf-logement', 1, id, $2::timestamptz + step * interval '1 minute',
       $2::timestamptz + step * interval '1 minute', $2::timestamptz + step * interval '1 minute' + interval '41 minutes'
     FROM user_account CROSS JOIN generate_series(1, 3) AS step WHERE email = $3`,
    [permanence, "2026-11-23T09:05:00+01:00", CONSEILLER],
  );
});

afterAll(async () => {
  await browser?.close();
  await app?.stop();
});

async function looked(javaScriptEnabled = true): Promise<Page> {
  const { page, context } = await openDevice(browser, app.url, "tablet", { bypassCSP: true, javaScriptEnabled });
  if (javaScriptEnabled) await context.addInitScript({ path: AXE });
  return page;
}

/** Pictures of the page at each width, and that nothing in it is cut or breaks a rule. */
async function looksAt(page: Page, name: string): Promise<void> {
  for (const width of [390, 820, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    await keepPicture(page, `${name}-${width}`, true);
  }
  expect(await faultsAtThreeWidths(page)).toEqual([]);
}

test("a report is written in two taps without script, with the theme and the minutes known beforehand", async () => {
  const page = await looked(false);
  await signIn(page, CONSEILLER, "/conseiller");
  await page.getByRole("link", { name: /^\d+ comptes rendus à faire$/u }).click();
  await page.getByRole("link", { name: /^Numéro 901/u }).click();
  expect(await page.getByRole("checkbox", { name: "Logement", exact: true }).isChecked()).toBe(true);
  expect(await page.getByRole("radio", { name: /^45/u }).isChecked()).toBe(true);
  await page.getByRole("button", { name: "Enregistrer" }).click();
  await page.getByText("Le compte rendu est écrit.").waitFor();
  await page.getByRole("heading", { name: /^Faits en novembre/u }).waitFor();
  expect(await page.getByRole("link", { name: /^Numéro 90/u }).count()).toBe(2);
  await page.context().close();
});

test("help without a number and a workshop are noted, refused with their reasons, corrected and copied", async () => {
  const page = await looked();
  await signIn(page, CONSEILLER, REPORTS);
  await page.getByRole("link", { name: "J’ai aidé quelqu’un" }).click();
  await looksAt(page, "report-help");
  await page.getByLabel("Où", { exact: true }).selectOption({ label: "À domicile" });
  await page.getByLabel("Commune").fill("Nulle part");
  await page.getByRole("checkbox", { name: "E-mail", exact: true }).check();
  await page.getByRole("radio", { name: /^30/u }).check();
  await page.getByRole("button", { name: "Enregistrer" }).click();
  await page.getByText("Aucune commune de ce nom n’a ce code postal.").first().waitFor();
  await page.getByLabel("Commune").fill("67100 Strasbourg");
  expect(await page.getByRole("checkbox", { name: "E-mail", exact: true }).isChecked()).toBe(true);
  await page.getByRole("button", { name: "Enregistrer" }).click();
  await page.getByText("Le compte rendu est écrit.").waitFor();
  await page.getByRole("link", { name: "Atelier", exact: true }).click();
  await page.getByLabel("Nombre de personnes").fill("5");
  await page.getByText("Qui était là").click();
  await page.getByLabel("Féminin").fill("6");
  await page.getByRole("checkbox", { name: "E-mail", exact: true }).check();
  await page.getByRole("radio", { name: /^2/u }).check();
  await page.getByRole("button", { name: "Enregistrer" }).click();
  await page.getByText("C’est plus que le nombre de personnes.").first().waitFor();
  await looksAt(page, "report-workshop");
  await page.getByLabel("Féminin").fill("3");
  await page.getByRole("button", { name: "Enregistrer" }).click();
  await page.getByText("Le compte rendu est écrit.").waitFor();
  await page.getByText("Copier", { exact: true }).first().click();
  await page.getByRole("button", { name: "Copier le texte" }).first().waitFor();
  await looksAt(page, "reports");
  await page.goto(new URL(`/ar${REPORTS}`, app.url).href);
  await looksAt(page, "reports-ar");
  await page
    .getByRole("link", { name: /901|902|903/u })
    .first()
    .click();
  await looksAt(page, "report-ar");
  await page.context().close();
});
