/** @long */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Browser, Locator, Page } from "playwright-core";
import { openBrowser, openDevice, SIZES } from "#tests/support/devices.ts";
import { faultsAtThreeWidths } from "#tests/support/faults-at-three-widths.ts";
import { sayDay } from "#lib/time/say.ts";
import { weekdayOf } from "#lib/time/zone.ts";
import { setClock } from "#tests/support/neuhof-morning.ts";
import { completesWeek, heldBelow, saysSeries, says, week } from "#tests/support/rennes/planning-screens.ts";
import { ResidentsOf } from "#tests/support/residents/readers.ts";
import { ALLIAIT, BOURG, CHAMPS_MANCEAUX, MAUREPAS, SERIES, TRIANGLE } from "#tests/support/rennes/series.ts";
import {
  bringsItsPlaces,
  doors,
  joins,
  makesRennes,
  opensWithOneSeries,
  saysItsService,
  SLUG,
  worksAt,
} from "#tests/support/rennes/set-up-screens.ts";
import { AXE } from "#tests/support/residents/faults.ts";
import { startApp, type RunningApp } from "#tests/support/start-app.ts";
import { temporaryFolder } from "#tests/support/temporary-folder.ts";

/**
 * The secret of the application that start-app.ts starts. Set before the first import of the server, which reads it.
 */
process.env["APP_SECRET"] = "a-secret-of-the-tests-only";
const { firstStart } = await import("#scripts/first-start.ts");

/**
 * A Friday, before the day of whoever runs this: logins last by the clock of the machine. The year that is planned
 * begins on the Monday after.
 */
const NOW = "2026-11-13T10:00:00+01:00";
const YEAR = "2026-11-16";
const PLACES = 24;
const PEOPLE = 20;

const folder = await temporaryFolder();
let app: RunningApp;
let browser: Browser;
/** The coordinator’s. */
let page: Page;
/** Whoever comes: they have no account. */
let residents: ResidentsOf;

/** A year is planned screen by screen. */
const YEAR_MS = 900_000;

beforeAll(async () => {
  app = await startApp({ now: NOW, filledBy: "nothing", env: { DATA_FOLDER: folder.path } });
  browser = await openBrowser();
  const opened = await openDevice(browser, app.url, "desk", { bypassCSP: true });
  await opened.context.addInitScript({ path: AXE });
  page = opened.page;
});

afterAll(async () => {
  await browser?.close();
  await app?.stop();
  await folder.remove();
});

/**
 * How many rows there are: what no page shows, such as that nobody is at two places. Nothing is written beside the
 * screens.
 */
