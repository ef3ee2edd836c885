import { z } from "zod";
import { daysBetween } from "#lib/time/zone.ts";
import { day } from "#lib/wire/bounds.ts";

/** Days of one table, with room for a year that ends in a week of the next. */
const MOST_DAYS = 400;

/** The query of GET …/planning/series.csv. */
export const seriesQuery = { organisation: z.uuid() };

/** The query of GET …/planning/half-days.csv. */
export const halfDaysQuery = { organisation: z.uuid(), from: day, to: day, place: z.uuid().optional() };

/** The parsed query; undefined when a value is invalid, the days are none, or too many. */
export function readHalfDaysQuery(query: Readonly<Record<string, string>>) {
  const read = z.object(halfDaysQuery).safeParse(query);
  if (!read.success) return undefined;
  const { place, ...asked } = read.data;
  const days = daysBetween(asked.from, asked.to);
  return days < 1 || MOST_DAYS < days ? undefined : { ...asked, ...(place !== undefined && { place }) };
}
