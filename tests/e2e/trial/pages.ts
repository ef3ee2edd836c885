import { createTranslator } from "next-intl";
import type { Page } from "playwright-core";
import { ar, fr, tr } from "#tests/support/catalogues.ts";
import { eventually } from "#tests/support/eventually.ts";
import type { OwnAccount } from "./own-account.ts";

const CATALOGUES = { fr, ar, tr } as const;
export type Language = keyof typeof CATALOGUES;

/** The page of a number on somebody's phone. Without script it is loaded again before it is read. */
export type Phone = {
  readonly page: Page;
  readonly number: number;
  readonly language: Language;
  readonly script: boolean;
};

/** What a page has to say, what it must not, and how many appointments it names. */
type ExpectedPage = {
  readonly says: readonly string[];
  readonly never: readonly (string | RegExp)[];
  readonly one?: readonly RegExp[];
  readonly appointments: number;
};

/** The text of a page: every run of blanks is one blank, and the marks of the direction are left out. */
export const textOf = async (page: Page): Promise<string> => plain(await page.locator("body").innerText());
export const plain = (text: string): string => text.replace(/[\u200e\u200f\u2066-\u2069]/gu, "").replace(/\s+/gu, " ");

/**
 * Waits until the page says what the account knows of this number, and nothing that is not so. `open`: since the
 * opening a range is announced.
 */
export async function tellsTheTruth(account: OwnAccount, phone: Phone, open = true): Promise<void> {
  const truth = truthOf(account, phone, open);
  const told = [phone.number, account.of(phone.number).state, "all is told as it is"].join(", ");
  await eventually(async () => {
    if (!phone.script) await phone.page.reload();
    const faults = faultsOf(await textOf(phone.page), truth, phone.language);
    return [phone.number, account.of(phone.number).state, ...(faults.length > 0 ? faults : [told.split(", ")[2]])].join(
      ", ",
    );
  }, told);
  neverMoreAhead(account, phone.number);
}

/** Nobody is added in front of a number, except by priority. */
function neverMoreAhead(account: OwnAccount, number: number): void {
  const person = account.of(number);
  if (person.state !== "waiting") return;
  const ahead = account.peopleBefore(number) + account.appointmentsBefore(number).length;
  if (ahead > person.toldAhead + person.passed)
    throw new Error(`Number ${number} was told of ${person.toldAhead}, and ${ahead} are ahead.`);
  Object.assign(person, { toldAhead: ahead, passed: 0 });
}

function faultsOf(
  text: string,
  { says, never, one, appointments }: ExpectedPage,
  language: Language,
): readonly string[] {
  const named =
    text.match(
      new RegExp(holes(CATALOGUES[language].turn.appointmentAt, "\\d{1,2}(?: h(?: \\d\\d)?|:\\d\\d)"), "gu"),
    ) ?? [];
  return [
    ...says.map(plain).flatMap((sentence) => (text.includes(sentence) ? [] : [`missing: ${sentence}`])),
    ...never.flatMap((wrong) => (isIn(text, wrong) ? [`wrong: ${wrong}`] : [])),
    ...(one === undefined || one.some((pattern) => pattern.test(text)) ? [] : [`no wait: ${text}`]),
    ...(named.length === appointments ? [] : [`${named.length} appointments`]),
  ];
}

