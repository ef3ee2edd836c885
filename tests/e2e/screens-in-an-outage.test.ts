/** @long */
import type { Browser, Locator, Page } from "playwright-core";
import { keepPicture, openBrowser, openDevice } from "#tests/support/devices.ts";
import { startKillableServer, type KillableServer } from "#tests/support/killable-server.ts";
import { plannedPermanence, setClock, signIn, SUNDAY } from "#tests/support/neuhof-morning.ts";
import { inLocale } from "#tests/support/residents/visit.ts";
import { startApp, type RunningApp } from "#tests/support/start-app.ts";

/** A long outage, in which the screen sends nobody to a desk any more, takes a minute. */
const TEST_MS = 200_000;
/**
 * Milliseconds in which a screen says that it knows nothing, and is back: the promise, and the time of a busy machine.
 */
const PATIENCE_MS = 30_000;

let server: KillableServer;
let app: RunningApp;
let browser: Browser;
let tablet: Page;
let room: Page;
let arabic: Page;
let phone: Page;
/** How often each page was loaded again since the half-day opened: none may be. */
const loads = new Map<Page, number>();

beforeAll(async () => {
  server = await startKillableServer();
  app = await startApp({ ownServer: server.serverUrl, now: SUNDAY });
  app.db.on("error", () => undefined);
  browser = await openBrowser();
  const permanence = await plannedPermanence(app, "mairie-neuhof", "2026-11-23");
  await setClock(app, "2026-11-23T09:00:00+01:00");
  tablet = (await openDevice(browser, app.url, "tablet", { viewport: { width: 820, height: 1180 } })).page;
  room = (await openDevice(browser, app.url, "room")).page;
  arabic = (await openDevice(browser, app.url, "room")).page;
  phone = (await openDevice(browser, app.url, "phone")).page;
  await signIn(tablet, "conseiller@demo.strasbourg.example", `/conseiller/permanences/${permanence}`);
  await tap("Donner les numéros à la porte");
  for (let people = 0; people < 3; people += 1) await tap("+ 1 personne");
  await tablet.getByText("3 personnes attendent.").waitFor();
  await phone.goto(app.addresses.door);
  await phone.getByRole("button", { name: "Prendre un numéro" }).click();
  await phone.waitForURL(/\/suivi\//);
  await room.goto("/ecran/mairie-neuhof");
  await arabic.goto(inLocale("/ecran/mairie-neuhof", "ar"));
  await tap("Ouvrir la permanence et appeler le 1");
  await called(1).waitFor();
  for (const page of [tablet, room, arabic, phone]) page.on("load", () => loads.set(page, (loads.get(page) ?? 0) + 1));
});
afterAll(async () => {
  await browser?.close();
  await app?.stop();
  await server?.stop();
});

const tap = (name: string | RegExp): Promise<void> => tablet.getByRole("button", { name }).click();
const called = (number: number): Locator =>
  room.getByRole("main").locator("[aria-live]").getByText(String(number), { exact: true });
const seen = (locator: Locator): Promise<void> => locator.waitFor({ timeout: PATIENCE_MS });
const gone = (locator: Locator): Promise<void> => locator.waitFor({ state: "hidden", timeout: PATIENCE_MS });

test.each([
  ["killed", () => server.kill(), () => server.start()],
  ["frozen", () => server.freeze(), () => server.thaw()],
])(
  "the database is %s in the middle of acts: every screen stays, says so with one truth, and is back without a touch",
  async (name, fails, returns) => {
    const acts = tap(name === "killed" ? "Commencer" : /^Terminer(?! et)/);
    await fails();
    await acts;
    await Promise.all([
      seen(room.getByText(/^Pas de nouvelles depuis/)),
      seen(arabic.getByText(/^لا أخبار منذ/)),
      seen(tablet.getByText(/^Le site est en panne depuis .* Continuez\s: tout est gardé ici\./)),
      seen(phone.getByText(/^Le site est en panne, sans nouvelles depuis/)),
    ]);
    expect(await tablet.getByText("Tout est gardé", { exact: true }).count()).toBe(0);
    await called(1).waitFor();
    await keepPicture(room, `outage-${name}-room`);
    await keepPicture(tablet, `outage-${name}-tablet`);
    await keepPicture(phone, `outage-${name}-phone`);
    if (name === "killed") {
      await Promise.all([
        room.getByText("Gardez votre numéro.").waitFor({ timeout: 90_000 }),
        arabic.getByText("احتفظوا برقمكم.").waitFor({ timeout: 90_000 }),
      ]);
      await keepPicture(room, "outage-room-long");
      await keepPicture(arabic, "outage-room-long-ar");
    }
    await returns();
    await Promise.all([
      gone(room.getByText(/^Pas de nouvelles depuis/)),
      gone(arabic.getByText(/^لا أخبار منذ/)),
      seen(tablet.getByText(/^(Tout est gardé|C’est envoyé)$/)),
      gone(phone.getByText(/^Le site est en panne/)),
    ]);
    expect([...loads.values()]).toEqual([]);
  },
  TEST_MS,
);
