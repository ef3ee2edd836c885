/** @long */
import type { Browser, Page } from "playwright-core";
import { openBrowser, openDevice } from "#tests/support/devices.ts";
import { COORDINATION, fillWeek, HALF_DAYS, WEEK } from "#tests/support/full-week.ts";
import { SUNDAY } from "#tests/support/neuhof-morning.ts";
import { unseenFocus } from "#tests/support/residents/measure.ts";
import { isInMain, StaffKeys, type MetByKeys } from "#tests/support/staff-keys.ts";
import { startApp, type RunningApp } from "#tests/support/start-app.ts";

/* A coordinator plans a whole week of 24 places and settles an absence in it without ever touching a mouse or a
   screen. */

/**
 * Keys for the 75 half-days of the week: from one to the next and back, with whoever is planned. A page that asks for
 * more has become longer to walk through.
 */
const MOST_KEYS_A_HALF_DAY = 15;
/** A week is planned page by page. */
const WEEK_MS = 600_000;

const met: MetByKeys = { used: new Set(), faults: [] };
let app: RunningApp;
let browser: Browser;
let page: Page;
let keys: WeekKeys;
/** What the browser was given. */
const given = { keys: 0, touches: 0 };

/** After each page that a key has opened, something has the focus in it, and it is seen. */
class WeekKeys extends StaffKeys {
  override async send(): Promise<void> {
    const before = await this.where();
    await super.send();
    const after = await this.where();
    // Another page begins at its top, as everywhere; the planning goes on from where the hand was.
    if (before.path !== after.path) return;
    if (!(await this.holds(isInMain))) met.faults.push(`${after.path}: the focus is lost on ${after.at}`);
    const found = await this.page.evaluate(unseenFocus);
    // A panel is longer than the window: its beginning is seen.
    met.faults.push(
      ...(found?.faults ?? []).filter((fault) => !fault.startsWith("stands outside the window: <section>")),
    );
  }

  where = (): Promise<{ path: string; at: string }> =>
    this.page.evaluate(() => ({
      path: location.pathname,
      at: `<${document.activeElement?.tagName.toLowerCase() ?? "nothing"}>`,
    }));
}

beforeAll(async () => {
  app = await startApp({ now: SUNDAY });
  await fillWeek(app, HALF_DAYS);
  browser = await openBrowser();
  const opened = await openDevice(browser, app.url, "desk");
  await opened.context.exposeBinding("given", (_, what: keyof typeof given) => void (given[what] += 1));
  await opened.context.addInitScript(() => {
    const tell = (window as unknown as { given: (what: string) => void }).given;
    const touches = ["pointerdown", "pointermove", "mousedown", "mousemove", "wheel", "touchstart"];
    addEventListener("keydown", () => tell("keys"), true);
    for (const name of touches) addEventListener(name, () => tell("touches"), true);
  });
  page = opened.page;
  keys = new WeekKeys(page, met);
});

afterEach(() => expect(met.faults.splice(0)).toEqual([]));

afterAll(async () => {
  await browser?.close();
  await app?.stop();
});

/** A half-day of the week at which somebody is planned. */
const PLANNED = /9.h – 1[12].h.*Conseiller/u;
const said = (sentence: string | RegExp): Promise<void> => page.getByText(sentence).first().waitFor();
/** The panel of the half-day that is open. */
const panel = (): Promise<string> => page.locator("#permanence").innerText();
const isShort = async (): Promise<boolean> => /il manque/u.test(await panel());
/** How many desks of the week nobody holds. */
const emptyDesks = async (): Promise<number> => {
  const { rows } = await app.db.query<{ n: number }>(
    `SELECT (sum(p.desks) - (SELECT count(*) FROM assignment a JOIN permanence q ON q.id = a.permanence_id WHERE q.organisation_id = o.id AND q.local_date >= $1::date AND q.local_date < $1::date + 7 AND NOT a.released))::int AS n
     FROM permanence p JOIN organisation o ON o.id = p.organisation_id WHERE o.slug = 'grande-ville' AND p.local_date >= $1::date AND p.local_date < $1::date + 7 GROUP BY o.id`,
    [WEEK],
  );
  return rows[0]?.n ?? Number.NaN;
};

