import { z } from "zod";
import { seriesOf } from "#lib/schedule/series.ts";
import { choice, expected, list, read, text, whole } from "#lib/wire/setup-fields.ts";

/** An hour of the day as « 14:00 », in minutes since midnight; 24:00 is the end of a day. */
const hour = read(expected("hour", "14:00"), (typed) => {
  const [, hours = "", minutes = ""] = /^(\d{1,2}):([0-5]\d)$/u.exec(typed) ?? [];
  const minute = Number(hours) * 60 + Number(minutes);
  return hours !== "" && minute <= 24 * 60 ? minute : undefined;
});

const WINDOW = '{ "from": "14:00", "to": "15:00", "mode": "appointment" }';
const window = z.strictObject(
  { from: hour, to: hour, mode: choice(["walk-in", "appointment", "mixed"], "mode") },
  { error: expected("window", WINDOW) },
);

export const WEEKLY = '{ "place": "Mairie de Nouvoitou", "weekday": 3, "from": "14:00", "to": "17:00", "desks": 1 }';
/** What every series says of its half-days. */
export const weeklyShape = {
  place: text(200, "placeName", "Mairie de Nouvoitou"),
  weekday: whole(1, 7, "weekday"),
  from: hour,
  to: hour,
  desks: whole(1, 20, "desks"),
  bookableDesks: whole(0, 20, "bookableDesks").optional(),
  windows: list(window, `[${WINDOW}]`).optional(),
};

/** A weekly half-day (docs/set-up.md#weekly-half-days). */
export const weekly = z.strictObject(weeklyShape, { error: expected("weekly", WEEKLY) }).superRefine(checkHours);

/** What such a series says, read. */
type Weekly = z.output<z.ZodObject<typeof weeklyShape>>;

/**
 * Adds an issue for hours that no week can keep, more bookable desks than desks, and a window that leaves the hours or
 * meets the one before.
 */
export function checkHours(series: Weekly, context: z.RefinementCtx): void {
  const wrong = (path: PropertyKey[], message: string): void => context.addIssue({ code: "custom", path, message });
  const refusal = seriesRefusal(series);
  // A weekday that does not exist was said already.
  if (refusal !== undefined && refusal !== "no-such-weekday") wrong(["to"], refusal);
  if (series.bookableDesks !== undefined && series.bookableDesks > series.desks)
    wrong(["bookableDesks"], "more-than-desks");
  series.windows?.forEach(({ from, to }, index, all) => {
    const isInside = series.from <= from && from < to && to <= series.to && (all[index - 1]?.to ?? 0) <= from;
    if (!isInside) wrong(["windows", index], "window-outside");
  });
}

/** No zone can be said here: what is refused does not depend on it. */
function seriesRefusal({
  weekday,
  from,
  to,
}: {
  readonly weekday: number;
  readonly from: number;
  readonly to: number;
}) {
  const hours = { weekday, startMinute: from, endMinute: to };
  const checked = seriesOf({ ...hours, timeZone: "Europe/Paris", everyWeeks: 1, fromDate: "2026-01-01" });
  return checked.ok ? undefined : checked.refusal;
}
