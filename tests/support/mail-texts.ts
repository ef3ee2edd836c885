import { readFileSync } from "node:fs";
import { createTranslator } from "use-intl/core";
import type { ComposedMail, MailLanguage } from "#lib/mail/content.ts";
import { composeLetter, type Letter } from "#lib/mail/letter.ts";
import type { WordingLanguage } from "#lib/message/channel.ts";
import { linkOf, type MessageFacts } from "#lib/message/facts.ts";
import { KIND_RULES } from "#lib/message/kinds.ts";
import { composeMail } from "#lib/message/mail/compose.ts";
import { composeStaffMail } from "#lib/message/mail/compose-staff.ts";
import type { Say } from "#lib/message/sms/compose.ts";
import type { HalfDayToName, ToldToStaff } from "#lib/message/staff-kinds.ts";
import { letterToOrganisation, letterToTeam } from "#lib/server/auth/invitation-letter.ts";
import { signInLetter } from "#lib/server/auth/sign-in-letter.ts";
import { wrongCodesLetter } from "#lib/server/auth/wrong-codes-letter.ts";
import { shareAskedLetter } from "#lib/server/calendar/share-asked-letter.ts";
import { summaryLetter } from "#lib/server/report/summary-letter.ts";
import type { TeamLocale } from "#lib/server/translate.ts";
import type { HalfDayFigures } from "#lib/report/half-day-figures.ts";
import { instantOf } from "#lib/time/instant.ts";
import { EXAMPLE_NOW, EXAMPLE_PLACE, EXAMPLES } from "./sms-texts.ts";

/** Where every mail is kept as text and as picture. */
export const KEPT_MAILS = "docs/pictures/messages/mail";

export const MAIL_LANGUAGES: readonly MailLanguage[] = ["fr", "ar", "tr", "en"];

/** The catalogue of mails in a language, as the product reads it. */
export function sayMailIn(language: MailLanguage): Say {
  return translators[language];
}

const translator = (locale: MailLanguage): Say =>
  createTranslator({
    locale,
    messages: JSON.parse(readFileSync(`messages/mail/${locale}.json`, "utf8")) as Record<string, never>,
    onError: (problem) => {
      throw problem;
    },
  }) as Say;

const translators: Readonly<Record<MailLanguage, Say>> = {
  fr: translator("fr"),
  ar: translator("ar"),
  tr: translator("tr"),
  en: translator("en"),
};

/** The organisation that sends the examples. */
const EXAMPLE_SERVICE = "Aide numérique Strasbourg";

/** The facts of an example, by its title in `EXAMPLES`, with everything that a message can have. */
export const exampleTold = (title: string): MessageFacts => {
  const what = EXAMPLES[title] as MessageFacts;
  return {
    ...what,
    place: EXAMPLE_PLACE,
    phone: "+33353010067",
    ...(KIND_RULES[what.kind].about === "appointment" && { code: "K7M4PD" }),
    link: linkOf("aide.example", "k3v9q7m2x4ab"),
  };
};

/** The mail of an example. Those that tell a new hour have a calendar part, as the sender adds it. */
export function exampleMail(
  title: string,
  words: WordingLanguage,
  say = sayMailIn(words === "figures" ? "fr" : words),
): ComposedMail {
  const told = exampleTold(title);
  const file = FILES[told.kind];
  return composeMail(told, words, say, { service: EXAMPLE_SERVICE, file }, EXAMPLE_NOW);
}

const FILES: Partial<Readonly<Record<MessageFacts["kind"], "add" | "remove">>> = {
  confirmation: "add",
  changed: "add",
  kept: "add",
  "found-again": "add",
  cancelled: "remove",
};

const halfDay = (date: string, from: string, to: string, name = EXAMPLE_PLACE.name): HalfDayToName => ({
  span: { start: instantOf(`${date}T${from}:00+01:00`), end: instantOf(`${date}T${to}:00+01:00`) },
  place: { ...EXAMPLE_PLACE, name },
});
/** A half-day of the examples. */
export const THURSDAY = halfDay("2026-11-12", "09:00", "12:00");
const FRIDAY = halfDay("2026-11-13", "14:00", "17:30", "Médiathèque Olympe de Gouges");
/** The page on which a partner of the examples stops their mails. */
export const EXAMPLE_STOP = "aide.example/ne-plus-recevoir/AZrYk3v9q7m2x4abAZrYk3v9q7m2x4abAZrYk3v9q7m";
const SEVERAL = [THURSDAY, FRIDAY, halfDay("2026-11-16", "09:00", "12:00")];

/**
 * One example of each kind of message to staff, contacts on site and partners, and of each form of it, by the title
 * under which it is kept.
 */
