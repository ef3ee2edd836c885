/** @long */
import type { Browser, BrowserContext, Page } from "playwright-core";
import { openProxy, type CuttableProxy } from "#tests/support/cuttable-proxy.ts";
import { keepPicture, openBrowser, openDevice } from "#tests/support/devices.ts";
import { eventually } from "#tests/support/eventually.ts";
import { faultsAtThreeWidths } from "#tests/support/faults-at-three-widths.ts";
import { plannedPermanence, setClock, signIn, SUNDAY } from "#tests/support/neuhof-morning.ts";
import { AXE } from "#tests/support/residents/faults.ts";
import { startApp, type RunningApp } from "#tests/support/start-app.ts";

let app: RunningApp;
let link: CuttableProxy;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let permanence: string;

const CONSEILLER = "conseiller@demo.strasbourg.example";
const PRACTICE = "/conseiller/entrainement";
const MARK = "Entraînement : rien de ce que vous faites ici n’est enregistré.";

/** Requests of the page, but for its own files. */
const asked: string[] = [];

beforeAll(async () => {
  app = await startApp({ now: SUNDAY });
  link = await openProxy(app.url);
  browser = await openBrowser();
  permanence = await plannedPermanence(app, "mairie-neuhof", "2026-11-23");
  await setClock(app, "2026-11-23T08:55:00+01:00");
  ({ context, page } = await openDevice(browser, link.url, "tablet", { bypassCSP: true }));
  await context.addInitScript({ path: AXE });
  page.on("request", (request) => {
    const { pathname } = new URL(request.url());
    if (request.method() !== "GET" || /^\/api\/|\/copies$/u.test(pathname))
      asked.push(`${request.method()} ${pathname}`);
  });
});

afterAll(async () => {
  await browser?.close();
  await link?.close();
  await app?.stop();
});

const tap = (name: string | RegExp): Promise<void> => page.getByRole("button", { name }).click();
const isShown = (text: string | RegExp): Promise<void> => page.getByText(text).first().waitFor();

/** Back to where practice was opened. */
async function leave(): Promise<void> {
  await page.getByText("Étapes, quitter…").click();
  await page.getByRole("link", { name: "Quitter" }).click();
}

/** How many rows there are of what a half-day leaves behind. */
async function rows(): Promise<Readonly<Record<string, number>>> {
  const tables = ["queue_event", "visit", "queue_command", "device_exchange", "journal"];
  const counted = await app.db.query<{ name: string; count: number }>(
    tables.map((name) => `SELECT '${name}' AS name, count(*)::int AS count FROM ${name}`).join(" UNION ALL "),
  );
  return Object.fromEntries(counted.rows.map(({ name, count }) => [name, count]));
}

/** Everything that the browser of this tablet keeps for the site: how much by database and store, and texts. */
const kept = (): Promise<{ readonly stores: Readonly<Record<string, number>>; readonly texts: object }> =>
  page.evaluate(async () => {
    const answer = <Value>(asked: IDBRequest<Value>): Promise<Value> =>
      new Promise((resolve) => (asked.onsuccess = () => resolve(asked.result)));
    const stores: Record<string, number> = {};
    for (const { name = "" } of await indexedDB.databases()) {
      const database = await answer(indexedDB.open(name));
      for (const store of database.objectStoreNames)
        stores[`${name} ${store}`] = await answer(database.transaction(store).objectStore(store).count());
      database.close();
    }
    return { stores, texts: { ...localStorage, ...sessionStorage } };
  });

test("whoever begins plays a whole half-day, with an hour without network, and nothing of it leaves the page", async () => {
  await signIn(page, CONSEILLER, PRACTICE);
  await isShown(MARK);
  await isShown("Fait : 0 sur 10. Une personne arrive : touchez « + 1 personne ».");
  const before = await rows();
  const keptBefore = await kept();
  asked.length = 0;
  await tap(/^\+ 1 personne/);
  await isShown("Fait : 1 sur 10. Appelez la personne qui suit.");
  await tap("Appeler le 2");
  await isShown("Fait : 2 sur 10.");
  await tap(/^Commencer/);
  await tap(/^Terminer(?! et)/);
  await isShown("Fait : 4 sur 10. Après « Terminer » : choisissez un thème, puis « Enregistrer ».");
  const report = page.getByRole("region", { name: "Compte rendu du 2" });
  await report.locator("button[aria-pressed=false]:not([aria-disabled])").first().click();
  await tap("Enregistrer");
  await isShown("Fait : 5 sur 10. Appelez. Personne ne vient : touchez « N’a pas répondu ».");
  await tap(/^Appeler le \d/);
  await tap("N’a pas répondu");
  await isShown("Fait : 6 sur 10.");
  await tap(/^Annuler « N’a pas répondu »/);
  await isShown("Fait : 7 sur 10. Et sans réseau ? Touchez « Couper le réseau ».");
  await tap("Couper le réseau");
  await isShown("Continuez comme d’habitude.");
  await tap(/^\+ 1 personne/);
  await isShown("1 action gardée");
  await isShown("Fait : 9 sur 10. Touchez « Remettre le réseau » : ce qui attendait part seul.");
  await tap("Remettre le réseau");
  await isShown("Fait : 10 sur 10. Vous avez tout essayé. Continuez, ou recommencez.");
  await isShown(/^C’est envoyé$/);
  await keepPicture(page, "practice-done");
  expect(asked).toEqual([]);
  expect(await rows()).toEqual(before);
  expect(await kept()).toEqual(keptBefore);
  // That of the unsent acts is not even there; the page of signing in has wiped the others.
  expect(keptBefore).toEqual({
    stores: { "permanences-half-days copies": 0, "permanences-half-days device": 0, "permanences-keys keys": 0 },
    texts: {},
  });
}, 90_000);

