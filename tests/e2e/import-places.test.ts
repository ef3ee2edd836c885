/** @long */
import { open } from "node:fs/promises";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { openBrowser, openDevice } from "#tests/support/devices.ts";
import { signIn, SUNDAY } from "#tests/support/neuhof-morning.ts";
import { PLACE_RECORD } from "#tests/support/place-record.ts";
import { AXE, violations } from "#tests/support/residents/faults.ts";
import { smallTargets, spilledText } from "#tests/support/residents/measure.ts";
import { startApp, type RunningApp } from "#tests/support/start-app.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";

const MB = 1024 * 1024;
const folder = await temporaryFolder();
let app: RunningApp;
let browser: Browser;
let page: Page;

/** Milliseconds in which a busy machine takes 64 MB in and reads them. */
const SLOW = 120_000;

beforeAll(async () => {
  app = await startApp({ now: SUNDAY, env: { DATA_FOLDER: folder.path } });
  browser = await openBrowser();
  const opened = await openDevice(browser, app.url, "tablet", { bypassCSP: true });
  await opened.context.addInitScript({ path: AXE });
  page = opened.page;
  await signIn(page, "coordination@demo.strasbourg.example", "/coordination/lieux");
});

afterAll(async () => {
  await browser?.close();
  await app?.stop();
  await folder.remove();
});

/** A file of records of Pacé, of at least that many bytes and less than one record more; the last ones are these. */
async function fileOf(name: string, bytes: number, last: readonly object[]): Promise<string> {
  const path = join(folder.path, name);
  const file = await open(path, "w");
  await file.write("[");
  const tail = last.map((record) => JSON.stringify(record)).join(",");
  const thousand = Array.from(
    { length: 1_000 },
    (_, index) => `${JSON.stringify({ ...PLACE_RECORD, id: `${index}` })},`,
  );
  const block = thousand.join("");
  let size = 2 + Buffer.byteLength(tail);
  const each = Buffer.byteLength(block);
  for (; size + each < bytes; size += each) await file.write(block);
  await file.write(" ".repeat(Math.max(0, bytes - size)));
  await file.write(`${tail}]`);
  await file.close();
  return path;
}

const send = async (path: string, communes = "Strasbourg"): Promise<void> => {
  await page.goto(`${app.url}/coordination/lieux/importer`);
  await page.getByLabel("Fichier des lieux").setInputFiles(path);
  await page.getByLabel("Seulement ces communes").fill(communes);
  await page.getByRole("button", { name: "Voir ce qui changerait" }).press("Enter", { timeout: SLOW });
};

const strasbourg = {
  ...PLACE_RECORD,
  id: "maison-neuve",
  nom: "Maison neuve du quartier",
  commune: "STRASBOURG",
  code_postal: "67000",
  adresse: "3 place neuve",
  latitude: 48.58,
  longitude: 7.75,
};

test("a file of 64 MB is read as it comes: its trial shows the places of one commune, then they are imported", async () => {
  await send(await fileOf("pays.json", 64 * MB - 1, [strasbourg, { ...strasbourg, id: "sans-nom", nom: null }]));
  await page.getByRole("heading", { name: /Ce que ferait l’import de/ }).waitFor({ timeout: SLOW });
  await page.getByText("Maison neuve du quartier, Strasbourg").waitFor();
  await page.getByText("il manque son nom").waitFor();
  for (const width of [390, 820, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    expect([
      width,
      await violations(page),
      await page.evaluate(smallTargets),
      await page.evaluate(spilledText),
    ]).toEqual([width, [], [], []]);
  }
  await page.getByRole("button", { name: "Importer", exact: true }).press("Enter", { timeout: SLOW });
  await page.getByText("Les lieux sont importés.").waitFor({ timeout: SLOW });
  await page.goto(`${app.url}/coordination/lieux?q=${encodeURIComponent("maison neuve")}`);
  await page.getByRole("link", { name: "Maison neuve du quartier" }).waitFor();
});

test("a larger file is refused with a sentence beside it, and the communes stay as they were typed", async () => {
  await send(await fileOf("trop.json", 65 * MB, [strasbourg]), "Schiltigheim");
  await page
    .getByText(/Ce fichier dépasse 64\sMo/)
    .first()
    .waitFor({ timeout: SLOW });
  expect(await page.getByLabel("Seulement ces communes").inputValue()).toBe("Schiltigheim");
});
