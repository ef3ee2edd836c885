import type { Bookable } from "#lib/booking/bookable-times.ts";
import type { Interval } from "#lib/time/interval.ts";
import type { PermanenceStatus } from "#lib/schedule/permanence.ts";
import { isTooLateFor } from "#lib/queue/wait/estimate-wait.ts";
import { accept, type Result } from "#lib/result.ts";
import type { Queryable } from "#lib/server/db.ts";
import { readBoards, readBoard } from "#lib/server/queue/read-boards.ts";
import { permanenceWithLine, versionColumn } from "#lib/server/queue/line-rows.ts";

/** A half-day whose line is asked about. */
type AskedAbout = { readonly id: string; readonly status: PermanenceStatus; readonly span: Interval };

/**
 * Those of these half-days whose hours are withheld, by their ids (docs/booking.md#too-many-people-wait). The boards of
 * those that are open are read as the pages read them: a constant number of queries, none where none is open.
 */
export async function whereTooManyWait(halfDays: readonly AskedAbout[]): Promise<ReadonlySet<string>> {
  const open = halfDays.filter(({ status }) => status === "open");
  const boards = await readBoards(open.map(({ id }) => id));
  return new Set(open.filter(({ id, span }) => isTooLateFor(boards.get(id), span.end)).map(({ id }) => id));
}

/** These half-days as whoever books alone sees them: without the hours that are withheld. */
export async function withoutWithheldHours<One extends { readonly halfDay: Bookable }>(
  halfDays: readonly One[],
  idOf: (one: One) => string,
): Promise<readonly One[]> {
  const withheld = await whereTooManyWait(halfDays.map((one) => ({ ...one.halfDay, id: idOf(one) })));
  return halfDays.map((one) => ({ ...one, halfDay: { ...one.halfDay, tooManyWait: withheld.has(idOf(one)) } }));
}

/** Whether the hours of a half-day were withheld when its line had that version. */
export type LineVerdict = {
  readonly permanence: string;
  readonly version: number;
  readonly tooManyWait: boolean;
};

/** The half-day whose line a use case must know before it decides. */
export type LineToAsk = { readonly lineToAsk: string; readonly end: Interval["end"] };

/** How often a line may change between its verdict and the lock; after that the latest verdict decides. */
const TRIES = 4;

/**
 * Runs a use case that decides under the lock of a half-day and rests on the estimate of its line, which is too long to
 * be made under that lock. `attempt` answers `LineToAsk` when the verdict it was given is missing or of another version
 * of the line (`isOfLine`), and has written nothing then.
 */
export async function onLineVerdict<Value, Refusal extends string>(
  attempt: (line: LineVerdict | undefined) => Promise<Result<Value | LineToAsk, Refusal>>,
): Promise<Result<Value, Refusal>> {
  let line: LineVerdict | undefined;
  for (let left = TRIES; ; left -= 1) {
    const done = await attempt(line);
    if (!done.ok) return done;
    if (!isLineToAsk(done.value)) return accept(done.value);
    const { lineToAsk: permanence, end } = done.value;
    const board = await readBoard(permanence);
    const version = left === 1 ? WHICHEVER : (board?.version ?? 0);
    line = { permanence, version, tooManyWait: isTooLateFor(board, end) };
  }
}

const WHICHEVER = -1;

const isLineToAsk = <Value>(value: Value | LineToAsk): value is LineToAsk =>
  typeof value === "object" && value !== null && "lineToAsk" in value;

/** Whether the verdict is of the line as it is now. The caller holds the lock of the half-day. One statement. */
export async function isOfLine(tx: Queryable, permanence: string, line: LineVerdict): Promise<boolean> {
  if (line.permanence !== permanence) return false;
  if (line.version === WHICHEVER) return true;
  const [row] = await tx.$queryRaw<
    { readonly version: number }[]
  >`SELECT ${versionColumn} FROM ${permanenceWithLine} WHERE p.id = ${permanence}::uuid`;
  return row?.version === line.version;
}
