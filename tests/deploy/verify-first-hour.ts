import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { cleanUpAtEnd } from "#scripts/cleanup.ts";
import { CommandError } from "#scripts/command-error.ts";
import { freePort } from "#scripts/free-port.ts";
import { runScript } from "#scripts/run-script.ts";
import { instant } from "#lib/time/instant.ts";
import { localDateOf, minuteOfDay, weekdayOf } from "#lib/time/zone.ts";
import { openBrowser, openDevice } from "#tests/support/devices.ts";
import { expectThat, found } from "./finding.ts";
import { runProgram } from "./run-program.ts";
import { serverWithRoles } from "./server-with-roles.ts";

const RENNES = { name: "Aide numérique Rennes", telephone: "02 61 91 00 35" };
const NOUVOITOU = { name: "Aide numérique Nouvoitou", telephone: "02 61 91 00 44" };

const WEEKDAYS = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"];

/**
 * `npm run verify:first-hour`: a city installs the product and sets itself up, as a technician and an administrator do:
 * a fresh clone, its packages, a Postgres with two ordinary roles, `npm start`, the address that it prints, and the
 * guided set-up in a real browser, to the first number given at the door; then a commune is invited and does the same.
 * Prints how long each took.
 */
await runScript(async () => {
  const folder = await mkdtemp(join(tmpdir(), "permanences-first-hour-"));
  cleanUpAtEnd(() => rm(folder, { recursive: true, force: true }));
  const clone = join(folder, "permanences");
  const whole = stopwatch();
  await timed("git clone", () => runProgram("git", ["clone", "--quiet", process.cwd(), clone]));
  await timed("npm ci", () => runProgram("npm", ["ci", "--no-audit", "--no-fund"], { cwd: clone }));
  const { url, address } = await timed("npm start, the build included", () => start(clone));
  const browser = await openBrowser();
  cleanUpAtEnd(() => browser.close());
  const administrator = await timed("Rennes, from the address to the first number at the door", () =>
    rennes(browser, url, address),
  );
  console.log(`    From git clone to the first number: ${whole()} s.`);
  await timed("Nouvoitou, from its invitation to its first number", () => nouvoitou(browser, url, administrator));
  await onlyOf(browser, url, NOUVOITOU, RENNES);
  await onlyOf(browser, url, RENNES, NOUVOITOU);
});

function stopwatch(): () => number {
  const begun = performance.now();
  return () => Math.round((performance.now() - begun) / 1000);
}

async function timed<T>(what: string, work: () => Promise<T>): Promise<T> {
  const time = stopwatch();
  const done = await work();
  found(`${what}: ${time()} s`);
  return done;
}

/** Starts the clone in production on a Postgres of its own and waits for the address that it prints. */
async function start(clone: string): Promise<{ readonly url: string; readonly address: string }> {
  const { url: database, ownerUrl } = await serverWithRoles();
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const child = spawn("npm", ["start"], {
    cwd: clone,
    env: {
      ...process.env,
      NODE_ENV: "production",
      APP_ENV: "production",
      APP_URL: url,
      APP_SECRET: "a-secret-of-the-verification-only",
      HOST: "localhost",
      PORT: String(port),
      DATABASE_URL: database,
      DATABASE_OWNER_URL: ownerUrl,
    },
    stdio: ["ignore", "pipe", "inherit"],
    detached: true,
  });
  const ended = once(child, "close");
  cleanUpAtEnd(async () => {
    if (child.exitCode === null && child.pid !== undefined) process.kill(-child.pid, "SIGTERM");
    await ended;
  });
  let printed = "";
  for await (const part of child.stdout) {
    printed += String(part);
    const [, address] = /^\s+(http\S+\/installation\/\S+)$/mu.exec(printed) ?? [];
    if (address === undefined) continue;
    child.stdout.resume();
    return { url, address };
  }
  throw new CommandError(`npm start ended before it printed an address.\n${printed}`);
}