test("by keyboard, a coordinator signs in and comes to the week after this one", async () => {
  await keys.open("/coordination/planning");
  await keys.write("Votre adresse mail", COORDINATION);
  await keys.follow("Recevoir un code");
  await keys.type(/votre code est\D*(\d{6})/u.exec(await page.getByRole("main").innerText())?.[1] ?? "");
  await keys.follow("Se connecter");
  await keys.follow("Semaine d’après");
  await said("Semaine du 23 novembre");
  await said(`${HALF_DAYS} à compléter`);
  // The heading has the focus, and the next stop leads on to the week after.
  await keys.to("Semaine d’après");
});

test(
  "by keyboard, the whole week is planned, from one half-day to the next, until nothing is short",
  async () => {
    const before = given.keys;
    await keys.open(`/coordination/planning?semaine=${WEEK}`);
    await keys.follow(/il manque/u);
    for (let planned = 0; ; planned += 1) {
      while (await isShort()) {
        await keys.follow(/^Planifier Conseiller/u);
        await said("La personne est planifiée.");
      }
      if ((await page.getByRole("link", { name: /^À compléter ensuite/u }).count()) === 0) break;
      expect(planned).toBeLessThan(HALF_DAYS);
      await keys.follow(/^À compléter ensuite/u);
    }
    await said("Rien à compléter");
    expect(await emptyDesks()).toBe(0);
    expect((given.keys - before) / HALF_DAYS).toBeLessThan(MOST_KEYS_A_HALF_DAY);
  },
  WEEK_MS,
);

test("by keyboard, the hours of one date are changed, and its week is shown again", async () => {
  await keys.follow("Changer ou annuler cette permanence");
  await keys.to("heure de fin");
  // Half an hour less, so that whoever is planned stays free. Chromium’s field of an hour takes it as its own language
  // writes it, which is English here.
  const isMorning = (await page.getByLabel("heure de fin").inputValue()) === "12:00";
  await keys.type(isMorning ? "1130AM" : "0430PM");
  await keys.follow("Voir ce que cela change");
  await keys.follow("Enregistrer");
  await said("Le changement est enregistré.");
  await keys.to("Voir sa semaine", true);
  await keys.send();
  await said("Rien à compléter");
  await said(isMorning ? /11\s?h\s?30/u : /16\s?h\s?30/u);
});

test("by keyboard, an absence of Monday is noted, and its half-days are settled", async () => {
  // Whoever is planned on Monday: its half-day stands first in the row of its place.
  const onMonday = page.locator("main tbody td:nth-of-type(1) a").filter({ hasText: "Conseiller" }).first();
  const place = (await onMonday.locator("span").first().textContent()) ?? "";
  await keys.follow(new RegExp(`^${place.replaceAll(/[.()]/gu, "\\$&")}.*Conseiller`, "u"));
  await keys.follow(/^Absence de Conseiller/u);
  await keys.follow("Demain");
  await keys.follow("Noter l’absence");
  await said("L’absence est notée.");
  await keys.follow(/^Remplacer, déplacer ou annuler/u);
  await keys.follow("Voir qui prévenir");
  await keys.follow("Confirmer");
  await said(/^C’est (réglé|enregistré)\./u);
  expect(await emptyDesks()).toBe(0);
  await keys.follow("Retour au planning");
});

test("by keyboard, somebody is taken off, which is undone, and the week is printed", async () => {
  await keys.open(`/coordination/planning?semaine=${WEEK}`);
  await keys.follow(PLANNED);
  await keys.follow(/^Retirer Conseiller/u);
  await said("La personne est retirée.");
  expect(await emptyDesks()).toBe(1);
  // The sentence that says what was done has the focus; the button that undoes it is the next stop.
  await keys.to(/^Annuler\s*: retrait de Conseiller/u);
  await keys.send();
  await keys.follow("Oui, annuler");
  await said("La dernière action est annulée.");
  expect(await emptyDesks()).toBe(0);
  await page.evaluate(() => void (window.print = () => void (document.title = "printed")));
  await keys.use("Imprimer", "Enter", true);
  expect(await page.title()).toBe("printed");
});

test("no mouse and no touch was used for all of it", () => {
  expect(given.keys).toBeGreaterThan(HALF_DAYS);
  expect(given.touches).toBe(0);
});
