/** @long */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Browser, Page } from "playwright-core";
import sharp from "sharp";
import { openBrowser, openDevice } from "#tests/support/devices.ts";
import { codeOf } from "#tests/server/auth/second-factor/with-factor.ts";
import { plannedPermanence, signIn, SUNDAY } from "#tests/support/neuhof-morning.ts";
import { AXE, violations } from "#tests/support/residents/faults.ts";
import { faultsAtThreeWidths } from "#tests/support/faults-at-three-widths.ts";
import { ADMINISTRATION, addAdministration, addStaff } from "#tests/support/staff-account.ts";
import { missingPages, routeOf } from "#tests/support/staff-pages.ts";
import { startApp, type RunningApp } from "#tests/support/start-app.ts";

let app: RunningApp;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  app = await startApp({ now: SUNDAY });
  browser = await openBrowser();
  await addAdministration(app);
  const opened = await openDevice(browser, app.url, "tablet", { bypassCSP: true });
  await opened.context.addInitScript({ path: AXE });
  page = opened.page;
  await signIn(page, ADMINISTRATION, "/coordination/reglages");
});

afterAll(async () => {
  await browser?.close();
  await app?.stop();
});

/** The pages of the team and of its partners that were looked at. */
const seen = new Set<string>();

/** What is wrong with the page at each width. */
function faults(of = page): Promise<readonly string[]> {
  seen.add(routeOf(of));
  return faultsAtThreeWidths(of);
}

/** Waits for what was refused, which has the focus. */
const isRefused = (of: Page): Promise<void> => of.locator("[role=alert]:focus").waitFor();

/** Opens a page; it stands at this very address, and nothing is wrong with it at each width. */
async function isSound(path: string, of = page): Promise<void> {
  const answer = await of.goto(app.url + path);
  expect([answer?.status(), new URL(of.url()).pathname]).toEqual([200, path]);
  expect(await faults(of)).toEqual([]);
}

test("the settings break no rule and cut nothing at three widths", async () => {
  expect(await faults()).toEqual([]);
  await page.goto(`${app.url}/coordination/reglages?partie=declaration`);
  expect(await faults()).toEqual([]);
  await page.goto(`${app.url}/coordination/reglages`);
});

test("the settings of messages break no rule and cut nothing at three widths, also when they are refused", async () => {
  await page.goto(`${app.url}/coordination/messages`);
  await page.getByText("Sans contrat SMS, les numéros servent à appeler.").waitFor();
  expect(await faults()).toEqual([]);
  await page.getByLabel("Premier rappel").selectOption("8");
  await page.getByLabel("Dernier rappel").selectOption("24");
  await page.getByRole("button", { name: "Enregistrer" }).press("Enter");
  await page.locator("main").getByRole("alert").waitFor();
  expect(await faults()).toEqual([]);
  await page.goto(`${app.url}/coordination/reglages`);
});

test("by keyboard, a colour too light is refused, its darker proposal taken, and the pages say that it is saved", async () => {
  await page.getByLabel("Adresse mail").fill("aide@ville.example");
  await page.getByLabel("Département").selectOption("67");
  await page.getByLabel("Couleur des boutons").fill("#E0782F");
  await page.getByLabel("Couleur des boutons").press("Enter");
  await page
    .getByRole("alert")
    .getByText(/le blanc ne se lit pas/)
    .waitFor();
  expect(await page.getByLabel("Couleur des boutons").inputValue()).toBe("#E0782F");
  expect(await faults()).toEqual([]);
  await page.getByRole("button", { name: "Prendre" }).press("Enter");
  await page.getByText("C’est enregistré.").waitFor();
  expect(await page.getByLabel("Couleur des boutons").inputValue()).not.toBe("#e0782f");
});

test("on a telephone the menu is folded: the heading begins in the first third, and opened it leads to each section", async () => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`${app.url}/coordination/lieux`);
  const heading = await page.getByRole("heading", { level: 1 }).boundingBox();
  expect(heading?.y).toBeLessThan(844 / 3);
  await page.getByText("Toutes les pages").press("Enter");
  await page.getByRole("link", { name: "Équipe", exact: true }).press("Enter");
  await page.waitForURL(/\/coordination\/equipe$/u);
  await page.setViewportSize({ width: 820, height: 1180 });
  await page.getByRole("link", { name: "Lieux", exact: true }).waitFor();
  expect(await page.getByText("Toutes les pages").isVisible()).toBe(false);
});