/** The half-day of today that is going on now: its weekday, and its hours on the clock of Paris. */
function goingOn(): { readonly weekday: string; readonly from: string; readonly to: string } {
  const now = instant(Math.round(performance.timeOrigin + performance.now()));
  const minute = minuteOfDay(now, "Europe/Paris");
  // No half-day begins between 2:00 and 3:00 (docs/calendars.md).
  const hour = Math.floor(minute / 60) === 2 ? 1 : Math.floor(minute / 60);
  const to = Math.min(hour + 4, 23);
  const clock = (value: number, minutes: string): string => `${String(value).padStart(2, "0")}:${minutes}`;
  const weekday = WEEKDAYS[weekdayOf(localDateOf(now, "Europe/Paris")) - 1] ?? "";
  return { weekday, from: clock(hour, "00"), to: clock(to, to === hour ? "59" : "00") };
}

/** Fills in the form behind an address of the first start or of an invitation, and enters. */
async function enter(
  page: Page,
  address: string,
  organisation: { readonly name: string },
  email: string,
): Promise<void> {
  await page.goto(address);
  await page.getByLabel("Nom du service").fill(organisation.name);
  await page.getByLabel("Département").selectOption("35");
  await page.getByLabel("Votre nom").fill("Administration");
  await page.getByLabel("Votre adresse mail").fill(email);
  await page.getByRole("button", { name: "Créer le service et entrer" }).click();
  await page.waitForURL(/\/coordination\/premiere-heure/u);
}

async function goOn(page: Page): Promise<void> {
  await page.getByRole("button", { name: /^(?:Enregistrer et continuer|Continuer)/u }).click();
}

async function isAt(page: Page, step: string): Promise<void> {
  await page.waitForURL(new RegExp(`/premiere-heure/${step}`, "u"));
}

/** The steps before the places: one's account, mails that are not set up, and what the service says of itself. */
async function saysWhatItIs(page: Page, { telephone }: { readonly telephone: string }, mail: string): Promise<void> {
  await page.goto(new URL("/coordination/premiere-heure/compte", page.url()).href);
  await goOn(page);
  await isAt(page, "mails");
  await goOn(page);
  await isAt(page, "service");
  await page.getByLabel("Téléphone", { exact: true }).fill(telephone);
  await page.getByLabel("Adresse mail", { exact: true }).fill(mail);
  await goOn(page);
  await isAt(page, "lieux");
}

/**
 * The steps after the places, to the first number of the door of that place. The half-day has begun, so the guide is
 * over when it is planned.
 */
