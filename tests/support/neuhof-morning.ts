import type { Page } from "playwright-core";
import type { RunningApp } from "./start-app.ts";

/** A Sunday evening: the demo's own open line is over before the Monday morning begins. */
export const SUNDAY = "2026-11-22T18:00:00+01:00";

/** Moves the clock of the running application, in every process of it. */
export async function setClock(app: Pick<RunningApp, "url">, now: string): Promise<void> {
  const answer = await fetch(`${app.url}/api/test/clock`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: app.url },
    body: JSON.stringify({ now }),
  });
  if (!answer.ok) throw new Error(`The clock did not move: ${answer.status}.`);
}

/** The planned half-day of a place on a date, by its slug. */
export async function plannedPermanence(app: RunningApp, slug: string, localDate: string): Promise<string> {
  const found = await app.db.query<{ id: string }>(
    "SELECT p.id FROM permanence p JOIN place l ON l.id = p.place_id WHERE l.slug = $1 AND p.local_date = $2::date AND p.series_id IS NOT NULL",
    [slug, localDate],
  );
  const [row] = found.rows;
  if (!row) throw new Error(`No half-day is planned at ${slug} on ${localDate}.`);
  return row.id;
}

/**
 * Signs in as staff do, with the code that the test instance shows, and lands on `address`, or on another page that is
 * asked for first.
 */
export async function signIn(page: Page, email: string, address: string, landsOn = address): Promise<void> {
  await page.goto(address);
  await page.getByLabel("Votre adresse mail").fill(email);
  await page.getByRole("button", { name: "Recevoir un code" }).click();
  const shown = await page.getByText("Démonstration : votre code est").textContent();
  await page.getByLabel("Code à 6 chiffres").fill(/(\d{6})/.exec(shown ?? "")?.[1] ?? "");
  await page.getByRole("button", { name: "Se connecter" }).click();
  await page.waitForURL((url) => url.pathname === landsOn);
}

/** The state of who holds that number at that half-day; undefined where nobody does. */
export const stateOfNumber = async (
  { db }: RunningApp,
  permanence: string,
  number: number,
): Promise<string | undefined> =>
  (
    await db.query<{ state: string }>("SELECT state FROM visit WHERE permanence_id = $1 AND number = $2", [
      permanence,
      number,
    ])
  ).rows[0]?.state;
