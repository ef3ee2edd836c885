/** @long */
import type { Browser, Locator, Page } from "playwright-core";
import { keepPicture, openBrowser, openDevice, SIZES } from "#tests/support/devices.ts";
import { faultsAtThreeWidths } from "#tests/support/faults-at-three-widths.ts";
import { plannedPermanence, signIn, SUNDAY } from "#tests/support/neuhof-morning.ts";
import { AXE } from "#tests/support/residents/faults.ts";
import { ADMINISTRATION, addAdministration, addStaff } from "#tests/support/staff-account.ts";
import { shortTopic } from "./http/half-day.ts";
import { startApp, type RunningApp } from "#tests/support/start-app.ts";

let app: RunningApp;
let browser: Browser;
let page: Page;
let halfDay: string;

const MONDAY = "2026-11-23";

beforeAll(async () => {
  app = await startApp({ now: SUNDAY });
  browser = await openBrowser();
  await addAdministration(app);
  halfDay = await plannedPermanence(app, "mairie-neuhof", MONDAY);
  await app.db.query(
    `UPDATE permanence SET desks = 2, bookable_lanes = 2, windows = '[{"from":0,"to":180,"mode":"mixed"}]' WHERE id = $1`,
    [halfDay],
  );
  for (const [desk, name] of ["I. J.", "G. H."].entries()) {
    const email = `${name.replaceAll(/\W/gu, "")}@ville.example`.toLowerCase();
    await addStaff(app, email, ["conseiller"]);
    await app.db.query("UPDATE user_account SET name = $2 WHERE email = $1", [email, name]);
    await app.db.query(
      `INSERT INTO assignment (id, permanence_id, organisation_id, conseiller_id, desk, starts_at, ends_at)
       SELECT gen_random_uuid(), p.id, p.organisation_id, u.id, $3, p.starts_at, p.ends_at FROM permanence p, user_account u
       WHERE p.id = $1 AND u.email = $2`,
      [halfDay, email, desk + 1],
    );
  }
  const opened = await openDevice(browser, app.url, "phone", { bypassCSP: true });
  await opened.context.addInitScript({ path: AXE });
  page = opened.page;
  await signIn(page, ADMINISTRATION, "/coordination/imprevu");
});

afterAll(async () => {
  await browser?.close();
  await app?.stop();
});

/** Books the first hour of that half-day as a resident does, and answers the address of the appointment. */
async function books(name: string, phone: string, permanence = halfDay): Promise<string> {
  const answer = await fetch(`${app.url}/api/v1/permanences/${permanence}/appointments`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ topic: await shortTopic(app), startsAt: await firstHour(permanence), name, phone }),
  });
  const text = await answer.text();
  expect([answer.status, text]).toEqual([201, expect.stringContaining("secret")]);
  const { secret } = JSON.parse(text) as { secret: string };
  return `/rendez-vous/${secret}`;
}

const firstHour = async (permanence: string): Promise<string> => {
  const { rows } = await app.db.query<{ starts_at: Date }>("SELECT starts_at FROM permanence WHERE id = $1", [
    permanence,
  ]);
  return rows[0]?.starts_at.toISOString() ?? "";
};

/** How often the screen was touched. */
let taps = 0;
const tap = async (target: Locator): Promise<void> => {
  taps += 1;
  await target.click();
};
/** A choice in a list: one touch opens it, one chooses. */
const choose = async (target: Locator, label: string): Promise<void> => {
  taps += 2;
  await target.selectOption({ label });
};

let asked: string;