/** How many sheets of A4 a page is on paper. */
async function sheetsOf(path: string): Promise<number> {
  await page.goto(`${app.url}${path}`);
  const pdf = await page.pdf({ format: "A4", preferCSSPageSize: true });
  return (pdf.toString("latin1").match(/\/Type\s*\/Page\b/gu) ?? []).length;
}

test("the Monday page and the week are one sheet on paper, and the planning one sheet a place", async () => {
  expect(await sheetsOf("/coordination/lundi")).toBe(1);
  expect(await sheetsOf("/coordination/planning?semaine=2026-11-23")).toBe(1);
  const sheets = await sheetsOf("/coordination/planning?semaine=2026-11-23&feuilles=1");
  expect(sheets).toBe(await page.getByRole("heading", { level: 2 }).count());
  expect(sheets).toBeGreaterThan(1);
});

/** A PNG of noise, which nothing makes smaller: about three bytes a pixel. */
async function noise(side: number) {
  const pixels = Uint8Array.from({ length: side * side * 3 }, (_, at) => (at * 2_654_435_761) >>> 13);
  const buffer = await sharp(pixels, { raw: { width: side, height: side, channels: 3 } })
    .png({ compressionLevel: 0 })
    .toBuffer();
  return { name: "logo.png", mimeType: "image/png", buffer };
}

test("a logo of 800 kB is saved with what is typed beside it; of one over a megabyte that comes back", async () => {
  const right = await noise(520);
  const large = await noise(680);
  expect([right.buffer.length > 800_000, large.buffer.length > 1024 * 1024]).toEqual([true, true]);
  await page.goto(`${app.url}/coordination/reglages`);
  const send = async (logo: typeof right, publisher: string): Promise<void> => {
    await page.getByLabel("Qui publie le site").fill(publisher);
    await page.getByLabel("Logo", { exact: true }).setInputFiles(logo);
    await page.getByRole("button", { name: "Enregistrer", exact: true }).click();
  };
  await send(right, "Ville de Strasbourg");
  await page.getByText("C’est enregistré.").waitFor();
  expect(await page.locator('img[src*="/logo?v="]').count()).toBe(1);
  await send(large, "Eurométropole");
  await page.locator("main").getByRole("alert").waitFor();
  expect(await page.getByLabel("Qui publie le site").inputValue()).toBe("Eurométropole");
});

test.each([
  "/coordination",
  "/coordination/lieux",
  "/coordination/lieux/creer",
  "/coordination/lieux/importer",
  "/en/coordination/lieux/importer",
  "/coordination/lieux/mairie-neuhof",
  "/coordination/lieux/mairie-neuhof/histoire",
  "/coordination/equipe",
  "/en/coordination/equipe",
  "/coordination/equipe/inviter",
  "/coordination/equipe/semaine",
  "/en/coordination/equipe/semaine",
  "/coordination/demarches",
  "/coordination/demarches/creer",
  "/coordination/demarches/impots",
  "/coordination/appareils",
  "/coordination/planning/importer",
  "/en/coordination/planning/importer",
  "/coordination/fermetures",
  "/en/coordination/fermetures",
  "/coordination/fermetures/creer",
  "/coordination/fermetures/vacances",
  "/en/coordination/fermetures/vacances",
  "/coordination/regles",
  "/en/coordination/regles",
  "/coordination/regles/creer",
  "/en/coordination/regles/creer",
  "/coordination/permanences/creer",
  "/coordination/partages",
  "/coordination/partages/creer",
  "/agenda",
  "/agenda/demander",
  "/chez/ville-de-strasbourg/agenda/demander",
  "/coordination/documents",
  "/coordination/documents/registre",
  "/coordination/journal",
  "/coordination/lundi",
  "/en/coordination/lundi",
  "/coordination/planning",
  "/en/coordination/planning",
  "/coordination/premiere-heure/compte",
  "/coordination/premiere-heure/mails",
  "/coordination/premiere-heure/service",
  "/coordination/premiere-heure/lieux",
  "/coordination/premiere-heure/equipe",
  "/coordination/premiere-heure/demarches",
  "/coordination/premiere-heure/ouverture",
  "/en/coordination/premiere-heure/ouverture",
  "/en/coordination/premiere-heure/service",
  "/accueil",
  "/en/accueil",
  "/conseiller",
  "/conseiller/a-rappeler",
  "/en/conseiller/a-rappeler",
  "/conseiller/absence",
  "/en/conseiller/absence",
  "/conseiller/donnees",
  "/moi",
  "/moi/second-facteur",
  "/en/moi/second-facteur",
  "/tablette",
  "/appareil",
])("%s breaks no rule and cuts nothing at three widths", (path) => isSound(path));

