import type { Browser, Page } from "playwright-core";
import { openBrowser, openDevice, keepPicture } from "#tests/support/devices.ts";
import { eventually } from "#tests/support/eventually.ts";
import { faultsAtThreeWidths } from "#tests/support/faults-at-three-widths.ts";
import { signIn } from "#tests/support/neuhof-morning.ts";
import { AXE } from "#tests/support/residents/faults.ts";
import { StaffKeys, type MetByKeys } from "#tests/support/staff-keys.ts";
import { startApp, type RunningApp } from "#tests/support/start-app.ts";

/** A Wednesday, ten minutes before the half-day that is planned in it. */
const NOW = "2026-12-02T13:50:00+01:00";
const GUIDE = "/coordination/premiere-heure";
const EMAIL = "administration@rennes.example";

let app: RunningApp;
let browser: Browser;
let page: Page;
let keys: StaffKeys;
const met: MetByKeys = { used: new Set(), faults: [] };

beforeAll(async () => {
  app = await startApp({ now: NOW });
  browser = await openBrowser();
  // An organisation as its first administrator finds it; who administers alone coordinates too.
  await app.db.query(
    `WITH city AS (INSERT INTO organisation (id, slug, name, kind, runs_permanences) VALUES (gen_random_uuid(), 'rennes', 'Ville de Rennes', 'city', true) RETURNING id),
       settings AS (INSERT INTO organisation_settings (organisation_id, service_name, department) SELECT id, 'Aide numérique Rennes', '35' FROM city),
       account AS (INSERT INTO user_account (id, email) VALUES (gen_random_uuid(), $1) RETURNING id)
     INSERT INTO membership (user_id, organisation_id, role) SELECT account.id, city.id, role FROM account, city, unnest(ARRAY['administrator', 'coordinator']) AS role`,
    [EMAIL],
  );
  const opened = await openDevice(browser, app.url, "desk", { bypassCSP: true });
  await opened.context.addInitScript({ path: AXE });
  page = opened.page;
  keys = new StaffKeys(page, met);
  await signIn(page, EMAIL, "/coordination");
});

// Each test by itself: at each stop the focus is seen, and no form loses it.
afterEach(() => expect(met.faults.splice(0)).toEqual([]));

afterAll(async () => {
  await browser?.close();
  await app?.stop();
});

/** Waits for the page of a step. */
async function isAt(step: string): Promise<void> {
  await page.waitForURL((url) => url.pathname === `${GUIDE}/${step}`);
}

test.each(["compte", "mails", "service", "lieux", "equipe", "demarches", "ouverture"])(
  "with nothing set up, the step « %s » breaks no rule and cuts nothing at three widths",
  async (step) => {
    await page.goto(`${GUIDE}/${step}`);
    expect(await faultsAtThreeWidths(page)).toEqual([]);
  },
);

test("by keyboard, the first page of coordination leads to the first step, and the account is named", async () => {
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.goto("/coordination");
  await page.getByRole("heading", { name: "Continuer la mise en route" }).waitFor();
  await keys.follow(/Continuer : votre compte/);
  await isAt("compte");
  await keys.write("Votre nom", "Administration de Rennes");
  await keys.follow(/Enregistrer et continuer/);
  await isAt("mails");
});

test("by keyboard, without mail, the step says what the technician sets, and goes on", async () => {
  await page.getByText("SMTP_URL").waitFor();
  await keys.follow(/Continuer sans mails/);
  await isAt("service");
});

test("by keyboard alone, the service is said, a colour too light refused and its darker one taken", async () => {
  await keys.write("Téléphone", "02 61 91 00 36");
  await keys.write("Adresse mail", "aide@rennes.example");
  await keys.write("Couleur des boutons", "#E0782F");
  await keys.send();
  await page.getByText("Avec la couleur proposée").waitFor();
  await keepPicture(page, "first-hour-colour", true);
  await keys.follow("Prendre");
  await page.getByText("C’est enregistré.").waitFor();
  await keys.follow(/Enregistrer et continuer/);
  await isAt("lieux");
});

