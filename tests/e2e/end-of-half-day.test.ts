/** @long */
import type { Browser, Page } from "playwright-core";
import { keepPicture, openBrowser, openDevice } from "#tests/support/devices.ts";
import { faultsAtThreeWidths } from "#tests/support/faults-at-three-widths.ts";
import { plannedPermanence, setClock, signIn, SUNDAY } from "#tests/support/neuhof-morning.ts";
import { AXE } from "#tests/support/residents/faults.ts";
import { startApp, type RunningApp } from "#tests/support/start-app.ts";

let app: RunningApp;
let browser: Browser;
/** A half-day that the team holds on the tablet, and one that nobody opens. */
let held: string;
let forgotten: string;

const CONSEILLER = "conseiller@demo.strasbourg.example";

beforeAll(async () => {
  [app, browser] = await Promise.all([startApp({ now: SUNDAY }), openBrowser()]);
  held = await plannedPermanence(app, "mairie-neuhof", "2026-11-23");
  forgotten = await plannedPermanence(app, "mairie-neuhof", "2026-11-30");
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

/** Pictures of the page at each width, and in Arabic at that of a phone. */
async function keepAt(page: Page, name: string): Promise<void> {
  const { pathname, search } = new URL(page.url());
  for (const width of [390, 820, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    await keepPicture(page, `${name}-${width}`, true);
  }
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`/ar${pathname}${search}`);
  await keepPicture(page, `${name}-ar-390`, true);
  await page.goto(`${pathname}${search}`);
}

/** How many sheets of A4 the page is on paper. */
async function sheetsOf(page: Page): Promise<number> {
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  const paper = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
  return paper.match(/\/Type\s*\/Page[^s]/gu)?.length ?? 0;
}

async function keepOnPaper(page: Page, name: string): Promise<void> {
  await page.emulateMedia({ media: "print" });
  await page.setViewportSize({ width: 794, height: 1123 });
  await keepPicture(page, `${name}-on-paper`, true);
  await page.emulateMedia({ media: null });
}

test("after « Fermer » the tablet leads to the summary, which is sound at three widths and one sheet on paper", async () => {
  await setClock(app, "2026-11-23T08:55:00+01:00");
  const page = await looked("tablet");
  await signIn(page, CONSEILLER, `/conseiller/permanences/${held}`);
  const answer = await page.evaluate(
    async ({ id, at }) => {
      const device = crypto.randomUUID();
      const command = (act: object) => ({ id: crypto.randomUUID(), at, device, ...act });
      const visit = crypto.randomUUID();
      const commands = [
        { type: "give-numbers" },
        { type: "open", desks: [1] },
        { type: "take-desk", desk: 1 },
        { type: "add-visit", visit },
        { type: "call", visit, desk: 1 },
        { type: "start", visit },
        { type: "finish", visit },
        { type: "turn-away", reason: "full" },
        { type: "close", leftovers: [] },
      ].map(command);
      const sent = await fetch(`/api/v1/permanences/${id}/commands`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ commands }),
      });
      return (await sent.json()) as { results: { outcome: string }[] };
    },
    { id: held, at: "2026-11-23T08:56:00+01:00" },
  );
  expect(answer.results.at(-1)?.outcome).toBe("applied");
  await page.goto(`/conseiller/permanences/${held}`);
  await page.getByRole("link", { name: "Voir le bilan" }).click();
  await page.getByRole("heading", { level: 1, name: "La permanence a eu lieu." }).waitFor();
  expect(await page.getByText("Trop de monde : 1").isVisible()).toBe(true);
  expect(await faultsAtThreeWidths(page)).toEqual([]);
  await keepAt(page, "summary");
  expect(await sheetsOf(page)).toBe(1);
  await keepOnPaper(page, "summary");
});

test("without script and by keyboard one tap says that nobody came, it is taken back, and a paper sheet is entered", async () => {
  await setClock(app, "2026-11-30T18:00:00+01:00");
  const page = await looked("phone", false);
  await signIn(page, CONSEILLER, `/conseiller/permanences/${forgotten}/bilan`);
  await page.getByRole("heading", { level: 1, name: "Personne n’a ouvert la permanence." }).waitFor();
  await keepPicture(page, "summary-never-opened-390", true);
  await page.getByRole("button", { name: "Personne n’est venu" }).press("Enter");
  await page.getByText("C’est noté. Les chiffres sont à jour.").waitFor();
  await page.getByRole("heading", { level: 1, name: "Personne n’est venu." }).waitFor();
  await page.getByRole("button", { name: "Annuler cette note" }).press("Enter");
  await page.getByRole("button", { name: "Le lieu était fermé" }).press("Enter");
  await page.getByText("Raison : Le lieu était fermé.").waitFor();
  await page.goto(`/conseiller/permanences/${forgotten}/saisie`);
  await page.getByLabel("Numéros donnés").fill("5");
  await page.getByLabel("Aidées").fill("6");
  await page.getByRole("button", { name: "Enregistrer" }).press("Enter");
  await page.getByText("Il y a plus de personnes").first().waitFor();
  expect(await page.getByLabel("Aidées").inputValue()).toBe("6");
  await keepPicture(page, "sheet-refused-390", true);
  await page.getByLabel("Numéros donnés").fill("9");
  await page.getByRole("button", { name: "Enregistrer" }).press("Enter");
  await page.getByRole("heading", { level: 1, name: "La permanence a eu lieu." }).waitFor();
  await page.getByText("Saisi d’après la feuille papier : 9 sur 9.").waitFor();
});

