import { randomUUID } from "node:crypto";
import type { Browser, Page } from "playwright-core";
import { eventually } from "#tests/support/eventually.ts";
import { keepPicture, openBrowser, openDevice } from "#tests/support/devices.ts";
import { plannedPermanence, setClock, signIn, SUNDAY } from "#tests/support/neuhof-morning.ts";
import { startApp, type RunningApp } from "#tests/support/start-app.ts";

/**
 * The secret of the application that start-app.ts starts. Set before lib/server/secrets.ts is imported, which reads it.
 */
process.env["APP_SECRET"] = "a-secret-of-the-tests-only";
const { secretOf } = await import("#lib/server/secrets.ts");

let app: RunningApp;
let browser: Browser;
let tablet: Page;
let phone: Page;

const UPRIGHT = { width: 820, height: 1180 };
const CONSEILLER = "conseiller@demo.strasbourg.example";

beforeAll(async () => {
  app = await startApp({ now: SUNDAY });
  browser = await openBrowser();
  tablet = (await openDevice(browser, app.url, "tablet", { viewport: UPRIGHT })).page;
  phone = (await openDevice(browser, app.url, "phone")).page;
});

afterAll(async () => {
  await browser?.close();
  await app?.stop();
});

const tap = (name: string | RegExp): Promise<void> => tablet.getByRole("button", { name, exact: true }).click();

/** Does these acts as the conseiller who is signed in on the tablet. */
async function does(permanence: string, now: string, ...acts: readonly object[]): Promise<void> {
  const sent = { commands: acts.map((act) => ({ id: randomUUID(), at: now, device: "tablet-1", ...act })) };
  const answer = await tablet.request.post(`/api/v1/permanences/${permanence}/commands`, {
    data: sent,
    headers: { origin: app.url },
  });
  const { results } = (await answer.json()) as { results: readonly { outcome: string; refusal?: string }[] };
  expect(results.map(({ outcome, refusal }) => refusal ?? outcome)).toEqual(acts.map(() => "applied"));
}

/** So many people at the door; the ids of their visits. */
const people = (count: number) => Array.from({ length: count }, () => ({ type: "add-visit", visit: randomUUID() }));

/** Books that hour with this contact; answers the page of the appointment. */
async function books(permanence: string, startsAt: string, contact: object): Promise<string> {
  const answer = await fetch(`${app.url}/api/v1/permanences/${permanence}/appointments`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ topic: "caf-ressources", startsAt, ...contact }),
  });
  const { secret, ...other } = (await answer.json()) as { secret?: string };
  if (secret === undefined) throw new Error(JSON.stringify(other));
  return `/rendez-vous/${secret}`;
}

test("three days after a morning that nobody closed, the page of a number says that it is over, and when the next one is", async () => {
  const now = "2026-11-23T09:00:00+01:00";
  await setClock(app, now);
  const permanence = await plannedPermanence(app, "mairie-neuhof", "2026-11-23");
  await signIn(tablet, CONSEILLER, "/conseiller");
  const [first, second] = people(2);
  await does(permanence, now, { type: "give-numbers" }, first ?? {}, second ?? {}, { type: "open", desks: [1] });
  const page = `/suivi/${secretOf("visit", second?.visit ?? "", 1)}`;
  await phone.goto(page);
  await phone.getByRole("heading", { name: "Avant vous" }).waitFor();
  await setClock(app, "2026-11-26T08:50:00+01:00");
  await eventually(
    async () => (await app.db.query("SELECT outcome FROM permanence WHERE id = $1", [permanence])).rows[0]?.outcome,
    "not-recorded",
  );
  await phone.goto(page);
  await phone.getByRole("heading", { name: "La permanence est finie." }).waitFor();
  expect(await phone.getByText("Restez dans la salle").count()).toBe(0);
  await phone.getByText("La prochaine permanence ici").waitFor();
  await phone.getByRole("link", { name: /^lundi 30 novembre/iu }).waitFor();
  await phone
    .getByRole("contentinfo")
    .getByRole("link", { name: /^Appeler le/u })
    .waitFor();
  await keepPicture(phone, "number-that-nobody-closed", true);
});

test("the team finds it, with how many were still waiting", async () => {
  await tablet.goto("/conseiller");
  const unclosed = tablet.getByRole("region", { name: "Personne ne les a fermées" });
  await unclosed.getByText("2 personnes attendaient encore").waitFor();
  await keepPicture(tablet, "half-days-that-nobody-closed");
});

