import { sayPhone } from "#lib/place/phone-number.ts";
import type { Instant } from "#lib/time/instant.ts";
import { localDateOf, minuteOfDay } from "#lib/time/zone.ts";
import { sayMinuteOfDay } from "#lib/time/say.ts";
import type { MessageFacts } from "#lib/message/facts.ts";
import { placeLine } from "./place-line.ts";
import { cutName, type Shape } from "./shortening.ts";

/**
 * An SMS for whoever reads none of our languages: figures and names alone, « 12/03 9:30 - Mairie annexe - 0388436000 ».
 * An hour that is not kept has NO after it, one that is has OK, one that is asked a question mark: they are read in
 * most languages. The page of the link says the rest, with pictures.
 */
export function inFigures(told: MessageFacts, shape: Shape): string {
  const { organisation, phone, code, link } = told;
  return [
    organisation && cutName(organisation, shape.organisation),
    ...when(told),
    placeLine(told, shape),
    shape.code && code,
    phone && shape.phone !== "none" && sayPhone(phone).replace(/\s/gu, ""),
    link,
  ]
    .filter((part) => part !== undefined && part !== false && part !== "")
    .join(" - ");
}

function when(told: MessageFacts): readonly string[] {
  const { zone } = told.place;
  switch (told.kind) {
    case "confirmation":
    case "first-reminder":
    case "last-reminder":
    case "found-again":
      return [moment(told.start, zone)];
    case "kept":
      return [`${moment(told.start, zone)} OK`];
    case "changed":
      return [`${moment(told.from, zone)} NO`, `${moment(told.start, zone)} OK`];
    case "offer":
      return [`${moment(told.from, zone)} NO`, `${moment(told.start, zone)} ? (< ${moment(told.until, zone)})`];
    case "cancelled":
      return [
        `${moment(told.start, zone)} NO`,
        ...(told.instead ? [`${moment(told.instead.start, told.instead.place.zone)} OK`] : []),
      ];
    case "soon":
      return [String(told.number), hour(told.around, zone)];
    case "called":
    case "come-back":
      return [`${told.number} !`];
    case "closing-earlier":
      return [`${hour(told.opens, zone)}-${hour(told.closes, zone)}`];
  }
}

const moment = (at: Instant, zone: string): string => {
  const [, month, date] = localDateOf(at, zone).split("-");
  return `${date}/${month} ${hour(at, zone)}`;
};

const hour = (at: Instant, zone: string): string => sayMinuteOfDay(minuteOfDay(at, zone), "en");
