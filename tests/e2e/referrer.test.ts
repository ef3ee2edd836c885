/** @long */
import type { Browser, Page } from "playwright-core";
import { openBrowser, openDevice } from "#tests/support/devices.ts";
import { faultsAtThreeWidths } from "#tests/support/faults-at-three-widths.ts";
import { plannedPermanence, signIn, SUNDAY } from "#tests/support/neuhof-morning.ts";
import { AXE } from "#tests/support/residents/faults.ts";
import { startApp, type RunningApp } from "#tests/support/start-app.ts";

let app: RunningApp;
let browser: Browser;
let permanence: string;
let address: string;

const TOPIC = "caf-changement";

beforeAll(async () => {
  [app, browser] = await Promise.all([startApp({ now: SUNDAY }), openBrowser()]);
  permanence = await plannedPermanence(app, "mairie-neuhof", "2026-11-30");
  await openAllMorning(permanence, "2026-11-30");
});

afterAll(async () => {
  await browser?.close();
  await app?.stop();
});

/** One lane that takes appointments all the morning, in which six people are received one after the other. */
const openAllMorning = (id: string, day: string): Promise<unknown> =>
  app.db.query(
    `UPDATE permanence SET windows = jsonb_build_array(jsonb_build_object('from', 0, 'to', 180, 'mode', 'appointment')), bookable_lanes = 1,
       starts_at = $2::timestamptz, ends_at = $2::timestamptz + interval '3 hours', topic_keys = '{}' WHERE id = $1`,
    [id, `${day}T09:00:00+01:00`],
  );

/** A page with script, which holds the rules of axe. */
async function looked(): Promise<Page> {
  const { page } = await openDevice(browser, app.url, "desk", { bypassCSP: true });
  await page.context().addInitScript({ path: AXE });
  return page;
}

test("a coordinator gives a structure its address", async () => {
  const page = await looked();
  await signIn(page, "coordination@demo.strasbourg.example", "/coordination/partages/orienteurs");
  expect(await faultsAtThreeWidths(page)).toEqual([]);
  await page.getByLabel("Nom de la structure").fill("Maison des solidarités");
  await page.getByRole("button", { name: "Donner une adresse" }).press("Enter");
  await page.locator("[role=alert]:focus").filter({ hasText: "Écrivez un téléphone ou une adresse e-mail." }).waitFor();
  expect(await page.getByLabel("Nom de la structure").inputValue()).toBe("Maison des solidarités");
  await page.getByLabel("Téléphone").fill("03 88 00 00 99");
  await page.getByRole("button", { name: "Donner une adresse" }).press("Enter");
  await page.locator("[role=status]:focus").filter({ hasText: "La structure a son adresse." }).waitFor();
  expect(await faultsAtThreeWidths(page)).toEqual([]);
  address = new URL(await page.getByLabel("Son adresse").inputValue()).pathname;
  expect(address).toMatch(/^\/orienter\/[\w-]{43}$/u);
  await page.context().close();
});

test("without script it books for six people in a row, and hands out a sheet", async () => {
  const { page } = await openDevice(browser, app.url, "phone", { javaScriptEnabled: false });
  await page.goto(address);
  await page.getByLabel("Lieu").selectOption("mairie-neuhof");
  await page.getByLabel("Démarche").selectOption(TOPIC);
  await page.getByLabel("Combien de personnes").selectOption("6");
  await page.getByRole("button", { name: "Voir les heures" }).click();
  await page.getByRole("radio", { name: /lundi 30 novembre.*6 heures libres de suite/iu }).check();
  await page.getByLabel("Prénom").first().fill("Fatoumata");
  await page.getByLabel("Téléphone").nth(1).fill("06 39");
  await page.getByLabel("Langue des messages").selectOption("العربية");
  await page.getByRole("button", { name: "Prendre ces rendez‑vous" }).click();
  await page
    .getByRole("alert")
    .getByText(/Ce téléphone ne va pas/u)
    .waitFor();
  expect(await page.getByLabel("Prénom").first().inputValue()).toBe("Fatoumata");
  expect(await page.getByRole("radio", { name: /lundi 30 novembre/iu }).isChecked()).toBe(true);
  expect(await page.getByLabel("Langue des messages").inputValue()).toBe("ar");
  await page.getByLabel("Téléphone").nth(1).fill("06 39 98 01 01");
  await page.getByRole("button", { name: "Prendre ces rendez‑vous" }).click();
  await page.getByRole("heading", { level: 1, name: "Rendez‑vous à remettre" }).waitFor();
  const slips = await page.getByRole("main").getByRole("listitem").allInnerTexts();
  expect(slips).toHaveLength(6);
  expect(slips.filter((slip) => /Code/u.test(slip))).toHaveLength(5);
  expect(slips[1]).toMatch(/^Votre téléphone est noté\s: l’équipe peut vous appeler\./mu);
  const { rows } = await app.db.query<{ count: number }>(
    "SELECT count(*)::int AS count FROM appointment WHERE permanence_id = $1 AND state = 'booked' AND referrer_id IS NOT NULL",
    [permanence],
  );
  expect(rows[0]?.count).toBe(6);
  await page.context().close();
});

