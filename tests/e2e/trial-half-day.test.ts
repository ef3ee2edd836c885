/** @long */
import { jest } from "@jest/globals";
import type { Browser, Page } from "playwright-core";
import { inLocale } from "#tests/support/residents/visit.ts";
import { keepPicture, openBrowser, openDevice } from "#tests/support/devices.ts";
import { eventually } from "#tests/support/eventually.ts";
import { plannedPermanence, setClock, signIn, SUNDAY } from "#tests/support/neuhof-morning.ts";
import { startApp, type RunningApp } from "#tests/support/start-app.ts";
import { tr } from "#tests/support/catalogues.ts";
import { Clocks, type Between } from "./trial/clocks.ts";
import { OwnAccount } from "./trial/own-account.ts";
import { plain, rangeOn, tellsTheTruth, textOf, type Language, type Phone } from "./trial/pages.ts";
import { Stopwatch, type VisitRow } from "./trial/stopwatch.ts";
import { Tablet } from "./trial/tablet.ts";

/** The first start builds the application, and a step of the afternoon passes many minutes. */
jest.setTimeout(400_000);

/** A Wednesday afternoon from 14 to 17 h: three desks, and one lane of appointments. */
const DAY = "2026-11-25";
/** Where a tablet posts what was done. */
const COMMANDS = /\/commands\?/;
const at = (hour: string): string => `${DAY}T${hour}:00+01:00`;
const BOOKED = ["14:30", "15:00", "15:30", "16:00", "16:30"];

let app: RunningApp;
let browser: Browser;
let clocks: Clocks;
let permanence: string;
let door: string;
let room: Page;
let one: Tablet;
let two: Tablet;
let three: Tablet;
/** At the door: coordination, who sits at no desk. */
let atTheDoor: Tablet;

const account = new OwnAccount(BOOKED);
const stopwatch = new Stopwatch();
const phones = new Map<number, Phone>();
/** The page of each appointment, by its hour. */
const appointments = new Map<string, string>();
/** The range that a page announced with its number, in minutes. */
const announced = new Map<number, readonly [number, number]>();
let open = false;

const pass = (hour: string): Promise<void> => clocks.pass(at(hour));

const rowsOf = async (): Promise<readonly VisitRow[]> =>
  (
    await app.db.query<VisitRow>(
      "SELECT number, state, called_at, started_at, ended_at FROM visit WHERE permanence_id = $1 ORDER BY number",
      [permanence],
    )
  ).rows;
/** At which desk a number is helped, and in which state a desk is, as rows. */
const helpedAt = (number: number, desk: number): Promise<void> =>
  eventually(async () => {
    const { rows } = await app.db.query<{ state: string; desk: number }>(
      "SELECT state, desk FROM visit WHERE permanence_id = $1 AND number = $2",
      [permanence, number],
    );
    return `${rows[0]?.state} at ${rows[0]?.desk}`;
  }, `serving at ${desk}`);
const deskIs = (desk: number, state: string): Promise<void> =>
  eventually(async () => {
    const { rows } = await app.db.query<{ state: string }>(
      "SELECT state FROM desk WHERE permanence_id = $1 AND number = $2",
      [permanence, desk],
    );
    return rows[0]?.state;
  }, state);
const isNow = (number: number, state: string): Promise<void> =>
  eventually(async () => (await rowsOf()).find((row) => row.number === number)?.state, state);

/** Everybody who has a page reads what the script knows of them. */
async function everybodyIsToldTheTruth(): Promise<void> {
  for (const phone of phones.values()) await tellsTheTruth(account, phone, open);
}

/** A step of the afternoon. After one that failed there is nothing to see in the next. */
function step(sentence: string, does: () => Promise<void>): void {
  test(sentence, async () => {
    if (failed) throw new Error("An earlier step has failed.");
    failed = true;
    await does();
    failed = false;
  });
}
let failed = false;

beforeAll(async () => {
  app = await startApp({ now: SUNDAY });
  browser = await openBrowser();
  permanence = await plannedPermanence(app, "shadok", DAY);
  // More of this short half-day is booked online than strangers may book of it.
  await app.db.query("UPDATE place SET online_share = 100");
});