test("without script the sheet is entered row by row: more rows, a refusal beside its row, nothing lost, and the waits count", async () => {
  const page = await looked("phone", false);
  await signIn(page, CONSEILLER, `/conseiller/permanences/${forgotten}/saisie`);
  await page.getByRole("link", { name: "Plutôt une ligne par personne" }).click();
  const row = (number: number) => page.getByRole("group", { name: `Ligne ${String(number)}`, exact: true });
  await row(1).getByLabel("Donné à").fill("905");
  await row(1).getByLabel("Appelé à").fill("9h00");
  await page.getByRole("button", { name: "Plus de lignes" }).press("Enter");
  await row(24).waitFor();
  expect(await row(1).getByLabel("Donné à").inputValue()).toBe("905");
  await row(2).getByLabel("Donné à").fill("9:10");
  await row(2).getByLabel("Résultat").selectOption("Partie ou absente");
  await page.getByRole("button", { name: "Enregistrer" }).press("Enter");
  await page.getByText("cette heure vient avant la précédente").first().waitFor();
  await keepPicture(page, "rows-refused-390", true);
  expect(await row(2).getByLabel("Donné à").inputValue()).toBe("9:10");
  await row(1).getByLabel("Appelé à").fill("9h30");
  await row(1).getByLabel("Fini à").fill("950");
  await page.getByLabel("Trop de monde").fill("2");
  await page.getByRole("button", { name: "Enregistrer" }).press("Enter");
  await page.getByText("Saisi d’après la feuille papier : 2 sur 2.").waitFor();
  await page.getByText("Attente : 25 minutes.").waitFor();
  await page.getByText("Trop de monde : 2").waitFor();
  await page.getByRole("link", { name: "Numéro 1, 20 minutes" }).click();
  await page.getByRole("heading", { level: 1, name: "J’ai aidé quelqu’un" }).waitFor();
  expect(await page.getByLabel("15 minutes").isChecked()).toBe(true);
});

test("the pages of a half-day that is entered row by row are sound at three widths", async () => {
  const page = await looked("tablet");
  await signIn(page, CONSEILLER, `/conseiller/permanences/${forgotten}/bilan`);
  expect(await faultsAtThreeWidths(page)).toEqual([]);
  await keepAt(page, "summary-from-rows");
  await page.getByRole("link", { name: "Corriger la saisie" }).click();
  await page.getByRole("heading", { level: 1, name: "Saisir la feuille ligne par ligne" }).waitFor();
  expect(await page.getByRole("group", { name: "Ligne 1", exact: true }).getByLabel("Appelé à").inputValue()).toBe(
    "09:30",
  );
  expect(await faultsAtThreeWidths(page)).toEqual([]);
  await keepAt(page, "rows-entered");
  await page.getByRole("link", { name: "Plutôt en cinq nombres" }).click();
  await page.getByLabel("Numéros donnés").fill("9");
  await page.getByLabel("Aidées").fill("6");
  await page.getByRole("button", { name: "Enregistrer" }).click();
  await page.getByText("Saisi d’après la feuille papier : 9 sur 9.").waitFor();
});

test("the pages of a half-day that is entered from paper are sound at three widths", async () => {
  const page = await looked("tablet");
  await signIn(page, CONSEILLER, `/conseiller/permanences/${forgotten}/bilan`);
  expect(await faultsAtThreeWidths(page)).toEqual([]);
  await keepAt(page, "summary-from-paper");
  await page.getByRole("link", { name: "Corriger la saisie" }).click();
  await page.getByRole("heading", { level: 1, name: "Saisir la feuille papier" }).waitFor();
  expect(await page.getByLabel("Numéros donnés").inputValue()).toBe("9");
  expect(await faultsAtThreeWidths(page)).toEqual([]);
  await keepAt(page, "sheet-entered");
});

test.each([
  ["a half-day", () => `/permanences/${forgotten}/feuille`],
  ["a place", () => "/lieux/mairie-neuhof/feuille"],
])(
  "the blank sheet of %s is one sheet of A4, two up to number 48, and sound on a screen, without login",
  async (_, at) => {
    const page = await looked("tablet");
    await page.goto(at());
    expect(await page.getByRole("row").count()).toBe(27);
    expect(await faultsAtThreeWidths(page)).toEqual([]);
    expect(await sheetsOf(page)).toBe(1);
    await keepOnPaper(page, `paper-sheet-${_.replaceAll(" ", "-")}`);
    await page.goto(`/ar${at()}`);
    expect(await sheetsOf(page)).toBe(1);
    await keepOnPaper(page, `paper-sheet-ar-${_.replaceAll(" ", "-")}`);
    await page.goto(`${at()}?a=48`);
    expect(await sheetsOf(page)).toBe(2);
  },
);

test("somebody reads their own figures, sound at three widths", async () => {
  const page = await looked("tablet");
  await signIn(page, CONSEILLER, "/conseiller/mes-chiffres");
  await page.getByRole("heading", { level: 1, name: "Mes chiffres" }).waitFor();
  expect(await faultsAtThreeWidths(page)).toEqual([]);
  await keepAt(page, "own-figures");
});

test("the sums of a month are sound at three widths, download as a table, and print", async () => {
  const page = await looked("tablet");
  await signIn(page, "coordination@demo.strasbourg.example", "/coordination/chiffres");
  await page.getByRole("heading", { level: 1, name: "Chiffres" }).waitFor();
  expect(await page.getByLabel(/À coller dans un mail/u).inputValue()).toMatch(
    / personnes ont été reçues dans \d permanences /u,
  );
  expect(await faultsAtThreeWidths(page)).toEqual([]);
  await keepAt(page, "month-figures");
  await keepOnPaper(page, "month-figures");
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Tableau pour tableur (CSV)" }).click(),
  ]);
  expect(file.suggestedFilename()).toBe("chiffres-2026-11.csv");
});
