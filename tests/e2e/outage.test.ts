/** @long */
import type { Browser, Page } from "playwright-core";
import pg from "pg";
import { ar, fr } from "#tests/support/catalogues.ts";
import { keepPicture, openBrowser, openDevice } from "#tests/support/devices.ts";
import { comes, eventually } from "#tests/support/eventually.ts";
import { startKillableServer, type KillableServer } from "#tests/support/killable-server.ts";
import { SUNDAY } from "#tests/support/neuhof-morning.ts";
import { bookableHalfDay } from "./http/half-day.ts";
import { TOPIC } from "./no-script/half-days.ts";
import { startApp, type RunningApp } from "#tests/support/start-app.ts";

let server: KillableServer;
let app: RunningApp;
let browser: Browser;

beforeAll(async () => {
  server = await startKillableServer();
  app = await startApp({ ownServer: server.serverUrl, now: SUNDAY });
  // A kill closes it; what is counted afterwards is counted on another connection.
  app.db.on("error", () => undefined);
  // A second organisation, whom the application knows once it has read the database again.
  await bookableHalfDay(app, "2026-11-26", 2);
  await server.kill();
  await eventually(async () => (await asks("/")).status, 503);
  await back();
  browser = await openBrowser();
}, 400_000);
afterEach(async () => {
  await server.thaw();
  if ((await state()) !== "answers") await back();
});
afterAll(async () => {
  await browser.close();
  await app.stop();
  await server.stop();
});

/** What /healthz says of the database. */
const state = async (): Promise<string> =>
  ((await (await fetch(`${app.url}/healthz`)).json()) as { database: string }).database;
const answers = (): Promise<void> => eventually(state, "answers");
async function back(): Promise<void> {
  await server.start();
  await answers();
}
const asks = (path: string, init: RequestInit = {}): Promise<Response> =>
  fetch(`${app.url}${path}`, { redirect: "manual", headers: { "sec-fetch-site": "same-origin" }, ...init });
/** Does something on a connection of its own: those from before a kill are closed. */
async function withDatabase<Value>(does: (db: pg.Client) => Promise<Value>): Promise<Value> {
  const client = new pg.Client({ connectionString: app.databaseUrl });
  await client.connect();
  try {
    return await does(client);
  } finally {
    await client.end();
  }
}
const inDatabase = <Row extends pg.QueryResultRow>(sql: string, values: readonly unknown[] = []): Promise<Row[]> =>
  withDatabase(async (client) => (await client.query<Row>(sql, [...values])).rows);
/** Holds a table so that a page waits for it, until the returned function is called or the database dies. */
async function holds(table: string): Promise<() => Promise<void>> {
  const client = new pg.Client({ connectionString: app.databaseUrl });
  client.on("error", () => undefined);
  await client.connect();
  await client.query(`BEGIN; LOCK TABLE ${table} IN ACCESS EXCLUSIVE MODE`);
  return () => client.end().catch(() => undefined);
}
const someoneWaits = async (): Promise<boolean> =>
  (await inDatabase("SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND state = 'active'")).length > 0;

const phoneWithoutScript = async (): Promise<Page> =>
  (await openDevice(browser, app.url, "phone", { javaScriptEnabled: false })).page;
/** Whether the style and the script of the page were allowed, so that it looks as it was drawn. */
const looksDrawn = (page: Page): Promise<boolean> =>
  page.locator("h1").evaluate((title) => getComputedStyle(title).fontWeight === "800");
const textOf = async (page: Page): Promise<string> =>
  (await page.locator("body").innerText()).replace(/\s+/g, " ").trim();
const plain = (text: string): string => text.replace(/\s+/g, " ");

test("while the database is away every page is 503 with what to do, in four languages, and the telephone of its organisation", async () => {
  const { turn, screen, door, booking, tablet } = app.addresses;
  // Their telephone is known from when they were last shown, that of a place from its name.
  for (const path of [turn, booking]) expect((await asks(path)).status).toBe(200);
  const ofAnOrganisation = new Set([turn, `/ar${turn}`, door, booking]);
  await server.kill();
  await eventually(async () => (await asks("/")).status, 503);
  for (const path of [
    "/",
    "/lieux",
    turn,
    `/ar${turn}`,
    screen,
    door,
    booking,
    tablet,
    "/connexion",
    "/tr",
    "/en/aide",
  ]) {
    const answer = await asks(path);
    const text = plain(await answer.text());
    const again = path === screen ? "5" : "20";
    expect([path, answer.status, answer.headers.get("retry-after"), answer.headers.get("content-type")]).toEqual([
      path,
      503,
      again,
      "text/html; charset=utf-8",
    ]);
    expect(text).toContain(`<noscript><meta http-equiv="refresh" content="${again}"`);
    for (const language of ["fr", "ar", "tr", "en"]) expect(text).toContain(`lang="${language}"`);
    const telephones = new Set(text.match(/(?<=href="tel:)[^"]+/g));
    expect([path, ...telephones]).toEqual([path, ...(ofAnOrganisation.has(path) ? ["+33353010067"] : [])]);
  }
  expect((await asks("/", { method: "HEAD" })).status).toBe(503);
});

