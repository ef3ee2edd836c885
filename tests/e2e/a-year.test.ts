/** @long */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Browser, Locator, Page } from "playwright-core";
import { fillSchoolHolidays } from "#scripts/fill-school-holidays.ts";
import { openBrowser, openDevice, SIZES } from "#tests/support/devices.ts";
import { faultsAtThreeWidths } from "#tests/support/faults-at-three-widths.ts";
import { setClock, signIn } from "#tests/support/neuhof-morning.ts";
import { PLACE_RECORD } from "#tests/support/place-record.ts";
import { AXE } from "#tests/support/residents/faults.ts";
import { startApp, type RunningApp } from "#tests/support/start-app.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";

/** A Friday, before the day of whoever runs this: logins last by the clock of the machine. The year that is planned begins on the Monday after. */
const NOW = "2026-11-13T10:00:00+01:00";
const YEAR = "2026-11-16";
const EMAIL = "coordination@planning.example";
const SLUG = "permanences-de-quartier";
/** Towns of one département. */
const COMMUNES = [
  "Schiltigheim",
  "Illkirch-Graffenstaden",
  "Haguenau",
  "Lingolsheim",
  "Bischheim",
  "Ostwald",
  "Eckbolsheim",
  "Sélestat",
  "Saverne",
  "Bischwiller",
  "Erstein",
  "Obernai",
  "Molsheim",
  "Brumath",
  "Geispolsheim",
  "Souffelweyersheim",
  "Vendenheim",
  "Mutzig",
  "Barr",
  "Wasselonne",
  "La Wantzenau",
  "Reichstett",
  "Fegersheim",
  "Wissembourg",
] as const;
const PLACES = COMMUNES.length;
const PEOPLE = 20;
/** Half-days a week: three at each place; so each person has three or four. */
const WEEKDAYS = ["lundi", "mardi", "mercredi", "jeudi", "vendredi"];

const folder = await temporaryFolder();
let app: RunningApp;
let browser: Browser;
let page: Page;

/** The first start builds the application. */
const BUILD_MS = 300_000;
/** A year is planned screen by screen. */
const YEAR_MS = 900_000;

beforeAll(async () => {
  app = await startApp({ now: NOW, env: { DATA_FOLDER: folder.path } });
  await fillSchoolHolidays(app.databaseUrl);
  browser = await openBrowser();
  await app.db.query(
    `WITH operator AS (INSERT INTO organisation (id, slug, name, kind, operator) VALUES (gen_random_uuid(), $2, 'Permanences de quartier', 'city', true) RETURNING id),
       settings AS (INSERT INTO operator_settings (organisation_id, service_name, department) SELECT id, 'Permanences de quartier', '67' FROM operator),
       account AS (INSERT INTO user_account (id, email, name) VALUES (gen_random_uuid(), $1, 'Coordination') RETURNING id)
     INSERT INTO membership (user_id, organisation_id, role) SELECT account.id, operator.id, role FROM account, operator, unnest(ARRAY['administrator', 'coordinator']) AS role`,
    [EMAIL, SLUG],
  );
  const opened = await openDevice(browser, app.url, "desk", { bypassCSP: true });
  await opened.context.addInitScript({ path: AXE });
  page = opened.page;
  await signIn(page, EMAIL, "/coordination");
}, BUILD_MS);

afterAll(async () => {
  await browser?.close();
  await app?.stop();
  await folder.remove();
});