test("the pages of one person, half-day and calendar break no rule and cut nothing at three widths", async () => {
  const { rows } = await app.db.query<{ id: string }>("SELECT id FROM user_account WHERE name = 'Conseiller 1'");
  const permanence = await plannedPermanence(app, "mairie-neuhof", "2026-11-23");
  const later = await plannedPermanence(app, "mairie-neuhof", "2026-12-07");
  const { rows: series } = await app.db.query<{ id: string }>("SELECT series_id AS id FROM permanence WHERE id = $1", [
    later,
  ]);
  for (const path of [
    `/coordination/regles/${series[0]?.id ?? ""}`,
    `/en/coordination/regles/${series[0]?.id ?? ""}`,
    `/coordination/permanences/${permanence}`,
    `/coordination/permanences/${later}`,
    `/coordination/permanences/${later}/histoire`,
    `/en/coordination/permanences/${later}/histoire`,
    `/coordination/equipe/${rows[0]?.id ?? ""}`,
    `/en/coordination/equipe/${rows[0]?.id ?? ""}`,
    `/coordination/equipe/${rows[0]?.id ?? ""}/absence`,
    `/coordination/equipe/${rows[0]?.id ?? ""}/dates`,
    `/en/coordination/equipe/${rows[0]?.id ?? ""}/dates`,
    `/conseiller/permanences/${permanence}/a-prevenir`,
    `/conseiller/permanences/${permanence}/tablette`,
    `/conseiller/permanences/${permanence}/aide`,
    app.addresses.share,
  ])
    await isSound(path);
});

test("what an absence would touch breaks no rule and cuts nothing at three widths, and it is noted in two taps", async () => {
  await page.goto(`${app.url}/coordination/equipe/semaine?semaine=2026-11-23`);
  await page.getByRole("link", { name: "Absence de Conseiller 1" }).locator("visible=true").click();
  await page.getByRole("heading", { name: "Absence de Conseiller 1" }).waitFor();
  expect(await faults()).toEqual([]);
  await page.getByRole("button", { name: "Demain" }).click();
  await page.getByRole("button", { name: "Noter l’absence" }).waitFor();
  expect(await faults()).toEqual([]);
  await page.getByRole("button", { name: "Noter l’absence" }).click();
  await page.getByText("L’absence est notée.").waitFor();
  await page.getByRole("link", { name: "Absence de Conseiller 1" }).locator("visible=true").click();
  await page.getByRole("button", { name: /^Retirer/u }).click();
  await page.getByText("L’absence est retirée.").waitFor();
});

test("what a series would do breaks no rule and cuts nothing at three widths, and saving it makes its dates", async () => {
  await page.goto(`${app.url}/coordination/regles/creer`);
  await page.getByLabel("jour de la semaine").selectOption({ label: "samedi" });
  await page.getByLabel("heure de début").fill("10:00");
  await page.getByLabel("avec ou sans rendez‑vous").selectOption({ label: "rendez‑vous d’abord" });
  await page.getByLabel("fin des rendez‑vous").fill("09:00");
  await page.getByRole("button", { name: "Voir ce que cela change" }).press("Enter");
  await isRefused(page);
  await page.getByText("Choisissez le lieu dans la liste.").first().waitFor();
  expect(await faults()).toEqual([]);
  await page.getByLabel("lieu", { exact: true }).selectOption({ label: "Shadok" });
  await page.getByLabel("fin des rendez‑vous").fill("11:00");
  await page.getByRole("button", { name: "Voir ce que cela change" }).press("Enter");
  await page.getByRole("heading", { name: "Avant d’enregistrer" }).waitFor();
  expect(await faults()).toEqual([]);
  await page.getByRole("button", { name: "Enregistrer cet horaire" }).press("Enter");
  await page.getByText("Ses dates sont là, un an d’avance.").waitFor();
  const { rows } = await app.db.query<{ count: number }>(
    "SELECT count(*)::int AS count FROM permanence JOIN series ON series.id = series_id WHERE series.weekday = 6 AND series.start_minute = 600",
  );
  expect(rows[0]?.count).toBeGreaterThan(48);
});

