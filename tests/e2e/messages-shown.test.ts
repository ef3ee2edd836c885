/** @long */
import type { Browser, Page } from "playwright-core";
import { openBrowser, openDevice } from "#tests/support/devices.ts";
import { faultsAtThreeWidths } from "#tests/support/faults-at-three-widths.ts";
import { eventually } from "#tests/support/eventually.ts";
import { plannedPermanence, signIn, SUNDAY } from "#tests/support/neuhof-morning.ts";
import { AXE } from "#tests/support/residents/faults.ts";
import { startApp, type RunningApp } from "#tests/support/start-app.ts";
import { lineAt } from "./no-script/at-the-door.ts";
import { visitAt } from "./no-script/stored-rows.ts";
import { withReader } from "./no-script/with-reader.ts";

/**
 * The secret of the application that start-app.ts starts. Set before lib/server/secrets.ts is imported, which reads it.
 */
process.env["APP_SECRET"] = "a-secret-of-the-tests-only";
const { secretOf } = await import("#lib/server/secrets.ts");

let app: RunningApp;
let browser: Browser;

beforeAll(async () => {
  [app, browser] = await Promise.all([startApp({ now: SUNDAY, env: { SMS_GATEWAY: "database" } }), openBrowser()]);
});

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

/** The address of a mail to somebody of the team who was told of the half-days for which they are planned. */
async function addressOfMail(): Promise<string> {
  const secret = "k3v9q7m2x4ab";
  const { rows } = await app.db.query<{ id: string }>("SELECT id FROM user_account WHERE email = $1", [
    "conseiller@demo.strasbourg.example",
  ]);
  const account = rows[0]?.id;
  const permanence = await plannedPermanence(app, "mairie-neuhof", "2026-11-30");
  await app.db.query(
    `INSERT INTO assignment (id, permanence_id, organisation_id, conseiller_id, desk, starts_at, ends_at)
     SELECT gen_random_uuid(), id, organisation_id, $2, 1, starts_at, ends_at FROM permanence WHERE id = $1`,
    [permanence, account],
  );
  await app.db.query(
    `INSERT INTO staff_told (account_id, permanence_id, organisation_id, ends_at, changed, known_start, known_end, known_place_id, told_at)
     SELECT $2, id, organisation_id, ends_at, false, starts_at, ends_at, place_id, $3::timestamptz FROM permanence WHERE id = $1
     ON CONFLICT (account_id, permanence_id) DO UPDATE SET told_at = EXCLUDED.told_at, changed = false, known_start = EXCLUDED.known_start,
       known_end = EXCLUDED.known_end, known_place_id = EXCLUDED.known_place_id`,
    [permanence, account, SUNDAY],
  );
  await app.db.query("INSERT INTO short_link (hash, account_id, expires_at) VALUES (sha256($1::bytea), $2, $3)", [
    secret,
    account,
    "2026-12-31T00:00:00Z",
  ]);
  return `/r/${secret}`;
}

/** A share of the demonstration whose partner is written to: its id. */
async function toldShare(): Promise<string> {
  const { rows } = await app.db.query<{ id: string }>(
    `UPDATE calendar_share SET told_email = 'agenda@caf.example' WHERE id = (SELECT id FROM calendar_share WHERE revoked_at IS NULL ORDER BY id LIMIT 1)
     RETURNING id`,
  );
  if (!rows[0]) throw new Error("The demonstration shares no calendar.");
  return rows[0].id;
}

test.each(["", "/ar"])(
  "a partner stops their mails by the address in one of them, without signing in and without script, in the language “%s”",
  async (language) => {
    const share = await toldShare();
    const toldEmail = async (): Promise<unknown> =>
      (await app.db.query("SELECT told_email FROM calendar_share WHERE id = $1", [share])).rows[0];
    const address = `${language}/ne-plus-recevoir/${secretOf("share-mails", share, 1)}`;
    const page = await looked();
    await page.goto(address);
    expect(await faultsAtThreeWidths(page)).toEqual([]);
    expect(await toldEmail()).toEqual({ told_email: "agenda@caf.example" });
    const { page: plain } = await openDevice(browser, app.url, "phone", { javaScriptEnabled: false });
    await plain.goto(address);
    await plain.locator("main form button").press("Enter");
    await plain.waitForURL(/\?fait=oui$/u);
    expect(await plain.locator("main form").count()).toBe(0);
    expect(await toldEmail()).toEqual({ told_email: null });
    await page.reload();
    expect(await faultsAtThreeWidths(page)).toEqual([]);
    await page.goto(`${language}/ne-plus-recevoir/${"A".repeat(43)}`);
    expect(await faultsAtThreeWidths(page)).toEqual([]);
    expect(await page.locator("main form").count()).toBe(0);
    await Promise.all([page.context().close(), plain.context().close()]);
  },
);

