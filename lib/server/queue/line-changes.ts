import { afterCommit, type Queryable } from "../db.ts";

/**
 * A line that was changed, and its version since. `board`: "follows" when this process computes the board of that version
 * and hands it on; with "none" whoever shows the line computes it.
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

/** A change was committed. Where nobody subscribes, other processes learn of it when they check the versions of their lines. */
export const lineChanged = (change: LineChange): void => subscribers.forEach((subscriber) => subscriber(change));

/**
 * Notifies of these changes once the transaction has committed, and never when it is rolled back. A NOTIFY inside it would
 * hold a lock of the whole database until the commit is on the disk. The transaction must be one of `db.ts`.
 */
export function notifyAfterCommit(tx: Queryable, changes: readonly LineChange[]): void {
  if (!afterCommit(tx, () => changes.forEach(lineChanged)))
    throw new Error("A change of a line is written in a transaction that `transaction` or `plainTransaction` began.");
}
