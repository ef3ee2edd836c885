import { z } from "zod";
import { NTHS } from "#lib/schedule/series.ts";
import { expected, list, text, typedDay, whole } from "#lib/wire/setup-fields.ts";
import { checkHours, weeklyShape } from "./weekly.ts";

/**
 * What a half-day offers besides its hours. `topics`: keys, none for every topic; `languages`: none for those of the
 * place.
 */
const offerShape = {
  topics: list(z.string().max(80), '["impots"]').max(100).default([]),
  languages: list(z.string().regex(/^[a-z]{2,3}$/u), '["fr", "ar"]')
    .max(20)
    .default([]),
  audience: text(120, "audience", "les allocataires").optional(),
};

const SERIES =
  '{ "place": "…", "weekday": 1, "from": "09:00", "to": "12:00", "fromDate": "2026-09-07", "desks": 2, "windows": [] }';

/**
 * A series as a form or a file writes it (docs/calendars.md#dates-ahead). `place`: its id. `nthOfMonth`: on that
 * weekday of each month alone, instead of every few weeks. `topics`: keys, none for every topic. `languages`: none for
 * those of the place. `audience`: for whom it mostly is, as residents read it.
 */
export const seriesBody = z
  .strictObject(
    {
      ...weeklyShape,
      everyWeeks: whole(1, 8, "everyWeeks").default(1),
      nthOfMonth: z.literal(NTHS, { error: expected("nthOfMonth", "2") }).optional(),
      inSchoolHolidays: z.boolean({ error: expected("inSchoolHolidays", "true") }).default(true),
      fromDate: typedDay,
      untilDate: typedDay.optional(),
      ...offerShape,
    },
    { error: expected("series", SERIES) },
  )
  .superRefine((series, context) => {
    checkHours(series, context);
    const wrong = (path: string, message: string): void => context.addIssue({ code: "custom", path: [path], message });
    if (series.nthOfMonth !== undefined && series.everyWeeks !== 1) wrong("everyWeeks", "no-such-rhythm");
    if (series.untilDate !== undefined && series.untilDate < series.fromDate)
      wrong("untilDate", "ends-before-it-begins");
  });

/** A series, read. */
export type SeriesBody = z.output<typeof seriesBody>;

const HALF_DAY = '{ "place": "…", "date": "2027-03-22", "from": "09:00", "to": "12:00", "desks": 2, "windows": [] }';
const { weekday: _weekday, ...hoursShape } = weeklyShape;

/**
 * One half-day as a form or a file writes it: a date of a series that is changed by hand, or one outside every series.
 */
export const halfDayBody = z
  .strictObject({ ...hoursShape, date: typedDay, ...offerShape }, { error: expected("halfDay", HALF_DAY) })
  .superRefine((halfDay, context) => checkHours({ ...halfDay, weekday: 1 }, context));

/** One half-day, read. */
export type HalfDayBody = z.output<typeof halfDayBody>;