test("on a telephone one absence is settled with one desk, in few touches, and nothing is saved before it is confirmed", async () => {
  const kept = await books("Première", "+33612345678");
  asked = await books("Seconde", "+33612345679");
  await page.goto(`/coordination/imprevu?jour=${MONDAY}`);
  await choose(page.getByLabel(/I\. J\./u), "le matin");
  await tap(page.getByRole("button", { name: "Voir les permanences à régler" }));
  await page.getByRole("heading", { level: 1, name: "1 absence, 1 permanence à régler" }).waitFor();
  expect(await faultsAtThreeWidths(page)).toEqual([]);
  await page.setViewportSize(SIZES.phone);
  await keepPicture(page, "imprevu-choix-390", true);
  await tap(page.getByText("Une table", { exact: true }));
  await tap(page.getByRole("button", { name: "Voir qui prévenir" }));
  await page.getByRole("heading", { name: "1 personne à prévenir" }).waitFor();
  expect(await faultsAtThreeWidths(page)).toEqual([]);
  await page.setViewportSize(SIZES.phone);
  await keepPicture(page, "imprevu-effet-390", true);
  const { rows } = await app.db.query<{ n: number }>("SELECT count(*)::int AS n FROM absence");
  expect(rows[0]?.n).toBe(0);
  await tap(page.getByRole("button", { name: "Confirmer" }));
  await page.getByText(/^C’est (réglé|enregistré)\./u).waitFor();
  expect(taps).toBeLessThan(10);
  expect(await faultsAtThreeWidths(page)).toEqual([]);
  await page.setViewportSize(SIZES.phone);
  await keepPicture(page, "imprevu-prevenir-390", true);
  await page.getByRole("link", { name: "Prévenir 1 personne" }).click();
  await page.getByText("Seconde").waitFor();
  expect(await page.getByText("Première").count()).toBe(0);
  expect(kept).not.toBe(asked);
});

test("the person reads what is offered on their page, without script, and says yes", async () => {
  const { context, page: own } = await openDevice(browser, app.url, "phone", { javaScriptEnabled: false });
  await own.goto(asked);
  await keepPicture(own, "imprevu-proposition-390", true);
  await own.getByRole("button", { name: /^Oui/u }).click();
  await own
    .getByText(/9\s?h\s?30/u)
    .first()
    .waitFor();
  await context.close();
  await page.reload();
  expect(await page.getByText("Seconde").count()).toBe(0);
});

test("who holds a half-day says on a telephone that it ends early, after whom that concerns was shown", async () => {
  const own = await plannedPermanence(app, "mairie-neuhof", "2026-11-30");
  await page.goto(`/conseiller/permanences/${own}/imprevu`);
  expect(await faultsAtThreeWidths(page)).toEqual([]);
  await page.setViewportSize(SIZES.phone);
  await page.getByLabel("Elle finit plus tôt").check();
  await page.getByLabel("Fin à").fill("10:30");
  await page.getByRole("button", { name: "Voir qui prévenir" }).click();
  await page.getByText(/^Fin à 10/u).waitFor();
  expect(await faultsAtThreeWidths(page)).toEqual([]);
  await page.setViewportSize(SIZES.phone);
  await keepPicture(page, "imprevu-finir-390", true);
  await page.getByRole("button", { name: "Confirmer" }).click();
  await page.getByText("L’heure de fin est changée.").waitFor();
  await page
    .getByText(/à 10\s?h\s?30/u)
    .first()
    .waitFor();
});

test("the notice for the door says at which other hours one is held, on paper too", async () => {
  await page.goto("/lieux/mairie-neuhof/avis");
  await page.getByRole("heading", { level: 1, name: "Horaires changés" }).waitFor();
  await page.getByText(/et non de 9\s?h à 12\s?h/u).waitFor();
  expect(await faultsAtThreeWidths(page)).toEqual([]);
  await page.setViewportSize(SIZES.phone);
  await keepPicture(page, "imprevu-avis-horaires-390", true);
});

test("a place that is shut says so on a notice for its door, in French and in Arabic, and who on site is told of it", async () => {
  for (const [role, email, phone] of [
    ["Accueil", "accueil@mairie.example", null],
    ["Gardien", null, "+33388123456"],
  ])
    await app.db.query(
      `INSERT INTO place_contact (id, place_id, role_name, email, phone) SELECT gen_random_uuid(), id, $1, $2, $3 FROM place WHERE slug = 'mairie-neuhof'`,
      [role, email, phone],
    );
  await page.goto(`/coordination/imprevu?jour=${MONDAY}`);
  await page.getByRole("checkbox", { name: /Neuhof/u }).check();
  await page.getByRole("button", { name: "Voir les permanences à régler" }).click();
  await page.getByRole("heading", { level: 1, name: /1 lieu fermé/u }).waitFor();
  await page.getByRole("button", { name: "Voir qui prévenir" }).click();
  await page.getByText(/1\s?appel à faire pour l’avis à la porte/u).waitFor();
  expect(await faultsAtThreeWidths(page)).toEqual([]);
  await page.setViewportSize(SIZES.phone);
  await keepPicture(page, "imprevu-avis-effet-390", true);
  await page.getByRole("button", { name: "Confirmer" }).click();
  await page.getByText(/^C’est (réglé|enregistré)\./u).waitFor();
  await page.getByText("À appeler pour l’avis").waitFor();
  expect(await faultsAtThreeWidths(page)).toEqual([]);
  await page.setViewportSize(SIZES.phone);
  await keepPicture(page, "imprevu-avis-prevenir-390", true);
  await page.locator('a[href*="/avis?"]').click();
  await page.getByRole("heading", { level: 1, name: "Pas d’aide numérique" }).waitFor();
  await keepPicture(page, "imprevu-avis-390", true);
  await page.goto(`/ar${new URL(page.url()).pathname}${new URL(page.url()).search}`);
  await page.getByRole("heading", { level: 1 }).waitFor();
  await keepPicture(page, "imprevu-avis-ar-390", true);
});

