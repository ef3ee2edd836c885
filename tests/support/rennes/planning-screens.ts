import type { Locator, Page } from "playwright-core";
import { SLUG } from "./set-up-screens.ts";
import type { TypedSeries } from "./series.ts";

/** A message that a page shows after an act. */
export const says = (page: Page, sentence: string | RegExp): Promise<void> =>
  page.getByText(sentence).first().waitFor();

/**
 * Types a series into its sentence, on the list of series: a place’s second one begins as the one that stands there.
 * The effect is shown then.
 */
async function typesSeries(page: Page, series: TypedSeries, firstDay: string): Promise<void> {
  const standing = page
    .getByRole("article")
    .filter({ has: page.getByRole("heading", { level: 2, name: series.place, exact: true }) })
    .getByRole("link", { name: "En ajouter un pareil" });
  if ((await standing.count()) > 0) await standing.first().click();
  else {
    await page.getByRole("link", { name: "Ajouter un horaire", exact: true }).click();
    await page.getByLabel("premier jour").fill(firstDay);
  }
  await page.getByLabel("lieu", { exact: true }).selectOption({ label: series.place });
  await page.getByLabel("rythme").selectOption({ label: series.rhythm ?? "Chaque semaine" });
  await page.getByLabel("jour de la semaine").selectOption({ label: series.weekday });
  await page.getByLabel("heure de début").fill(series.from);
  await page.getByLabel("heure de fin").fill(series.to);
  await page.getByLabel("nombre de tables").fill(String(series.desks ?? 1));
  await page.getByLabel("avec ou sans rendez‑vous").selectOption({ label: series.way ?? "sans rendez‑vous" });
  if (series.until !== undefined) await page.getByLabel("fin des rendez‑vous").fill(series.until);
  await page
    .getByLabel("vacances scolaires")
    .selectOption({ label: series.withoutSchoolHolidays ? "Sauf" : "Y compris" });
  await page.getByLabel("dernier jour").fill(series.lastDay ?? "");
  await page.getByText("Démarches, langues, tables avec rendez‑vous, public").click();
  await page.getByLabel("Tables avec rendez‑vous").fill(series.bookable === undefined ? "" : String(series.bookable));
  await page.getByLabel(/^Surtout pour qui/u).fill(series.audience ?? "");
  if (series.language !== undefined) await page.getByRole("checkbox", { name: series.language, exact: true }).check();
  await page.getByRole("button", { name: "Voir ce que cela change" }).click();
  await page.getByRole("heading", { name: "Avant d’enregistrer" }).waitFor();
}

/** Says a series in its sentence, reads what it would do, and saves it; answers what was shown before. */
export async function saysSeries(page: Page, series: TypedSeries, firstDay: string): Promise<string> {
  await typesSeries(page, series, firstDay);
  const shown = await page.getByRole("region", { name: "Avant d’enregistrer" }).innerText();
  await page.getByRole("button", { name: "Enregistrer cet horaire" }).click();
  await says(page, "Ses dates sont là, un an d’avance.");
  return shown;
}

/** The address of a view of the week. */
export const week = (monday: string, more = ""): string =>
  `/coordination/planning?organisation=${SLUG}&semaine=${monday}${more}`;

/**
 * Completes a week as a coordinator does: of what is short, the first half-day; of those who are free, the first one;
 * then the same person every week. Answers how many seats that were.
 */
export async function completesWeek(page: Page, monday: string): Promise<number> {
  await page.goto(week(monday, "&completer=1"));
  const short = page.getByRole("link", { name: /il manque/u });
  let seats = 0;
  for (; (await short.count()) > 0; seats += 1) {
    await short.first().click();
    const free = page.getByRole("button", { name: /^Planifier Conseiller/u }).first();
    const name = /Conseiller \d\d/u.exec((await free.textContent()) ?? "")?.[0] ?? "";
    await free.click();
    await says(page, "La personne est planifiée.");
    await page.getByRole("link", { name: new RegExp(`^Mettre ${name} (chaque semaine|à chaque date)`, "u") }).click();
    await page.getByRole("button", { name: /^Planifier (ces \d+ dates|cette date)$/u }).click();
    await says(page, "La personne est planifiée à toutes les dates possibles.");
  }
  return seats;
}

/** How many half-days the column below a heading of the week has. */
export async function heldBelow(heading: Locator): Promise<number> {
  const column = await heading.evaluate((cell) => (cell as HTMLTableCellElement).cellIndex);
  return heading
    .page()
    .locator(`tbody tr td:nth-child(${column + 1}) a`)
    .count();
}
