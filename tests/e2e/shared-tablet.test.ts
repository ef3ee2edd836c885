/** @long */
import type { Browser, BrowserContext, Page } from "playwright-core";
import { keepPicture, openBrowser, openDevice } from "#tests/support/devices.ts";
import { eventually } from "#tests/support/eventually.ts";
import { plannedPermanence, setClock, signIn, SUNDAY } from "#tests/support/neuhof-morning.ts";
import { AXE, violations } from "#tests/support/residents/faults.ts";
import { smallTargets, spilledText } from "#tests/support/residents/measure.ts";
import { planConseiller } from "#tests/support/staff-account.ts";
import { startApp, type RunningApp } from "#tests/support/start-app.ts";

let app: RunningApp;
let browser: Browser;
let coordination: Page;
let tablet: { context: BrowserContext; page: Page };
let permanence: string;

const PLACE = "/tablette?lieu=mairie-neuhof";
/** Of somebody who booked; in a range reserved for fiction (Arcep). */
const PHONE = "+33639981234";

/** Everything that the server sent to the tablet: pages, answers of the API, redirects. */
const received: string[] = [];

beforeAll(async () => {
  app = await startApp({ now: SUNDAY });
  browser = await openBrowser();
  permanence = await plannedPermanence(app, "mairie-neuhof", "2026-11-23");
  await app.db.query(
    `WITH planned AS (SELECT * FROM permanence WHERE id = $1),
       hour AS (INSERT INTO appointment (id, permanence_id, organisation_id, place_id, starts_at, ends_at, overbooked, overbook_reason, booked_at, created_at, topic_keys, code)
         SELECT gen_random_uuid(), id, organisation_id, place_id, starts_at + interval '2 hours', starts_at + interval '150 minutes', true, '', starts_at - interval '1 day', starts_at - interval '1 day', '{caf}', 'KQ7XWM' FROM planned RETURNING id, ends_at)
     INSERT INTO appointment_contact (day, appointment_id, ends_at, name, phone) SELECT (ends_at AT TIME ZONE 'UTC')::date, id, ends_at, 'Fatoumata', $2 FROM hour`,
    [permanence, PHONE],
  );
  await planConseiller(app, permanence, "Conseiller 1");
  await setClock(app, "2026-11-23T08:50:00+01:00");
  coordination = (await openDevice(browser, app.url, "desk", { bypassCSP: true })).page;
  tablet = await openDevice(browser, app.url, "tablet", { bypassCSP: true });
  for (const page of [coordination, tablet.page]) await page.context().addInitScript({ path: AXE });
  tablet.page.on("response", (answer) => {
    void answer.text().then(
      (text) => received.push(`${answer.url()} ${text}`),
      () => undefined,
    );
  });
});

afterAll(async () => {
  await browser?.close();
  await app?.stop();
});

