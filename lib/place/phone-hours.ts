/** A span of a day in which somebody answers the telephone, in minutes since midnight. */
type Answered = { readonly from: number; readonly to: number };

/** When a telephone is answered. `days`: the first and last weekday, 1 (Monday) to 7; absent when no day is given. */
export type PhoneHours = {
  readonly days?: { readonly first: number; readonly last: number };
  readonly spans: readonly Answered[];
};

const WEEKDAYS = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"] as const;
const DAY = WEEKDAYS.join("|");
const SPAN = String.raw`\d{1,2}:\d{2}-\d{1,2}:\d{2}`;
const RULE = new RegExp(String.raw`^(?:(${DAY})(?:-(${DAY}))? )?(${SPAN}(?:,${SPAN})*)$`, "u");

/**
 * Reads one rule of the form « Mo-Fr 08:30-12:00,14:00-17:00 » (OpenStreetMap `opening_hours`). Undefined for any other
 * text, which the caller then shows as it was written.
 */
export function phoneHoursOf(written: string): PhoneHours | undefined {
  const [, first, last, spans = ""] = RULE.exec(written.trim()) ?? [];
  if (spans === "") return undefined;
  return {
    ...(first !== undefined && { days: { first: weekday(first), last: weekday(last ?? first) } }),
    spans: spans.split(",").map((span) => {
      const [from = 0, to = 0] = span.split("-").map(minutes);
      return { from, to };
    }),
  };
}

const weekday = (short: string): number => WEEKDAYS.findIndex((day) => day === short) + 1;

const minutes = (hour: string): number => {
  const [hours = 0, rest = 0] = hour.split(":").map(Number);
  return hours * 60 + rest;
};

const FRENCH_DAYS = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"] as const;
const FRENCH_DAY = FRENCH_DAYS.join("|");
const FRENCH_SPAN = String.raw`de (\d{1,2}) ?h ?(\d{2})? a (\d{1,2}) ?h ?(\d{2})?`;
const SENTENCE = new RegExp(
  String.raw`^(?:du (?<first>${FRENCH_DAY}) au (?<last>${FRENCH_DAY})|le (?<only>${FRENCH_DAY})|tous les jours),? (?<spans>${FRENCH_SPAN}(?:(?:,| et|, et) ${FRENCH_SPAN})*)\.?$`,
  "u",
);

/**
 * The hours of a telephone as rows keep them, « Mo-Fr 09:00-12:00 », from that form or from a French sentence, « du lundi au
 * vendredi, de 9 h à 12 h ». Undefined for any other text, and for spans that are reversed, overlap or stand in the wrong order.
 */
export function phoneHoursWritten(typed: string): string | undefined {
  const hours = phoneHoursOf(typed) ?? hoursOfSentence(typed);
  if (hours === undefined || !areInOrder(hours.spans)) return undefined;
  const spans = hours.spans.map(({ from, to }) => `${clockTime(from)}-${clockTime(to)}`).join(",");
  if (hours.days === undefined) return spans;
  const { first, last } = hours.days;
  const [from = "", to = ""] = [WEEKDAYS[first - 1], WEEKDAYS[last - 1]];
  return `${first === last ? from : `${from}-${to}`} ${spans}`;
}

function hoursOfSentence(typed: string): PhoneHours | undefined {
  const sentence = typed.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/\s+/gu, " ").trim();
  const { first, last, only, spans = "" } = SENTENCE.exec(sentence)?.groups ?? {};
  if (spans === "") return undefined;
  const [from, to] = [first ?? only ?? "lundi", last ?? only ?? "dimanche"].map(
    (day) => FRENCH_DAYS.findIndex((name) => name === day) + 1,
  );
  return {
    days: { first: from ?? 1, last: to ?? 7 },
    spans: [...spans.matchAll(new RegExp(FRENCH_SPAN, "gu"))].map(([, ...parts]) => {
      const [start = 0, startMinutes = 0, end = 0, endMinutes = 0] = parts.map((part) => Number(part ?? 0));
      return { from: start * 60 + startMinutes, to: end * 60 + endMinutes };
    }),
  };
}

const areInOrder = (spans: readonly Answered[]): boolean =>
  spans.every(({ from, to }, index) => (spans[index - 1]?.to ?? -1) < from && from < to && to <= 24 * 60);

const clockTime = (minute: number): string =>
  [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, "0")).join(":");
