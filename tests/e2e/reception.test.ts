import type { Browser, Page } from "playwright-core";
import { openBrowser, openDevice } from "#tests/support/devices.ts";
import { faultsAtThreeWidths } from "#tests/support/faults-at-three-widths.ts";
import { signIn, SUNDAY } from "#tests/support/neuhof-morning.ts";
import { AXE } from "#tests/support/residents/faults.ts";
import { addStaff } from "#tests/support/staff-account.ts";
import { startApp, type RunningApp } from "#tests/support/start-app.ts";

let app: RunningApp;
let browser: Browser;
let page: Page;

const RECEPTION = "accueil-1@demo.strasbourg.example";
/** What it may cost to book for somebody who calls: each key, and each field that is typed, counts one. */
const MOST_INTERACTIONS = 12;

beforeAll(async () => {
  app = await startApp({ now: SUNDAY });
  browser = await openBrowser();
  await addStaff(app, RECEPTION, ["reception"]);
  const opened = await openDevice(browser, app.url, "desk", { bypassCSP: true });
  await opened.context.addInitScript({ path: AXE });
  page = opened.page;
  await signIn(page, RECEPTION, "/accueil");
});

afterAll(async () => {
  await browser?.close();
  await app?.stop();
});

let interactions = 0;
/**
 * Presses a key that leads to another page, which may be this one in another state. Enter acts on what has the focus,
 * which a browser moves there with the first picture.
 */
async function follow(key: string): Promise<void> {
  interactions += 1;
  if (/^F\d$/u.test(key)) await page.locator("html[data-keys]").waitFor();
  else await page.locator("main :focus").waitFor();
  await Promise.all([page.waitForEvent("load"), page.keyboard.press(key)]);
}
/** Presses a key in the page. */
async function press(key: string): Promise<void> {
  interactions += 1;
  await page.keyboard.press(key);
}
/** Waits until the page has put the focus into that field, which a browser does with the first picture. */
const focused = (label: string): Promise<void> => page.locator("main :focus").and(page.getByLabel(label)).waitFor();
/** Types into what has the focus. */
async function type(label: string, text: string): Promise<void> {
  interactions += 1;
  await focused(label);
  await page.keyboard.type(text);
}
const main = async (): Promise<string> => (await page.getByRole("main").textContent()) ?? "";

test("by keyboard alone somebody is booked in at most twelve interactions, though the telephone rings in the middle", async () => {
  interactions = 0;
  await type("Premières lettres", "prime");
  await follow("Enter");
  await follow("Enter");
  await type("Prénom", "Fatima");
  await follow("F2");
  expect(await main()).toContain("1 cas mis de côté");
  expect(page.url()).not.toContain("Fatima");
  await follow("F4");
  await focused("Prénom");
  expect(await page.getByLabel("Prénom").inputValue()).toBe("Fatima");
  await press("Tab");
  await type("Téléphone", "06 39 98 01 24");
  await follow("Enter");
  await page.getByText("Rendez‑vous pris. Lisez le code :").waitFor();
  expect(interactions).toBeLessThanOrEqual(MOST_INTERACTIONS);
  expect(await main()).toMatch(/[2-9A-Z](?:, [2-9A-Z]){5}/u);
  const { rows } = await app.db.query<{ origin: string; name: string; phone: string }>(
    "SELECT origin, c.name, c.phone FROM appointment a JOIN appointment_contact c ON c.appointment_id = a.id WHERE c.name = 'Fatima' AND c.phone = '+33639980124'",
  );
  expect(rows).toEqual([{ origin: "reception", name: "Fatima", phone: "+33639980124" }]);
});

test("each state of the page breaks no rule and cuts nothing at three widths, in French and in English", async () => {
  for (const language of ["", "/en"]) {
    await page.goto(`${app.url}${language}/accueil`);
    expect(await faultsAtThreeWidths(page)).toEqual([]);
    await page.goto(`${app.url}${language}/accueil?organisation=ville-de-strasbourg&demarche=caf-rsa`);
    expect(await faultsAtThreeWidths(page)).toEqual([]);
    await follow("Enter");
    expect(new URL(page.url()).searchParams.has("cas")).toBe(true);
    expect(await faultsAtThreeWidths(page)).toEqual([]);
    await page.locator("#cas-name").focus();
    await follow("Enter");
    expect(new URL(page.url()).searchParams.get("fait")).toBe("appointmentBooked");
    expect(await faultsAtThreeWidths(page)).toEqual([]);
  }
});

