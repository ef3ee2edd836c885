import { sayPhone } from "#lib/place/phone-number.ts";
import type { Instant } from "#lib/time/instant.ts";
import { sayDay, sayDayBriefly, sayHour, sayHourBriefly, sayWeekday, sayWeekdayBriefly } from "#lib/time/say.ts";
import { localDateOf, weekdayOf } from "#lib/time/zone.ts";
import type { MessageLanguage, WordingLanguage } from "#lib/message/channel.ts";
import type { MessageFacts } from "#lib/message/facts.ts";
import { KIND_RULES } from "#lib/message/kinds.ts";
import { inFigures } from "./figures.ts";
import { toGsm7 } from "./gsm-7.ts";
import { briefName, placeLine, placeOf } from "./place-line.ts";
import { segmentsOf, type Segments } from "./segments.ts";
import { cutName, shapesOf, type Shape } from "./shortening.ts";

/**
 * Answers the sentence of a key of the catalogue of SMS (`messages/sms`) in one language, with its arguments filled.
 */
export type Say = (key: string, values?: Readonly<Record<string, string>>) => string;

/** An SMS as it is sent. */
export type Sms = Segments & { readonly text: string };

/** Segments that a text should have. */
const SEGMENTS: Readonly<Record<WordingLanguage, number>> = { fr: 1, en: 1, tr: 1, ar: 2, figures: 1 };

/** Letters that so many segments hold at most: counting a longer text is spared. */
const lettersIn = (segments: number, isGsm7: boolean): number =>
  segments === 1 ? (isGsm7 ? 160 : 70) : segments * (isGsm7 ? 153 : 67);

/**
 * Composes an SMS: the fullest text that fits its segments, one in French, English, Turkish and figures, two in Arabic.
 * It is shortened in one order (`shapesOf`); hour, place and link always stay. What does not fit all the same has a
 * segment more, and is as full as that one allows. `now`: when it is sent, since an hour of that day is « aujourd’hui
 * ». `say`: of the catalogue in these words; it is not asked for figures.
 */
export function composeSms(told: MessageFacts, words: WordingLanguage, say: Say, now: Instant): Sms {
  const isGsm7 = words !== "ar";
  const shapes = shapesOf(briefName(placeOf(told)), told.link !== undefined);
  const textOf = (shape: Shape): string => {
    const text = words === "figures" ? inFigures(told, shape) : inWords(told, words, say, shape, now);
    return isGsm7 ? toGsm7(text) : text;
  };
  for (let most = SEGMENTS[words]; ; most += 1)
    for (const shape of shapes) {
      const text = textOf(shape);
      if (text.length > lettersIn(most, isGsm7)) continue;
      const counted = segmentsOf(text);
      if (counted.segments <= most) return { text, ...counted };
    }
}

/**
 * The lines of an SMS: who writes, what and when, where, the code; then whom to call and the link, or what is asked
 * before its link.
 */
function inWords(told: MessageFacts, language: MessageLanguage, say: Say, shape: Shape, now: Instant): string {
  const { organisation, code, link } = told;
  const { about, asked } = sentences(told, language, say, shape, now);
  const call = callLine(told, language, say, shape);
  return [
    organisation && cutName(organisation, shape.organisation),
    about,
    placeLine(told, shape),
    code && shape.code && say("code", { code }),
    ...(asked ? [asked, link, call] : [call, link]),
  ]
    .filter((line) => line !== undefined && line !== false && line !== "")
    .join("\n");
}

function callLine(
  { kind, phone }: MessageFacts,
  language: MessageLanguage,
  say: Say,
  shape: Shape,
): string | undefined {
  if (phone === undefined || shape.phone === "none") return undefined;
  const isKept = KIND_RULES[kind].counted || kind === "changed" || kind === "kept" || kind === "found-again";
  const key = shape.call === "short" ? "short" : isKept ? "change" : "call";
  return say(`phone.${key}`, { phone: phoneText(phone, language, shape) });
}

/** What is said, and the line before the link that asks something. */
function sentences(
  told: MessageFacts,
  language: MessageLanguage,
  say: Say,
  shape: Shape,
  now: Instant,
): { readonly about: string; readonly asked?: string | undefined } {
  const { zone } = told.place;
  const when = (moment: Instant, name = "", at = zone) => whenText(moment, at, language, shape, name);
  const sentence = (key: string, values: Readonly<Record<string, string>>) => say(`${key}.${shape.words}`, values);
  switch (told.kind) {
    case "confirmation":
    case "first-reminder":
    case "kept":
    case "found-again":
      return { about: sentence(told.kind, when(told.start)) };
    case "last-reminder": {
      const isToday = localDateOf(told.start, zone) === localDateOf(now, zone);
      return { about: sentence(isToday ? "today" : "first-reminder", when(told.start)) };
    }
    case "changed": {
      const isSameDay = localDateOf(told.from, zone) === localDateOf(told.start, zone);
      const key = isSameDay ? "changed-hour" : "changed";
      return { about: sentence(key, { ...when(told.from, "from"), ...when(told.start) }) };
    }
    case "offer":
      return {
        about: sentence("offer", { ...when(told.from, "from"), ...when(told.start) }),
        asked: sentence("answer", when(told.until)), // at most two days ahead: its weekday says enough
      };
    case "cancelled": {
      const { start, instead, link } = told;
      if (!instead) return { about: sentence("cancelled", when(start)), asked: link && sentence("other-date", {}) };
      return {
        about: sentence("instead", { ...when(start, "from"), ...when(instead.start, "", instead.place.zone) }),
      };
    }
    case "soon":
      return { about: sentence("soon", { number: String(told.number), ...when(told.around) }) };
    case "called":
    case "come-back":
      return { about: sentence(told.kind, { number: String(told.number) }) };
    case "closing-earlier":
      return { about: sentence("closing-earlier", when(told.closes)) };
  }
}

/**
 * Day, weekday and hour as arguments of a sentence: `day`, `weekday`, `hour`, or with a name before, `fromDay` and so
 * on.
 */
function whenText(
  moment: Instant,
  zone: string,
  language: MessageLanguage,
  { figures }: Shape,
  name: string,
): Readonly<Record<string, string>> {
  const date = localDateOf(moment, zone);
  const day = figures ? sayDayBriefly(date, language) : sayDay(date, language);
  const hour = figures ? sayHourBriefly(moment, zone, language) : sayHour(moment, zone, language);
  if (name !== "") return { [`${name}Day`]: day, [`${name}Hour`]: hour };
  const weekday = figures ? sayWeekdayBriefly(date, language) : sayWeekday(weekdayOf(date), language);
  return { day, weekday, hour };
}

/**
 * In Arabic always in one piece, since pairs of digits would be read from right to left, and with 00 for the +, which
 * would stand at the other end.
 */
function phoneText(phone: string, language: MessageLanguage, { phone: form }: Shape): string {
  const said = sayPhone(phone);
  if (language === "ar") return together(said).replace("+", "00");
  return form === "pairs" ? said : together(said);
}

const together = (phone: string): string => phone.replace(/\s/gu, "");
