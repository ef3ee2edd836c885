import { afterCommit, type Tx, type Queryable } from "#lib/server/db.ts";
import { logUnexpected } from "#lib/server/log.ts";
import { areBoardsHandedOn, readBoards, keepBoard, keptFacts } from "./read-boards.ts";
import type { LoadedLine } from "./load-line.ts";
import { boardOf, isAlive } from "#lib/queue/board/live-board.ts";
import { clock } from "#lib/server/clock.ts";
import { readPaces } from "./paces.ts";

/** Whether an act is all that its transaction writes, or its use case goes on and may change what the line rests on. */
export type ShareOfTransaction = "whole" | "part";

/**
 * Notifies followers in every process that this line changed, once the transaction has committed. The board is computed
 * then too, outside the lock, when this process hands its boards on: from the line in memory when the act was the whole
 * transaction, otherwise from the rows.
 */
export function notifyFollowers(tx: Tx, line: LoadedLine, share: ShareOfTransaction): void {
  const { permanence, version } = line.state;
  notifyAfterCommit(tx, [{ permanence, version, board: "follows" }]);
  afterCommit(tx, () => {
    if (!areBoardsHandedOn()) return;
    if (share === "whole") computeBoardOfAct(line);
    else void readBoards([permanence]).catch(logUnexpected);
  });
}

/**
 * A line that was changed, and its version since. `board`: "follows" when this process computes the board of that
 * version and hands it on; with "none" whoever shows the line computes it.
 */
export type LineChange = {
  readonly permanence: string;
  readonly version: number;
  readonly board: "follows" | "none";
};

/** Kept on the process, since a bundler may load this file more than once. */
const subscribers = ((globalThis as { lineSubscribers?: Set<(change: LineChange) => void> }).lineSubscribers ??=
  new Set());

/** Notifies of each change of a line that this process committed, until the returned function is called. */
export function whenLineChanges(subscriber: (change: LineChange) => void): () => void {
  subscribers.add(subscriber);
  return () => void subscribers.delete(subscriber);
}

/**
 * A change was committed. Where nobody subscribes, other processes learn of it when they check the versions of their
 * lines.
 */
export const lineChanged = (change: LineChange): void => subscribers.forEach((subscriber) => subscriber(change));

/**
 * Notifies of these changes once the transaction has committed, and never when it is rolled back. A NOTIFY inside it
 * would hold a lock of the whole database until the commit is on the disk. The transaction must be one of `db.ts`.
 */
export function notifyAfterCommit(tx: Queryable, changes: readonly LineChange[]): void {
  if (!afterCommit(tx, () => changes.forEach(lineChanged)))
    throw new Error("A change of a line is written in a transaction that `transaction` or `plainTransaction` began.");
}

/** Lines whose boards are to be computed; kept on the process, since a bundler may load this file more than once. */
const changed = ((globalThis as { linesOfActs?: Map<string, LoadedLine> }).linesOfActs ??= new Map());

/**
 * Computes the board of a line that an act has just changed and committed, from the line in memory: no row is read. It
 * is computed after the answer to the act was begun. When it fails, the board is computed from rows by whoever asks for
 * it.
 */
function computeBoardOfAct(line: LoadedLine): void {
  // Acts that commit together leave one board, the last.
  changed.set(line.state.permanence, line);
  if (changed.size === 1) setImmediate(() => void computeAll().catch(logUnexpected));
}

async function computeAll(): Promise<void> {
  const lines = [...changed];
  changed.clear();
  // This process has stopped to hand boards on meanwhile.
  if (!areBoardsHandedOn()) return;
  const paceOf = await readPaces(lines.map(([, line]) => line));
  for (const [permanence, loaded] of lines) {
    const { state: line, heardAt } = loaded;
    if ((keptFacts(permanence)?.version ?? -1) >= line.version) continue;
    const now = clock.now();
    const alive = isAlive({ status: line.status, numbers: line.numbers, heardAt }, now);
    keepBoard(permanence, boardOf(line, now, paceOf(loaded), alive), "act");
  }
}
