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
