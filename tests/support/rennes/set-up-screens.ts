import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { openDevice } from "#tests/support/devices.ts";
import { COMMUNES, FIRST_SERIES, PLACES_BY_HAND } from "./series.ts";

export const SLUG = "rennes";
const GUIDE = "/coordination/premiere-heure";

const goOn = (page: Page): Promise<void> =>
  page.getByRole("button", { name: /^(?:Enregistrer et continuer|Continuer)/u }).click();

const isAt = (page: Page, step: string): Promise<void> => page.waitForURL((url) => url.pathname === `${GUIDE}/${step}`);

/**
 * Behind the address of the first start: Rennes says its name, its département and its first account, and is signed in.
 */
export async function makesRennes(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await page.getByLabel("Nom du service").fill("Aide numérique Rennes");
  await page.getByLabel("Nom dans les adresses").fill(SLUG);
  await page.getByLabel("Département").selectOption("35");
  await page.getByLabel("Votre nom").fill("Coordination");
  await page.getByLabel("Votre adresse mail").fill("coordination@rennes.example");
  await page.getByRole("button", { name: "Créer le service et entrer" }).click();
  await page.waitForURL((url) => url.pathname.startsWith(GUIDE));
}

/** The steps up to the places: the account, no mails yet, and what the service says of itself. */
export async function saysItsService(page: Page): Promise<void> {
  await page.goto(`${GUIDE}/compte`);
  await goOn(page);
  await isAt(page, "mails");
  await goOn(page);
  await isAt(page, "service");
  await page.getByLabel("Téléphone", { exact: true }).fill("02 61 91 00 35");
  await page.getByLabel("Quand on répond").fill("du lundi au vendredi, de 9 h à 12 h");
  await page.getByLabel("Adresse mail", { exact: true }).fill("aide-numerique@rennes.example");
  await page.getByLabel("Couleur des boutons").fill("#7A1F2B");
  await goOn(page);
  await isAt(page, "lieux");
}

/**
 * Its places: those of the national file, without the one that stands in it twice, then those typed by hand; answers
 * how many there are.
 */
export async function bringsItsPlaces(page: Page): Promise<number> {
  await page.getByRole("link", { name: "Prendre les lieux d’un fichier national" }).click();
  await page
    .getByLabel("Fichier des lieux")
    .setInputFiles(join(import.meta.dirname, "../../data/lieux-ille-et-vilaine-2022.json"));
  await page.getByLabel("Seulement ces communes").fill(COMMUNES);
  await page.getByRole("button", { name: "Voir ce qui changerait" }).click();
  await page
    .getByRole("checkbox", { name: /^Rennes métropole/u })
    .last()
    .uncheck();
  await page.getByRole("button", { name: "Importer", exact: true }).first().click();
  await page.getByText("Les lieux sont importés.").waitFor();
  await page.goto(`${GUIDE}/lieux`);
  for (const { name, address, postalCode, city } of PLACES_BY_HAND) {
    await page.getByText("Écrire un autre lieu à la main").click();
    await page.getByLabel("Nom", { exact: true }).fill(name);
    await page.getByLabel("Numéro et rue").fill(address);
    await page.getByLabel("Code postal").fill(postalCode);
    await page.getByLabel("Commune", { exact: true }).fill(city);
    await page.getByRole("button", { name: "Ajouter ce lieu" }).click();
    await page.getByRole("link", { name, exact: true }).waitFor();
  }
  const there = await page.getByRole("heading", { name: /lieux sont là/u }).textContent();
  return Number.parseInt(there ?? "", 10);
}

/**
 * The last steps: nobody else yet, the topics as they are, and the first half-day in one sentence; then the set-up is
 * finished.
 */
export async function opensWithOneSeries(page: Page): Promise<void> {
  await page.goto(`${GUIDE}/equipe`);
  await goOn(page);
  await isAt(page, "demarches");
  await goOn(page);
  await isAt(page, "ouverture");
  await page.getByLabel("jour de la semaine").selectOption({ label: FIRST_SERIES.weekday });
  await page.getByLabel("heure de début").fill(FIRST_SERIES.from);
  await page.getByLabel("heure de fin").fill(FIRST_SERIES.to);
  const places = page.getByLabel("lieu", { exact: true });
  await places.selectOption(
    await places.locator("option", { hasText: FIRST_SERIES.place }).first().getAttribute("value"),
  );
  await page.getByLabel("nombre de tables").fill(String(FIRST_SERIES.desks));
  await page.getByLabel("avec ou sans rendez‑vous").selectOption({ label: FIRST_SERIES.way ?? "" });
  await page.getByLabel("fin des rendez‑vous").fill(FIRST_SERIES.until ?? "");
  await page.getByRole("button", { name: "Planifier" }).click();
  await page.getByText("C’est planifié.").waitFor();
  await page.getByRole("button", { name: /finir la mise en route/u }).click();
  await page.getByText("C’est ouvert.").waitFor();
}

/**
 * The path of the door of each place that has half-days, by its name: what its QR code says, which the last step of the
 * guide opens.
 */
export async function doors(page: Page): Promise<ReadonlyMap<string, string>> {
  await page.goto(`${GUIDE}/ouverture`);
  const links = await page.getByRole("link", { name: /^Ouvrir la porte : / }).all();
  const read = links.map(async (link): Promise<[string, string]> => {
    const text = (await link.textContent()) ?? "";
    return [text.replace(/^Ouvrir la porte\s: /u, ""), (await link.getAttribute("href")) ?? ""];
  });
  return new Map(await Promise.all(read));
}

/** Who is invited: the name that they give themselves, their role, and a language that they speak besides French. */
type Invited = { readonly name: string; readonly role: "conseiller" | "civic-service"; readonly language?: string };

/**
 * Somebody is invited by the coordinator, opens the address of the invitation in a browser of their own, and says their
 * name.
 */
export async function joins(page: Page, browser: Browser, { name, role, language }: Invited): Promise<void> {
  const email = `${name.replaceAll(" ", "-").toLowerCase()}@rennes.example`;
  await page.goto(`/coordination/equipe/inviter?organisation=${SLUG}`);
  await page.getByLabel("Adresse mail").fill(email);
  await page.getByLabel("Rôle").selectOption(role);
  if (language !== undefined) await page.getByRole("checkbox", { name: language, exact: true }).check();
  await page.getByRole("button", { name: "Inviter", exact: true }).click();
  await page.getByText("L’invitation est prête.").waitFor();
  const card = await page.getByRole("listitem").filter({ hasText: email }).first().textContent();
  const { origin } = new URL(page.url());
  const { context, page: own } = await openDevice(browser, origin, "phone");
  await own.goto(/\/invitation\/[\w-]{43}/u.exec(card ?? "")?.[0] ?? "");
  await own.getByLabel("Votre nom").fill(name);
  await own.getByRole("button", { name: "Accepter et entrer" }).click();
  await own.waitForURL((url) => !url.pathname.includes("/invitation"));
  await context.close();
}

/** Notes on the page of somebody of the team when they usually work. */
export async function worksAt(page: Page, name: string, hours: string): Promise<void> {
  await page.goto(`/coordination/equipe?organisation=${SLUG}`);
  await page.getByRole("link", { name, exact: true }).click();
  await page.getByLabel("Heures habituelles").fill(hours);
  await page.getByRole("button", { name: "Enregistrer ces heures" }).click();
  await page.getByText("Les heures et les démarches sont notées.").waitFor();
}