test("a resident without script sees what to do at the same address, and their page again when the database is back", async () => {
  const { turn } = app.addresses;
  const french = await phoneWithoutScript();
  const arabic = await phoneWithoutScript();
  await french.goto(turn);
  await arabic.goto(`/ar${turn}`);
  await server.kill();
  await eventually(async () => (await asks("/")).status, 503);
  await french.reload();
  await arabic.reload();
  expect(await textOf(french)).toContain(
    plain(`${fr.outage.number.title} ${fr.outage.number.lead} ${fr.outage.title} `),
  );
  expect(await textOf(arabic)).toContain(plain(`${ar.outage.number.title} ${ar.outage.number.lead}`));
  expect(await french.title()).toContain(`${fr.outage.number.title} ${fr.outage.title}`);
  expect(await arabic.locator("html").getAttribute("dir")).toBe("rtl");
  expect([await looksDrawn(french), await looksDrawn(arabic)]).toEqual([true, true]);
  await keepPicture(french, "outage-number-fr", true);
  await keepPicture(arabic, "outage-number-ar", true);
  expect(new URL(french.url()).pathname).toBe(turn);
  await back();
  // Nobody touches the phones: the pages load themselves again.
  await french
    .getByRole("heading", { level: 1, name: fr.outage.number.title })
    .waitFor({ state: "detached", timeout: 30_000 });
  await arabic
    .getByRole("heading", { level: 1, name: ar.outage.number.title })
    .waitFor({ state: "detached", timeout: 30_000 });
  expect(new URL(french.url()).pathname).toBe(turn);
  expect(await textOf(french)).not.toContain(fr.outage.title);
  await french.context().close();
  await arabic.context().close();
});

test("a page that waits in the moment of the kill gets the readable page", async () => {
  const release = await holds("place");
  const waiting = asks("/lieux");
  await eventually(someoneWaits, true);
  await server.kill();
  const answer = await comes(waiting, () => "The page that waited was never answered.");
  expect([answer.status, plain(await answer.text())]).toEqual([503, expect.stringContaining(fr.outage.title)]);
  await release();
});

test("a frozen database is known within two seconds, also to the page that waits for it", async () => {
  const release = await holds("place");
  const waiting = asks("/lieux");
  await eventually(someoneWaits, true);
  await server.freeze();
  const answer = await comes(waiting, () => "The page that waited was never answered.");
  expect([answer.status, plain(await answer.text())]).toEqual([503, expect.stringContaining(fr.outage.title)]);
  expect(await state()).toBe("silent");
  // A form is not left waiting either, nor a program.
  const form = await asks(`${app.addresses.turn}/partir`, {
    method: "POST",
    headers: { "sec-fetch-site": "same-origin", "content-type": "application/x-www-form-urlencoded" },
    body: "",
  });
  expect([form.status, form.headers.get("location")]).toEqual([303, `${app.addresses.turn}?refus=busy`]);
  const call = await asks(`/api/v1/permanences/${app.addresses.permanence}/board`);
  expect([call.status, call.headers.get("content-type")]).toEqual([503, "application/problem+json"]);
  await server.thaw();
  await answers();
  await release();
  await eventually(async () => (await asks("/lieux")).status, 200);
});

test("a page that fails while the database answers is readable too, with the status 500", async () => {
  await inDatabase("ALTER TABLE place RENAME COLUMN slug TO gone");
  try {
    const answer = await asks("/ar/lieux/mairie-neuhof");
    const text = plain(await answer.text());
    expect([answer.status, text]).toEqual([500, expect.stringContaining(ar.site.broken.title)]);
    expect(text).toContain(fr.site.broken.title);
    expect(text).toContain('href="tel:+33353010067"');
  } finally {
    await inDatabase("ALTER TABLE place RENAME COLUMN gone TO slug");
  }
});

/** While it runs, a page that reads places fails with this SQLSTATE. */
async function whilePlacesFailWith<Value>(code: string, does: () => Promise<Value>): Promise<Value> {
  await inDatabase(`CREATE FUNCTION fails() RETURNS boolean LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION USING ERRCODE = '${code}', MESSAGE = 'planted'; END $$`);
  await inDatabase("ALTER TABLE place RENAME TO place_behind");
  await inDatabase("CREATE VIEW place AS SELECT * FROM place_behind WHERE fails()");
  await inDatabase("GRANT SELECT ON place TO PUBLIC");
  try {
    return await does();
  } finally {
    await inDatabase("DROP VIEW place");
    await inDatabase("ALTER TABLE place_behind RENAME TO place");
    await inDatabase("DROP FUNCTION fails()");
  }
}

