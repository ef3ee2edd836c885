import { halfDaysQuery, seriesQuery } from "#lib/wire/planning/planning-query.ts";
import type { ApiCall } from "./call.ts";

/** The calls of the API that answer the planning as a table (docs/api.md#the-planning-as-a-table). */
export const planningApiCalls: readonly ApiCall[] = [
  {
    who: ["staff"],
    scope: "planning",
    name: "exportSeries",
    method: "GET",
    path: "/api/v1/planning/series.csv",
    summary: "The series of an organisation (its id) that go on or begin later, as a table.",
    query: seriesQuery,
    answers: { 200: "csv" },
    problems: ["malformed"],
  },
  {
    who: ["staff"],
    scope: "read",
    name: "exportHalfDays",
    method: "GET",
    path: "/api/v1/planning/half-days.csv",
    summary:
      "The half-days of an organisation (its id) from one day until before another, as a table; at most 400 days. Who is planned is written for whoever plans there.",
    query: halfDaysQuery,
    answers: { 200: "csv" },
    problems: ["malformed", "too-many-rows"],
  },
];
