import { daysOfSpan, PARTS_OF_DAY, type AbsenceDays } from "#lib/schedule/absence.ts";
import type { Interval } from "#lib/time/interval.ts";
import { plusDays, weekdayOf } from "#lib/time/zone.ts";
import type { StaffRefusal } from "#lib/wire/staff-form.ts";
import { isDay } from "#lib/wire/bounds.ts";

/** The days that a single button says, and those that are typed. */
export const ABSENCE_BUTTONS = ["today", "tomorrow", "week"] as const;

type Fields = Readonly<Record<string, string>>;

/** What a form says: which absence changes, where it is one that stands, and its days. */
type ReadForm =
  | { readonly ok: true; readonly absence?: string; readonly days: AbsenceDays }
  | { readonly ok: false; readonly refusals: Readonly<Record<string, StaffRefusal>> };

/** The days of a button: « this week » lasts from today to Sunday; on a Saturday or Sunday it is the next one. */
export function daysOfButton(button: (typeof ABSENCE_BUTTONS)[number], today: string): AbsenceDays {
  const weekday = weekdayOf(today);
  const sunday = plusDays(today, 7 - weekday);
  const days = {
    today: { from: today, until: today },
    tomorrow: { from: plusDays(today, 1), until: plusDays(today, 1) },
    week: isWeekend(today) ? { from: plusDays(sunday, 1), until: plusDays(sunday, 7) } : { from: today, until: sunday },
  };
  return { ...days[button], part: "day" };
}

/** What stands in the form of an absence that is changed; of hours that no days say, of today. */
export function fieldsOfAbsence(
  span: Interval,
  { timeZone, today }: { readonly timeZone: string; readonly today: string },
): Fields {
  const { from, until, part } = daysOfSpan(span, timeZone) ?? { from: today, until: today, part: "day" };
  return { from, until: until === from ? "" : until, part };
}

/** Whether a day is a Saturday or Sunday. */
export const isWeekend = (day: string): boolean => weekdayOf(day) > 5;

/**
 * Reads the form of an absence: `when` is a button, or anything else for `from` and `until` (empty for a single day);
 * `part` of a single day; `absence`: the one that changes. `today`: the day of the organisation. Refused with what is
 * wrong, by its field.
 */
export function readAbsenceForm(fields: Fields, today: string): ReadForm {
  const button = ABSENCE_BUTTONS.find((one) => one === fields["when"]);
  const part = PARTS_OF_DAY.find((one) => one === (fields["part"] ?? "day"));
  const { from = "", until: typed = "", absence } = fields;
  const until = typed === "" ? from : typed;
  const chosen = button ? daysOfButton(button, today) : { from, until };
  if (!button && from === "") return { ok: false, refusals: { from: "missing" } };
  const wrong = Object.entries({ from: chosen.from, until: chosen.until }).filter(([, day]) => !isDay(day));
  if (wrong.length > 0) return { ok: false, refusals: Object.fromEntries(wrong.map(([name]) => [name, "malformed"])) };
  if (part === undefined) return { ok: false, refusals: { part: "malformed" } };
  if (chosen.until < chosen.from) return { ok: false, refusals: { until: "ends-before-it-begins" } };
  if (part !== "day" && chosen.from !== chosen.until) return { ok: false, refusals: { part: "part-of-one-day" } };
  return {
    ok: true,
    ...(absence !== undefined && absence !== "" && { absence }),
    days: { from: chosen.from, until: chosen.until, part },
  };
}