export const STAFF_EXAMPLES: Readonly<Record<string, ToldToStaff>> = {
  Assigned: { kind: "assigned", halfDays: [THURSDAY] },
  "Assigned to several": { kind: "assigned", halfDays: SEVERAL },
  "Assignment moved": { kind: "assignment-moved", from: THURSDAY, to: FRIDAY },
  "Assignment cancelled": { kind: "assignment-cancelled", halfDays: [THURSDAY] },
  "Assignments cancelled": { kind: "assignment-cancelled", halfDays: SEVERAL },
  "Notice for the door": { kind: "notice-to-hang", halfDays: [THURSDAY] },
  "Notice of other hours": {
    kind: "notice-to-hang",
    halfDays: [
      { ...THURSDAY, now: halfDay("2026-11-12", "09:00", "11:00").span },
      { ...halfDay("2026-11-16", "09:00", "12:00"), now: halfDay("2026-11-17", "14:00", "17:00").span },
      halfDay("2026-11-19", "09:00", "12:00"),
    ],
  },
  "Notice to take off": { kind: "notice-to-take-off", halfDays: [THURSDAY], others: false },
  "Notice to replace": { kind: "notice-to-take-off", halfDays: [THURSDAY], others: true },
  "Help needed": { kind: "help-needed", place: EXAMPLE_PLACE, since: THURSDAY.span.start, desk: "2" },
  "Half-day cancelled": { kind: "half-day-cancelled", halfDays: [THURSDAY], stop: EXAMPLE_STOP },
  "Half-days cancelled": { kind: "half-day-cancelled", halfDays: SEVERAL, stop: EXAMPLE_STOP },
  "Half-day held after all": { kind: "half-day-held", halfDays: [THURSDAY], stop: EXAMPLE_STOP },
  "Half-days held after all": { kind: "half-day-held", halfDays: SEVERAL, stop: EXAMPLE_STOP },
};

/** The mail of an example of `STAFF_EXAMPLES`. */
export const exampleStaffMail = (title: string, language: MailLanguage, say = sayMailIn(language)): ComposedMail =>
  composeStaffMail(
    { ...(STAFF_EXAMPLES[title] as ToldToStaff), phone: "+33353010067", link: "aide.example/r/k3v9q7m2x4ab" },
    language,
    say,
    EXAMPLE_SERVICE,
  );

/**
 * The letters to accounts and to whoever is to have one, in the languages of the team, by the title under which they
 * are kept.
 */
export const LETTERS: Readonly<Record<string, (language: TeamLocale) => ComposedMail>> = {
  "Sign-in code": (language) => fromExample(signInLetter("402817", language)),
  "Wrong codes": (language) => fromExample(wrongCodesLetter(language)),
  Invitation: (language) =>
    fromExample(letterToTeam(language, EXAMPLE_SERVICE, "https://aide.example/invitation/k3v9q7m2x4ab")),
  "Organisation invitation": (language) =>
    fromExample(letterToOrganisation(language, EXAMPLE_SERVICE, "organisation", NEW)),
  "Organisation invitation of a partner": (language) =>
    fromExample(letterToOrganisation(language, EXAMPLE_SERVICE, "partner", NEW)),
  "Share asked": (language) =>
    fromExample(shareAskedLetter(language, "Centre social du Neuhof", "https://aide.example/coordination/partages")),
  "Half-day summary": (language) =>
    fromExample(
      summaryLetter(
        language,
        { place: "Mairie de quartier du Neuhof", localDate: "2026-11-24" },
        EXAMPLE_FIGURES,
        "https://aide.example/conseiller/permanences/019abcde-0000-7000-8000-000000000001/bilan",
      ),
    ),
};

const EXAMPLE_FIGURES: HalfDayFigures = {
  outcome: "held",
  received: 17,
  helped: 14,
  contacts: 14,
  gone: 1,
  redirected: 1,
  unserved: 1,
  turnedAway: { full: 2 },
  medianWait: 12 * 60,
  waitsOver20: 3,
  helpMinutes: 250,
  reports: 11,
  fromPaper: 0,
  untimed: 0,
  paperContacts: 0,
};

const fromExample = (letter: Letter): ComposedMail => composeLetter(letter, EXAMPLE_SERVICE);

/** The page of an invitation to an organisation. */
const NEW = "https://aide.example/installation/k3v9q7m2x4ab";

/** The name of the file in which an example is kept, without its ending: « first-reminder.fr ». */
export const fileOf = (title: string, words: WordingLanguage): string =>
  `${title.toLowerCase().replaceAll(/[^a-z]+/gu, "-")}.${words}`;
