import { latinDigits } from "#lib/latin-digits.ts";
import { TURN_AWAY_REASONS, type TurnAwayReason } from "#lib/queue/acts/turn-away.ts";
import { RUNS_OVER, type Permanence } from "#lib/schedule/permanence.ts";
import { plusMinutes, type Instant } from "#lib/time/instant.ts";
import { minuteOfTyped } from "#lib/typed-hour.ts";
import { instantAt } from "#lib/time/zone.ts";

/** What became of somebody who had a number on paper, in the words of a visit's state. */
export const ENDS_ON_PAPER = ["done", "left", "redirected", "unserved"] as const;
export type EndOnPaper = (typeof ENDS_ON_PAPER)[number];

/** One person of a paper sheet: what a visit keeps, as far as it was written down. `called`: when help began. */
export type PaperRow = {
  readonly number: number;
  readonly state: EndOnPaper;
  readonly given?: Instant;
  readonly called?: Instant;
  readonly ended?: Instant;
  readonly topic?: string;
  readonly language?: string;
};

/** Who was turned away, by reason. */
export type TurnedAwayOnPaper = Readonly<Partial<Record<TurnAwayReason, number>>>;
export type PaperRows = { readonly rows: readonly PaperRow[]; readonly turnedAway: TurnedAwayOnPaper };

/** The most rows of one half-day: more people are entered as totals. */
export const MOST_ROWS = 60;
/**
 * Minutes before the planned start from which an hour is believed: numbers are given at the door by then. Afterwards a
 * line ends `RUNS_OVER` later.
 */
const BEFORE = 60;

/** The columns of the sheet. */
export const PAPER_COLUMNS = ["number", "given", "called", "ended", "topic", "language", "state"] as const;
export type PaperColumn = (typeof PAPER_COLUMNS)[number];
/** A row as it was typed, empty where nothing was. */
export type TypedPaperRow = Readonly<Record<PaperColumn, string>>;

const HOURS = ["given", "called", "ended"] as const;

type PaperFaultCode =
  | "number-missing"
  | "no-such-number"
  | "number-twice"
  | "no-such-hour"
  | "hour-outside"
  | "hours-reversed";
/** Why a row cannot be. `row`: which of the typed ones, from 0; `number`: as it was typed. */
export type PaperFault = {
  readonly row: number;
  readonly number: string;
  readonly column: PaperColumn;
  readonly why: PaperFaultCode;
};

/** Whether anything but a number, which a sheet has beforehand, stands in the row. */
const isTyped = (row: TypedPaperRow): boolean =>
  PAPER_COLUMNS.some((column) => column !== "number" && row[column].trim() !== "");

/**
 * The people of a sheet as somebody typed it (docs/reports.md#what-the-team-records-afterwards), and every fault in it,
 * the rows in their order. A row with nothing but a number is nobody. Without a word on what became of the person they
 * were helped when a call or an end is noted, else not served. Hours are those of the day of the half-day, from an hour
 * before its start until a line would end by itself. `topics`: those of its organisation; another is left out.
 */
export function readPaperRows(
  typed: readonly TypedPaperRow[],
  { span, localDate, timeZone }: Pick<Permanence, "span" | "localDate" | "timeZone">,
  topics: ReadonlySet<string>,
): { readonly rows: readonly PaperRow[]; readonly faults: readonly PaperFault[] } {
  const faults: PaperFault[] = [];
  const numbers = new Set<number>();
  const rows = typed.flatMap((texts, row): readonly PaperRow[] => {
    if (!isTyped(texts)) return [];
    const written = latinDigits(texts.number).trim();
    const fault = (column: PaperColumn, why: PaperFaultCode) => faults.push({ row, number: written, column, why });
    const number = /^\d{1,3}$/u.test(written) ? Number(written) : 0;
    if (written === "") fault("number", "number-missing");
    else if (number === 0) fault("number", "no-such-number");
    else if (numbers.has(number)) fault("number", "number-twice");
    numbers.add(number);
    const hours: Partial<Record<(typeof HOURS)[number], Instant>> = {};
    let latest: Instant | undefined;
    for (const column of HOURS) {
      if (texts[column].trim() === "") continue;
      const minute = minuteOfTyped(texts[column]);
      const at = minute === undefined ? undefined : instantAt(localDate, minute, timeZone);
      if (at === undefined) fault(column, "no-such-hour");
      else if (at < plusMinutes(span.start, -BEFORE) || at > plusMinutes(span.end, RUNS_OVER))
        fault(column, "hour-outside");
      else if (latest !== undefined && at < latest) fault(column, "hours-reversed");
      else hours[column] = latest = at;
    }
    const said = ENDS_ON_PAPER.find((end) => end === texts.state);
    const state = said ?? ((hours.called ?? hours.ended) ? "done" : "unserved");
    return [
      {
        number,
        state,
        ...hours,
        ...(topics.has(texts.topic) && { topic: texts.topic }),
        ...(/^[a-z]{2,3}$/u.test(texts.language) && { language: texts.language }),
      },
    ];
  });
  return { rows, faults };
}

/** The same rows as they would be typed, in the clock of the place. */
export const typedRow = (
  { number, state, topic = "", language = "", ...hours }: PaperRow,
  sayHour: (at: Instant) => string,
): TypedPaperRow => {
  const said = (at: Instant | undefined) => (at === undefined ? "" : sayHour(at));
  return {
    number: String(number),
    given: said(hours.given),
    called: said(hours.called),
    ended: said(hours.ended),
    topic,
    language,
    state,
  };
};

/** The sums of a sheet that was entered in rows, in the words of its totals. */
export const totalsOfRows = ({ rows, turnedAway }: PaperRows) => {
  const ended = (state: EndOnPaper): number => rows.filter((row) => row.state === state).length;
  return {
    received: rows.length,
    helped: ended("done"),
    gone: ended("left"),
    redirected: ended("redirected"),
    turnedAway: TURN_AWAY_REASONS.reduce((sum, reason) => sum + (turnedAway[reason] ?? 0), 0),
  };
};
