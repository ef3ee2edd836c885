/** @long */
import type { Browser } from "playwright-core";
import { openBrowser, openDevice } from "#tests/support/devices.ts";
import { faultsAtThreeWidths } from "#tests/support/faults-at-three-widths.ts";
import { AXE } from "#tests/support/residents/faults.ts";
import { StaffKeys, type MetByKeys } from "#tests/support/staff-keys.ts";
import { startApp, type RunningApp } from "#tests/support/start-app.ts";

/**
 * The secret of the application that start-app.ts starts. Set before the first import of the server, which reads it.
 */
process.env["APP_SECRET"] = "a-secret-of-the-tests-only";
const { firstStart } = await import("#scripts/first-start.ts");

const met: MetByKeys = { used: new Set(), faults: [] };
let app: RunningApp;
let browser: Browser;
let keys: StaffKeys;

beforeAll(async () => {
  app = await startApp({ filledBy: "nothing" });
  browser = await openBrowser();
  const { page, context } = await openDevice(browser, app.url, "desk", { bypassCSP: true });
  await context.addInitScript({ path: AXE });
  keys = new StaffKeys(page, met);
  const printed = (await firstStart(app.databaseUrl, process.env["APP_SECRET"] ?? "", app.url)).join("\n");
  await keys.open(/\S+\/installation\/\S+/u.exec(printed)?.[0] ?? "");
}, 300_000);

afterAll(async () => {
  await browser?.close();
  await app?.stop();
});

test("the page of the first start breaks no rule and cuts nothing at three widths, in French and in Arabic", async () => {
  const { pathname } = new URL(keys.page.url());
  expect(await keys.page.getByRole("heading", { level: 1 }).textContent()).toBe("Mettre le service en place");
  expect(await faultsAtThreeWidths(keys.page)).toEqual([]);
  await keys.open(`/ar${pathname}`);
  expect(await faultsAtThreeWidths(keys.page)).toEqual([]);
  await keys.page.setViewportSize({ width: 1280, height: 900 });
  await keys.open(pathname);
});

test("by keyboard, what is wrong is refused beside its field, and the first organisation is made", async () => {
  await keys.write("Nom du service", "Aide numérique Rennes");
  await keys.write("Votre nom", "Administration de Rennes");
  await keys.write("Votre adresse mail", "administration@rennes.example");
  await keys.follow("Créer le service et entrer");
  await keys.page.locator("[role=alert]:focus").waitFor();
  expect(await keys.page.getByLabel("Votre nom").inputValue()).toBe("Administration de Rennes");
  expect(await faultsAtThreeWidths(keys.page)).toEqual([]);
  await keys.page.setViewportSize({ width: 1280, height: 900 });
  await keys.to("Département");
  await keys.type("35");
  await keys.follow("Créer le service et entrer");
  expect(new URL(keys.page.url()).pathname).toMatch(/^\/coordination\/premiere-heure\//u);
  expect(met.faults).toEqual([]);
  expect([...met.used]).toEqual(["/installation/[secret]"]);
});
