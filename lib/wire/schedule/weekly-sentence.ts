import { z } from "zod";
import { problemsOf, type SetupProblem, type SetupResult } from "#lib/wire/setup-fields.ts";
import { weekly } from "./weekly.ts";
import { ours } from "#lib/wire/bounds.ts";

/**
 * How people come to a half-day of the sentence: without an appointment, or with one first and without from an hour on.
 */
export const WAYS = ["walk-in", "appointment-first"] as const;

/**
 * The fields of « Chaque mercredi de 14:00 à 17:00, à …, avec 1 table, … », as a form holds them. `until` counts for
 * `appointment-first` alone.
 */
const typed = z.object({
  weekday: ours.default(""),
  from: ours.default(""),
  to: ours.default(""),
  place: ours.default(""),
  desks: ours.default(""),
  way: z.enum(WAYS).catch("walk-in"),
  until: ours.default(""),
});

/** A weekly half-day as the sentence says it. `place`: the id of the place. */
export type WeeklySentence = z.output<typeof weekly>;

/**
 * Reads the sentence by the rules of a set-up file (docs/set-up.md#weekly-half-days). Refused with all its problems at
 * once, under the names of its fields.
 */
export function readWeeklySentence(fields: Readonly<Record<string, string>>): SetupResult<WeeklySentence> {
  const { weekday, desks, way, until, from, to, place } = typed.parse(fields);
  const windows =
    way === "walk-in"
      ? undefined
      : [
          { from, to: until, mode: "appointment" },
          { from: until, to, mode: "walk-in" },
        ];
  const content = { weekday: wholeOf(weekday), from, to, place, desks: wholeOf(desks), windows };
  const parsed = weekly.safeParse(content);
  if (parsed.success) return { ok: true, value: parsed.data };
  const problems = parsed.error.issues.flatMap((issue) => problemsOf(issue, content)).flatMap(ofSentence);
  const isSpanWrong = problems.some(({ path }) => path === "from" || path === "to");
  return {
    ok: false,
    problems: problems
      .filter(({ code }) => !(isSpanWrong && code === "until-outside"))
      .filter(({ path }, index, all) => all.findIndex((one) => one.path === path) === index),
  };
}

/** A number, undefined for nothing, and any other text as it was typed, which the schema refuses. */
export const wholeOf = (written: string): number | string | undefined =>
  written.trim() === "" ? undefined : /^\d{1,3}$/u.test(written.trim()) ? Number(written) : written;

/** What is wrong with the two windows is said beside the hour that parts them; their outer hours were said already. */
export function ofSentence(problem: SetupProblem): readonly SetupProblem[] {
  if (!problem.path.startsWith("windows")) return [problem];
  if (problem.code === "window-outside") return [{ path: "until", code: "until-outside" }];
  return ["windows.0.to", "windows.1.from"].includes(problem.path) ? [{ ...problem, path: "until" }] : [];
}