test("the installation’s organisations, with an invitation to give and a refused host name, break no rule at three widths", async () => {
  await isSound("/coordination/collectivites");
  await page.getByRole("button", { name: "Inviter", exact: true }).press("Enter");
  await page.getByText("L’invitation est prête.").waitFor();
  expect(await faults()).toEqual([]);
  await page.locator("summary", { hasText: "Adresse à elle" }).press("Enter");
  await page.getByLabel("Nom de domaine").fill("pas un nom");
  await page.getByLabel("Nom de domaine").press("Enter");
  await isRefused(page);
  expect(await faults()).toEqual([]);
  await isSound("/en/coordination/collectivites");
});

describe("who is not signed in", () => {
  let own: Page;
  beforeAll(async () => {
    const { page: opened, context } = await openDevice(browser, app.url, "tablet", { bypassCSP: true });
    await context.addInitScript({ path: AXE });
    own = opened;
  });

  test("signs in on pages that break no rule and cut nothing at three widths", async () => {
    await isSound("/connexion", own);
    await own.getByLabel("Votre adresse mail").fill("conseiller@demo.strasbourg.example");
    await own.getByRole("button", { name: "Recevoir un code" }).click();
    await own.getByLabel("Code à 6 chiffres").waitFor();
    expect(await faults(own)).toEqual([]);
    await isSound(`/connexion/lien/${"A".repeat(43)}`, own);
    await own.getByRole("button", { name: "Se connecter" }).click();
    await isRefused(own);
    expect(await faults(own)).toEqual([]);
  });

  test("is invited on pages that break no rule and cut nothing at three widths", async () => {
    await page.goto(`${app.url}/coordination/equipe/inviter`);
    await page.getByLabel("Adresse mail").fill("conseiller-2@ville.example");
    await page.getByRole("button", { name: "Inviter", exact: true }).click();
    await page.getByText("L’invitation est prête.").waitFor();
    const text = (await page.getByRole("main").textContent()) ?? "";
    await isSound("/invitation", own);
    await own.getByLabel("Code d’invitation").fill("AAAA");
    await own.getByLabel("Code d’invitation").press("Enter");
    await isRefused(own);
    expect(await faults(own)).toEqual([]);
    await own.getByLabel("Code d’invitation").fill(/[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}/u.exec(text)?.[0] ?? "");
    await own.getByLabel("Code d’invitation").press("Enter");
    await own.getByLabel("Votre nom").waitFor();
    expect(await faults(own)).toEqual([]);
  });

  test("sets a second factor up and gives it on pages that break no rule and cut nothing at three widths", async () => {
    const email = "coordination-2@demo.strasbourg.example";
    await addStaff(app, email, ["coordinator"]);
    await signIn(own, email, "/moi/second-facteur");
    const shown = (await own.getByRole("main").textContent()) ?? "";
    const letters = /(?:[A-Z2-7]{4} ){7}[A-Z2-7]{4}/u.exec(shown)?.[0].replaceAll(" ", "") ?? "";
    await own.getByLabel("Code à 6 chiffres").fill(codeOf(letters));
    await own.getByRole("button", { name: "Activer le second facteur" }).click();
    await own.getByRole("heading", { name: "Vos dix codes de secours" }).waitFor();
    expect(await faults(own)).toEqual([]);
    await own.context().clearCookies();
    await signIn(own, email, "/moi", "/connexion/second-facteur");
    await own.getByLabel("Code de l’application").waitFor();
    expect(await faults(own)).toEqual([]);
  });
});