test("a page that meets a busy database is 503 and says so, and one that fails for a fault of ours stays 500", async () => {
  for (const code of ["53300", "53200", "57P01"])
    await whilePlacesFailWith(code, async () => {
      const answer = await asks("/lieux");
      expect([code, answer.status, answer.headers.get("retry-after"), plain(await answer.text())]).toEqual([
        code,
        503,
        "20",
        expect.stringMatching(new RegExp(`<body.*${plain(fr.outage.busy)}`)),
      ]);
    });
  const wrong = await whilePlacesFailWith("42P01", () => asks("/lieux"));
  expect([wrong.status, wrong.headers.get("retry-after")]).toEqual([500, null]);
});

test("a page that waits too long for a lock is busy", async () => {
  const release = await holds("place");
  try {
    const answer = await comes(asks("/lieux"), () => "The page was never answered.");
    expect([answer.status, answer.headers.get("retry-after")]).toEqual([503, "20"]);
  } finally {
    await release();
  }
});

test("an act that is sent as the database stands still for two seconds is done, and no page waits for it", async () => {
  const door = await (await asks(app.addresses.door)).text();
  const field = (name: string): string => new RegExp(`name="${name}" value="([^"]+)"`).exec(door)?.[1] ?? "";
  await server.freeze();
  const taken = asks(`${app.addresses.door}/prendre`, {
    method: "POST",
    headers: { "sec-fetch-site": "same-origin", "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ key: field("key"), permanence: field("permanence") }).toString(),
  });
  await eventually(async () => (await asks("/")).status, 503);
  await server.thaw();
  const answer = await comes(taken, () => "The act was never answered.");
  expect([answer.status, answer.headers.get("location")]).toEqual([303, expect.stringMatching(/^\/suivi\//)]);
});

test("the screen in the room says to stay, and shows its board again by itself", async () => {
  const { page } = await openDevice(browser, app.url, "room");
  await server.kill();
  await eventually(async () => (await asks("/")).status, 503);
  await page.goto(app.addresses.screen);
  expect(await textOf(page)).toContain(plain(fr.outage.number.title));
  expect(await looksDrawn(page)).toBe(true);
  await keepPicture(page, "outage-room-screen");
  await back();
  await page.getByText(fr.outage.keep).waitFor({ state: "detached" });
  await page.context().close();
});

test("a link that is touched in a page with script leads to the readable page", async () => {
  const { page } = await openDevice(browser, app.url, "phone");
  await page.goto("/");
  await server.kill();
  await eventually(async () => (await asks("/")).status, 503);
  await page.locator("footer a[href='/aide']").click();
  await page.getByRole("heading", { level: 1, name: new RegExp(fr.outage.title) }).waitFor();
  expect(new URL(page.url()).pathname).toBe("/aide");
  await keepPicture(page, "outage-site-fr", true);
  await page.context().close();
});

// The last one: it makes a second organisation, and with two a page that names no place has no telephone.
test("a form that is sent without database is asked for again as it was typed, and books once", async () => {
  const page = await phoneWithoutScript();
  const { permanence } = await withDatabase((db) => bookableHalfDay({ ...app, db }, "2026-11-26", 2));
  await page.goto(`/permanences/${permanence}/rendez-vous?demarche=${TOPIC}`);
  const hour = page.locator("input[name=startsAt]").first();
  const startsAt = await hour.inputValue();
  await hour.check();
  const name = "Zéphyrine";
  await page.getByLabel(fr.booking.contact.name).fill(name);
  const key = await page.locator("input[name=key]").first().inputValue();
  await server.kill();
  await eventually(async () => (await asks("/")).status, 503);
  await page.getByRole("button", { name: fr.booking.submit, exact: true }).click();
  await page.getByText(fr.outage.goesOn).first().waitFor();
  expect(new URL(page.url()).pathname).toBe(`/permanences/${permanence}/rendez-vous`);
  await back();
  await page.getByLabel(fr.booking.contact.name).waitFor({ timeout: 30_000 });
  expect(await page.getByLabel(fr.booking.contact.name).inputValue()).toBe(name);
  expect(await page.locator("input[name=key]").first().inputValue()).toBe(key);
  expect(await page.locator(`input[name=startsAt][value='${startsAt}']`).isChecked()).toBe(true);
  const count = async (): Promise<number> =>
    (await inDatabase("SELECT 1 FROM appointment_contact WHERE name = $1", [name])).length;
  expect(await count()).toBe(0);
  await page.getByRole("button", { name: fr.booking.submit, exact: true }).click();
  await page.waitForURL(/\/rendez-vous\/[^/]+$/);
  // The same form once more, as an impatient finger sends it.
  await page.goBack();
  expect(await count()).toBe(1);
  await page.context().close();
});
