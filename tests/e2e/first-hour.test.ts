import type { Browser, Page } from "playwright-core";
import { openBrowser, openDevice, keepPicture } from "#tests/support/devices.ts";
import { signIn } from "#tests/support/neuhof-morning.ts";
import { startApp, type RunningApp } from "#tests/support/start-app.ts";

/** A Wednesday, ten minutes before the half-day that is planned in it. */
const NOW = "2026-12-02T13:50:00+01:00";
const GUIDE = "/coordination/premiere-heure";
const EMAIL = "administration@rennes.example";

let app: RunningApp;
let browser: Browser;
let page: Page;
let begun: number;

/** The first start builds the application. */
const BUILD_MS = 300_000;

beforeAll(async () => {
  app = await startApp({ now: NOW });
  browser = await openBrowser();
  // An operator as its first administrator finds it; who administers alone coordinates too.
  await app.db.query(
    `WITH operator AS (INSERT INTO organisation (id, slug, name, kind, operator) VALUES (gen_random_uuid(), 'rennes', 'Ville de Rennes', 'city', true) RETURNING id),
       settings AS (INSERT INTO operator_settings (organisation_id, service_name, department) SELECT id, 'Aide numérique Rennes', '35' FROM operator),
       account AS (INSERT INTO user_account (id, email) VALUES (gen_random_uuid(), $1) RETURNING id)
     INSERT INTO membership (user_id, organisation_id, role) SELECT account.id, operator.id, role FROM account, operator, unnest(ARRAY['administrator', 'coordinator']) AS role`,
    [EMAIL],
  );
  page = (await openDevice(browser, app.url, "desk")).page;
  await signIn(page, EMAIL, "/coordination");
}, BUILD_MS);

afterAll(async () => {
  await browser?.close();
  await app?.stop();
});

/** Waits for the page of a step. */
async function isAt(step: string): Promise<void> {
  await page.waitForURL((url) => url.pathname === `${GUIDE}/${step}`);
}

/** Moves the focus by the keyboard alone until it stands on what has that name. */
async function tabTo(name: RegExp): Promise<void> {
  for (let presses = 0; presses < 80; presses += 1) {
    await page.keyboard.press("Tab");
    const focused = await page.evaluate(() => {
      const part = document.activeElement;
      const labels =
        part instanceof HTMLInputElement || part instanceof HTMLSelectElement ? [...(part.labels ?? [])] : [];
      return labels.map((label) => label.textContent).join(" ") || (part?.textContent ?? "");
    });
    if (name.test(focused.replaceAll("\u00a0", " "))) return;
  }
  throw new Error(`Nothing called ${name} can be reached by the keyboard.`);
}

/** Types into the field of that name, by the keyboard alone, instead of what stands in it. */
async function typeInto(name: RegExp, text: string): Promise<void> {
  await tabTo(name);
  await page.keyboard.press("Control+A");
  await page.keyboard.type(text);
}

test("the first page of coordination leads to the first step, and the account is named", async () => {
  begun = performance.now();
  await page.getByRole("heading", { name: "Continuer la mise en route" }).waitFor();
  await page.getByRole("link", { name: /Continuer : votre compte/ }).click();
  await isAt("compte");
  await page.getByLabel("Votre nom").fill("Administration de Rennes");
  await page.getByRole("button", { name: /Enregistrer et continuer/ }).click();
  await isAt("mails");
});

test("without mail, the step says what the technician sets, and goes on", async () => {
  await page.getByText("SMTP_URL").waitFor();
  await page.getByRole("button", { name: /Continuer sans mails/ }).click();
  await isAt("service");
});