test("a closure is looked at, saved and given its own page without a rule broken or anything cut at three widths", async () => {
  await page.goto(`${app.url}/coordination/fermetures/creer`);
  await page.getByLabel("Quel lieu").selectOption({ label: "Shadok" });
  await page.getByLabel("On ne sait pas encore").check();
  await page.getByLabel("On décide à nouveau le").fill("2026-11-26");
  await page.getByLabel("Pourquoi, en une phrase").fill("Panne de chauffage");
  await page.getByRole("button", { name: "Voir ce que cela change" }).press("Enter");
  await page.getByRole("heading", { name: "Ce que cela change" }).waitFor();
  expect(await faults()).toEqual([]);
  await page.getByRole("button", { name: "Enregistrer" }).press("Enter");
  await page.getByText(/C’est fermé/u).waitFor();
  expect(await faults()).toEqual([]);
  await page.getByText("Rouvrir", { exact: true }).click();
  await page.getByRole("button", { name: "Oui, rouvrir" }).press("Enter");
  await page.getByText(/C’est rouvert/u).waitFor();
  expect(await faults()).toEqual([]);
});

describe("a share", () => {
  const sites: Server[] = [];
  afterAll(() => sites.forEach((site) => site.close()));

  /** The site of a partner with the text of the page of the share in it. Two ports of this machine are two origins. */
  async function siteWith(snippet: string): Promise<string> {
    const site = createServer((_, answer) =>
      answer
        .writeHead(200, { "content-type": "text/html; charset=utf-8" })
        .end(`<!doctype html><html lang="fr"><title>Partenaire</title><h1>Partenaire</h1>${snippet}`),
    );
    sites.push(site);
    await new Promise<void>((listening) => site.listen(0, "127.0.0.1", listening));
    return `http://127.0.0.1:${(site.address() as AddressInfo).port}`;
  }

  let own: string;
  let snippet: string;

  test("is given by keyboard, and its page breaks no rule and cuts nothing at three widths", async () => {
    await page.goto(`${app.url}/coordination/partages/creer`);
    await page.getByLabel("Avec qui").selectOption({ label: "Une autre organisation" });
    await page.getByLabel("Son nom, si elle n’est pas dans la liste").fill("Mission locale");
    await page.getByLabel("Nom du partage").fill("Mission locale");
    await page.getByLabel("Nom du partage").press("Enter");
    await page.getByText("L’agenda est partagé. Voici à qui donner son adresse.").waitFor();
    own = new URL(page.url()).pathname;
    expect(await page.getByLabel("La page à lire").inputValue()).toMatch(/\/agenda\/[\w-]{43}$/);
    expect(await page.getByLabel("Pour Outlook ou Google", { exact: true }).inputValue()).toMatch(/\.ics$/);
    for (const summary of await page.locator("details > summary").all()) await summary.press("Enter");
    expect(await faults()).toEqual([]);
    await page.setViewportSize({ width: 390, height: 900 });
    await page.goto(`${app.url}/ar${own}`);
    expect(await faults()).toEqual([]);
  });

  test("a site that is no https address is refused beside the field, with what was typed", async () => {
    await page.goto(app.url + own);
    await page.getByLabel("Les sites qui peuvent le montrer").fill("http://partenaire.example/page");
    await page.getByRole("button", { name: "Enregistrer les sites" }).press("Enter");
    await page
      .getByRole("alert")
      .getByText(/Ligne 1.*l’adresse doit commencer par https/u)
      .waitFor();
    expect(await page.getByLabel("Les sites qui peuvent le montrer").inputValue()).toBe(
      "http://partenaire.example/page",
    );
    await page.getByLabel("Les sites qui peuvent le montrer").fill("https://partenaire.example");
    await page.getByRole("button", { name: "Enregistrer les sites" }).press("Enter");
    await page.getByText("C’est enregistré.").waitFor();
    snippet = await page.getByLabel("Le texte à coller dans leur page").inputValue();
  });

  test("stands in a frame of the site it names, without script or cookie, and of no other site", async () => {
    const allowed = await siteWith(snippet);
    const another = await siteWith(snippet);
    await app.db.query("UPDATE calendar_share SET frame_origins = ARRAY[$1::text] WHERE id = $2", [
      allowed,
      own.split("/").at(-1),
    ]);
    const plain = await openDevice(browser, app.url, "desk", { javaScriptEnabled: false });
    await plain.page.goto(allowed);
    const inside = plain.page.frameLocator("iframe");
    await inside.getByRole("heading", { level: 1 }).waitFor();
    expect(await inside.getByRole("listitem").count()).toBeGreaterThan(0);
    expect(await inside.locator("body").innerText()).not.toMatch(/attend|libre/u);
    expect(await plain.context.cookies()).toEqual([]);
    await plain.context.close();
    const { page: tab, context } = await openDevice(browser, app.url, "desk");
    const refused = tab.waitForEvent("console", (line) => /frame-ancestors/u.test(line.text()));
    await tab.goto(another);
    await refused;
    expect(await tab.frameLocator("iframe").getByRole("listitem").count()).toBe(0);
    await context.close();
  });

  test("its page for a frame breaks no rule in four languages", async () => {
    const frame = /src="([^"]+)"/u.exec(snippet)?.[1] ?? "";
    await page.setViewportSize({ width: 390, height: 900 });
    for (const language of ["fr", "ar", "tr", "en"]) {
      await page.goto(`${frame}?lang=${language}`);
      expect(await page.locator("html").getAttribute("lang")).toBe(language);
      expect([language, await violations(page)]).toEqual([language, []]);
    }
    await page.goto(frame);
    expect(await faults()).toEqual([]);
  });

  test("is asked for on a public page, and the list shows who asks", async () => {
    await page.goto(`${app.url}/agenda/demander`);
    expect(await faults()).toEqual([]);
    await page.getByLabel("Votre organisation").fill("Association du quartier");
    await page.getByLabel("Téléphone professionnel").fill("03 88 00 00 00");
    await page.getByLabel("Pour quoi faire").fill("Dire aux personnes où aller");
    await page.getByRole("button", { name: "Envoyer la demande" }).press("Enter");
    await page.getByText(/Votre demande à .* est enregistrée/).waitFor();
    await page.goto(`${app.url}/coordination/partages`);
    await page.getByRole("heading", { name: "Association du quartier" }).waitFor();
    expect(await faults()).toEqual([]);
    await page.getByRole("link", { name: /Accepter/ }).press("Enter");
    await page.getByRole("heading", { level: 1, name: "Partager un agenda" }).waitFor();
    expect(await page.getByLabel("Nom du partage").inputValue()).toBe("Association du quartier");
  });
});