test("without script a resident adds somebody on their contact, at the next free hour, with one page to print", async () => {
  const other = await plannedPermanence(app, "mairie-neuhof", "2026-12-07");
  await openAllMorning(other, "2026-12-07");
  const { page } = await openDevice(browser, app.url, "phone", { javaScriptEnabled: false });
  await page.goto(`/permanences/${other}/rendez-vous?demarche=${TOPIC}`);
  await page.locator("input[name=startsAt]").first().check({ force: true });
  await page.getByLabel("Téléphone", { exact: true }).fill("06 39 98 01 77");
  await page.getByRole("button", { name: /Prendre ce/u }).click();
  await page.getByRole("link", { name: "Ajouter une personne" }).click();
  await page.getByLabel("Prénom").fill("Ali");
  await page.getByRole("button", { name: "Ajouter cette personne" }).click();
  await page.locator("[role=status]").filter({ hasText: "est pris" }).waitFor();
  const hours = await page.getByRole("main").getByRole("heading", { level: 2 }).allInnerTexts();
  expect(hours.slice(0, 2).map((hour) => hour.replace(/\s/gu, " "))).toEqual([
    "Lundi 7 décembre à 9 h",
    "Lundi 7 décembre à 9 h 30",
  ]);
  await page.context().close();
});

test("afterwards it reads the hours and which is cancelled, no name and nothing of what became of them", async () => {
  await app.db.query(
    "UPDATE appointment SET state = 'cancelled-by-service', cancelled_at = booked_at WHERE permanence_id = $1 AND party_rank = 0",
    [permanence],
  );
  const page = await looked();
  await page.goto(address);
  const list = page.getByRole("region", { name: "Rendez‑vous déjà pris" });
  expect(await list.getByText("· Annulé").count()).toBe(1);
  expect(await page.getByRole("main").innerText()).not.toContain("Fatoumata");
  expect(await faultsAtThreeWidths(page)).toEqual([]);
  await page.goto(`${address}?lieu=mairie-neuhof&demarche=${TOPIC}&personnes=2`);
  expect(await faultsAtThreeWidths(page)).toEqual([]);
  await page.goto(address);
  await list.getByRole("link", { name: "La feuille à imprimer" }).press("Enter");
  await page.getByRole("heading", { level: 1, name: "Rendez‑vous à remettre" }).waitFor();
  expect(await faultsAtThreeWidths(page)).toEqual([]);
  await page.goto(`/ar${address}?lieu=mairie-neuhof&demarche=${TOPIC}&personnes=2`);
  expect(await faultsAtThreeWidths(page)).toEqual([]);
  await page.context().close();
});

test("once it is stopped, the address opens nothing", async () => {
  const page = await looked();
  await signIn(page, "coordination@demo.strasbourg.example", "/coordination/partages/orienteurs");
  await page.getByText("Arrêter", { exact: true }).press("Enter");
  await page.getByRole("button", { name: "Oui, arrêter" }).press("Enter");
  await page.locator("[role=status]:focus").filter({ hasText: "ne marche plus" }).waitFor();
  const answer = await page.goto(address);
  expect([answer?.status(), new URL(page.url()).pathname]).toEqual([404, "/rendez-vous/inconnu"]);
  await page.context().close();
});