/** An SMS and a mail that a demonstration has kept. */
const keepMessages = (): Promise<unknown> =>
  app.db.query(
    `INSERT INTO demo_message (tag, channel, recipient, subject, body, html, kept_at) VALUES
       (gen_random_uuid(), 'sms', '+33612345678', NULL, E'Votre rendez-vous : lundi 30 novembre à 10 h.\nMairie de quartier du Neuhof', NULL, $1),
       (gen_random_uuid(), 'mail', 'mehmet@exemple.fr', 'Lundi 30 novembre : votre rendez‑vous', 'Votre rendez‑vous est pris.', '<!doctype html><html lang="fr"><title>Rendez‑vous</title><p>Pris</p></html>', $1)`,
    [SUNDAY],
  );

test("whoever is planned answers by the address in their mail, without signing in", async () => {
  const page = await looked();
  await page.goto(await addressOfMail());
  expect(new URL(page.url()).pathname).toMatch(/^\/reponse\/\w{12}$/u);
  expect(await faultsAtThreeWidths(page)).toEqual([]);
  await page.getByRole("button", { name: "Vu" }).first().press("Enter");
  await page.getByText(/C’est noté\s: vous avez vu\./u).waitFor();
  expect(await faultsAtThreeWidths(page)).toEqual([]);
  await page.context().close();
});

test.each(["", "/ar"])("a demonstration shows what it would send, in the language “%s”", async (language) => {
  const page = await looked();
  if (language === "") await keepMessages();
  await page.goto(`${language}/messages`);
  await page.getByRole("heading", { level: 1 }).waitFor();
  expect(await page.getByRole("article").count()).toBeGreaterThan(0);
  expect(await faultsAtThreeWidths(page)).toEqual([]);
  await page.locator("article a").first().press("Enter");
  await page.waitForURL(/\/messages\/[0-9a-f-]{36}$/u);
  expect(await page.locator("html").getAttribute("lang")).toBe("fr");
  await page.context().close();
});

/**
 * Mails to somebody of the team and to a partner that were refused, and SMS of this month at two places, one at its
 * limit.
 */
async function troubles(): Promise<void> {
  const now = [SUNDAY];
  const share = await toldShare();
  await app.db.query(
    `INSERT INTO partner_told (share_id, permanence_id, ends_at, cancelled)
     SELECT s.id, p.id, p.ends_at, p.status <> 'cancelled' FROM calendar_share s JOIN permanence p ON p.organisation_id = s.giver_id
     WHERE s.id = $1 AND s.shows = 'places' AND p.starts_at > $2 AND (s.every_place OR p.place_id IN (SELECT place_id FROM calendar_share_place WHERE share_id = s.id)) ORDER BY p.starts_at LIMIT 2`,
    [share, SUNDAY],
  );
  await app.db.query(
    `INSERT INTO outbox (id, organisation_id, kind, cause_kind, cause_id, share_id, dedupe_key, due_at, created_at, attempts, tries, channel, given_up_at, given_up_why)
     SELECT gen_random_uuid(), giver_id, 'half-day-held', 'planning', id, id, 'half-day-held:' || id, $2, $2, 1, 1, 'mail', $2, 'refused' FROM calendar_share WHERE id = $1`,
    [share, SUNDAY],
  );
  await app.db.query(
    `INSERT INTO outbox (id, organisation_id, kind, cause_kind, cause_id, account_id, dedupe_key, due_at, created_at, attempts, tries, channel, given_up_at, given_up_why)
     SELECT gen_random_uuid(), m.organisation_id, 'notice-to-hang', 'closure', gen_random_uuid(), u.id, 'notice-to-hang:' || gen_random_uuid(), $1, $1, 1, 1, 'mail', $1, 'refused'
     FROM user_account u JOIN membership m ON m.user_id = u.id WHERE u.email = 'conseiller@demo.strasbourg.example' LIMIT 1`,
    now,
  );
  await app.db.query(
    `INSERT INTO outbox (id, organisation_id, kind, cause_kind, cause_id, account_id, dedupe_key, due_at, created_at, attempts, tries, channel, place_id, segments, sent_at)
     SELECT gen_random_uuid(), p.organisation_id, 'confirmation', 'closure', gen_random_uuid(), (SELECT id FROM user_account LIMIT 1), 'confirmation:' || gen_random_uuid(),
       $1, $1, 1, 1, 'sms', p.id, s.segments, $1
     FROM (SELECT id, organisation_id, row_number() OVER (ORDER BY id) AS nth FROM place WHERE organisation_id = (SELECT organisation_id FROM place WHERE slug = 'mairie-neuhof')) AS p
       JOIN (VALUES (1, 10), (2, 8), (3, 2)) AS s (nth, segments) ON s.nth = p.nth`,
    now,
  );
}

