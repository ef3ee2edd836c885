import type { Browser, Page } from "playwright-core";
import { openBrowser, openDevice } from "#tests/support/devices.ts";
import { eventually } from "#tests/support/eventually.ts";
import { plannedPermanence, setClock, signIn, SUNDAY, stateOfNumber } from "#tests/support/neuhof-morning.ts";
import { startApp, type RunningApp } from "#tests/support/start-app.ts";

let app: RunningApp;
let browser: Browser;
let mine: Page;
let colleagues: Page;
let permanence: string;

/** Where a tablet posts what was done; its query says whose tablet it is. */
const COMMANDS = /\/commands\?/;

const tap = (page: Page, name: string | RegExp): Promise<void> => page.getByRole("button", { name }).click();

beforeAll(async () => {
  app = await startApp({ now: SUNDAY });
  browser = await openBrowser();
  permanence = await plannedPermanence(app, "mairie-neuhof", "2026-11-23");
  await setClock(app, "2026-11-23T08:55:00+01:00");
  mine = (await openDevice(browser, app.url, "tablet")).page;
  colleagues = (await openDevice(browser, app.url, "tablet")).page;
  await signIn(mine, "conseiller@demo.strasbourg.example", `/conseiller/permanences/${permanence}`);
  await signIn(colleagues, "coordination@demo.strasbourg.example", `/conseiller/permanences/${permanence}`);
});

afterAll(async () => {
  await browser?.close();
  await app?.stop();
});

test("a reload before the answer loses nothing: the act is still done here, and the server gets it once", async () => {
  await tap(mine, "Donner les numéros à la porte");
  await tap(mine, "+ 1 personne");
  await tap(mine, "+ 1 personne");
  await tap(mine, "+ 1 personne");
  await tap(mine, "Ouvrir la permanence et appeler le 1");
  await tap(mine, "Commencer");
  await eventually(() => stateOf(1), "serving");
  await mine.route(COMMANDS, (route) => route.abort());
  await tap(mine, /^Terminer(?! et)/);
  await mine.getByText(/^Le site ne répond pas depuis/).waitFor();
  await mine.reload();
  await mine.getByRole("button", { name: "Appeler le 2" }).waitFor();
  expect(await stateOf(1)).toBe("serving");
  await mine.unroute(COMMANDS);
  await eventually(() => stateOf(1), "done");
  await mine.getByText(/^(Tout est gardé|C’est envoyé)$/).waitFor();
  const finished = await app.db.query(
    "SELECT id FROM queue_event WHERE permanence_id = $1 AND type = 'visit-finished'",
    [permanence],
  );
  expect(finished.rows).toHaveLength(1);
});

test("two tablets call the same person at once: one call succeeds, the other tablet shows at which desk the person is", async () => {
  await tap(colleagues, "Prendre une table");
  await tap(colleagues, /^Table \d/);
  let release = (): void => undefined;
  const colleagueWasFaster = new Promise<void>((resolve) => (release = resolve));
  await mine.route(COMMANDS, async (route) => (await colleagueWasFaster, route.continue()));
  await tap(mine, "Appeler le 2");
  await tap(colleagues, "Appeler le 2");
  await eventually(() => stateOf(2), "called");
  release();
  await mine.getByText(/^Le 2 est déjà appelé à la table \d\.$/).waitFor();
  await mine.getByRole("button", { name: "Appeler le 3" }).waitFor();
  const calls = await app.db.query(
    "SELECT id FROM queue_event WHERE permanence_id = $1 AND type = 'visit-called' AND visit_id = (SELECT id FROM visit WHERE permanence_id = $1 AND number = 2)",
    [permanence],
  );
  expect(calls.rows).toHaveLength(1);
});

test("acts done without network stay on the tablet: the sign-out page says so, and the next user of the team sends them in the name of who did them", async () => {
  const page = `/conseiller/permanences/${permanence}`;
  await tap(mine, "Appeler le 3");
  await tap(mine, "Commencer");
  await eventually(() => stateOf(3), "serving");
  await mine.route(COMMANDS, (route) => route.abort());
  await tap(mine, /^Terminer(?! et)/);
  await mine.getByText(/^Le site ne répond pas depuis/).waitFor();
  await mine.goto(`${app.url}/connexion?erreur=busy`);
  await mine.getByText("Des actions faites ici ne sont pas encore parties.").waitFor();
  expect(await mine.getByRole("link", { name: "Les envoyer maintenant" }).getAttribute("href")).toBe(page);
  // The page of a busy refusal is not shown here: nothing leads to it.
  await mine.getByText("Il y a trop de demandes sur le site. Attendez un peu, puis recommencez.").waitFor();
  expect(await mine.locator("a[href='#email']").count()).toBe(0);
  await tap(mine, "Se déconnecter");
  await mine.unroute(COMMANDS);
  await signIn(mine, "coordination@demo.strasbourg.example", page);
  await eventually(() => stateOf(3), "done");
  await mine.goto(`${app.url}/connexion`);
  await mine.getByRole("button", { name: "Se déconnecter" }).waitFor();
  expect(await mine.getByText("Des actions faites ici").count()).toBe(0);
  const actors = await app.db.query<{ actor: string }>(
    "SELECT DISTINCT actor FROM queue_event WHERE permanence_id = $1 AND visit_id = (SELECT id FROM visit WHERE permanence_id = $1 AND number = 3) AND type IN ('visit-called', 'visit-finished')",
    [permanence],
  );
  expect(actors.rows).toHaveLength(1);
}, 60_000);

const stateOf = (number: number): Promise<string | undefined> => stateOfNumber(app, permanence, number);
