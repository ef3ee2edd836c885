import OpeningHours from "opening_hours";
import type { HoursRefusal } from "../../place/national-place.ts";
import { weekOf, type WeekHours } from "../../place/opening-hours.ts";
import { accept, refuse, type Result } from "../../result.ts";

/** A week without a public holiday in France nor a change of clocks anywhere, in the zone of the process as the library reads it. */
const MONDAY = new Date(2026, 8, 7);
const NEXT_MONDAY = new Date(2026, 8, 14);

/** Longer texts are no hours, and the library would take its time with them. */
const LONGEST = 500;

/** « 14:00-14:00 » is to OSM a day and a night, to those who fill in a form no afternoon. */
const EMPTY_SPAN = /(?:,\s*)?\b(\d{1,2}:\d{2})\s*-\s*\1\b(?:\s*,)?/gu;
const HOLIDAYS = /^\s*PH\b/iu;

/**
 * Opening hours in the syntax of OSM (and much that people write for it: « lundi 9h-12h »), as a week. What is said of
 * public holidays is kept when it is that the place is closed. Refused: what cannot be read, what changes from week to
 * week, hours at midnight (no place of help has them, a wrong form has), hours that are not certain.
 */
export function parseOpeningHours(written: string): Result<WeekHours, HoursRefusal> {
  if (LONGEST < written.length) return refuse("unreadable");
  const rules = written
    .replace(EMPTY_SPAN, (span) => (span.startsWith(",") && span.endsWith(",") ? "," : ""))
    .split(";");
  const ordinary = rules.filter((rule) => !HOLIDAYS.test(rule)).join(";");
  const closed = rules.some((rule) => HOLIDAYS.test(rule) && /\b(?:off|closed)\b/iu.test(rule));
  const hours = read(ordinary);
  if (!hours) return refuse("unreadable");
  if (!hours.isWeekStable()) return refuse("not-every-week");
  const spans = hours.getOpenIntervals(MONDAY, NEXT_MONDAY);
  if (spans.length === 0) return refuse("never-open");
  if (spans.some(([, , unknown]) => unknown)) return refuse("not-certain");
  if (spans.some(([from, to]) => minutes(from) === 0 || minutes(to) === 0 || from.getDate() !== to.getDate()))
    return refuse("at-night");
  return accept(
    weekOf(
      spans.map(([from, to]) => ({ weekday: (from.getDay() + 6) % 7, from: minutes(from), to: minutes(to) })),
      closed ? "closed" : undefined,
    ),
  );
}

function read(written: string): OpeningHours | undefined {
  try {
    return new OpeningHours(written, null, 0);
  } catch {
    return undefined;
  }
}

const minutes = (at: Date): number => at.getHours() * 60 + at.getMinutes();
