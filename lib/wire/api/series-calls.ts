import { z } from "zod";
import {
  addHalfDayBody,
  backToRuleBody,
  changeHalfDayBody,
  changeSeriesBody,
  endSeriesBody,
  halfDayEffect,
  makeSeriesBody,
  seriesEffect,
  wirePlan,
  wireSeries,
} from "../schedule/series-answers.ts";
import { halfDaysQuery } from "../planning/planning.ts";
import type { Call } from "./call.ts";

/** What the same change would do by now, of a refusal `state-changed`. */
const [RULE_NOW, HALF_DAY_NOW] = [{ now: seriesEffect }, { now: halfDayEffect }];

const STAFF = { who: ["staff"], scope: "planning" } as const;

/** The calls of the API with which coordinators plan rules and single half-days (docs/api.md#coordination-by-a-program). */
export const seriesCalls: readonly Call[] = [
  {
    ...STAFF,
    name: "listSeries",
    method: "GET",
    path: "/api/v1/series",
    summary: "The rules of an organisation (its id) that go on or begin later, by place, weekday and hour.",
    query: { organisation: z.uuid() },
    answers: { 200: z.object({ series: z.array(wireSeries) }) },
    problems: ["malformed"],
  },
  {
    ...STAFF,
    name: "makeSeries",
    method: "POST",
    path: "/api/v1/series",
    once: true,
    summary:
      "Makes a rule and writes its half-days of a year; with `preview: true` only answers which these would be, and which dates are not held.",
    body: makeSeriesBody,
    answers: { 200: seriesEffect, 201: seriesEffect },
    facts: RULE_NOW,
    problems: ["not-found", "no-such-place", "unknown-topic", "already-over", "state-changed"],
  },
  {
    ...STAFF,
    name: "readSeries",
    method: "GET",
    path: "/api/v1/series/{id}",
    summary: "One rule.",
    answers: { 200: wireSeries },
    problems: [],
  },
  {
    ...STAFF,
    name: "changeSeries",
    method: "PUT",
    path: "/api/v1/series/{id}",
    summary:
      "Says anew what a rule is from its `fromDate` on; with `preview: true` only answers what becomes of each half-day. One that was held before is followed by another rule, whose `id` is answered.",
    body: changeSeriesBody,
    answers: { 200: seriesEffect },
    facts: RULE_NOW,
    problems: ["no-such-place", "unknown-topic", "already-over", "sentence-missing", "state-changed"],
  },
  {
    ...STAFF,
    name: "endSeries",
    method: "DELETE",
    path: "/api/v1/series/{id}",
    summary:
      "Ends a rule: its last day is the one before `from`. With `preview: true` only answers what that would do.",
    body: endSeriesBody,
    answers: { 200: seriesEffect },
    facts: RULE_NOW,
    problems: ["already-over", "sentence-missing", "state-changed"],
  },
  {
    ...STAFF,
    name: "addHalfDay",
    method: "POST",
    path: "/api/v1/permanences",
    once: true,
    summary: "Adds one half-day outside every rule; with `preview: true` only answers what that would be.",
    body: addHalfDayBody,
    answers: { 200: halfDayEffect, 201: halfDayEffect },
    facts: HALF_DAY_NOW,
    problems: ["not-found", "no-such-place", "unknown-topic", "already-over", "closed-then", "state-changed"],
  },
  {
    ...STAFF,
    name: "readPlan",
    method: "GET",
    path: "/api/v1/permanences/{id}/plan",
    summary: "A half-day as whoever plans reads it: hours, windows, tables, topics, and the rule that has its date.",
    answers: { 200: wirePlan },
    problems: [],
  },
  {
    ...STAFF,
    name: "changePlan",
    method: "PUT",
    path: "/api/v1/permanences/{id}/plan",
    summary:
      "Says anew all of what one half-day is: day, hours, place, tables, windows, topics. A date of a rule is detached from it. With `preview: true` only answers what that would do.",
    body: changeHalfDayBody,
    answers: { 200: halfDayEffect },
    facts: HALF_DAY_NOW,
    problems: [
      "no-such-place",
      "unknown-topic",
      "already-over",
      "permanence-closed",
      "appointments-do-not-fit",
      "closed-then",
      "state-changed",
    ],
  },
  {
    ...STAFF,
    name: "giveBackToRule",
    method: "DELETE",
    path: "/api/v1/permanences/{id}/plan",
    summary: "Gives the date of a rule that was changed by hand back to its rule.",
    body: backToRuleBody,
    answers: { 200: halfDayEffect },
    facts: HALF_DAY_NOW,
    problems: [
      "no-rule",
      "already-over",
      "unknown-topic",
      "permanence-closed",
      "appointments-do-not-fit",
      "closed-then",
      "state-changed",
    ],
  },
  {
    ...STAFF,
    name: "exportRules",
    method: "GET",
    path: "/api/v1/planning/rules.csv",
    summary: "The rules of an organisation (its id) that go on or begin later, as a table.",
    query: { organisation: z.uuid() },
    answers: { 200: "csv" },
    problems: ["malformed"],
  },
  {
    ...STAFF,
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