function truthOf(account: OwnAccount, { number, language }: Phone, open: boolean): ExpectedPage {
  const catalogue = CATALOGUES[language];
  const t = createTranslator({ locale: language, messages: catalogue as typeof fr, namespace: "turn" });
  const words = catalogue.turn;
  const { state, desk = 0 } = account.of(number);
  const filled = (sentence: string): RegExp => pattern(sentence, ".{1,14}?");
  const ends = [
    words.done.title,
    words.unserved.title,
    words.left.title,
    words.unanswered.title,
    words.unknownLink.title,
  ];
  const lost = [words.noNetwork, filled(words.silent), filled(words.siteDown), catalogue.refusals.lineSuspended];
  const called = [words.called.title, words.called.later, words.fetch.called];
  switch (state) {
    case "waiting": {
      const people = account.peopleBefore(number);
      const appointments = account.appointmentsBefore(number);
      const helped = account.helped();
      // Without a wait only the next appointment has its hour: nobody should read at 13:45 that 16:30 goes before them.
      const said = open ? appointments : appointments.slice(0, 1);
      return {
        says: [
          String(number),
          people > 0 ? t("people", { count: people }) : appointments.length > 0 ? words.nobodyHere : words.nobodyBefore,
          ...(helped > 0 ? [t("withTeam", { count: helped })] : []),
          ...(language === "fr" ? said.map((hour) => t("appointmentAt", { hour: hourOf(hour) })) : []),
          ...(said.length < appointments.length ? [words.otherAppointments] : []),
        ],
        never: [...called, words.absent.title, ...ends, ...lost],
        one: open ? waitsOf(language).map(({ pattern }) => pattern) : [filled(words.starts)],
        appointments: said.length,
      };
    }
    case "called":
      return {
        says: [words.called.title, String(number), t("called.desk", { desk })],
        never: [words.absent.title, ...ends, ...lost],
        appointments: 0,
      };
    case "absent":
      return { says: [words.absent.title, words.absent.what], never: [...called, ...ends, ...lost], appointments: 0 };
    case "serving":
      return {
        says: [t("serving.title", { desk }), words.serving.what],
        never: [...called, words.absent.title, ...ends, ...lost],
        appointments: 0,
      };
    case "done":
      return {
        says: [words.done.title, words.done.what],
        never: [...called, words.absent.title, ...lost],
        appointments: 0,
      };
    case "unserved":
      return {
        says: [words.unserved.title, words.unserved.what, words.bookAnother],
        never: [...called, words.absent.title, words.done.title, words.closedList, filled(words.upToDate), ...lost],
        appointments: 0,
      };
  }
}

/** "14:30" as it is written in French. */
const hourOf = (hour: string): string =>
  hour.replace(
    /^0?(\d+):(\d\d)$/u,
    (_, hours: string, minutes: string) => `${hours} h${minutes === "00" ? "" : ` ${minutes}`}`,
  );

type WaitWording = { readonly key: "range" | "under" | "rangeLong" | "underLong" | "other"; readonly pattern: RegExp };

/**
 * The sentences of the wait, after the opening: two figures, or one that it stays under; soon; or that too many are
 * there.
 */
function waitsOf(language: Language): readonly WaitWording[] {
  const { turn } = CATALOGUES[language];
  const figures = (["range", "under"] as const).map((key) => ({
    key,
    pattern: pattern(turn[key], "(\\d+)(?: \\p{L}+)?"),
  }));
  const durations = (["rangeLong", "underLong"] as const).map((key) => ({
    key,
    pattern: pattern(turn[key], "((?:\\d+ heures?)(?: \\d+)?|\\d+ minutes|.{3,40}?)"),
  }));
  const other = [turn.soon, turn.tooLate.title].map((sentence) => ({
    key: "other" as const,
    pattern: pattern(sentence, ""),
  }));
  return [...figures, ...durations, ...other];
}

/**
 * The range that a page announces, in minutes; one that begins at 0 has only its end. Durations in hours are read in
 * French.
 */
export async function rangeOn({ page, language }: Phone): Promise<readonly [number, number] | undefined> {
  const text = await textOf(page);
  for (const { key, pattern } of waitsOf(language)) {
    const [, first, second] = pattern.exec(text) ?? [];
    if (first === undefined) continue;
    if (key === "other" || (key.endsWith("Long") && language !== "fr")) return undefined;
    const figures = [first, second].map((said) => (said === undefined ? undefined : minutesIn(said)));
    return [second === undefined ? 0 : (figures[0] ?? 0), figures.findLast((figure) => figure !== undefined) ?? 0];
  }
  return undefined;
}

/** "25", "25 minutes", "1 heure", "1 heure 30", "2 heures". */
function minutesIn(said: string): number {
  const [, hours, minutes] = /^(?:(\d+) heures?)? ?(?:(\d+)(?: minutes)?)?(?=$|[.\s])/u.exec(said) ?? [];
  return Number(hours ?? 0) * 60 + Number(minutes ?? 0);
}

const isIn = (text: string, said: string | RegExp): boolean =>
  typeof said === "string" ? text.includes(plain(said)) : said.test(text);

const pattern = (sentence: string, hole: string): RegExp => new RegExp(holes(sentence, hole), "u");

/** The sentence as a regular expression, with this one at each placeholder. */
const holes = (sentence: string, hole: string): string =>
  plain(sentence)
    .split(/\{\w+\}/u)
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/gu, "\\$&"))
    .join(hole);
