import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Browser, Page } from "playwright-core";
import sharp from "sharp";
import { openBrowser, openDevice } from "#tests/support/devices.ts";
import { signIn, SUNDAY } from "#tests/support/neuhof-morning.ts";
import { AXE, violations } from "#tests/support/residents/faults.ts";
import { faultsAtThreeWidths } from "#tests/support/faults-at-three-widths.ts";
import { startApp, type RunningApp } from "#tests/support/start-app.ts";

let app: RunningApp;
let browser: Browser;
let page: Page;

/** The first start builds the application. */
const BUILD_MS = 300_000;

beforeAll(async () => {
  app = await startApp({ now: SUNDAY });
  browser = await openBrowser();
  await app.db.query(
    `WITH account AS (INSERT INTO user_account (id, email, name) VALUES (gen_random_uuid(), 'administration@demo.strasbourg.example', 'Administration') ON CONFLICT (email) DO UPDATE SET name = excluded.name RETURNING id)
     INSERT INTO membership (user_id, organisation_id, role) SELECT account.id, organisation.id, role FROM account, organisation, unnest(ARRAY['administrator', 'coordinator', 'conseiller']) AS role WHERE slug = 'ville-de-strasbourg' ON CONFLICT DO NOTHING`,
  );
  const opened = await openDevice(browser, app.url, "tablet", { bypassCSP: true });
  await opened.context.addInitScript({ path: AXE });
  page = opened.page;
  await signIn(page, "administration@demo.strasbourg.example", "/coordination/reglages");
}, BUILD_MS);

afterAll(async () => {
  await browser?.close();
  await app?.stop();
});

/** What is wrong with the page at each width. */
const faults = (): Promise<readonly string[]> => faultsAtThreeWidths(page);

test("the settings break no rule and cut nothing at three widths", async () => {
  expect(await faults()).toEqual([]);
  await page.goto(`${app.url}/coordination/reglages?partie=declaration`);
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

/** A PNG of noise, which nothing makes smaller: about three bytes a pixel. */
async function noise(side: number) {
  const pixels = Uint8Array.from({ length: side * side * 3 }, (_, at) => (at * 2_654_435_761) >>> 13);
  const buffer = await sharp(pixels, { raw: { width: side, height: side, channels: 3 } })
    .png({ compressionLevel: 0 })
    .toBuffer();
  return { name: "logo.png", mimeType: "image/png", buffer };
}

test("a logo of 800 kB is saved with what is typed beside it; of one over a megabyte that comes back", async () => {
  const [right, large] = [await noise(520), await noise(680)];
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
  await page.getByRole("alert").waitFor();
  expect(await page.getByLabel("Qui publie le site").inputValue()).toBe("Eurométropole");
});

test.each([
  "/coordination",
  "/coordination/lieux",
  "/coordination/lieux/creer",
  "/coordination/lieux/importer",
  "/ar/coordination/lieux/importer",
  "/coordination/lieux/mairie-neuhof",
  "/coordination/equipe",
  "/ar/coordination/equipe",
  "/coordination/equipe/inviter",
  "/coordination/demarches",
  "/coordination/demarches/creer",
  "/coordination/demarches/impots",
  "/coordination/appareils",
  "/coordination/partages",
  "/coordination/partages/creer",
  "/coordination/documents",
  "/coordination/documents/registre",
  "/coordination/journal",
  "/coordination/premiere-heure/compte",
  "/coordination/premiere-heure/mails",
  "/coordination/premiere-heure/service",
  "/coordination/premiere-heure/lieux",
  "/coordination/premiere-heure/equipe",
  "/coordination/premiere-heure/demarches",
  "/coordination/premiere-heure/ouverture",
  "/ar/coordination/premiere-heure/ouverture",
  "/ar/coordination/premiere-heure/service",
  "/conseiller",
  "/conseiller/donnees",
  "/moi",
  "/moi/second-facteur",
  "/ar/moi/second-facteur",
  "/tablette",
  "/appareil",
])("%s breaks no rule and cuts nothing at three widths", async (path) => {
  const answer = await page.goto(app.url + path);
  expect([answer?.status(), new URL(page.url()).pathname]).toEqual([200, path]);
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
    const [allowed, another] = [await siteWith(snippet), await siteWith(snippet)];
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