test("« Recommencer » begins another half-day, without a trace of the first, also by keyboard", async () => {
  await page.getByText("Étapes, quitter…").press("Enter");
  await page.getByRole("button", { name: "Recommencer" }).press("Enter");
  await isShown("Fait : 0 sur 10. Une personne arrive : touchez « + 1 personne ».");
  await page.getByRole("button", { name: "Appeler le 2" }).waitFor();
  await isShown("3 personnes attendent");
  // The guard against double taps lets a press pass once the button has stood for a moment.
  await page.locator("button:not([aria-disabled])", { hasText: "Appeler le 2" }).press("Enter");
  await isShown("Fait : 1 sur 10.");
  await page.getByText("Étapes, quitter…").press("Enter");
  await page.getByText("1. Donner un numéro").waitFor();
  await page.getByRole("button", { name: "Recommencer" }).press("Enter");
});

test("every screen and dialog says that it is practice, up to the end of the half-day", async () => {
  const marks = () => page.getByRole("dialog").getByText(MARK).count();
  for (const [open, close] of [
    ["Pause, fermer…", "Retour"],
    ["Besoin d’aide", "Fermer"],
  ] as const) {
    await page.getByRole("button", { name: open }).first().click();
    expect([open, await marks()]).toEqual([open, 1]);
    await page.getByRole("dialog").getByRole("button", { name: close }).last().click();
  }
  await tap("Appeler le 2");
  await tap("Montrer le numéro");
  expect(await marks()).toBe(1);
  await keepPicture(page, "practice-number");
  await page.getByRole("dialog").getByRole("button", { name: "Fermer" }).click();
  await tap(/^Commencer/);
  await tap(/^Terminer(?! et)/);
  await tap("Pause, fermer…");
  await tap("Fermer la permanence");
  expect(await marks()).toBe(1);
  await tap("Revenir un autre jour, pour tout le monde");
  await page.getByRole("radio", { name: "Annuler" }).check();
  await page.getByRole("dialog").getByRole("button", { name: "Fermer la permanence" }).click();
  await page.getByRole("heading", { name: "Cette permanence est terminée." }).waitFor();
  await isShown(MARK);
  await page.getByText("Étapes, quitter…").click();
  await keepPicture(page, "practice-over");
  expect(await page.getByRole("link").evaluateAll((links) => links.map((one) => one.textContent))).toEqual([
    expect.stringMatching(/contenu/u),
    "Quitter",
  ]);
}, 90_000);

test("it breaks no rule and cuts nothing at three widths, in French and in Arabic", async () => {
  for (const path of [PRACTICE, `/ar${PRACTICE}`]) {
    await page.goto(path);
    await page.getByRole("heading", { level: 1 }).waitFor({ state: "attached" });
    expect(await faultsAtThreeWidths(page)).toEqual([]);
  }
}, 90_000);

test("it is found on the list, and from the tablet of a half-day, to which it leads back", async () => {
  await page.goto("/conseiller");
  await page.getByRole("link", { name: "S’entraîner" }).click();
  await isShown(MARK);
  await leave();
  await page.getByRole("heading", { name: "Mes permanences" }).waitFor();
  await page.goto(`/conseiller/permanences/${permanence}`);
  await tap("Pause, fermer…");
  await page.getByRole("link", { name: "S’entraîner" }).click();
  await isShown(MARK);
  await leave();
  await page.waitForURL(new RegExp(`/conseiller/permanences/${permanence}$`, "u"));
  const { queue_command: before = 0 } = await rows();
  await tap("Donner les numéros à la porte");
  await eventually(async () => ((await rows())["queue_command"] ?? 0) > before, true);
}, 60_000);

test("it opens without network, also on a device that keeps no half-day", async () => {
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  link.cut();
  await page.goto(PRACTICE);
  await isShown("Fait : 0 sur 10. Une personne arrive : touchez « + 1 personne ».");
  await tap(/^\+ 1 personne/);
  await isShown("Fait : 1 sur 10.");
  link.restore();
}, 60_000);

test("who is not signed in is led to where one signs in, and back", async () => {
  const answer = await fetch(app.url + PRACTICE, { redirect: "manual" });
  expect(answer.headers.get("location")).toContain(encodeURIComponent(PRACTICE));
});