test("with fourteen people left and two to come, the last button is on the screen of an upright tablet", async () => {
  const now = "2026-11-26T09:00:00+01:00";
  const permanence = await plannedPermanence(app, "face-alsace", "2026-11-26");
  await books(permanence, "2026-11-26T11:00:00+01:00", { name: "Fatima", phone: "06 12 34 56 78", language: "ar" });
  await books(permanence, "2026-11-26T11:30:00+01:00", {});
  await setClock(app, now);
  await does(permanence, now, { type: "give-numbers" }, ...people(14), { type: "open", desks: [1] });
  await setClock(app, "2026-11-26T09:30:00+01:00");
  await tablet.goto(`/conseiller/permanences/${permanence}`);
  await tap("Pause, fermer…");
  await tap("Fermer la permanence");
  const dialog = tablet.getByRole("dialog");
  await dialog.getByText(/^Vous fermez 2\sheures\s30 avant l’heure/u).waitFor();
  expect(await dialog.getByRole("group").count()).toBe(16);
  await keepPicture(tablet, "closing-upright");
  for (const [name, size] of Object.entries({ upright: UPRIGHT, lying: { width: 1180, height: 820 } })) {
    await tablet.setViewportSize(size);
    for (const button of ["Fermer la permanence", "Retour"]) {
      const box = await dialog.getByRole("button", { name: button, exact: true }).boundingBox();
      const bottom = (box?.y ?? Infinity) + (box?.height ?? 0);
      expect([name, button, bottom <= size.height]).toEqual([name, button, true]);
    }
  }
  await tablet.setViewportSize(UPRIGHT);
});

test("what is last in the list is reached, and is not covered by the last buttons", async () => {
  const dialog = tablet.getByRole("dialog");
  const last = dialog.getByRole("radio", { name: "Garder, trouver une autre heure" }).last();
  await last.focus();
  await last.press("Space");
  const radio = await last.boundingBox();
  const close = await dialog.getByRole("button", { name: "Fermer la permanence", exact: true }).boundingBox();
  expect((radio?.y ?? Infinity) + (radio?.height ?? 0)).toBeLessThanOrEqual(close?.y ?? 0);
});

test("closed early: whom to tell, by telephone and in their language, and what their page says", async () => {
  await tap("Revenir un autre jour, pour tout le monde");
  await tap("Annuler tous ces rendez‑vous");
  await tap("Fermer la permanence");
  await tablet.getByRole("link", { name: "Voir qui prévenir" }).click();
  await tablet.getByRole("heading", { name: "À prévenir" }).waitFor();
  const fatima = tablet.getByRole("listitem").filter({ hasText: "Fatima" });
  expect(await fatima.getByRole("link", { name: /^Appeler le/u }).getAttribute("href")).toBe("tel:+33612345678");
  await fatima.getByText(/Votre rendez‑vous est annulé/u).waitFor();
  await fatima.locator("[lang=ar]").waitFor();
  await tablet.getByText("Ni téléphone ni adresse mail.").waitFor();
  await keepPicture(tablet, "whom-to-tell", true);
  const { rows } = await app.db.query<{ id: string }>(
    "SELECT id FROM appointment WHERE state = 'cancelled-by-service' ORDER BY starts_at LIMIT 1",
  );
  await phone.goto(`/rendez-vous/${secretOf("appointment", rows[0]?.id ?? "", 1)}`);
  await phone.getByText("L’équipe a annulé ce rendez‑vous.").waitFor();
  await phone.getByRole("region", { name: "Les prochaines dates" }).getByRole("link").first().waitFor();
  await keepPicture(phone, "appointment-cancelled-by-a-close", true);
});

test("what another tablet did without network before that close is noted, and the team reads it", async () => {
  const { rows } = await app.db.query<{ permanence: string; visit: string }>(
    "SELECT permanence_id AS permanence, id AS visit FROM visit WHERE state = 'unserved' AND number = 7 AND joined_at > '2026-11-26'",
  );
  const { permanence, visit } = rows[0] ?? { permanence: "", visit: "" };
  const commands = [
    { type: "start", visit, desk: 1, at: "2026-11-26T09:02:00+01:00" },
    { type: "finish", visit, at: "2026-11-26T09:20:00+01:00" },
  ].map((act) => ({ id: randomUUID(), device: "tablet-1", ...act }));
  const address = `/api/v1/permanences/${permanence}/commands`;
  const answer = await tablet.request.post(address, { data: { commands }, headers: { origin: app.url } });
  expect(await answer.json()).toMatchObject({
    results: [{ refusal: "noted-after-close" }, { refusal: "noted-after-close" }],
  });
  await tablet.goto("/conseiller");
  const late = tablet.getByRole("region", { name: "Reçu après la fermeture" });
  await late.getByText(/^Aide donnée au numéro 7, de 9\sh\s02 à 9\sh\s20$/u).waitFor();
  await keepPicture(tablet, "received-after-a-close", true);
});