afterAll(async () => {
  await browser?.close();
  await app?.stop();
});

step("five people book an hour the Sunday before, one of them in Turkish, without script", async () => {
  for (const [index, hour] of BOOKED.entries()) {
    const { page, context } = await openDevice(browser, app.url, "phone", { javaScriptEnabled: false });
    const address = `/permanences/${permanence}/rendez-vous?demarche=email`;
    await page.goto(index === 1 ? inLocale(address, "tr") : address);
    await page.locator(`input[name=startsAt][value^="${DAY}T${hour}"]`).check();
    await page.locator("#name").fill(`Personne ${index + 1}`);
    await page.locator("#phone").fill(`06 39 98 00 1${index}`);
    await page.locator("#send").click();
    await page.waitForURL(/\/rendez-vous\/[\w-]{43}/);
    appointments.set(hour, new URL(page.url()).pathname);
    await context.close();
  }
});

step("a quarter of an hour before the opening: four numbers at the door, and phones scan the code", async () => {
  await setClock(app, at("12:00"));
  // The half-day of the demonstration that nobody closed ends, and frees its conseillers.
  await eventually(
    async () => (await app.db.query("SELECT id FROM permanence WHERE status = 'open'")).rows.length,
    0,
    120_000,
  );
  clocks = new Clocks(app);
  await clocks.set(at("13:40"));
  [one, two, three, atTheDoor] = [
    await signedIn("conseiller"),
    await signedIn("conseiller-2"),
    await signedIn("remplacement"),
    await signedIn("coordination"),
  ];
  door = /\/porte\/[\w-]+\/[\w-]{43}/.exec(await one.page.content())?.[0] ?? "";
  room = (await openDevice(browser, app.url, "room")).page;
  await room.goto("/ecran/shadok");
  await pass("13:45");
  await atTheDoor.taps("Donner les numéros à la porte");
  for (const number of [1, 2, 3]) await givesCard(number);
  await scans(4, "fr");
  await everybodyIsToldTheTruth();
});

