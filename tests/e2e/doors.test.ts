import { openBrowser, USUAL } from "#tests/support/devices.ts";
import { BOUNDED_PAGES, FIRST, FOOTER, measureScreen, type BoundedPage } from "#tests/support/residents/screens.ts";
import { startApp, type RunningApp } from "#tests/support/start-app.ts";

/** A Tuesday morning on which Neuhof has one open half-day and no other. */
const NOW = "2026-09-08T10:02:00+02:00";

let app: RunningApp | undefined;
beforeAll(async () => (app = await startApp({ now: NOW })), 180_000);
afterAll(() => app?.stop());

const open = (path: string): Promise<Response> => fetch(`${app?.url}${path}`, { redirect: "manual" });

test.each(["screen", "door", "turn", "booking", "share", "calendar"] as const)(
  "the door « %s » that the demo prints opens",
  async (door) => {
    const answer = await open(app?.addresses[door] ?? "");
    expect(answer.status).toBe(200);
  },
);

test("the tablet asks for sign-in before it shows a line", async () => {
  const answer = await open(app?.addresses.tablet ?? "");
  expect([answer.status, answer.headers.get("location")]).toEqual([307, expect.stringContaining("/connexion")]);
});

test("the home page says at once that Neuhof is open, confirmed by a person", async () => {
  const page = await (await open("/")).text();
  const card = page.split("<article").find((part) => /L’équipe l’a confirmé à 9\sh\s30/u.test(part)) ?? "";
  expect(/<h3>(?:<[^>]*>)*([^<]*)/u.exec(card)?.[1]).toBe("Mairie de quartier du Neuhof");
});

test("near a commune the page says how far Neuhof is, and of a name that many have it asks which", async () => {
  const near = await (await open("/?commune=illkirch")).text();
  expect(near).toContain("près de Illkirch-Graffenstaden");
  expect(near).toMatch(/à 3,8\skm/u);
  expect(await (await open("/?commune=Saint-Denis")).text()).toContain('href="/?pres=93066"');
});

test.each(["fr", "ar"] as const)(
  "on a phone home is short, in %s, and the open place, its wait and whom to call stand in the first 640 px, also below the offer of another language",
  async (locale) => {
    const browser = await openBrowser();
    const home = BOUNDED_PAGES["home"] as BoundedPage;
    const { height, words, footer, bottoms, smallTargets } = await measureScreen(browser, app?.url ?? "", home, locale);
    await browser.close();
    expect(height).toBeLessThanOrEqual(home.height[locale]);
    if (locale === "fr") expect(words).toBeLessThanOrEqual(home.words);
    expect(footer).toBeLessThanOrEqual(FOOTER);
    expect(Object.keys(bottoms)).toEqual(["open place", "state", "wait", "telephone"]);
    expect(Math.max(...Object.values(bottoms))).toBeLessThanOrEqual(FIRST);
    expect(smallTargets).toEqual([]);
  },
);

test("on a desk the wait stands beside what is open, and the way to book says the first free hour of the topic chosen", async () => {
  const browser = await openBrowser();
  const page = await browser.newPage({ ...USUAL, viewport: { width: 1280, height: 900 } });
  await page.goto(`${app?.url}/?demarche=caf-rsa`);
  const name = await page.getByRole("heading", { name: "Mairie de quartier du Neuhof" }).first().boundingBox();
  const wait = await page
    .getByText(/Si vous arrivez maintenant/u)
    .first()
    .boundingBox();
  const book = page.getByRole("link", { name: /Première heure libre :\s\S+ \d+ septembre à \d+\sh/u });
  const href = await book.getAttribute("href");
  await browser.close();
  expect(wait?.x).toBeGreaterThan((name?.x ?? 0) + (name?.width ?? 0));
  expect(href).toBe("/rendez-vous?demarche=caf-rsa");
});

test("the clock of the application starts at the given time", async () => {
  const calendar = await (await open(app?.addresses.calendar ?? "")).text();
  expect(calendar.split("\r\n")).toContain("DTSTART;TZID=Europe/Paris:20260908T093000");
});
