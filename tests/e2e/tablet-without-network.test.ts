import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, BrowserContext, Locator, Page } from "playwright-core";
import type { LineState } from "#lib/queue/line/line-state.ts";
import { openProxy, type CuttableProxy } from "#tests/support/cuttable-proxy.ts";
import { keepPicture, openBrowser, openDevice, openProfile, SIZES } from "#tests/support/devices.ts";
import { eventually } from "#tests/support/eventually.ts";
import { faultsAtThreeWidths } from "#tests/support/faults-at-three-widths.ts";
import { keptRows } from "#tests/support/kept-rows.ts";
import { AXE } from "#tests/support/residents/faults.ts";
import { plannedPermanence, setClock, signIn, SUNDAY, stateOfNumber } from "#tests/support/neuhof-morning.ts";
import { startApp, type RunningApp } from "#tests/support/start-app.ts";

let app: RunningApp;
let link: CuttableProxy;
let folder: string;
let context: BrowserContext;
/** For what is looked at beside the tablet. */
let other: Browser;
let page: Page;
let permanence: string;
let isOtherBuild = false;

const COORDINATION = "coordination@demo.strasbourg.example";
const CONSEILLER = "conseiller@demo.strasbourg.example";
const OF_THE_CAF = "caf@demo.strasbourg.example";

/** Turns the tablet on: a browser on the same profile, as after a reboot. */
async function turnOn(): Promise<void> {
  context = await openProfile(folder, { baseURL: link.url, viewport: SIZES.tablet });
  context.setDefaultTimeout(30_000);
  page = await context.newPage();
}

const tablet = (): string => `/conseiller/permanences/${permanence}`;
const tap = (name: string | RegExp): Promise<void> => page.getByRole("button", { name }).click();
const isShown = (text: string | RegExp): Promise<void> => page.getByText(text).first().waitFor();

/** Waits until the worker answers for the page and has its document. */
const isInstalled = (): Promise<unknown> => page.waitForFunction(() => navigator.serviceWorker.controller !== null);

/** The half-days that this device keeps, each with the states of its people. */
async function kept(): Promise<Readonly<Record<string, string>>> {
  type Copy = { readonly permanence: string; readonly line: LineState };
  const copies = await keptRows<Copy>(page, "permanences-half-days", "copies");
  return Object.fromEntries(
    copies.map(({ permanence, line }) => [permanence, line.visits.map(({ state }) => state).join(" ")]),
  );
}

const callsTheSecond = (): Promise<void> => page.getByRole("button", { name: "Appeler le 2" }).waitFor();

