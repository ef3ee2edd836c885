import type { Browser, Page } from "playwright-core";
import { openBrowser, openDevice } from "#tests/support/devices.ts";
import { eventually } from "#tests/support/eventually.ts";
import { faultsAtThreeWidths } from "#tests/support/faults-at-three-widths.ts";
import { setClock, SUNDAY } from "#tests/support/neuhof-morning.ts";
import { AXE } from "#tests/support/residents/faults.ts";
import { startApp, type RunningApp } from "#tests/support/start-app.ts";

let app: RunningApp;
let browser: Browser;

/** The first start builds the application. */
const BUILD_MS = 300_000;

beforeAll(async () => {
  [app, browser] = await Promise.all([startApp({ now: SUNDAY, env: { SMS_GATEWAY: "database" } }), openBrowser()]);
}, BUILD_MS);

afterAll(async () => {
  await browser?.close();
  await app?.stop();
});

/** A page with script, which holds the rules of axe. */
async function looked(): Promise<Page> {
  const { page } = await openDevice(browser, app.url, "desk", { bypassCSP: true });
  await page.context().addInitScript({ path: AXE });
  return page;
}

/** The address in the last mail to somebody of the team about what they are planned for, once it has left. */
async function addressInMail(): Promise<string> {
  const body = async (): Promise<string | undefined> =>
    (
      await app.db.query<{ body: string }>(
        "SELECT body FROM demo_message WHERE channel = 'mail' AND recipient LIKE '%@demo.strasbourg.example' ORDER BY kept_at DESC LIMIT 1",
      )
    ).rows[0]?.body;
  // A mail about the planning leaves once it has settled.
  await setClock(app, new Date(Date.parse(SUNDAY) + 15 * 60_000).toISOString());
  await eventually(async () => (await body()) !== undefined, true, 60_000);
  return /\/r\/\w{12}/u.exec((await body()) ?? "")?.[0] ?? "";
}

test("whoever is planned answers by the address in their mail, without signing in", async () => {
  const page = await looked();
  await page.goto(await addressInMail());
  expect(new URL(page.url()).pathname).toMatch(/^\/reponse\/\w{12}$/u);
  expect(await faultsAtThreeWidths(page)).toEqual([]);
  await page.getByRole("button", { name: "Vu" }).first().press("Enter");
  await page.getByRole("status").first().waitFor();
  expect(await faultsAtThreeWidths(page)).toEqual([]);
  await page.context().close();
});

test.each(["", "/ar"])("a demonstration shows what it would send, in the language “%s”", async (language) => {
  const page = await looked();
  await page.goto(`${language}/messages`);
  await page.getByRole("heading", { level: 1 }).waitFor();
  expect(await page.getByRole("article").count()).toBeGreaterThan(0);
  expect(await faultsAtThreeWidths(page)).toEqual([]);
  await page.locator("article a").first().press("Enter");
  await page.waitForURL(/\/messages\/[0-9a-f-]{36}$/u);
  expect(await page.locator("html").getAttribute("lang")).toBe("fr");
  await page.context().close();
});