const count = async (sql: string, values: readonly unknown[] = []): Promise<number> =>
  (await app.db.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${sql}`, [...values])).rows[0]?.n ?? 0;

const person = (index: number): string => `Conseiller ${String(index + 1).padStart(2, "0")}`;

test(
  "Rennes is set up behind the address of the first start: 24 places, of the national file and by hand, and a first half-day",
  async () => {
    const printed = (await firstStart(app.databaseUrl, process.env["APP_SECRET"] ?? "", app.url)).join("\n");
    await makesRennes(page, /\S+\/installation\/\S+/u.exec(printed)?.[0] ?? "");
    await saysItsService(page);
    expect(await bringsItsPlaces(page)).toBe(PLACES);
    await opensWithOneSeries(page);
  },
  YEAR_MS,
);

test("the school holidays come from the calendar of the ministry, after what it would change was shown", async () => {
  const path = join(folder.path, "fr-en-calendrier-scolaire.csv");
  await writeFile(path, await calendarOfTheMinistry());
  await page.goto(`/coordination/fermetures?organisation=${SLUG}`);
  await says(page, /Zone B.: pas encore connues ici\./u);
  await page.getByRole("link", { name: "Mettre à jour les vacances scolaires" }).click();
  await page.getByLabel("Fichier du calendrier scolaire").setInputFiles(path);
  await page.getByRole("button", { name: "Voir ce qui changerait" }).click();
  await page.getByRole("heading", { name: /^Ce que ferait l’import/u }).waitFor();
  expect(await faultsAtThreeWidths(page)).toEqual([]);
  await page.setViewportSize(SIZES.desk);
  await page.getByRole("button", { name: "Importer", exact: true }).click();
  await says(page, "Les vacances scolaires sont à jour.");
  await page.goto(`/coordination/fermetures?organisation=${SLUG}`);
  await says(page, /Zone B.: connues jusqu’au 4 juillet 2027\./u);
});

/**
 * The school holidays that come with the product, as the ministry publishes them: from the day of the last lessons to
 * that of the next ones, in UTC.
 */
async function calendarOfTheMinistry(): Promise<string> {
  const [, ...rows] = (await readFile("data/school-holidays.csv", "utf8")).trimEnd().split("\n");
  const midnight = (day: string, days: number): string => {
    const before = new Date(Date.parse(`${day}T12:00:00Z`) + (days - 1) * 24 * 3_600_000).toISOString().slice(0, 10);
    const isSummer = /-(?:0[4-9]|10-(?:[01]|2[0-4]))/u.test(day.slice(4));
    return `${before}T${isSummer ? "22" : "23"}:00:00+00:00`;
  };
  const lines = rows
    .map((row) => row.split(";"))
    .filter(([zone = ""]) => ["A", "B", "C"].includes(zone))
    .map(([zone, name, from = "", to = ""]) => [
      name,
      "-",
      midnight(from, -1),
      midnight(to, 1),
      `Rennes`,
      `Zone ${zone}`,
      "2026-2027",
    ]);
  return [
    ["Description", "Population", "Date de début", "Date de fin", "Académies", "Zones", "annee_scolaire"],
    ...lines,
  ]
    .map((line) => line.join(";"))
    .join("\n");
}

test(
  "20 conseillers are invited and accept, and when they usually work is noted",
  async () => {
    for (let index = 0; index < PEOPLE; index += 1)
      await joins(page, browser, {
        name: person(index),
        role: "conseiller",
        ...(index % 5 === 0 && { language: "arabe" }),
      });
    // Half of the team works from Monday to Friday, half from Tuesday to Saturday.
    for (let index = 0; index < PEOPLE; index += 1)
      await worksAt(
        page,
        person(index),
        index % 2 === 0
          ? "lundi au vendredi 9 h-12 h et 13 h 30-17 h 30"
          : "mardi au samedi 9 h-12 h et 13 h 30-17 h 30",
      );
    await page.goto(`/coordination/equipe?organisation=${SLUG}`);
    expect(await page.getByRole("link", { name: /^Conseiller \d\d$/u }).count()).toBe(PEOPLE);
  },
  YEAR_MS,
);

test(
  "each series of the 24 places is said in a sentence, with its dates shown before it is saved",
  async () => {
    await page.goto(`/coordination/regles?organisation=${SLUG}`);
    const shown = new Map<string, string>();
    for (const series of SERIES) shown.set(`${series.place} ${series.weekday}`, await saysSeries(page, series, YEAR));
    expect(await page.getByRole("heading", { level: 2 }).count()).toBe(PLACES);
    expect(await page.getByRole("link", { name: "Changer ou arrêter" }).count()).toBe(SERIES.length + 1);
    // The second series of a place has the first day of the one that it began with.
    expect(shown.get("Mairie de Betton vendredi")).toMatch(/^[^]*?20 novembre/u);
    expect(shown.get("Mairie de Betton vendredi")).not.toContain("13 novembre");
    // A Friday sees Christmas and New Year's Day in its next dates, and none of them is held then.
    expect(shown.get("Mairie de Betton vendredi")).toMatch(/Vendredi 25 décembre\s+jour férié/iu);
    expect(shown.get("Mairie de Betton vendredi")).toMatch(/Vendredi 1er janvier\s+jour férié/iu);
    expect(shown.get(`${MAUREPAS} lundi`)).toMatch(/Lundi 21 décembre\s+vacances scolaires/iu);
    expect(shown.get("Accueil des Gens du Voyage en Ille et Vilaine jeudi")).toMatch(/19 novembre.*\s.*3 décembre/su);
    expect(shown.get("Médiathèque Pacé samedi")).toMatch(/samedi 5 décembre.*samedi 2 janvier/isu);
    expect(await faultsAtThreeWidths(page)).toEqual([]);
    await page.setViewportSize(SIZES.desk);
  },
  YEAR_MS,
);

test(
  "each half-day of the first weeks gets who is free, and has them every week of the year",
  async () => {
    let seats = 0;
    for (const monday of [YEAR, "2026-11-23", "2026-11-30"]) seats += await completesWeek(page, monday);
    await says(page, "Rien à compléter");
    const desks = SERIES.reduce((sum, { desks: wanted = 1 }) => sum + wanted, 2);
    expect(seats).toBe(desks);
  },
  YEAR_MS,
);

/** How many half-days that are held in these days have a desk without anybody. */
const shortIn = (from: string, days: number): Promise<number> =>
  count(
    `permanence p WHERE p.status = 'scheduled' AND p.local_date >= $1::date AND p.local_date < $1::date + $2::int
       AND (SELECT count(DISTINCT a.desk) FROM assignment a WHERE a.permanence_id = p.id AND NOT a.released) < p.desks`,
    [from, days],
  );

test("a year of dates stands, every one has its people, and nobody is at two places", async () => {
  expect(await count("permanence WHERE local_date < '2027-11-13'")).toBeGreaterThan(45 * 45);
  expect(await shortIn(YEAR, 360)).toBe(0);
  expect(
    await count(
      "assignment a JOIN assignment b ON a.conseiller_id = b.conseiller_id AND a.id < b.id AND NOT a.released AND NOT b.released AND a.starts_at < b.ends_at AND b.starts_at < a.ends_at",
    ),
  ).toBe(0);
  await page.goto(week(YEAR, "&vue=mois"));
  for (let month = 0; month < 12; month += 1) {
    await page.getByText("Rien à compléter").first().waitFor();
    // Series were typed on a Friday, people are planned from the Monday on: the Saturday between has nobody, and the
    // first month says so.
    const short = month === 0 ? ["1 à compléter", "samedi 14 novembre · 1 à compléter"] : [];
    const shown = page.url();
    expect([shown, await page.getByText(/\d+.à compléter/u).allInnerTexts()]).toEqual([shown, short]);
    await page.getByRole("link", { name: "Mois d’après" }).click();
    await page.waitForURL((address) => address.href !== shown);
  }
});

/** The public holidays of the year in Rennes (Code du travail, L3133-1), and how they are said. */
const HOLIDAYS = [
  ["2026-12-25", "Noël"],
  ["2027-01-01", "Jour de l’an"],
  ["2027-03-29", "Lundi de Pâques"],
  ["2027-05-01", "1er mai"],
  ["2027-05-06", "Jeudi de l’Ascension"],
  ["2027-05-08", "8 mai"],
  ["2027-05-17", "Lundi de Pentecôte"],
  ["2027-07-14", "14 juillet"],
  ["2027-08-15", "15 août"],
  ["2027-11-01", "Toussaint"],
  ["2027-11-11", "11 novembre"],
] as const;
/** Held in Rennes, and not in Alsace. */
const ONLY_IN_ALSACE = ["2026-12-26", "2027-03-26"];

test("the closures page lists the public holidays of the year, and no week or month has a half-day on one; Good Friday and 26 December are days like others", async () => {
  await page.goto(`/coordination/fermetures?organisation=${SLUG}`);
  const listed = await page
    .getByRole("region", { name: "Jours fériés de l’année" })
    .getByRole("listitem")
    .allInnerTexts();
  const named = listed.filter((line) => !line.startsWith("Zone")).map((line) => line.split("\n")[0]);
  expect(named).toEqual(HOLIDAYS.map(([, name]) => name));
  for (const [day, name] of HOLIDAYS) {
    await page.goto(week(day));
    const column = page.getByRole("columnheader", { name: new RegExp(`Jour férié ${name}`, "u") });
    // A Saturday or Sunday without half-days has no column; the month names it.
    const isWeekend = new Date(day).getUTCDay() % 6 === 0;
    if (isWeekend) expect([day, await column.count()]).toEqual([day, 0]);
    else expect([day, await heldBelow(column)]).toEqual([day, 0]);
    await page.goto(week(day, "&vue=mois"));
    await says(page, new RegExp(`Jour férié\\s*${name}`, "u"));
  }
  for (const day of ONLY_IN_ALSACE) {
    await page.goto(week(day));
    const heading = await page.getByRole("columnheader", { name: dayOf(day) }).textContent();
    expect([day, heading?.includes("férié")]).toEqual([day, false]);
    expect(await heldBelow(page.getByRole("columnheader", { name: dayOf(day) }))).toBeGreaterThan(0);
  }
});

/** « vendredi 26 mars », as a heading says a day. */
const dayOf = (day: string): RegExp => new RegExp(sayDay(day, "fr").replaceAll(/\s/gu, "\\s"), "u");

test("the CAF gets a calendar of every place, and residents book hours", async () => {
  await page.goto(`/coordination/partages/creer?organisation=${SLUG}`);
  await page.getByLabel("Avec qui").selectOption({ label: "Une autre organisation" });
  await page.getByLabel("Son nom, si elle n’est pas dans la liste").fill("CAF d’Ille-et-Vilaine");
  await page.getByLabel("Son genre").selectOption({ label: "CAF" });
  await page.getByLabel("Nom du partage").fill("CAF");
  await page.getByRole("button", { name: "Partager", exact: true }).click();
  const agenda = await page.getByLabel("La page à lire").inputValue();
  const feed = await page.getByLabel("Pour Outlook ou Google").inputValue();
  residents = new ResidentsOf(app.url, browser, { agenda, feed, doors: await doors(page) });
  booked = {
    cancelled: await residents.book(BOURG, "2026-11-23"),
    replaced: await residents.book(TRIANGLE, "2026-11-23"),
    flooded: await residents.book(CHAMPS_MANCEAUX, "2026-11-25"),
    kept: await residents.book(CHAMPS_MANCEAUX, "2026-12-09"),
  };
});
let booked: Readonly<Record<"cancelled" | "replaced" | "flooded" | "kept", string>>;

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

const MONDAY = "2026-11-23";
const NOT_HELD = "Personne ne peut vous recevoir ce jour-là.";

test("a sick Monday at 7:30: two conseillers are away, and every half-day is settled on a telephone in under four minutes of touches", async () => {
  await setClock(app, `${MONDAY}T07:30:00+01:00`);
  await page.setViewportSize(SIZES.desk);
  await page.goto(week(MONDAY));
  const first = await plannedAt(TRIANGLE, "9.h");
  const second = await plannedAt(BOURG, "14.h");
  await page.setViewportSize(SIZES.phone);
  taps = 0;
  await page.goto(`/coordination/imprevu?organisation=${SLUG}`);
  for (const name of new Set([first, second]))
    await choose(page.getByLabel(new RegExp(`^${name}`, "u")), "toute la journée");
  await tap(page.getByRole("button", { name: "Voir les permanences à régler" }));
  await page.getByRole("heading", { level: 1, name: /absence/u }).waitFor();
  expect(await faultsAtThreeWidths(page)).toEqual([]);
  await page.setViewportSize(SIZES.phone);
  await tap(page.getByRole("group", { name: new RegExp(BOURG, "u") }).getByText("Annuler", { exact: true }));
  await tap(page.getByRole("button", { name: "Voir qui prévenir" }));
  await page.getByRole("heading", { name: /^1.personne à prévenir/u }).waitFor();
  await tap(page.getByRole("button", { name: "Confirmer" }));
  await says(page, /^C’est (réglé|enregistré)\./u);
  expect(taps * SECONDS_A_TAP).toBeLessThan(4 * 60);
  expect(await shortIn(MONDAY, 1)).toBe(0);
  expect(
    await count(
      "assignment a JOIN absence b ON a.conseiller_id = b.conseiller_id AND NOT a.released AND a.starts_at < b.ends_at AND b.starts_at < a.ends_at",
    ),
  ).toBe(0);
});

/** Who holds the first desk of a half-day of the week that is shown on a desk: its place, and when it begins. */
async function plannedAt(place: string, from: string): Promise<string> {
  const card = page.getByRole("link", { name: new RegExp(`^${place} ${from} .*Conseiller`, "u") }).first();
  return /Conseiller \d\d/u.exec((await card.textContent()) ?? "")?.[0] ?? "";
}

test("after the sick Monday, residents, doors, rooms, the CAF and programs read that one half-day is cancelled, and nothing else changed for them", async () => {
  const off = await residents.read(BOURG, MONDAY);
  expect(off.page).toContain("Permanence annulée");
  expect(off.door).toMatch(/La permanence est fermée\.[^]*La prochaine :\s+Jeudi 26 novembre/iu);
  expect(off.room).toMatch(/La permanence est fermée\.\s+Prochaine permanence : jeudi 26 novembre, 9 h/u);
  expect(off.agenda).toHaveLength(2);
  expect(off.agenda.filter((said) => said.includes("annulée"))).toEqual([
    expect.stringContaining(`Permanence annulée : ${NOT_HELD}`),
  ]);
  expect(off.feed).toMatchObject([{ status: "CANCELLED", summary: expect.stringMatching(/^Annulé – /u) }]);
  expect(off.api).toMatchObject([{ status: "cancelled" }]);
  const cancelled = await residents.text(booked.cancelled);
  expect(cancelled).toContain(`Cette permanence est annulée. Ne venez pas.`);
  expect(cancelled).toContain(`Motif : ${NOT_HELD}`);
  expect(cancelled).toMatch(/Les prochaines dates[^]*26 novembre/u);

  const on = await residents.read(TRIANGLE, MONDAY);
  expect(on.page).toMatch(/Ouvre aujourd’hui à 9 h/u);
  expect(on.door).toMatch(/On ne donne pas encore de numéros\.[^]*La permanence commence à 9 h/u);
  expect(on.room).toMatch(/La permanence commence à 9 h/u);
  expect(on.agenda.some((said) => said.includes("annulée"))).toBe(false);
  expect(on.feed).toMatchObject([{ status: "CONFIRMED" }]);
  expect(on.api).toMatchObject([{ status: "scheduled", desks: 2 }]);
  const replaced = await residents.text(booked.replaced);
  expect(replaced).toMatch(/Lundi 23 novembre/iu);
  expect(replaced).not.toMatch(/annulé/iu);
});

const WEDNESDAY = "2026-11-25";
const LEAK = "Fuite d’eau dans la salle.";

test("a flooded library on Wednesday without a known end: its half-days until the day of decision are cancelled, later ones cannot be booked, and its door has a notice", async () => {
  await setClock(app, `${WEDNESDAY}T07:30:00+01:00`);
  await page.goto(`/coordination/imprevu?organisation=${SLUG}`);
  await page.getByRole("checkbox", { name: CHAMPS_MANCEAUX, exact: true }).check();
  await page.getByLabel("Jusqu’à quand").selectOption({ label: "On ne sait pas encore" });
  await page.getByLabel(/on décide à nouveau le/u).fill("2026-12-02");
  await page.getByRole("button", { name: "Voir les permanences à régler" }).click();
  await page
    .getByRole("group", { name: new RegExp(CHAMPS_MANCEAUX, "u") })
    .getByText("Annuler", { exact: true })
    .click();
  await page.getByLabel(/^Ce que lisent les habitants/u).fill(LEAK);
  await page.getByRole("button", { name: "Voir qui prévenir" }).click();
  await page.getByRole("button", { name: "Confirmer" }).click();
  await says(page, /^C’est (réglé|enregistré)\./u);
  await page.locator('a[href*="/avis?"]').first().click();
  await page.getByRole("heading", { level: 1, name: "Pas d’aide numérique" }).waitFor();
});

test("after the flood, everybody reads that the library is shut, and of the half-days that are kept that nobody has decided yet", async () => {
  const read = await residents.read(CHAMPS_MANCEAUX, WEDNESDAY);
  expect(read.page).toMatch(/C’est fermé pour l’instant\./u);
  expect(read.page).not.toContain("Prendre rendez-vous (");
  expect(read.door).toMatch(/C’est fermé pour l’instant\.[^]*La permanence est fermée\./u);
  expect(read.door).not.toContain("La prochaine :");
  expect(read.room).toMatch(/La permanence est fermée\.\s+Pour la suite, demandez à l’équipe\./u);
  expect(read.agenda.map((said) => said.includes(`Permanence annulée : ${LEAK}`))).toEqual(read.agenda.map(() => true));
  expect(read.feed).toMatchObject([{ status: "CANCELLED" }]);
  expect(read.api).toMatchObject([{ status: "cancelled" }]);
  expect(await residents.text("/")).toMatch(new RegExp(`Fermé aujourd’hui\\s+${CHAMPS_MANCEAUX} : ${LEAK}`, "u"));
  expect(await residents.text(booked.flooded)).toContain(`Motif : ${LEAK}`);

  const later = await residents.read(CHAMPS_MANCEAUX, "2026-12-09");
  expect(later.agenda).not.toEqual([]);
  expect(later.agenda.map((said) => said.includes(`Fermé pour l’instant : ${LEAK}`))).toEqual(
    later.agenda.map(() => true),
  );
  expect(later.feed).toMatchObject([
    { status: "TENTATIVE", summary: expect.stringMatching(/^Fermé pour l’instant – /u) },
  ]);
  expect(later.api).toMatchObject([{ status: "scheduled", shut: LEAK }]);
  const [held] = later.api;
  expect(await residents.text(`/permanences/${held?.id ?? ""}`)).toMatch(
    /C’est fermé pour l’instant\. Ne venez pas\./u,
  );
  expect(await residents.text(`/permanences/${held?.id ?? ""}/rendez-vous`)).not.toContain("Choisissez une heure");
  const kept = await residents.text(booked.kept);
  expect(kept).toMatch(/Mercredi 9 décembre/iu);
  expect(kept).toMatch(/C’est fermé pour l’instant\. Ne venez pas\.\s+Fuite d’eau[^]*Votre rendez-vous est gardé\./u);
});

test("school holidays: a series that leaves them out from Monday on has no date in them, and its others stay", async () => {
  await page.setViewportSize(SIZES.desk);
  await page.goto(`/coordination/regles?organisation=${SLUG}`);
  await page
    .getByRole("article")
    .filter({ has: page.getByRole("heading", { level: 2, name: ALLIAIT, exact: true }) })
    .getByRole("link", { name: "Changer ou arrêter" })
    .first()
    .click();
  await page.getByLabel("vacances scolaires").selectOption({ label: "Sauf" });
  await page.getByRole("button", { name: "Voir ce que cela change" }).first().click();
  await page.getByRole("heading", { name: "Avant d’enregistrer" }).waitFor();
  await page.getByLabel("La phrase que liront les habitants").fill("Pas de permanence pendant les vacances scolaires.");
  await page.getByRole("button", { name: /^Enregistrer/u }).click();
  await says(page, "Le changement est enregistré.");
  const held = (await residents.api(ALLIAIT, "2027-02-15")).filter(({ status }) => status === "scheduled");
  const mondays = held.map(({ startsAt }) => startsAt.slice(0, 10)).filter((day) => weekdayOf(day) === 1);
  // The winter holidays of zone B: from Sunday 21 February to Sunday 7 March.
  expect(mondays).toEqual(["2027-02-15"]);
  expect((await residents.read(ALLIAIT, "2027-02-22")).agenda.some((said) => said.includes("vacances scolaires"))).toBe(
    true,
  );
});

test("a new service civique on Friday is invited, planned beside somebody, and said to stand alone where nobody is", async () => {
  await setClock(app, "2026-11-27T08:00:00+01:00");
  await joins(page, browser, { name: "Service civique 1", role: "civic-service" });
  await page.goto(week("2026-11-30"));
  await page
    .getByRole("link", { name: new RegExp(`^${ALLIAIT} 9.h`, "u") })
    .first()
    .click();
  await page
    .getByRole("button", { name: /^Retirer/u })
    .first()
    .click();
  await says(page, "La personne est retirée.");
  await page.getByRole("button", { name: /^Planifier Service civique 1/u }).click();
  await says(page, "La personne est planifiée.");
  await says(page, /service civique seul/u);
});

test("a whole week is read by person, and what each page of the year shows breaks no rule at three widths", async () => {
  for (const view of ["", "&vue=personnes", "&vue=mois", "&completer=1"]) {
    await page.goto(week("2026-11-30", view));
    expect([view, await faultsAtThreeWidths(page)]).toEqual([view, []]);
  }
});

test(
  "on each public holiday of the year, residents read at home, at a place and at its door which one it is; nothing stands in the calendar or for programs",
  async () => {
    for (const [day, name] of HOLIDAYS) {
      await setClock(app, `${day}T08:30:00+0${/-(?:0[4-9]|10)-/u.test(day.slice(4)) ? 2 : 1}:00`);
      const said = `${name} : tout est fermé.`;
      const slug = residents.slug(TRIANGLE);
      for (const path of ["/", `/lieux/${slug}`, residents.door(TRIANGLE)])
        expect([day, path, await residents.text(path)]).toEqual([day, path, expect.stringContaining(said)]);
      expect([day, await residents.text(`/ecran/${slug}`)]).toEqual([
        day,
        expect.stringContaining("La permanence est fermée."),
      ]);
      const events = await residents.feed();
      expect([day, events.filter((event) => event.day === day)]).toEqual([day, []]);
      expect(events.length).toBeGreaterThan(100);
      const listed = await residents.api(undefined, day);
      expect([day, listed.filter(({ startsAt }) => startsAt.startsWith(day))]).toEqual([day, []]);
      expect(listed.length).toBeGreaterThan(0);
    }
  },
  YEAR_MS,
);

test("the day before, a holiday stands among the days to come; Good Friday and 26 December are held in Rennes", async () => {
  await setClock(app, "2027-11-10T08:30:00+01:00");
  for (const path of ["/", `/lieux/${residents.slug(TRIANGLE)}`])
    expect(await residents.text(path)).toMatch(/jeudi 11 novembre\s+11 novembre : tout est fermé\./iu);
  for (const day of ONLY_IN_ALSACE)
    expect((await residents.api(undefined, day)).filter(({ startsAt }) => startsAt.startsWith(day))).not.toEqual([]);
});