beforeAll(async () => {
  app = await startApp({ now: SUNDAY });
  // The same worker under the name of another build, once there is one.
  link = await openProxy(app.url, {
    asked: (passing) => passing.replace("Accept-Encoding", "X-Asked-Before-"),
    answered: (passing) => (isOtherBuild ? passing.replace(/const BUILD = "..../, 'const BUILD = "next') : passing),
  });
  folder = await mkdtemp(join(process.env["TEST_FOLDER"] ?? tmpdir(), "tablet-profile-"));
  permanence = await plannedPermanence(app, "mairie-neuhof", "2026-11-23");
  await setClock(app, "2026-11-23T08:55:00+01:00");
  other = await openBrowser();
  await turnOn();
});

afterAll(async () => {
  await context?.close();
  await other?.close();
  await link?.close();
  await app?.stop();
  if (folder) await rm(folder, { recursive: true, force: true });
});

test("a tablet that is loaded anew without network comes back to the same line, with the act that was not sent", async () => {
  await signIn(page, CONSEILLER, tablet());
  await tap("Donner les numéros à la porte");
  for (let people = 0; people < 3; people += 1) await tap("+ 1 personne");
  await tap("Ouvrir la permanence et appeler le 1");
  await tap("Commencer");
  await eventually(() => stateOf(1), "serving");
  await isInstalled();
  await isShown("Tout est gardé");
  await eventually(async () => (await kept())[permanence], "serving waiting waiting");
  link.cut();
  await tap(/^Terminer(?! et)/);
  await isShown(/depuis \d/);
  await page.reload();
  await callsTheSecond();
  await isShown("1 action gardée");
  expect(await stateOf(1)).toBe("serving");
  await keepPicture(page, "tablet-reloaded-without-network");
}, 60_000);

test("after a reboot without network it is the same", async () => {
  await context.close();
  await turnOn();
  await page.goto(tablet());
  await callsTheSecond();
  await isShown("1 action gardée");
}, 60_000);

test("once the network is back the act is sent, without touching anything", async () => {
  link.restore();
  await eventually(() => stateOf(1), "done");
  await isShown(/^C’est envoyé$/);
}, 60_000);

/**
 * A half-day of Thursday at another place, at which the conseiller is planned now; nobody has opened it on this tablet.
 */
async function plannedElsewhere(): Promise<string> {
  const { rows } = await app.db.query<{ id: string }>(
    `INSERT INTO assignment (id, permanence_id, organisation_id, conseiller_id, desk, starts_at, ends_at)
     SELECT gen_random_uuid(), p.id, p.organisation_id, u.id, 1, p.starts_at, p.ends_at FROM permanence p, user_account u
     WHERE u.email = $1 AND p.status = 'scheduled' AND p.local_date = '2026-11-26' AND p.place_id <> (SELECT place_id FROM permanence WHERE id = $2)
       AND p.organisation_id = (SELECT organisation_id FROM permanence WHERE id = $2)
       AND NOT EXISTS (SELECT FROM assignment a WHERE a.permanence_id = p.id)
     ORDER BY p.starts_at LIMIT 1 RETURNING permanence_id AS id`,
    [CONSEILLER, permanence],
  );
  if (!rows[0]) throw new Error("No half-day of Thursday is free of people.");
  return rows[0].id;
}

let elsewhere: string;

test("without network the list shows the half-days that are kept, and one that was never opened here opens", async () => {
  elsewhere = await plannedElsewhere();
  await page.goto("/conseiller");
  await eventually(async () => elsewhere in (await kept()), true);
  link.cut();
  await page.goto("/conseiller");
  await isShown("Sans réseau : voici les permanences gardées sur cette tablette.".replace(" :", "\u00a0:"));
  await keepPicture(page, "list-without-network");
  // By keyboard.
  await page.locator(`a[href$="/permanences/${elsewhere}"]`).press("Enter");
  await isShown(/jeudi 26 novembre/);
  await isShown(/^Le site ne répond pas/);
  await keepPicture(page, "never-opened-without-network");
}, 60_000);

test("a half-day that is not kept says so, with the paper sheet and the telephone to go on with", async () => {
  await page.goto("/conseiller/permanences/01990000-0000-7000-8000-00000000aaaa");
  await isShown("Cette permanence n’est pas gardée ici");
  await isShown(/^Continuez sur papier/u);
  await page.locator('main a[href^="tel:"]').waitFor();
  await keepPicture(page, "half-day-not-kept");
  link.restore();
});

test("the document without network breaks no rule and cuts nothing at three widths", async () => {
  const opened = await openDevice(other, app.url, "tablet", { bypassCSP: true });
  await opened.context.addInitScript({ path: AXE });
  await opened.page.goto("/tablette/sans-reseau");
  await opened.page.getByRole("heading", { name: "Personne n’est connecté sur cette tablette" }).waitFor();
  expect(await faultsAtThreeWidths(opened.page)).toEqual([]);
  await opened.context.close();
}, 60_000);

test("a new build waits while somebody is at this desk, and takes over once they have gone", async () => {
  await page.goto(tablet());
  await tap("Appeler le 2");
  await tap("Commencer");
  await eventually(() => stateOf(2), "serving");
  isOtherBuild = true;
  // Asked for again: the browser takes an asking for the same as one under way, which found the build of before.
  await eventually(async () => {
    await page.evaluate(async () => void (await (await navigator.serviceWorker.ready).update()));
    return hasWaiting();
  }, true);
  expect(await builds()).toHaveLength(2);
  await tap(/^Terminer(?! et)/);
  await eventually(hasWaiting, false);
  await eventually(async () => (await builds()).map((name) => name.includes("-next")).join(), "true");
}, 60_000);

/** Whether a new build of the worker is complete and waits. */
const hasWaiting = (): Promise<boolean> =>
  page.evaluate(async () => Boolean((await navigator.serviceWorker.ready).waiting));

const builds = (): Promise<readonly string[]> =>
  page.evaluate(async () => (await caches.keys()).filter((name) => name.startsWith("tablet-conseiller-")));

/** The acts that this device has not sent. */
const unsent = async (): Promise<number> => (await keptRows(page, "permanences-tablet", "commands")).length;

test("signing out without network wipes what is kept, but for unsent acts, and is completed when the network is back", async () => {
  await tap("Appeler le 3");
  await tap("Commencer");
  await eventually(() => stateOf(3), "serving");
  // The answer to the act may still be on its way.
  await eventually(unsent, 0);
  link.cut();
  await tap(/^Terminer(?! et)/);
  await isShown(/^Le site ne répond pas/);
  await tap("Pause, fermer…");
  await tap("Se déconnecter");
  await page.getByRole("heading", { name: "Personne n’est connecté sur cette tablette" }).waitFor();
  await isShown("La déconnexion sera finie dès que le réseau revient.");
  await isShown(/^Des actions faites ici ne sont pas encore parties/);
  await keepPicture(page, "signed-out-without-network");
  expect([await kept(), await unsent()]).toEqual([{}, 1]);
  await page.goto(tablet());
  await page.getByRole("heading", { name: "Personne n’est connecté sur cette tablette" }).waitFor();
  link.restore();
  await page.getByLabel("Votre adresse mail").waitFor();
  expect([await unsent(), await stateOf(3)]).toEqual([1, "serving"]);
}, 60_000);

/** Of whose login this device holds a key. */
async function keys(): Promise<readonly string[]> {
  const kept = await keptRows<{ readonly holder: string }>(page, "permanences-keys", "keys");
  return kept.map(({ holder }) => holder);
}

const accountOf = async (email: string): Promise<string | undefined> =>
  (await app.db.query<{ id: string }>("SELECT id FROM user_account WHERE email = $1", [email])).rows[0]?.id;

/** The acts of this half-day that a colleague sent: of whom, and by whom. */
const sentForOthers = async (): Promise<readonly object[]> =>
  (
    await app.db.query<object>(
      `SELECT c.type, c.outcome, e.actor, c.done_by AS "doneBy", c.sent_by AS "sentBy" FROM queue_command c
       LEFT JOIN queue_event e ON e.command_id = c.id WHERE c.permanence_id = $1 AND c.sent_by IS NOT NULL`,
      [permanence],
    )
  ).rows;

test("a colleague of another team who signs in sends nothing of it, and their coordination reads what this tablet holds", async () => {
  expect(await keys()).toEqual([]);
  await signIn(page, OF_THE_CAF, "/conseiller");
  await isShown("Des actions de vos collègues attendent sur cette tablette. La coordination le voit.");
  expect([await unsent(), await stateOf(3), await sentForOthers()]).toEqual([1, "serving", []]);
  const { page: reader, context: desk } = await openDevice(other, app.url, "desk");
  await signIn(reader, COORDINATION, "/coordination");
  await reader.getByText("Des tablettes gardent des actions non envoyées").waitFor();
  await reader.getByText(/1 action de .*, signalée le 23 novembre 2026 à/u).waitFor();
  await keepPicture(reader, "coordination-reads-of-unsent-acts");
  await desk.close();
}, 60_000);

test("a colleague of the team who signs in finds no copy of before, and the acts of before are sent as those of who did them", async () => {
  await page.context().clearCookies();
  await signIn(page, COORDINATION, "/conseiller");
  await page.getByRole("heading", { name: "Mes permanences" }).waitFor();
  expect(Object.keys(await kept()).includes(elsewhere)).toBe(false);
  await isShown("Des actions de vos collègues étaient encore ici. Elles sont parties, en leur nom.");
  await keepPicture(page, "acts-of-a-colleague-are-sent");
  const author = await accountOf(CONSEILLER);
  const sender = await accountOf(COORDINATION);
  expect([await unsent(), await stateOf(3), await keys()]).toEqual([0, "done", [sender]]);
  expect(await sentForOthers()).toEqual([
    { type: "finish", outcome: "applied", actor: `staff:${author}`, doneBy: author, sentBy: sender },
  ]);
  await page.goto("/coordination");
  await page.getByRole("heading", { name: "Coordination", level: 1 }).waitFor();
  expect(await page.getByText("Des tablettes gardent des actions non envoyées").count()).toBe(0);
  await page.goto(`${tablet()}/bilan`);
  await isShown("Envoyé par un collègue");
  await isShown(/^1 action de .*, envoyée par .* le 23 novembre 2026 à/u);
  await page.goto(tablet());
  await eventually(async () => permanence in (await kept()), true);
}, 60_000);

test("a login that was ended elsewhere wipes the copies and the key at the next exchange", async () => {
  await app.db.query("DELETE FROM login_session WHERE user_id = (SELECT id FROM user_account WHERE email = $1)", [
    COORDINATION,
  ]);
  await page.reload();
  await page.getByLabel("Votre adresse mail").waitFor();
  await eventually(async () => Object.keys(await kept()).length, 0);
  await eventually(async () => (await keys()).length, 0);
}, 60_000);

test("pages of residents, screens and coordination are under no worker", async () => {
  for (const path of ["/", "/lieux", "/connexion", "/coordination", "/ecran/mairie-neuhof"]) {
    await page.goto(path);
    expect(await page.evaluate(() => navigator.serviceWorker.controller)).toBeNull();
  }
}, 60_000);

test("browsers ask for the worker anew each time, and it loads from this site alone", async () => {
  const { status, headers } = await fetch(`${app.url}/travailleur.js`);
  expect([status, headers.get("cache-control"), headers.get("content-security-policy")]).toEqual([
    200,
    "no-cache",
    "default-src 'none'; connect-src 'self'",
  ]);
  const page = await fetch(`${app.url}/connexion`);
  expect(page.headers.get("content-security-policy")).toContain("worker-src 'self'");
});

test("the list can be installed, in the name of the service and in each language, with icons of our own, and says so below the half-days of today, which it would move", async () => {
  const manifest = async (lang: string) =>
    (await (await fetch(`${app.url}/manifest.webmanifest?lang=${lang}`)).json()) as {
      name: string;
      start_url: string;
      display: string;
      dir: string;
      icons: { src: string }[];
    };
  const { icons, ...french } = await manifest("fr");
  expect(french).toMatchObject({ name: "Aide numérique Strasbourg", start_url: "/conseiller", display: "standalone" });
  expect(await manifest("ar")).toMatchObject({ start_url: "/ar/conseiller", dir: "rtl" });
  for (const { src } of icons) expect((await fetch(app.url + src)).headers.get("content-type")).toBe("image/png");
  await signIn(page, CONSEILLER, "/conseiller");
  expect(await page.locator("link[rel=manifest]").getAttribute("href")).toBe("/manifest.webmanifest?lang=fr");
  expect(await page.locator("link[rel=apple-touch-icon]").getAttribute("href")).toBe("/install/apple-180.png");
  const today = page.getByRole("heading", { name: "Aujourd’hui" });
  const install = page.getByRole("button", { name: "Installer" });
  // The browser offers it at a moment of its own, here or not.
  await eventually(async () => {
    await page.evaluate(() => dispatchEvent(new Event("beforeinstallprompt")));
    return install.isVisible();
  }, true);
  const top = async (part: Locator): Promise<number> => (await part.boundingBox())?.y ?? NaN;
  expect(await top(install)).toBeGreaterThan(await top(today));
}, 60_000);

const stateOf = (number: number): Promise<string | undefined> => stateOfNumber(app, permanence, number);
