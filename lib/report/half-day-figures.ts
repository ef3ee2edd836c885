import type { TurnAwayReason } from "#lib/queue/acts/turn-away.ts";

/** What became of a half-day: closed by a person (three outcomes), `not-recorded` when nobody did, `cancelled`. */
export type HalfDayOutcome = "held" | "held-with-nobody" | "not-held" | "not-recorded" | "cancelled";

/** Why people left without a number; `not-noted`: counted on a paper sheet, which has no reason. */
export type TurnedAwayWhy = TurnAwayReason | "not-noted";

/**
 * The sums of a half-day (docs/figures.md#of-a-half-day). `contacts`: whose help had begun; `medianWait`: in seconds,
 * of those whose wait is known. `fromPaper`: of `received`, entered from a paper sheet; `untimed`: of `contacts`,
 * without a known wait; `paperContacts`: of `contacts`, from the sheet.
 */
export type HalfDayFigures = {
  readonly outcome: HalfDayOutcome;
  readonly received: number;
  readonly helped: number;
  readonly contacts: number;
  readonly gone: number;
  readonly redirected: number;
  readonly unserved: number;
  readonly turnedAway: Readonly<Partial<Record<TurnedAwayWhy, number>>>;
  readonly medianWait?: number;
  readonly waitsOver20: number;
  readonly helpMinutes: number;
  readonly reports: number;
  readonly paper?: "totals" | "rows";
  readonly fromPaper: number;
  readonly untimed: number;
  readonly paperContacts: number;
};

/**
 * How many half-days were held (`halfDays`), also with nobody (`withNobody`, of these), and what became of all others.
 * `notRecorded`: nobody closed it, and nobody was helped.
 */
export type HalfDayCounts = {
  readonly halfDays: number;
  readonly withNobody: number;
  readonly notHeld: number;
  readonly notRecorded: number;
  readonly cancelled: number;
};

/** Counts half-days by what became of them. One that nobody closed was held if help began in it. */
export function countHalfDays(all: readonly Pick<HalfDayFigures, "outcome" | "contacts">[]): HalfDayCounts {
  const times = (...outcomes: readonly HalfDayOutcome[]): number =>
    all.filter(({ outcome, contacts }) =>
      outcomes.includes(outcome === "not-recorded" && contacts > 0 ? "held" : outcome),
    ).length;
  return {
    halfDays: times("held", "held-with-nobody"),
    withNobody: times("held-with-nobody"),
    notHeld: times("not-held"),
    notRecorded: times("not-recorded"),
    cancelled: times("cancelled"),
  };
}

/**
 * How many reports of visits are still to be written: somebody on a paper sheet has no visit to which one could belong.
 */
export const reportsToDo = ({
  contacts,
  paperContacts,
  reports,
}: Pick<HalfDayFigures, "contacts" | "paperContacts" | "reports">): number =>
  Math.max(0, contacts - paperContacts - reports);