step("a phone that scans the code again gets the number that it has", async () => {
  const { page } = phoneOf(4);
  await page.goto(door);
  await page.getByRole("heading", { name: "Vous avez déjà le numéro 4." }).waitFor();
  await page.getByRole("link", { name: "Voir le numéro 4" }).click();
  await page.waitForURL(/\/suivi\//);
  await everybodyIsToldTheTruth();
});

step(
  "before the opening each page says who is ahead and when it begins, in Arabic, in Turkish and without script too",
  async () => {
    await pass("13:50");
    await scans(5, "ar");
    await scans(6, "tr");
    await scans(7, "fr", false);
    await givesCard(8);
    await everybodyIsToldTheTruth();
    await atTheDoor.sees("8 personnes attendent.");
  },
);

step("at two the three desks call the first three, and the people behind them read that they are helped", async () => {
  await pass("14:00");
  stopwatch.notes(1, "called_at", await one.taps("Ouvrir la permanence et appeler le 1", () => isNow(1, "called")));
  account.called(1, 1);
  open = true;
  await two.taps("Prendre une table");
  await two.taps("Table 2");
  stopwatch.notes(2, "called_at", await two.taps("Appeler le 2", () => isNow(2, "called")));
  account.called(2, 2);
  await three.taps("Prendre une table");
  await three.taps("Table 3");
  stopwatch.notes(3, "called_at", await three.taps("Appeler le 3", () => isNow(3, "called")));
  account.called(3, 3);
  await everybodyIsToldTheTruth();
  await onScreen(3, 3);
  await pass("14:01");
  await begins(one, 1);
  await begins(two, 2);
  await pass("14:02");
  await begins(three, 3);
  await everybodyIsToldTheTruth();
  await waitingOn(one, 5);
});

step("who does not answer reads that their place is kept, and is called again after two further calls", async () => {
  await pass("14:12");
  await finishesAndCalls(one, 1, 4, 1);
  await everybodyIsToldTheTruth();
  await onScreen(4, 1);
  await pass("14:15");
  await one.taps("N’a pas répondu", () => isNow(4, "absent"));
  account.is(4, "absent");
  await everybodyIsToldTheTruth();
  await waitingOn(one, 4);
  await calls(one, 5, 1);
  await everybodyIsToldTheTruth();
  await pass("14:16");
  await begins(one, 5);
  await scans(9, "fr");
  await pass("14:18");
  await finishesAndCalls(two, 2, 6, 2);
  await everybodyIsToldTheTruth();
  await pass("14:19");
  await begins(two, 6);
  await pass("14:22");
  await finishesAndCalls(three, 3, 4, 3);
  await everybodyIsToldTheTruth();
  await pass("14:23");
  await begins(three, 4);
});

step("priority and an appointment pass, as everybody was told", async () => {
  await scans(10, "ar");
  await pass("14:24");
  await atTheDoor.taps(/^\+ 1 priorité/, () => isNow(11, "waiting"));
  account.comesWithPriority(11);
  await everybodyIsToldTheTruth();
  await pass("14:26");
  await arrives("14:30", 12);
  await everybodyIsToldTheTruth();
  await pass("14:28");
  await finishesAndCalls(one, 5, 11, 1);
  await pass("14:29");
  await begins(one, 11);
  await pass("14:31");
  await finishesAndCalls(two, 6, 12, 2);
  await everybodyIsToldTheTruth();
  await onScreen(12, 2);
  await pass("14:32");
  await begins(two, 12);
  await pass("14:40");
  await scans(13, "tr");
  await givesCard(14);
  await everybodyIsToldTheTruth();
  await waitingOn(one, 6);
});

step(
  "a tablet goes on helping for six minutes without network while another desk calls the same number: the help stands",
  async () => {
    await pass("14:45");
    await two.page.route(COMMANDS, (route) => route.abort());
    stopwatch.notes(12, "ended_at", await two.taps("Terminer et appeler le 7"));
    await clocks.network(two.page, false);
    await two.sees("Le 7 n’est pas encore appelé à l’écran. Dites-le à voix haute.");
    await two.sees(/^Sans réseau depuis/);
    await pass("14:46");
    await finishesAndCalls(one, 11, 7, 1);
    await everybodyIsToldTheTruth();
    await pass("14:47");
    // The call of the other desk came without the person: the row counts from the help that was given.
    const began = await two.taps("Commencer");
    stopwatch.notes(7, "called_at", began);
    stopwatch.notes(7, "started_at", began);
    await pass("14:50");
    stopwatch.notes(7, "ended_at", await two.taps(/^Terminer(?! et)/));
    await two.sees(/4 actions gardées/);
    await pass("14:51");
    await two.page.unroute(COMMANDS);
    await clocks.network(two.page, true);
    await isNow(12, "done");
    await isNow(7, "done");
    account.is(12, "done");
    account.is(7, "done");
    await one.sees("La table 2 s’occupe du 7. La table 1 est libre.");
    await two.sees(/^C’est envoyé$/);
    await two.sees("1 chose à vérifier");
    await one.button("Appeler le 8").waitFor();
    await everybodyIsToldTheTruth();
  },
);

step(
  "a colleague does not come back: coordination frees the desk, and who was called there keeps the place",
  async () => {
    await pass("14:52");
    await calls(one, 8, 1);
    await calls(two, 9, 2);
    await everybodyIsToldTheTruth();
    await pass("14:53");
    await begins(one, 8);
    await begins(two, 9);
    await pass("14:55");
    await finishesAndCalls(three, 4, 10, 3);
    await everybodyIsToldTheTruth();
    await pass("14:57");
    await arrives("15:00", 15);
    await givesCard(16);
    await everybodyIsToldTheTruth();
    clocks.forget(three.page);
    await three.page.context().close();
    await pass("15:00");
    await atTheDoor.taps("Pause, fermer…");
    await atTheDoor.taps("Libérer ou ajouter une table");
    await atTheDoor.sees("Table 3 : on appelle le 10");
    await atTheDoor.taps("Libérer la table 3", () => isNow(10, "waiting"));
    account.is(10, "waiting");
    await everybodyIsToldTheTruth();
    await pass("15:01");
    await atTheDoor.taps("Prendre une table");
    await atTheDoor.taps("Table 3");
    await calls(atTheDoor, 15, 3);
    await everybodyIsToldTheTruth();
    await onScreen(15, 3);
    await pass("15:02");
    await begins(atTheDoor, 15);
  },
);

step("who was called to the desk that was freed is called next, and the last helps end", async () => {
  await pass("15:05");
  await finishesAndCalls(one, 8, 10, 1);
  await everybodyIsToldTheTruth();
  await pass("15:06");
  await begins(one, 10);
  await pass("15:08");
  await finishes(two, 9);
  await everybodyIsToldTheTruth();
  await waitingOn(one, 3);
  await pass("15:10");
  await finishes(atTheDoor, 15);
  await pass("15:12");
  await finishes(one, 10);
  await everybodyIsToldTheTruth();
});

step("a child waits: a number is called out of turn, and those before it read that the team let one pass", async () => {
  await scans(17, "fr");
  await everybodyIsToldTheTruth();
  await waitingOn(two, 4);
  await two.taps(/^17/);
  await two.taps(/^Pourquoi/);
  await two.sees(/^Numéro 13.: arrivé à .* Vous, numéro 17.: 15.h.12\.$/);
  await two.taps(/^Fermer$/);
  await two.taps(/^17/);
  stopwatch.notes(17, "called_at", await two.taps("Un enfant attend", () => isNow(17, "called")));
  // Who is called out of turn stays behind them: one who does not come is asked again after them. So nobody more is
  // ahead.
  account.called(17, 2);
  await everybodyIsToldTheTruth();
  await onScreen(17, 2);
  await phoneOf(13).page.getByText(tr.rules.letPast).first().waitFor();
  const { rows } = await app.db.query(
    "SELECT data ->> 'override' AS override, jsonb_array_length(data -> 'overtaken') AS overtaken FROM queue_event WHERE permanence_id = $1 AND type = 'visit-called' ORDER BY id DESC LIMIT 1",
    [permanence],
  );
  expect(rows).toEqual([{ override: "child", overtaken: 3 }]);
  await begins(two, 17);
  await everybodyIsToldTheTruth();
});

step("that colleague is called away: coordination takes the person over, and the help goes on as one", async () => {
  await pass("15:13");
  const before = (await rowsOf()).find(({ number }) => number === 17);
  await atTheDoor.taps("Pause, fermer…");
  await atTheDoor.taps("Libérer ou ajouter une table");
  await atTheDoor.sees(/^Table 2.: numéro.17, depuis \d+.min$/);
  await atTheDoor.taps("Le 17 continue à la table 3", () => helpedAt(17, 3));
  account.called(17, 3);
  account.is(17, "serving");
  await everybodyIsToldTheTruth();
  await atTheDoor.button(/^Terminer(?! et)/).waitFor();
  await two.button("Appeler le 13").waitFor();
  expect((await rowsOf()).find(({ number }) => number === 17)).toEqual(before);
});

step("a desk is added for a replacement, who sits down there; the person taken over is helped to the end", async () => {
  await atTheDoor.taps("Pause, fermer…");
  await atTheDoor.taps("Libérer ou ajouter une table");
  await atTheDoor.taps("Ajouter une table", () => deskIs(4, "left"));
  const four = await signedIn("remplacement");
  await four.taps("Table 4", () => deskIs(4, "present"));
  await four.button("Appeler le 13").waitFor();
  await everybodyIsToldTheTruth();
  await pass("15:14");
  await finishes(atTheDoor, 17);
  await everybodyIsToldTheTruth();
  clocks.forget(four.page);
  await four.page.context().close();
});

step(
  "closed an hour and three quarters early: who waits, and who has an hour to come, is told what replaces it",
  async () => {
    await pass("15:15");
    await one.taps("Pause, fermer…");
    await one.taps("Fermer la permanence");
    await one.sees("Vous fermez 1 heure 45 avant l’heure.");
    await one.sees("3 personnes ont encore un numéro.");
    await choose(/^Le 13,/, "Revenir un autre jour");
    await choose(/^Le 14,/, "Pas d’autre jour");
    await choose(/^Le 16,/, "Déjà hors de la salle");
    await choose(/^Rendez.vous 15.h.30$/, "Annuler");
    await choose(/^Rendez.vous 16.h$/, "Annuler");
    await choose(/^Rendez.vous 16.h.30$/, "Garder, trouver une autre heure");
    await keepPicture(one.page, "trial-closing");
    await one.taps("Fermer la permanence", () => isNow(13, "unserved"));
    for (const number of [13, 14]) account.is(number, "unserved");
    await everybodyIsToldTheTruth();
    for (const tablet of [one, two, atTheDoor]) await tablet.sees("Cette permanence est terminée.");
    await room.getByText("La permanence est fermée.").waitFor({ timeout: 30_000 });
    for (const hour of ["15:30", "16:00"])
      await appointmentSays(
        hour,
        "L’équipe a annulé ce rendez‑vous. Ne venez pas à cette heure-là.",
        "Les prochaines dates",
      );
    await appointmentSays(
      "16:30",
      "Cette permanence est terminée. Ne venez pas à cette heure-là.",
      "Les prochaines dates",
    );
  },
);

step("the list of whom to tell has the three booked people, with their telephone and what to say", async () => {
  await one.page.getByRole("link", { name: "Voir qui prévenir" }).click();
  await one.page.getByRole("heading", { level: 1, name: "À prévenir" }).waitFor();
  const text = await textOf(one.page);
  for (const [index, said] of [
    "Rendez‑vous annulé.",
    "Rendez‑vous annulé.",
    "Rendez‑vous gardé : trouvez une autre heure.",
  ].entries()) {
    const person = one.page.getByRole("listitem").filter({ hasText: `Personne ${index + 3}` });
    expect(plain(await person.innerText())).toContain(plain(said));
    expect(plain(await person.innerText())).toContain(`06 39 98 00 1${index + 2}`);
  }
  expect(text).not.toContain("Personne 1");
});

step("ten minutes later, and when it is loaded again, no page calls anybody any more", async () => {
  await clocks.set(at("15:26"));
  await everybodyIsToldTheTruth();
  for (const { page } of phones.values()) await page.reload();
  await everybodyIsToldTheTruth();
});

step("the rows last as long as the stopwatch measured, and keep the range that the page announced", async () => {
  expect(stopwatch.faults(await rowsOf())).toEqual([]);
  const { rows } = await app.db.query<{ number: number; told_low: number | null; told_high: number | null }>(
    "SELECT number, told_low, told_high FROM visit WHERE permanence_id = $1",
    [permanence],
  );
  for (const [number, minutes] of announced) {
    const row = rows.find((one) => one.number === number);
    const low = row?.told_low ?? 0;
    const high = row?.told_high ?? 0;
    // From two hours on a range is written in half hours, rounded outwards.
    const written = high < 120 ? [low, high] : [Math.floor(low / 30) * 30, Math.ceil(high / 30) * 30];
    expect([number, ...minutes]).toEqual([number, ...written]);
    expect([low % 5, high % 5, high - low >= 10]).toEqual([0, 0, true]);
  }
  expect(announced.has(9)).toBe(true);
});

const signedIn = async (name: string): Promise<Tablet> => {
  const { page } = await openDevice(browser, app.url, "tablet");
  await page.clock.install({ time: clocks.latest() });
  await signIn(page, `${name}@demo.strasbourg.example`, `/conseiller/permanences/${permanence}`);
  await page.getByText("Tout est gardé").waitFor();
  await clocks.hold(page);
  return new Tablet(page, clocks);
};

/** Somebody at the door gets a card. */
async function givesCard(number: number): Promise<void> {
  await atTheDoor.taps(/^\+ 1 personne/, () => isNow(number, "waiting"));
  account.comes(number);
}

/** A phone scans the code at the door and gets this number; after the opening its page announces a range. */
async function scans(number: number, language: Language, script = true): Promise<void> {
  const { page } = await openDevice(browser, app.url, "phone", { javaScriptEnabled: script });
  await page.goto(inLocale(door, language));
  await page.locator("form[action$='/prendre'] button").click();
  await page.waitForURL(/\/suivi\//);
  account.comes(number);
  const phone = { page, number, language, script };
  phones.set(number, phone);
  await tellsTheTruth(account, phone, open);
  const minutes = await rangeOn(phone);
  if (minutes) announced.set(number, minutes);
}

/**
 * Somebody arrives for their appointment and gets this number; the page of the appointment leads to that of the number.
 */
async function arrives(hour: string, number: number): Promise<void> {
  const [hours, minutes] = hour.split(":");
  await atTheDoor.taps(new RegExp(`^Rendez.vous ${hours}.h${minutes === "00" ? "" : `.${minutes}`}.:`), () =>
    isNow(number, "waiting"),
  );
  account.arrives(number, hour);
  const { page } = await openDevice(browser, app.url, "phone");
  await page.goto(appointments.get(hour) ?? "");
  await page.locator("a[href*='/suivi/']").click();
  await page.waitForURL(/\/suivi\//);
  phones.set(number, { page, number, language: page.url().includes("/tr/") ? "tr" : "fr", script: true });
}

const phoneOf = (number: number): Phone => {
  const phone = phones.get(number);
  if (!phone) throw new Error(`Number ${number} has no phone.`);
  return phone;
};

async function calls(tablet: Tablet, number: number, desk: number): Promise<void> {
  stopwatch.notes(number, "called_at", await tablet.taps(`Appeler le ${number}`, () => isNow(number, "called")));
  account.called(number, desk);
}

async function begins(tablet: Tablet, number: number): Promise<void> {
  stopwatch.notes(number, "started_at", await tablet.taps("Commencer", () => isNow(number, "serving")));
  account.is(number, "serving");
}

async function finishes(tablet: Tablet, number: number): Promise<void> {
  stopwatch.notes(number, "ended_at", await tablet.taps(/^Terminer(?! et)/, () => isNow(number, "done")));
  account.is(number, "done");
}

/** One tap ends a help and calls the next, whom the script knows. */
async function finishesAndCalls(tablet: Tablet, number: number, next: number, desk: number): Promise<void> {
  const when: Between = await tablet.taps(`Terminer et appeler le ${next}`, () => isNow(next, "called"));
  stopwatch.notes(number, "ended_at", when);
  stopwatch.notes(next, "called_at", when);
  account.is(number, "done");
  account.called(next, desk);
}

/** The screen in the room shows this call. */
async function onScreen(number: number, desk: number): Promise<void> {
  const call = room.getByRole("main").locator("[aria-live]");
  await call.getByText(String(number), { exact: true }).waitFor({ timeout: 30_000 });
  await call.getByText(new RegExp(`table.${desk}`, "i")).waitFor();
}

/** How many wait is the same on a tablet as in the script's account. */
async function waitingOn(tablet: Tablet, count: number): Promise<void> {
  expect(account.waiting()).toBe(count);
  await tablet.page.getByRole("heading", { name: new RegExp(`^${count} personnes attendent`) }).waitFor();
}

/** What becomes of a person or an appointment, in the dialog that closes the half-day. */
const choose = (whom: RegExp, choice: string): Promise<void> =>
  one.page.getByRole("group", { name: whom }).getByLabel(choice, { exact: true }).check();

/** The page of an appointment says all of this. */
async function appointmentSays(hour: string, ...sentences: readonly string[]): Promise<void> {
  const { page, context } = await openDevice(browser, app.url, "phone", { javaScriptEnabled: false });
  await page.goto(appointments.get(hour) ?? "");
  const text = await textOf(page);
  for (const sentence of sentences) expect(text).toContain(plain(sentence));
  await context.close();
}