/** What is wrong with the page at three widths. */
async function faults(page: Page): Promise<readonly string[]> {
  const before = page.viewportSize();
  const found: string[] = [];
  for (const width of [390, 820, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    found.push(
      ...(await violations(page)).map(({ id, nodes }) => `${width}: ${id}: ${nodes.join(" | ")}`),
      ...(await page.evaluate(smallTargets)).map((fault) => `${width}: ${fault}`),
      ...(await page.evaluate(spilledText)).map((fault) => `${width}: ${fault}`),
    );
    await keepPicture(page, `shared-tablet-${new URL(page.url()).pathname.replaceAll("/", "-")}-${width}`, true);
  }
  if (before) await page.setViewportSize(before);
  return found;
}

const digitsOn = async (page: Page): Promise<string> =>
  /(\d{3}) (\d{3})/
    .exec((await page.getByRole("main").textContent()) ?? "")
    ?.slice(1)
    .join("") ?? "";
const stateOfLine = (): Promise<number> =>
  tablet.page.evaluate(async (id) => (await fetch(`/api/v1/permanences/${id}/state`)).status, permanence);
const tap = (name: string | RegExp): Promise<void> => tablet.page.getByRole("button", { name }).click();

let code = "";

test("coordination makes the code of the day on the page of the place", async () => {
  await signIn(coordination, "coordination@demo.strasbourg.example", "/coordination/lieux/mairie-neuhof");
  await coordination.getByRole("button", { name: "Créer le code du jour" }).click();
  await coordination.getByText("Le code du jour est créé.").waitFor();
  code = await digitsOn(coordination);
  expect(code).toMatch(/^\d{6}$/);
  expect(await faults(coordination)).toEqual([]);
});

test("without script, five wrong codes for a place are refused beside the field, and then one has to wait", async () => {
  const { page, context } = await openDevice(browser, app.url, "tablet", { javaScriptEnabled: false });
  const { rows } = await app.db.query<{ slug: string }>("SELECT slug FROM place WHERE slug <> 'mairie-neuhof' LIMIT 1");
  await page.goto(`/tablette?lieu=${rows[0]?.slug ?? ""}`);
  const type = async (typed: string): Promise<void> => {
    await page.getByLabel("Code du jour").fill(typed);
    await page.getByRole("button", { name: "Continuer" }).click();
  };
  for (let tries = 0; tries < 5; tries += 1) {
    await type("000000");
    expect(await page.getByRole("main").textContent()).toContain("Ce code n’ouvre rien ici aujourd’hui.");
  }
  await type("000000");
  expect(await page.getByRole("main").textContent()).toContain("Trop d’essais.");
  await context.close();
});

test("without script, the code leads to the names and the name to the line", async () => {
  const { page, context } = await openDevice(browser, app.url, "tablet", { javaScriptEnabled: false });
  await page.goto("/tablette?q=neuhof");
  await page
    .getByRole("link", { name: /Neuhof/ })
    .first()
    .click();
  await page.getByLabel("Code du jour").fill(code);
  await page.getByRole("button", { name: "Continuer" }).click();
  await page.getByRole("heading", { name: "Qui êtes-vous ?" }).waitFor();
  await page.getByRole("button", { name: /Conseiller 1/ }).click();
  expect(new URL(page.url()).pathname).toBe(`/conseiller/permanences/${permanence}`);
  await context.close();
});

test("the code of the day, then one’s own name: the line of that half-day is there, and no other page of the team", async () => {
  const { page } = tablet;
  await page.goto("/tablette");
  expect(await faults(page)).toEqual([]);
  await page.goto(PLACE);
  expect(await faults(page)).toEqual([]);
  await page.getByLabel("Code du jour").fill(code);
  await page.getByRole("button", { name: "Continuer" }).click();
  await page.getByRole("button", { name: /Conseiller 1/ }).waitFor();
  expect(await faults(page)).toEqual([]);
  await page.getByRole("button", { name: /Conseiller 1/ }).click();
  await page.waitForURL((url) => url.pathname === `/conseiller/permanences/${permanence}`);
  for (const path of [
    "/conseiller",
    `/conseiller/permanences/${permanence}/a-prevenir`,
    "/conseiller/donnees",
    "/moi",
  ]) {
    await page.goto(path);
    expect([path, new URL(page.url()).pathname]).toEqual([path, "/connexion"]);
  }
  await page.goto(`/conseiller/permanences/${permanence}`);
});

test("a colleague shows a QR code for that half-day, which leads to the same names", async () => {
  await coordination.goto(`/conseiller/permanences/${permanence}/tablette`);
  await coordination.getByRole("button", { name: "Afficher le code" }).click();
  await coordination.getByRole("img", { name: /Code QR/ }).waitFor();
  expect(await faults(coordination)).toEqual([]);
  const shown = await digitsOn(coordination);
  const { page, context } = await openDevice(browser, app.url, "phone", { javaScriptEnabled: false });
  await page.goto(`/ar${PLACE}`);
  await page.getByLabel("رمز اليوم").fill(shown);
  await page.getByRole("button", { name: "متابعة" }).click();
  await page.getByRole("heading", { name: "من أنت؟" }).waitFor();
  await keepPicture(page, "shared-tablet-names-ar", true);
  await context.close();
});

test("the shared tablet gives a number, calls and helps; the act stands under the chosen name", async () => {
  await setClock(app, "2026-11-23T09:00:00+01:00");
  await tap("Donner les numéros à la porte");
  await tap("+ 1 personne");
  await tap("Ouvrir la permanence et appeler le 1");
  await tap("Commencer");
  await tap(/^Terminer/);
  await eventually(async () => {
    const { rows } = await app.db.query<{ state: string; name: string }>(
      "SELECT v.state, u.name FROM visit v JOIN user_account u ON u.id = v.conseiller_id WHERE v.permanence_id = $1",
      [permanence],
    );
    return rows.map(({ state, name }) => `${state} ${name}`).join();
  }, "done Conseiller 1");
});

test("while its half-day goes on it tells coordination of acts that it holds for another one", async () => {
  const { rows } = await app.db.query<{ permanence: string; conseiller: string }>(
    `SELECT p.id AS permanence, u.id AS conseiller FROM permanence p, user_account u
     WHERE u.name = 'Conseiller 1' AND p.place_id = (SELECT place_id FROM permanence WHERE id = $1) AND p.id <> $1 LIMIT 1`,
    [permanence],
  );
  const [before] = rows;
  await tablet.page.evaluate(
    (of) =>
      new Promise<void>((resolve) => {
        const opening = indexedDB.open("permanences-tablet");
        opening.onsuccess = () => {
          const writing = opening.result.transaction("commands", "readwrite");
          const command = { id: crypto.randomUUID(), at: 0, device: crypto.randomUUID(), conseiller: of?.conseiller };
          for (const type of ["stop-numbers", "close"])
            writing.objectStore("commands").add({ permanence: of?.permanence, command: { ...command, type } });
          writing.oncomplete = () => (opening.result.close(), resolve());
        };
      }),
    before,
  );
  await tablet.page.reload();
  await eventually(async () => {
    const told = await app.db.query<{ permanence: string; acts: number }>(
      "SELECT permanence_id AS permanence, acts FROM unsent_acts",
    );
    return told.rows.map(({ permanence: of, acts }) => `${acts} of ${of}`).join();
  }, `2 of ${before?.permanence}`);
}, 60_000);

test("closed, the tablet says so and its login is dead", async () => {
  expect(await stateOfLine()).toBe(200);
  await tap("Pause, fermer…");
  await tap("Fermer la permanence");
  for (const kept of await tablet.page.getByRole("radio", { name: "Garder, trouver une autre heure" }).all())
    await kept.check();
  await tap("Fermer la permanence");
  await tablet.page.getByText("La tablette est fermée pour cette permanence.").waitFor();
  await keepPicture(tablet.page, "shared-tablet-closed");
  // The page shows the close at once, before the server has answered it.
  await eventually(async () => String(await stateOfLine()), "401");
  await tablet.page.goto(`/conseiller/permanences/${permanence}`);
  expect(tablet.page.url()).toBe(app.url + PLACE);
});

test("nothing that the tablet received held the contact of somebody who booked", () => {
  // Each act is answered with the line; whether it is read besides depends on what the stream tells meanwhile.
  expect(received.some((text) => text.includes(`/permanences/${permanence}/commands`))).toBe(true);
  expect(
    received.filter((text) => /Fatoumata|639981234|6 39 98 12 34/.test(text)).map((text) => text.slice(0, 80)),
  ).toEqual([]);
});
