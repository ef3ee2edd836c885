import type { ReportFacts } from "#lib/queue/acts/report.ts";
import { accept, refuse, type Result } from "#lib/result.ts";
import type { Instant } from "#lib/time/instant.ts";
import { LONGEST_REPORT } from "./minutes.ts";
import { lastDayToWrite, mayBeWritten } from "./report-deadline.ts";
import { asksForProcedure, withParentTheme, type ActivityPlace, type Referral } from "./national-form.ts";
import type { Workshop } from "./workshop.ts";

/** A place or a commune as a report names it. */
export type ReportedPlace = {
  readonly name: string;
  readonly address?: string;
  readonly commune: string;
  readonly postalCode: string;
  readonly inseeCode?: string;
};

/**
 * An activity report as its author reads, copies and exports it. `at`: the place of activity, or the commune of help
 * elsewhere.
 */
export type ActivityReport = {
  readonly id: string;
  readonly localDate: string;
  readonly timeZone: string;
  readonly activityPlace: ActivityPlace;
  readonly at?: ReportedPlace;
  readonly facts: ReportFacts;
  readonly procedure?: string;
  readonly workshop?: Workshop;
  /** Of a visit: its number. */
  readonly number?: number;
  readonly createdAt: Instant;
  readonly updatedAt?: Instant;
};

/** What somebody notes of help or of a workshop. */
export type ReportContent = { readonly facts: ReportFacts; readonly procedure?: string };

/**
 * `month-closed`: after the 5th of the next month; `day-to-come`: the help is of a later day; `themes-missing`,
 * `minutes-missing`: the national form asks for both.
 */
export type ReportWritingRefusal = "month-closed" | "day-to-come" | "themes-missing" | "minutes-missing";

/**
 * What is kept of what was typed, for help of that day: themes in the order of the form and with the theme of
 * procedures where one of them needs it, a procedure only beside that theme. `today`: at the place of the help.
 */
export function reportToKeep(
  { facts, procedure }: ReportContent,
  localDate: string,
  today: string,
): Result<ReportContent, ReportWritingRefusal> {
  if (localDate > today) return refuse("day-to-come");
  if (!mayBeWritten(localDate, today)) return refuse("month-closed");
  const themes = withParentTheme(facts.themes);
  if (themes.length === 0) return refuse("themes-missing");
  if (!Number.isInteger(facts.minutes) || facts.minutes < 1 || facts.minutes > LONGEST_REPORT)
    return refuse("minutes-missing");
  const { redirect, redirected, ...others } = facts;
  return accept({
    facts: {
      ...others,
      themes,
      ...(redirect !== undefined && { redirect, redirected: true }),
      ...(redirect === undefined && redirected !== undefined && { redirected }),
    },
    ...(procedure !== undefined && procedure !== "" && asksForProcedure(themes) && { procedure }),
  });
}

/** A visit of which a report is to be written: nothing that says who it was. `until`: the last day for it. */
export type ReportToDo = {
  readonly visit: string;
  readonly number: number;
  readonly startedAt: Instant;
  readonly endedAt: Instant;
  readonly timeZone: string;
  readonly localDate: string;
  readonly until: string;
  readonly place: string;
  readonly topics: readonly string[];
  readonly referral?: Referral;
};

/**
 * Of the visits that somebody helped, those of which a report may still be written at that moment, with the day until
 * which.
 */
export const reportsToDo = (
  visits: readonly Omit<ReportToDo, "until">[],
  todayIn: (timeZone: string) => string,
): readonly ReportToDo[] =>
  visits
    .filter(({ localDate, timeZone }) => mayBeWritten(localDate, todayIn(timeZone)))
    .map((visit) => ({ ...visit, until: lastDayToWrite(visit.localDate) }));