/** Opened with axe in a test of their own. */
const ELSEWHERE = {
  "/accueil/papier": "reception.test.ts",
  "/conseiller/comptes-rendus": "reports.test.ts",
  "/conseiller/comptes-rendus/[id]": "reports.test.ts",
  "/conseiller/permanences/[id]/bilan": "end-of-half-day.test.ts",
  "/coordination/chiffres": "end-of-half-day.test.ts",
  "/conseiller/mes-chiffres": "end-of-half-day.test.ts",
  "/conseiller/entrainement": "practice.test.ts",
  "/conseiller/permanences/[id]/saisie": "end-of-half-day.test.ts",
  "/conseiller/permanences/[id]/saisie/lignes": "end-of-half-day.test.ts",
  "/coordination/imprevu": "disruption.test.ts",
  "/coordination/imprevu/prevenir": "disruption.test.ts",
  "/conseiller/permanences/[id]/imprevu": "disruption.test.ts",
  "/conseiller/permanences/[id]": "tablet-for-everyone.test.ts",
  "/installation/[secret]": "first-start.test.ts",
  "/tablette/noms": "shared-tablet.test.ts",
  "/coordination/partages/orienteurs": "referrer.test.ts",
  "/orienter/[secret]": "referrer.test.ts",
  "/orienter/[secret]/feuille": "referrer.test.ts",
  "/messages": "messages-shown.test.ts",
  "/reponse/[lien]": "messages-shown.test.ts",
  "/ne-plus-recevoir/[secret]": "messages-shown.test.ts",
  "/tablette/sans-reseau": "tablet-without-network.test.ts",
};

test("every page of the team and of its partners was looked at", () => {
  expect(missingPages(seen, ELSEWHERE)).toEqual([]);
});