test("who is ill and alone notes it on a telephone, is led on to say that it is not held, and holds it after all", async () => {
  const alone = await plannedPermanence(app, "centre-social-victor-schoelcher", "2026-12-04");
  await app.db.query(
    `UPDATE permanence SET bookable_lanes = 1, windows = '[{"from":0,"to":180,"mode":"mixed"}]' WHERE id = $1`,
    [alone],
  );
  await app.db.query(
    `INSERT INTO assignment (id, permanence_id, organisation_id, conseiller_id, desk, starts_at, ends_at)
     SELECT gen_random_uuid(), p.id, p.organisation_id, u.id, 1, p.starts_at, p.ends_at FROM permanence p, user_account u
     WHERE p.id = $1 AND u.email = 'ij@ville.example'`,
    [alone],
  );
  await books("Troisième", "+33612345670", alone);
  const { context, page: own } = await openDevice(browser, app.url, "phone", { bypassCSP: true });
  await context.addInitScript({ path: AXE });
  const isFaultless = async (): Promise<void> => {
    expect(await faultsAtThreeWidths(own)).toEqual([]);
    await own.setViewportSize(SIZES.phone);
  };
  await signIn(own, "ij@ville.example", "/conseiller/absence");
  await own.getByText("D’autres jours, ou une demi").click();
  await own.getByLabel("Du", { exact: true }).fill("2026-12-04");
  await own.getByRole("button", { name: "Voir ce que ça touche" }).click();
  await own.getByRole("button", { name: "Noter l’absence" }).click();
  await own.getByRole("heading", { name: "Pas encore décidé" }).waitFor();
  await isFaultless();
  await keepPicture(own, "absence-notee-390", true);
  await own.goto(`/conseiller/permanences/${alone}/a-prevenir`);
  await own.getByText("1 rendez‑vous tient encore.").waitFor();
  await isFaultless();
  await keepPicture(own, "a-prevenir-rien-390", true);
  await own.getByRole("link", { name: /^Personne ne peut venir/u }).click();
  await own.getByRole("heading", { name: "1 personne à prévenir" }).waitFor();
  await isFaultless();
  await keepPicture(own, "imprevu-absence-390", true);
  await own.getByRole("button", { name: "Confirmer" }).click();
  await own.getByText("C’est annulé.").waitFor();
  await isFaultless();
  await keepPicture(own, "imprevu-annulee-390", true);
  await own.goto("/conseiller");
  await own.getByRole("link", { name: /^À prévenir.: 1, vendredi 4 décembre/u }).waitFor();
  await isFaultless();
  await keepPicture(own, "mes-permanences-390", true);
  for (const [path, picture] of [
    ["/en/conseiller", "mes-permanences-en-390"],
    ["/en/conseiller/absence", "absence-notee-en-390"],
    [`/en/conseiller/permanences/${alone}/imprevu`, "imprevu-annulee-en-390"],
  ] as const) {
    await own.goto(path);
    await keepPicture(own, picture, true);
  }
  await own.goto(`/conseiller/permanences/${alone}/imprevu`);
  await own.getByRole("button", { name: "La tenir finalement" }).click();
  await own.getByText("La permanence a lieu.").waitFor();
  await own.getByRole("link", { name: "Prévenir 1 personne" }).click();
  await own.getByText(/Finalement, .* peut vous recevoir/u).waitFor();
  await isFaultless();
  await keepPicture(own, "a-prevenir-finalement-390", true);
  await context.close();
});
