import type { BandLine, Block, MailLanguage } from "#lib/mail/content.ts";
import { bidiIsolate } from "#lib/mail/bidi-isolate.ts";
import { addressLine } from "#lib/place/address-line.ts";
import { sayPhone } from "#lib/place/phone-number.ts";
import type { Instant } from "#lib/time/instant.ts";
import { sayDay, sayHour } from "#lib/time/say.ts";
import { localDateOf } from "#lib/time/zone.ts";
import { WAY_TO_TELL, type PlaceToName } from "#lib/message/facts.ts";
import { KIND_RULES, type MessageKind } from "#lib/message/kinds.ts";

/** The beginning of a mail: subject, the line that a mailbox shows after it, and the bands. */
export type Beginning = { readonly subject: string; readonly preheader: string; readonly bands: readonly Block[] };

/** A sentence of a band. */
export const lead = (text: string): BandLine => ({ is: "lead", text });

/** One in bold, such as a day. */
export const strong = (text: string): BandLine => ({ is: "strong", text });

/** Day and hour of a moment as arguments of a sentence. */
export type DayAndHour = { readonly day: string; readonly hour: string };

/** Says a moment by the clock of this time zone: « vendredi 13 novembre », « 14 h ». */
export const whenOf = (moment: Instant, zone: string, language: MailLanguage): DayAndHour => ({
  day: sayDay(localDateOf(moment, zone), language),
  hour: sayHour(moment, zone, language),
});

/** The day, and under it the hour, the largest thing of a mail. */
export const momentLines = ({ day, hour }: DayAndHour): readonly BandLine[] => [
  { is: "strong", text: capital(day) },
  { is: "large", text: hour },
];

/** Where it is: the name, and under it the street and town. */
export const placeLines = (place: PlaceToName): readonly BandLine[] => [
  { is: "placeName", text: place.name },
  { is: "placeAddress", text: addressLine(place) },
];

/** Name, street and town within a line in this language. */
export const placeInOneLine = (place: PlaceToName, language: MailLanguage): string =>
  bidiIsolate(`${place.name}, ${addressLine(place)}`, language);

/** Whom to call, by touching the number. */
export const callOf = (text: string, phone: string, language: MailLanguage): Block => ({
  is: "call",
  text,
  phone: bidiIsolate(sayPhone(phone), language),
  href: `tel:${phone}`,
});

/**
 * The whole address of a page, which a message shows without https. A demonstration on one’s own machine has no
 * certificate.
 */
export const addressOf = (link: string): string => `${/^localhost(?=[:/])/u.test(link) ? "http" : "https"}://${link}`;

/**
 * The address at which whoever has a message stops them: a part of the page of their appointment, and the page of a
 * number, which has none.
 */
export const stopAddressOf = (kind: MessageKind, link: string): string =>
  KIND_RULES[kind].about === "appointment" ? `${addressOf(link)}#${WAY_TO_TELL}` : addressOf(link);

/** A day at the beginning of a line. */
export const capital = (text: string): string => text.charAt(0).toLocaleUpperCase("fr") + text.slice(1);
