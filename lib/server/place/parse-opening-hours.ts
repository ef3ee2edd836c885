import OpeningHours from "opening_hours";
import type { HoursRefusal } from "#lib/place/national-place.ts";
import { weekOf, type WeekHours } from "#lib/place/opening-hours.ts";
import { accept, refuse, type Result } from "#lib/result.ts";

/**
 * A week without French public holidays or clock changes. In the time zone of the process, since the library uses it.
 */
const MONDAY = new Date(2026, 8, 7);
const NEXT_MONDAY = new Date(2026, 8, 14);

/** Most characters of a text; longer ones are no opening hours, and the library is slow on them. */
const LONGEST = 500;

/**
 * « 14:00-14:00 »: 24 hours for OpenStreetMap, but an empty afternoon for people who fill in a form. Removed; days that
 * have nothing else are closed.
 */
const EMPTY_SPAN = /(?:,\s*)?\b(\d{1,2}:\d{2})\s*-\s*\1\b(?:\s*,)?/gu;
const HOLIDAYS = /^\s*PH\b/iu;

/**
 * Parses opening hours in the OpenStreetMap syntax, or close to it (« lundi 9h-12h »), into a week. Of public holidays
 * only “closed” is kept. Refused: `unreadable`; `not-every-week` (hours that differ from week to week); `never-open`;
 * `not-certain` (marked as uncertain, such as « sur rendez-vous »); `at-night` (hours at midnight, which come from
 * wrongly filled forms); `no-hours` (days alone).
 */
export function parseOpeningHours(written: string): Result<WeekHours, HoursRefusal> {
  if (LONGEST < written.length) return refuse("unreadable");
  const rules = written.split(";").map(withoutEmptySpans);
  const ordinary = rules.filter((rule) => !HOLIDAYS.test(rule)).join(";");
  const closed = rules.some((rule) => HOLIDAYS.test(rule) && /\b(?:off|closed)\b/iu.test(rule));
  const hours = parsed(ordinary);
  if (!hours) return refuse("unreadable");
  if (!hours.isWeekStable()) return refuse("not-every-week");
  if (!/\d|off|closed/iu.test(ordinary)) return refuse("no-hours");
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

function withoutEmptySpans(rule: string): string {
  const left = rule.replace(EMPTY_SPAN, (span) => (span.startsWith(",") && span.endsWith(",") ? "," : ""));
  return left !== rule && !/\d/u.test(left) ? `${left.trim()} off` : left;
}

function parsed(written: string): OpeningHours | undefined {
  try {
    return new OpeningHours(written, null, 0);
  } catch {
    return undefined;
  }
}

const minutes = (at: Date): number => at.getHours() * 60 + at.getMinutes();