test("coordination is told of SMS that end and of mails that never left, in one line that leads to the page where it is settled", async () => {
  await troubles();
  const page = await looked();
  await signIn(page, "coordination@demo.strasbourg.example", "/coordination/messages");
  await page.getByLabel("SMS par lieu et par mois, au plus").fill("10");
  await page.getByRole("button", { name: "Enregistrer" }).press("Enter");
  await page.getByText("C’est enregistré.").waitFor();
  expect(await page.getByText("Limite atteinte", { exact: true }).count()).toBe(1);
  expect(await faultsAtThreeWidths(page)).toEqual([]);
  await page.goto(`${app.url}/coordination`);
  expect(await faultsAtThreeWidths(page)).toEqual([]);
  await page.getByRole("link", { name: /2 messages n’ont pas pu partir/u }).press("Enter");
  await page.waitForURL(/\/coordination\/messages/u);
  expect(await page.getByText("Corrigez‑la dans le partage.").count()).toBe(1);
  expect(await faultsAtThreeWidths(page)).toEqual([]);
  await page.getByRole("button", { name: "C’est dit" }).first().press("Enter");
  await page.getByText("C’est noté.").waitFor();
  await page.getByRole("button", { name: "C’est dit" }).press("Enter");
  await page.getByText("Aucun message à l’équipe, à un lieu ou à un partenaire n’est bloqué.").waitFor();
  await page.goto(`${app.url}/en/coordination/messages`);
  expect(await faultsAtThreeWidths(page)).toEqual([]);
  await page.context().close();
});

/** The texts of the SMS that this telephone has got. */
async function sentTo(phone: string): Promise<readonly string[]> {
  const { rows } = await app.db.query<{ body: string }>(
    "SELECT body FROM demo_message WHERE recipient = $1 AND coding = 'ucs-2'",
    [phone],
  );
  return rows.map(({ body }) => body);
}

test("whoever leaves a telephone on the page of their number, without script and in Arabic, is called by SMS, whose address leads back to it", () =>
  withReader(
    () => ({ app, browser, language: "ar" }),
    async (reader) => {
      const { door, does } = await lineAt(app);
      await reader.open(door);
      await reader.press("door.take");
      const page = reader.at;
      const { id } = await visitAt(app, page);
      const leaves = async (phone: string): Promise<void> => {
        await reader.page.getByLabel(reader.say("smsOfNumber.phone")).fill(phone);
        await reader.press("smsOfNumber.send");
      };
      await reader.unfold("smsOfNumber.open");
      await reader.reads("smsOfNumber.when", { sends: "both" });
      await leaves("03 88 43 60 00");
      await reader.reads("smsOfNumber.noMobile");
      expect(await reader.page.title()).toContain(reader.say("site.errorTitle", { title: "|" }).split("|")[0]);
      expect(await reader.page.getByLabel(reader.say("smsOfNumber.phone")).inputValue()).toBe("03 88 43 60 00");
      await leaves("06 12 34 56 78");
      await reader.reads("smsOfNumber.told", { sends: "both", ends: "78" });
      // Neither the port nor the secret, which are chance, may be taken for a part of it.
      expect(reader.page.url()).not.toMatch(/6 ?12 ?34 ?56|34 ?56 ?78/u);
      await does({ type: "call", visit: id, desk: 1, override: "urgent" }, { type: "absent", visit: id });
      await eventually(async () => (await sentTo("+33612345678")).length, 1);
      const [text = ""] = await sentTo("+33612345678");
      await reader.page.goto(`/r/${/\/r\/(?<secret>\w{12})/u.exec(text)?.groups?.["secret"] ?? ""}`);
      expect(reader.at).toBe(page);
      await reader.reads("turn.absent.title");
      await reader.press("smsOfNumber.stop");
      await reader.reads("smsOfNumber.stopped");
      expect(
        await app.db.query("SELECT FROM visit_identity WHERE visit_id = $1 AND phone IS NOT NULL", [id]),
      ).toMatchObject({
        rowCount: 0,
      });
    },
  ));