test("by keyboard alone, the service is said, a colour too light refused and its darker one taken", async () => {
  await typeInto(/^Téléphone$/, "02 61 91 00 36");
  await typeInto(/^Adresse mail$/, "aide@rennes.example");
  await typeInto(/^Couleur des boutons$/, "#E0782F");
  await page.keyboard.press("Enter");
  await page.getByText("Avec la couleur proposée").waitFor();
  await keepPicture(page, "first-hour-colour", true);
  await tabTo(/^Prendre$/);
  await page.keyboard.press("Enter");
  await page.getByText("C’est enregistré.").waitFor();
  await tabTo(/Enregistrer et continuer/);
  await page.keyboard.press("Enter");
  await isAt("lieux");
});

test("a place is typed by hand", async () => {
  await page.getByLabel("Nom", { exact: true }).fill("Maison de quartier");
  await page.getByLabel("Numéro et rue").fill("2 rue du Gast");
  await page.getByLabel("Code postal").fill("35000");
  await page.getByLabel("Commune").fill("Rennes");
  await page.getByRole("button", { name: "Ajouter ce lieu" }).click();
  await page.getByText("Un lieu est là").waitFor();
});

test("what was done is still there after leaving and coming back, and the guide goes on where it stopped", async () => {
  await page.getByRole("link", { name: "Finir plus tard" }).click();
  await page.getByText("4 étapes sur 7 sont faites.").waitFor();
  await page.goto(GUIDE);
  await isAt("equipe");
});

test("a colleague is invited, with a code to read aloud", async () => {
  await page.getByLabel("Adresse mail").fill("conseiller@rennes.example");
  await page.getByRole("button", { name: "Inviter", exact: true }).click();
  await page.getByText("L’invitation est prête.").waitFor();
  await page.getByRole("button", { name: /Continuer : les démarches/ }).click();
  await isAt("demarches");
  await page.getByRole("button", { name: /Enregistrer et continuer/ }).click();
  await isAt("ouverture");
});

test("by keyboard alone, one sentence is refused beside its field, corrected, and its dates shown back", async () => {
  await tabTo(/^jour de la semaine$/);
  await page.keyboard.type("mercredi");
  await tabTo(/^heure de début$/);
  await page.keyboard.type("1400");
  await tabTo(/^heure de fin$/);
  await page.keyboard.type("1300");
  await page.keyboard.press("Enter");
  await page.getByRole("alert").getByText("La fin n’est pas après le début.").waitFor();
  await tabTo(/^heure de fin$/);
  await page.keyboard.type("1700");
  await tabTo(/^Planifier$/);
  await page.keyboard.press("Enter");
  await page.getByText("C’est planifié.").waitFor();
  await page.getByText(/Mercredi 2 décembre/).waitFor();
  await page.getByText(/Mercredi 9 décembre/).waitFor();
  await keepPicture(page, "first-hour-opening", true);
});

test("the poster of the place opens, and the set-up is finished", async () => {
  const poster = (await page.getByRole("link", { name: /Affiche : / }).getAttribute("href")) ?? "";
  expect((await page.request.get(app.url + poster)).status()).toBe(200);
  await page.getByRole("button", { name: /finir la mise en route/ }).click();
  await page.getByText("C’est ouvert.").waitFor();
  await page.goto("/coordination");
  expect(await page.getByText("Continuer la mise en route").count()).toBe(0);
});

test("the first number is given at the door", async () => {
  await page.goto(`${GUIDE}/ouverture`);
  const door = (await page.getByRole("link", { name: /Ouvrir la porte : / }).getAttribute("href")) ?? "";
  await page.getByRole("link", { name: "Voir les permanences" }).click();
  await page.getByRole("link", { name: /Maison de quartier.*mercredi 2/ }).click();
  await page.getByRole("button", { name: "Donner les numéros à la porte" }).click();
  const phone = (await openDevice(browser, app.url, "phone")).page;
  await phone.goto(door);
  await phone.getByRole("button", { name: "Prendre un numéro" }).click();
  await phone.waitForURL(/\/suivi\//);
  expect(await phone.getByRole("heading", { level: 1 }).textContent()).toContain("1");
  console.info(`From an empty operator to its first number: ${((performance.now() - begun) / 1000).toFixed(1)} s.`);
});
