/** A span of a day in which a place is open, in minutes since midnight (0 to 1440). */
export type OpenSpan = { readonly from: number; readonly to: number };

/**
 * The opening hours of any week: seven days, Monday first, each with its spans in order; spans of a day never touch.
 * `holidays` is "closed" when the place closes on public holidays, and absent when nothing is known about them.
 */
export type WeekHours = { readonly days: readonly (readonly OpenSpan[])[]; readonly holidays?: "closed" };

const DAYS = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"] as const;
const DAY = `(?:${DAYS.join("|")})`;
const SPAN = String.raw`\d{2}:\d{2}-\d{2}:\d{2}`;
const RULE = new RegExp(`^(${DAY}(?:-${DAY})?(?:,${DAY}(?:-${DAY})?)*) (off|${SPAN}(?:,${SPAN})*)$`, "u");
const MIDNIGHT = 1440;

/**
 * Builds a week from spans in any order; spans of a day that overlap or touch are merged. `weekday`: 0 (Monday) to 6.
 */
export function weekOf(spans: readonly (OpenSpan & { readonly weekday: number })[], holidays?: "closed"): WeekHours {
  const days = DAYS.map((_, weekday) => merged(spans.filter((span) => span.weekday === weekday)));
  return holidays === undefined ? { days } : { days, holidays };
}

/**
 * Writes a week in the OpenStreetMap `opening_hours` syntax, in one canonical form: days with the same hours together,
 * Monday first, three or more neighbouring days as a range. An empty text when nothing is open.
 */
export function writeWeek(week: WeekHours): string {
  const rules = daysTogether(week).map(({ days, spans }) => {
    const named = days.map(({ first, last }) => (first === last ? DAYS[first] : `${DAYS[first]}-${DAYS[last]}`));
    return `${named.join(",")} ${writeSpans(spans)}`;
  });
  return rules.length === 0 ? "" : [...rules, ...(week.holidays === "closed" ? ["PH off"] : [])].join("; ");
}

/** Spans of a day as OpenStreetMap writes them: « 09:00-12:00,14:00-17:00 ». */
export const writeSpans = (spans: readonly OpenSpan[]): string =>
  spans.map(({ from, to }) => `${hour(from)}-${hour(to)}`).join(",");

/**
 * Reads the form that `writeWeek` writes; a later rule for a day replaces an earlier one, as in OpenStreetMap.
 * Undefined for any other text.
 */
export function parseWeek(text: string): WeekHours | undefined {
  const days: (readonly OpenSpan[])[] = DAYS.map(() => []);
  let holidays: "closed" | undefined;
  for (const rule of text.split(";").map((part) => part.trim())) {
    if (rule === "PH off") holidays = "closed";
    else {
      const [, named = "", said = ""] = RULE.exec(rule) ?? [];
      const spans = said === "off" ? [] : said.split(",").map(spanOf);
      if (named === "" || spans.some(({ from, to }) => from >= to || to > MIDNIGHT)) return undefined;
      for (const weekday of daysNamed(named)) days[weekday] = merged(spans);
    }
  }
  return holidays === undefined ? { days } : { days, holidays };
}

/**
 * Whether these minutes of a weekday (1 is Monday) lie in the opening hours; minutes after midnight count for that day.
 */
export const isOpenDuring = ({ days }: WeekHours, weekday: number, { from, to }: OpenSpan): boolean =>
  (days[weekday - 1] ?? []).some((span) => span.from <= from && to <= span.to);

function merged(spans: readonly OpenSpan[]): readonly OpenSpan[] {
  const apart: OpenSpan[] = [];
  for (const { from, to } of [...spans].filter((span) => span.from < span.to).sort((a, b) => a.from - b.from)) {
    const last = apart.at(-1);
    if (last && from <= last.to) apart[apart.length - 1] = { from: last.from, to: Math.max(last.to, to) };
    else apart.push({ from, to });
  }
  return apart;
}

/**
 * Days that have the same hours, in ranges of weekdays, 0 (Monday) to 6; a range of two neighbours is two ranges of
 * one.
 */
export type DaysTogether = {
  readonly days: readonly { readonly first: number; readonly last: number }[];
  readonly spans: readonly OpenSpan[];
};

/** The days on which a week is open, those with the same hours together, in the order of their first day. */
export function daysTogether({ days }: WeekHours): readonly DaysTogether[] {
  const written = days.map(writeSpans);
  return days.flatMap((spans, first) =>
    spans.length === 0 || written.indexOf(written[first] ?? "") < first
      ? []
      : [{ days: rangesOf(written, written[first] ?? ""), spans }],
  );
}

/** The days that have these hours; three or more neighbours are a range. */
function rangesOf(written: readonly string[], spans: string): DaysTogether["days"] {
  const found: { first: number; last: number }[] = [];
  for (let weekday = 0; weekday < written.length; weekday += 1) {
    if (written[weekday] !== spans) continue;
    let last = weekday;
    while (written[last + 1] === spans) last += 1;
    if (last - weekday >= 2) found.push({ first: weekday, last });
    else for (let one = weekday; one <= last; one += 1) found.push({ first: one, last: one });
    weekday = last;
  }
  return found;
}

function daysNamed(named: string): readonly number[] {
  return named.split(",").flatMap((part) => {
    const [first = "", last = first] = part.split("-");
    const from = indexOf(first);
    const to = indexOf(last);
    return Array.from(
      { length: ((to - from + DAYS.length) % DAYS.length) + 1 },
      (_, step) => (from + step) % DAYS.length,
    );
  });
}

function spanOf(written: string): OpenSpan {
  const [from = 0, to = 0] = written.split("-").map((at) => Number(at.slice(0, 2)) * 60 + Number(at.slice(3)));
  return { from, to };
}

const indexOf = (day: string): number => DAYS.findIndex((known) => known === day);

const hour = (minute: number): string => `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;

const two = (count: number): string => String(count).padStart(2, "0");