async function opens(browser: Browser, page: Page, place: string): Promise<void> {
  await page.goto(new URL("/coordination/premiere-heure/equipe", page.url()).href);
  await goOn(page);
  await isAt(page, "demarches");
  await goOn(page);
  await isAt(page, "ouverture");
  const { weekday, from, to } = goingOn();
  await page.getByLabel("jour de la semaine").selectOption({ label: weekday });
  await page.getByLabel("heure de début").fill(from);
  await page.getByLabel("heure de fin").fill(to);
  const places = page.getByLabel("lieu", { exact: true });
  await places.selectOption(await places.locator("option", { hasText: place }).getAttribute("value"));
  await page.getByRole("button", { name: "Planifier" }).click();
  await page.getByText("C’est planifié.").waitFor();
  const door = (await page.getByRole("link", { name: /^Ouvrir la porte : / }).getAttribute("href")) ?? "";
  const poster = (await page.getByRole("link", { name: /^Affiche : / }).getAttribute("href")) ?? "";
  expectThat((await page.request.get(new URL(poster, page.url()).href)).ok(), "the poster of the place is printed");
  await page.goto(new URL("/conseiller", page.url()).href);
  await page
    .getByRole("link", { name: new RegExp(place, "u") })
    .first()
    .click();
  await page.getByRole("button", { name: "Donner les numéros à la porte" }).click();
  const { page: phone, context } = await openDevice(browser, new URL(page.url()).origin, "phone");
  await phone.goto(door);
  await phone.getByRole("button", { name: "Prendre un numéro" }).click();
  await phone.waitForURL(/\/suivi\//u);
  expectThat(/1/u.test((await phone.getByRole("heading", { level: 1 }).textContent()) ?? ""), "the number 1 is given");
  await context.close();
}

/** Rennes sets itself up, with its places of the national file; returns the page of its administrator. */
async function rennes(browser: Browser, url: string, address: string): Promise<Page> {
  const { page } = await openDevice(browser, url, "desk");
  await enter(page, address, RENNES, "administration@rennes.example");
  await saysWhatItIs(page, RENNES, "aide@rennes.example");
  await page.goto("/coordination/lieux/importer");
  await page.getByLabel("Fichier des lieux").setInputFiles("tests/data/lieux-ille-et-vilaine.json");
  await page.getByLabel("Seulement ces communes").fill("Rennes");
  await page.getByRole("button", { name: "Voir ce qui changerait" }).click();
  await page.getByRole("button", { name: "Importer" }).first().click();
  await page.getByText(/Ce qu’a fait l’import/u).waitFor();
  await opens(browser, page, "Bibliothèque Le Triangle");
  return page;
}

/** Rennes invites Nouvoitou, which sets itself up in a browser of its own, with a place typed by hand. */
async function nouvoitou(browser: Browser, url: string, administrator: Page): Promise<void> {
  await administrator.goto("/coordination/collectivites");
  await administrator.getByLabel("Pour quoi faire").selectOption({ label: "Tenir ses permanences" });
  await administrator.getByRole("button", { name: "Inviter", exact: true }).click();
  const address = /http\S+\/installation\/[\w-]{43}/u.exec(await administrator.content())?.[0] ?? "";
  const { page } = await openDevice(browser, url, "desk");
  await enter(page, address, NOUVOITOU, "mairie@nouvoitou.example");
  await saysWhatItIs(page, NOUVOITOU, "mairie@nouvoitou.example");
  await page.getByLabel("Nom", { exact: true }).fill("Médiathèque de Nouvoitou");
  await page.getByLabel("Numéro et rue").fill("1 place de l’Église");
  await page.getByLabel("Code postal").fill("35410");
  await page.getByLabel("Commune").fill("Nouvoitou");
  await page.getByRole("button", { name: "Ajouter ce lieu" }).click();
  await page.getByText("Un lieu est là").waitFor();
  await opens(browser, page, "Médiathèque de Nouvoitou");
}

type Organisation = { readonly name: string; readonly telephone: string };

/** Reads the pages of one organisation as its residents do: its name and telephone, and nothing of the other. */
async function onlyOf(browser: Browser, url: string, own: Organisation, other: Organisation): Promise<void> {
  const { page, context } = await openDevice(browser, url, "phone");
  await page.goto("/");
  const link = page.getByRole("link", { name: own.name }).first();
  // Which organisations the home page shows is kept a minute (lib/server/place/read-organisation.ts).
  for (let reads = 0; reads < 45 && !(await link.isVisible()); reads += 1) {
    await page.waitForTimeout(2_000);
    await page.reload();
  }
  await link.click();
  await page.waitForURL(/\/chez\//u);
  const home = new URL(page.url()).pathname;
  for (const path of ["", "/lieux", "/rendez-vous", "/aide", "/mentions-legales", "/donnees-personnelles"]) {
    await page.goto(home + path);
    const text = (await page.locator("body").innerText()).replace(/[\u00a0\u202f]/gu, " ");
    expectThat(
      text.includes(own.name) && !text.includes(other.name) && !text.includes(other.telephone),
      `${home}${path} names ${own.name} alone`,
    );
    if (path === "") expectThat(text.includes(own.telephone), `${home} has its telephone`);
  }
  await context.close();
}