/** The code of the appointment that was booked last for somebody of that first name. */
async function codeOf(name: string): Promise<string> {
  const { rows } = await app.db.query<{ code: string }>(
    "SELECT code FROM appointment a JOIN appointment_contact c ON c.appointment_id = a.id WHERE c.name = $1",
    [name],
  );
  return rows[0]?.code ?? "";
}

test("by keyboard an appointment is found by its code, noted as fetched, printed, moved and cancelled", async () => {
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.goto(`${app.url}/accueil`);
  const code = await codeOf("Fatima");
  await page.getByLabel("Code du rendez‑vous").focus();
  await page.keyboard.type(code.toLowerCase());
  await follow("Enter");
  await page.locator("#trouve:focus").waitFor();
  expect(await main()).toContain("Fatima");
  expect(await main()).not.toContain("39 98");
  expect(await faultsAtThreeWidths(page)).toEqual([]);
  await page.getByRole("button", { name: "On ira chercher" }).press("Enter");
  await page.getByText("C’est noté. On ira chercher cette personne.").waitFor();
  const paper = await page.getByRole("link", { name: "Imprimer en grand" }).getAttribute("href");
  await page.getByRole("link", { name: "Déplacer" }).press("Enter");
  await page.getByRole("heading", { name: "La nouvelle heure" }).waitFor();
  expect(await faultsAtThreeWidths(page)).toEqual([]);
  await page.getByRole("main").getByRole("listitem").nth(1).getByRole("button").press("Enter");
  await page.getByText("Le rendez‑vous est déplacé.").waitFor();
  await page.getByText("Annuler ce rendez‑vous").press("Enter");
  await page.getByRole("button", { name: "Oui, annuler" }).press("Enter");
  await page.getByText("Le rendez‑vous est annulé.").waitFor();
  await page.goto(`${app.url}/ar${paper ?? ""}`);
  await page.getByText("موعدك").first().waitFor();
  expect(await faultsAtThreeWidths(page)).toEqual([]);
});

test("an hour that somebody else has taken meanwhile is refused in words, with the focus on them", async () => {
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.goto(`${app.url}/accueil?organisation=ville-de-strasbourg&demarche=caf-rsa`);
  await page
    .locator('input[name="startsAt"]')
    .first()
    .evaluate((field: HTMLInputElement) => (field.value = "2026-11-24T03:00:00+01:00"));
  await follow("Enter");
  await page.locator("[role=alert]:focus").filter({ hasText: "Cette heure n’est plus libre." }).waitFor();
});

test("a telephone leads to sending the link again, and says neither hour nor place, in French and in English", async () => {
  await app.db.query(
    `INSERT INTO appointment_contact (day, appointment_id, ends_at, phone)
     SELECT (ends_at AT TIME ZONE 'UTC')::date, id, ends_at, '+33639980199' FROM appointment
     WHERE state = 'booked' AND origin = 'reception' AND id NOT IN (SELECT appointment_id FROM appointment_contact) LIMIT 1`,
  );
  for (const language of ["", "/en"]) {
    await page.goto(`${app.url}${language}/accueil`);
    await page.locator("details:has(#numero-phone) > summary").press("Enter");
    await page.locator("#numero-phone").fill("06 39 98 01 99");
    await page.locator("#numero-phone").focus();
    await follow("Enter");
    const masked = page.getByRole("region").filter({ has: page.locator("#masque") });
    expect(await masked.textContent()).toContain("01\u00a099");
    expect(await masked.textContent()).not.toMatch(/\d\s?h|novembre|Mairie|:00/u);
    expect(await faultsAtThreeWidths(page)).toEqual([]);
  }
});
