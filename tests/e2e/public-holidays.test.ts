/** @long */
import type { Browser, Locator, Page } from "playwright-core";
import { openBrowser, openDevice } from "#tests/support/devices.ts";
import { eventually } from "#tests/support/eventually.ts";
import { setClock, signIn, SUNDAY } from "#tests/support/neuhof-morning.ts";
import { heldBelow } from "#tests/support/rennes/planning-screens.ts";
import { ResidentsOf } from "#tests/support/residents/readers.ts";
import { ADMINISTRATION, addAdministration } from "#tests/support/staff-account.ts";
import { startApp, type RunningApp } from "#tests/support/start-app.ts";

/**
 * Two places of Strasbourg with a half-day on Fridays: one whose commune keeps Good Friday, and one that has it
 * switched off.
 */
const KEEPS = "face-alsace";
const HOLDS = "centre-social-victor-schoelcher";
const GOOD_FRIDAY = "2027-03-26";
const CHRISTMAS_AGAIN = "2026-12-26";
const SAID = "Vendredi saint : tout est fermé.";

let app: RunningApp;
let browser: Browser;
let page: Page;
let residents: ResidentsOf;

beforeAll(async () => {
  app = await startApp({ now: SUNDAY });
  browser = await openBrowser();
  await addAdministration(app);
  page = (await openDevice(browser, app.url, "desk")).page;
  residents = new ResidentsOf(app.url, browser, {
    agenda: app.url + app.addresses.share,
    feed: app.url + app.addresses.calendar,
    doors: new Map([KEEPS, HOLDS].map((slug) => [slug, `/porte/${slug}`])),
  });
  await signIn(page, ADMINISTRATION, "/coordination/fermetures");
});

afterAll(async () => {
  await browser?.close();
  await app?.stop();
});

/** How many half-days programs find on a day, at a place or everywhere. */
const heldOn = async (day: string, place?: string): Promise<number> =>
  (await residents.api(place, day)).filter(({ startsAt, status }) => startsAt.startsWith(day) && status !== "cancelled")
    .length;

/** The heading of Good Friday in its week. */
async function headingOfGoodFriday(): Promise<Locator> {
  await page.goto(`/coordination/planning?semaine=${GOOD_FRIDAY}`);
  return page.getByRole("columnheader", { name: /26\smars/u });
}

test("in Alsace the closures page lists thirteen public holidays: Good Friday and 26 December too, and at how many places", async () => {
  const region = page.getByRole("region", { name: "Jours fériés de l’année" });
  const names = (await region.getByRole("listitem").allInnerTexts()).map((line) => line.split("\n")[0]);
  expect(names.filter((name) => !name?.startsWith("Zone"))).toHaveLength(13);
  expect(names).toEqual(expect.arrayContaining(["26 décembre", "Vendredi saint"]));
  await region.getByText(/Le 26 décembre est férié partout en Alsace et en Moselle\./u).waitFor();
});

test("no half-day stands on either of the two, in the week, for programs or in the feed, and the team reads which it is", async () => {
  const heading = await headingOfGoodFriday();
  expect(await heading.textContent()).toContain("Jour férié Vendredi saint");
  expect(await heldBelow(heading)).toBe(0);
  expect(await heldOn(GOOD_FRIDAY)).toBe(0);
  expect(await heldOn(CHRISTMAS_AGAIN)).toBe(0);
  await setClock(app, `${GOOD_FRIDAY}T08:00:00+01:00`);
  const days = (await residents.feed()).map(({ day }) => day);
  expect(days).not.toContain(GOOD_FRIDAY);
  expect(days).toContain("2027-03-25");
});

test("on each of the two, residents read at home and at a place which it is", async () => {
  for (const [day, said] of [
    [CHRISTMAS_AGAIN, "26 décembre : tout est fermé."],
    [GOOD_FRIDAY, SAID],
  ] as const) {
    await setClock(app, `${day}T08:00:00+01:00`);
    expect([day, await residents.text("/")]).toEqual([day, expect.stringContaining(said)]);
    expect([day, await residents.text(`/lieux/${KEEPS}`)]).toEqual([day, expect.stringContaining(said)]);
  }
});

test("where a place has Good Friday switched off, its half-day of that Friday is written, and residents are told of this place alone that it is held", async () => {
  await setClock(app, SUNDAY);
  // The login of before ended in March.
  await signIn(page, ADMINISTRATION, `/coordination/lieux/${HOLDS}`);
  await page.getByLabel("Vendredi saint").selectOption({ label: "Un jour comme un autre" });
  await page.getByRole("button", { name: "Enregistrer le lieu" }).click();
  await page.getByText("C’est enregistré.").first().waitFor();
  await eventually(() => heldOn(GOOD_FRIDAY, HOLDS), 1, 120_000);
  expect(await heldOn(GOOD_FRIDAY)).toBe(1);
  const heading = await headingOfGoodFriday();
  expect(await heading.textContent()).not.toContain("férié");
  expect(await heldBelow(heading)).toBe(1);
  await page
    .getByRole("row")
    .filter({ hasText: /Jour férié Vendredi saint/u })
    .first()
    .waitFor();
  await setClock(app, `${GOOD_FRIDAY}T08:00:00+01:00`);
  expect(await residents.text(`/lieux/${KEEPS}`)).toContain(SAID);
  const held = await residents.text(`/lieux/${HOLDS}`);
  expect(held).toMatch(/Ouvre aujourd’hui à 9 h/u);
  expect(held).not.toContain(SAID);
  expect(await residents.text("/")).not.toContain(SAID);
  expect((await residents.feed()).filter(({ day }) => day === GOOD_FRIDAY)).toHaveLength(1);
});