test("by keyboard, a place is typed by hand", async () => {
  await keys.write("Nom", "Maison de quartier");
  await keys.write("Numéro et rue", "2 rue du Gast");
  await keys.write("Code postal", "35000");
  await keys.write("Commune", "Rennes");
  await keys.follow("Ajouter ce lieu");
  await page.getByText("Un lieu est là").waitFor();
});

test("by keyboard, what was done is still there after leaving and coming back, and the guide goes on where it stopped", async () => {
  await keys.follow("Finir plus tard");
  await page.getByText("4 étapes sur 7 sont faites.").waitFor();
  await page.goto(GUIDE);
  await isAt("equipe");
});

test("by keyboard, a colleague is invited, with a code to read aloud", async () => {
  await keys.write("Adresse mail", "conseiller@rennes.example");
  await keys.follow("Inviter");
  await page.getByText("L’invitation est prête.").waitFor();
  await keys.follow(/Continuer : les démarches/);
  await isAt("demarches");
  await keys.follow(/Enregistrer et continuer/);
  await isAt("ouverture");
});

test("by keyboard alone, one sentence is refused beside its field, corrected, and its dates shown back", async () => {
  await keys.to("jour de la semaine");
  await page.keyboard.type("mercredi");
  await keys.to("heure de début");
  await page.keyboard.type("1400");
  await keys.to("heure de fin");
  await page.keyboard.type("1300");
  await keys.send();
  await page.getByRole("alert").getByText("La fin n’est pas après le début.").waitFor();
  await keys.to("heure de fin");
  await page.keyboard.type("1700");
  await keys.follow("Planifier");
  await page.getByText("C’est planifié.").waitFor();
  await page.getByText(/Mercredi 2 décembre/).waitFor();
  await page.getByText(/Mercredi 9 décembre/).waitFor();
  await keepPicture(page, "first-hour-opening", true);
});

test("the sentence breaks no rule and cuts nothing, also where it has an hour at which appointments end", async () => {
  await page.getByText("Ajouter une autre demi-journée").click();
  await page.getByLabel("avec ou sans rendez‑vous").selectOption("appointment-first");
  await page.getByLabel("fin des rendez‑vous").waitFor();
  expect(await faultsAtThreeWidths(page)).toEqual([]);
  for (const width of [390, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    await keepPicture(page, `first-hour-sentence-${width}`, true);
  }
});

test("by keyboard, the poster of the place opens, and the set-up is finished", async () => {
  const poster = (await page.getByRole("link", { name: /Affiche : / }).getAttribute("href")) ?? "";
  expect((await page.request.get(app.url + poster)).status()).toBe(200);
  await keys.follow(/finir la mise en route/);
  await page.getByText("C’est ouvert.").waitFor();
  await page.goto("/coordination");
  expect(await page.getByText("Continuer la mise en route").count()).toBe(0);
});

test("the first number is given at the door", async () => {
  await page.goto(`${GUIDE}/ouverture`);
  const door = (await page.getByRole("link", { name: /Ouvrir la porte : / }).getAttribute("href")) ?? "";
  await keys.follow("Voir les permanences");
  await keys.follow(/Maison de quartier.*mercredi 2/);
  await keys.use("Donner les numéros à la porte");
  await page.getByRole("button", { name: "+ 1 personne" }).waitFor();
  // The tablet shows the act before the server has it, and says of its connection what was true until then.
  const ofPage = [new URL(page.url()).pathname.split("/").at(-1)];
  const events = "SELECT FROM queue_event WHERE permanence_id = $1 AND type = 'numbers-given'";
  await eventually(async () => (await app.db.query(events, ofPage)).rowCount, 1);
  const phone = (await openDevice(browser, app.url, "phone")).page;
  await phone.goto(door);
  await phone.getByRole("button", { name: "Prendre un numéro" }).click();
  await phone.waitForURL(/\/suivi\//);
  expect(await phone.getByRole("heading", { level: 1 }).textContent()).toContain("1");
});