const count = async (sql: string, values: readonly unknown[] = []): Promise<number> =>
  (await app.db.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${sql}`, [...values])).rows[0]?.n ?? 0;
const OWN = "organisation_id = (SELECT id FROM organisation WHERE slug = 'permanences-de-quartier')";
const said = (sentence: string | RegExp): Promise<void> => page.getByText(sentence).first().waitFor();
/** Whose turn it is at a place, so that nobody is asked to two places at once: the last four places would have who is at the first four. */
const turn = (index: number, shift: number): string => person(index + shift + (index >= PEOPLE ? 3 : 0));
const person = (index: number): string => `Conseiller ${String((index % PEOPLE) + 1).padStart(2, "0")}`;
/** The names of the places, in the order of their file. */
let names: readonly string[] = [];

test(
  "24 places of a city come from a file",
  async () => {
    const centres = (await readFile("data/communes.csv", "utf8")).split("\n").map((line) => line.split(";"));
    const records = COMMUNES.map((commune) => {
      const [, , , latitude, longitude, codes = ""] =
        centres.find(([insee = "", name]) => insee.startsWith("67") && name === commune) ?? [];
      return {
        ...PLACE_RECORD,
        id: `mairie-${commune}`,
        nom: `Mairie de ${commune}`,
        commune: commune.toUpperCase(),
        code_postal: codes.slice(0, 5),
        adresse: "Mairie",
        latitude: Number(latitude),
        longitude: Number(longitude),
      };
    });
    names = records.map(({ nom }) => nom);
    const path = join(folder.path, "lieux.json");
    await writeFile(path, JSON.stringify(records));
    await page.goto("/coordination/lieux/importer");
    await page.getByLabel("Fichier des lieux").setInputFiles(path);
    await page.getByRole("button", { name: "Voir ce qui changerait" }).click();
    await page.getByRole("button", { name: "Importer", exact: true }).first().click();
    await said("Les lieux sont importés.");
    expect(await count(`place WHERE ${OWN}`)).toBe(PLACES);
  },
  YEAR_MS,
);

test(
  "20 conseillers are invited and accept",
  async () => {
    for (let index = 0; index < PEOPLE; index += 1) await joins(person(index), "conseiller");
    expect(await count(`membership WHERE role = 'conseiller' AND ${OWN}`)).toBe(PEOPLE);
  },
  YEAR_MS,
);

/** Somebody is invited with a role, opens the address of the invitation, and says their name. */
async function joins(name: string, role: "conseiller" | "civic-service"): Promise<void> {
  const email = `${name.replaceAll(" ", "-").toLowerCase()}@planning.example`;
  await page.goto(`/coordination/equipe/inviter?organisation=${SLUG}`);
  await page.getByLabel("Adresse mail").fill(email);
  await page.getByLabel("Rôle").selectOption(role);
  await page.getByRole("button", { name: "Inviter", exact: true }).click();
  await said("L’invitation est prête.");
  const card = await page.getByRole("listitem").filter({ hasText: email }).first().textContent();
  const { context, page: own } = await openDevice(browser, app.url, "phone");
  await own.goto(/\/invitation\/[\w-]{43}/u.exec(card ?? "")?.[0] ?? "");
  await own.getByLabel("Votre nom").fill(name);
  await own.getByRole("button", { name: "Accepter et entrer" }).click();
  await own.waitForURL((url) => !url.pathname.includes("/invitation"));
  await context.close();
}

test(
  "one rule for each place is said in a sentence, with its dates shown before it is saved",
  async () => {
    for (const [index, name] of names.entries()) {
      await page.goto(`/coordination/regles/creer?organisation=${SLUG}`);
      await page.getByLabel("jour de la semaine").selectOption({ label: WEEKDAYS[index % 5] ?? "lundi" });
      await page.getByLabel("heure de début").fill("09:00");
      await page.getByLabel("heure de fin").fill("12:00");
      await page.getByLabel("lieu", { exact: true }).selectOption({ label: name });
      await page.getByLabel("premier jour").fill(YEAR);
      await page.getByRole("button", { name: "Voir ce que cela change" }).click();
      await page.getByRole("heading", { name: "Avant d’enregistrer" }).waitFor();
      await page.getByRole("button", { name: "Enregistrer cet horaire" }).click();
      await said("Ses dates sont là, un an d’avance.");
    }
    expect(await count(`series WHERE ${OWN}`)).toBe(PLACES);
  },
  YEAR_MS,
);

test(
  "the others come from a table that is pasted, with who is planned at each of their dates, after what it would do",
  async () => {
    const lines = names.flatMap((name, index) => [
      [name, WEEKDAYS[(index + 1) % 5], "09:00", "12:00", turn(index, 7)],
      [name, WEEKDAYS[(index + 3) % 5], "14:00", "17:00", turn(index, 13)],
    ]);
    await page.goto(`/coordination/planning/importer?organisation=${SLUG}`);
    await page
      .getByLabel("Ou collez ici les lignes")
      .fill(
        [
          "Lieu;Jour;De;À;Tables;Du;Personnes",
          ...lines.map((line) =>
            [...line.slice(0, 4), "1", "16/11/2026", line[4]].map((cell) => `"${cell}"`).join(";"),
          ),
        ].join("\n"),
      );
    await page.getByRole("button", { name: "Voir ce qui changerait" }).click({ timeout: 120_000 });
    await page.getByRole("heading", { name: /^Ce que ferait l’import/u }).waitFor({ timeout: 120_000 });
    expect(await count(`series WHERE ${OWN}`)).toBe(PLACES);
    expect(await faultsAtThreeWidths(page)).toEqual([]);
    await page.setViewportSize(SIZES.desk);
    await page.getByRole("button", { name: "Importer", exact: true }).first().click({ timeout: 120_000 });
    await page.getByRole("heading", { name: /^Ce qu’a fait l’import/u }).waitFor({ timeout: 300_000 });
    expect(await count(`series WHERE ${OWN}`)).toBe(3 * PLACES);
  },
  YEAR_MS,
);

test(
  "in the first week each of the 24 first half-days gets a person, and has them every week of the year",
  async () => {
    for (const [index, name] of names.entries()) {
      await page.goto(`/coordination/planning?organisation=${SLUG}&semaine=${YEAR}&permanence=${await firstOf(name)}`);
      await page.getByRole("button", { name: new RegExp(`^Planifier ${turn(index, 0)}`, "u") }).click();
      await said("La personne est planifiée.");
      await page.getByRole("link", { name: `${turn(index, 0)}, comme chaque semaine` }).click();
      await page.getByRole("button", { name: "Planifier ces dates" }).click();
      await said("La personne est planifiée à toutes les dates possibles.");
    }
    expect(await shortIn(YEAR, 7)).toBe(0);
  },
  YEAR_MS,
);

/** The half-day of the rule that was typed for a place, in the first week. */
async function firstOf(name: string): Promise<string> {
  const { rows } = await app.db.query<{ id: string }>(
    `SELECT p.id FROM permanence p JOIN place l ON l.id = p.place_id JOIN series s ON s.id = p.series_id
     WHERE p.${OWN} AND l.name = $1 AND p.local_date >= $2::date AND p.local_date < $2::date + 7 AND NOT EXISTS (SELECT FROM assignment a WHERE a.permanence_id = p.id)
     ORDER BY p.starts_at, p.id LIMIT 1`,
    [name, YEAR],
  );
  return rows[0]?.id ?? "";
}

/** How many half-days that are held in these days have a table without anybody. */
const shortIn = (from: string, days: number): Promise<number> =>
  count(
    `permanence p WHERE p.${OWN} AND p.status = 'scheduled' AND p.local_date >= $1::date AND p.local_date < $1::date + $2::int
       AND (SELECT count(DISTINCT a.desk) FROM assignment a WHERE a.permanence_id = p.id AND NOT a.released) < p.desks`,
    [from, days],
  );

test("a year of dates stands, no conseiller is at two places, and public holidays are left out", async () => {
  expect(await count(`permanence WHERE ${OWN} AND local_date < '2027-11-13'`)).toBeGreaterThan(72 * 45);
  expect(
    await count(
      `assignment a JOIN assignment b ON a.conseiller_id = b.conseiller_id AND a.id < b.id AND NOT a.released AND NOT b.released AND a.starts_at < b.ends_at AND b.starts_at < a.ends_at`,
    ),
  ).toBe(0);
  // Easter Monday, and Good Friday, which Alsace keeps.
  expect(
    await count(`permanence WHERE ${OWN} AND status = 'scheduled' AND local_date IN ('2027-03-29', '2027-03-26')`),
  ).toBe(0);
  await page.goto(`/coordination/planning?organisation=${SLUG}&semaine=${YEAR}`);
  expect(await faultsAtThreeWidths(page)).toEqual([]);
  await page.setViewportSize(SIZES.desk);
});

/** How often the screen was touched; a choice in a list is two. */
let taps = 0;
const tap = async (target: Locator): Promise<void> => {
  taps += 1;
  await target.click();
};
const choose = async (target: Locator, label: string): Promise<void> => {
  taps += 2;
  await target.selectOption({ label });
};
/** Seconds that somebody needs to read and to touch once, with a margin; so four minutes are forty touches. */
const SECONDS_A_TAP = 6;

test("a sick Monday at 7:30: two conseillers are away, and every half-day is settled on a telephone in under four minutes of touches", async () => {
  await setClock(app, "2026-11-23T07:30:00+01:00");
  const away = await plannedOn("2026-11-23");
  await page.setViewportSize(SIZES.phone);
  taps = 0;
  await page.goto(`/coordination/imprevu?organisation=${SLUG}`);
  for (const name of away.slice(0, 2)) await choose(page.getByLabel(new RegExp(`^${name}`, "u")), "toute la journée");
  await tap(page.getByRole("button", { name: "Voir les permanences à régler" }));
  await page.getByRole("heading", { level: 1, name: /^2\s?absences/u }).waitFor();
  expect(await faultsAtThreeWidths(page)).toEqual([]);
  await page.setViewportSize(SIZES.phone);
  await tap(page.getByRole("button", { name: "Voir qui prévenir" }));
  await tap(page.getByRole("button", { name: "Confirmer" }));
  await said("C’est réglé.");
  expect(taps * SECONDS_A_TAP).toBeLessThan(4 * 60);
  expect(await shortIn("2026-11-23", 1)).toBe(0);
  expect(
    await count(
      `assignment a JOIN absence b ON a.conseiller_id = b.conseiller_id AND NOT a.released AND a.starts_at < b.ends_at AND b.starts_at < a.ends_at AND b.${OWN}`,
    ),
  ).toBe(0);
});

/** The names of those who are planned on a day, in order. */
const plannedOn = async (day: string): Promise<readonly string[]> =>
  (
    await app.db.query<{ name: string }>(
      `SELECT DISTINCT u.name FROM assignment a JOIN permanence p ON p.id = a.permanence_id JOIN user_account u ON u.id = a.conseiller_id WHERE a.${OWN} AND p.local_date = $1::date ORDER BY u.name`,
      [day],
    )
  ).rows.map(({ name }) => name);

test("a flooded library on Wednesday without a known end: its half-days until the day of decision are cancelled, later ones cannot be booked, and its door has a notice", async () => {
  await setClock(app, "2026-11-25T07:30:00+01:00");
  const [library = ""] = (
    await app.db.query<{ name: string }>(
      `SELECT l.name FROM permanence p JOIN place l ON l.id = p.place_id WHERE p.${OWN} AND p.local_date = '2026-11-25' AND p.status = 'scheduled' ORDER BY l.name LIMIT 1`,
    )
  ).rows.map(({ name }) => name);
  await page.goto(`/coordination/imprevu?organisation=${SLUG}`);
  await page.getByRole("checkbox", { name: library, exact: true }).check();
  await page.getByLabel("Jusqu’à quand").selectOption({ label: "On ne sait pas encore" });
  await page.getByLabel(/on décide à nouveau le/u).fill("2026-12-09");
  await page.getByRole("button", { name: "Voir les permanences à régler" }).click();
  await page.getByRole("button", { name: "Voir qui prévenir" }).click();
  await page.getByRole("button", { name: "Confirmer" }).click();
  await said("C’est réglé.");
  const at = `permanence p JOIN place l ON l.id = p.place_id WHERE p.${OWN} AND l.name = $1`;
  expect(
    await count(`${at} AND p.status = 'scheduled' AND p.local_date BETWEEN '2026-11-25' AND '2026-12-09'`, [library]),
  ).toBe(0);
  expect(await count(`${at} AND p.closure_id IS NULL AND p.local_date > '2026-12-10'`, [library])).toBe(0);
  await page.locator('a[href*="/avis?"]').first().click();
  await page.getByRole("heading", { level: 1, name: "Pas d’aide numérique" }).waitFor();
});

test("school holidays: a rule that leaves them out from Monday on has no date in them, and its others stay", async () => {
  const { rows } = await app.db.query<{ id: string; place: string }>(
    `SELECT s.id, l.name AS place FROM series s JOIN place l ON l.id = s.place_id WHERE s.${OWN} AND s.until_date IS NULL ORDER BY l.name DESC LIMIT 1`,
  );
  const [rule] = rows;
  await page.goto(`/coordination/regles/${rule?.id ?? ""}`);
  await page.getByLabel("vacances scolaires").selectOption({ label: "Sauf" });
  await page.getByRole("button", { name: "Voir ce que cela change" }).first().click();
  await page.getByRole("heading", { name: "Avant d’enregistrer" }).waitFor();
  await page.getByLabel("La phrase que liront les habitants").fill("Pas de permanence pendant les vacances scolaires.");
  await page.getByRole("button", { name: /^Enregistrer/u }).click();
  await said("Le changement est enregistré.");
  const held = `permanence p JOIN series s ON s.id = p.series_id JOIN place l ON l.id = s.place_id WHERE p.${OWN} AND NOT s.in_school_holidays AND p.status = 'scheduled'`;
  expect(await count(held)).toBeGreaterThan(10);
  // The winter holidays of zone B.
  expect(await count(`${held} AND p.local_date BETWEEN '2027-02-20' AND '2027-03-07'`)).toBe(0);
});

test("a new service civique on Friday is invited, planned beside somebody, and said to stand alone where nobody is", async () => {
  await setClock(app, "2026-11-27T08:00:00+01:00");
  await joins("Service civique 1", "civic-service");
  await page.goto(`/coordination/planning?organisation=${SLUG}&semaine=2026-11-30`);
  const { rows } = await app.db.query<{ id: string; account: string }>(
    `SELECT p.id FROM permanence p WHERE p.${OWN} AND p.status = 'scheduled' AND p.local_date = '2026-11-30' ORDER BY p.starts_at, p.id LIMIT 1`,
  );
  await page.goto(`/coordination/planning?organisation=${SLUG}&semaine=2026-11-30&permanence=${rows[0]?.id ?? ""}`);
  await page
    .getByRole("button", { name: /^Retirer/u })
    .first()
    .click();
  await said("La personne est retirée.");
  await page.getByRole("button", { name: /^Planifier Service civique 1/u }).click();
  await said("La personne est planifiée.");
  await said(/service civique seul/u);
});

test("a whole week is read by person, and what each page of the year shows breaks no rule at three widths", async () => {
  for (const view of [
    "vue=personnes&semaine=2026-11-30",
    "vue=mois&semaine=2026-11-30",
    "completer=1&semaine=2026-11-30",
  ]) {
    await page.goto(`/coordination/planning?organisation=${SLUG}&${view}`);
    expect([view, await faultsAtThreeWidths(page)]).toEqual([view, []]);
  }
});
