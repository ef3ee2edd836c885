import { TURN_AWAY_REASONS, type TurnAwayReason } from "#lib/queue/acts/turn-away.ts";
import {
  MOST_ROWS,
  PAPER_COLUMNS,
  typedRow,
  type PaperColumn,
  type TurnedAwayOnPaper,
  type TypedPaperRow,
} from "#lib/report/paper-rows.ts";
import { accept } from "#lib/result.ts";
import type { HalfDayRecord } from "#lib/report/half-day-record.ts";
import { hourOfMinute } from "#lib/time/hour-of-minute.ts";
import { minuteOfDay } from "#lib/time/zone.ts";
import { peopleTyped, RECORD } from "./paper-totals.ts";
import type { ReadForm } from "#lib/wire/staff-form.ts";

/** Rows that the form of a paper sheet begins with, and that « Plus de lignes » adds. */
export const ROWS_AT_ONCE = 12;
/** The button that asks for more rows without saving. */
export const MORE_ROWS = "more";

/** The name of a cell of the form. `row`: from 1. */
export const cellField = (column: PaperColumn, row: number): string => `${column}-${row}`;
/** The name of the field that counts who was turned away for this reason. */
export const awayField = (reason: TurnAwayReason): string => `away-${reason}`;

type Fields = Readonly<Record<string, string>>;

/**
 * What stands in the form of the rows of a sheet that were entered before. `version`: of all that is recorded of its
 * half-day; `timeZone`: of its place.
 */
export function fieldsOfRows(record: HalfDayRecord | undefined, version: string, timeZone: string): Fields {
  const { rows, turnedAway } = record?.kind === "paper-rows" ? record : { rows: [], turnedAway: {} };
  return {
    ...Object.fromEntries(
      rows.flatMap((row, index) =>
        Object.entries(typedRow(row, (at) => hourOfMinute(minuteOfDay(at, timeZone)))).map(([column, said]) => [
          cellField(column as PaperColumn, index + 1),
          said,
        ]),
      ),
    ),
    ...Object.fromEntries(
      Object.entries(turnedAway).map(([reason, people]) => [awayField(reason as TurnAwayReason), String(people)]),
    ),
    [RECORD]: version,
  };
}

/** How many rows a form has that was sent. */
export const rowsSent = (fields: Fields): number =>
  Array.from({ length: MOST_ROWS }, (_, index) => index + 1).filter((row) => cellField("number", row) in fields).length;

/** The rows of the form as they were typed. */
export const typedRowsOf = (fields: Fields): readonly TypedPaperRow[] =>
  Array.from(
    { length: rowsSent(fields) },
    (_, index) =>
      Object.fromEntries(
        PAPER_COLUMNS.map((column) => [column, fields[cellField(column, index + 1)] ?? ""]),
      ) as TypedPaperRow,
  );

/** Who was turned away, by reason; a field that holds no number of people is refused `no-such-count`. */
export function turnedAwayOf(fields: Fields): ReadForm<TurnedAwayOnPaper> {
  const read = TURN_AWAY_REASONS.map(
    (reason) => [reason, peopleTyped.safeParse(fields[awayField(reason)] ?? "")] as const,
  );
  const wrong = read.filter(([, { success }]) => !success);
  return wrong.length > 0
    ? { ok: false, refusals: Object.fromEntries(wrong.map(([reason]) => [awayField(reason), "no-such-count"])) }
    : accept(Object.fromEntries(read.flatMap(([reason, { data }]) => (data ? [[reason, data]] : []))));
}
