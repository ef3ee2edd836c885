import type { Board } from "#lib/queue/board.ts";
import { SECOND } from "#lib/time/instant.ts";

export type Call = Board["called"][number];

/** What the room is told: one call at a time. `shownAt` in milliseconds of the screen's own running time. */
export type Announcements = {
  readonly shown: Call | undefined;
  readonly shownAt: number;
  /** Calls the room has not seen, oldest first. */
  readonly unseen: readonly Call[];
  readonly known: readonly string[];
};

/** Two calls at once, one missed, was a fault in operation (queue.md, section 5): each is shown at least this long. */
export const SHOWN_AT_LEAST = 5 * SECOND;

/** What a screen that is just switched on shows: the latest call, without announcing it again. */
export const firstAnnouncements = (board: Board, at: number): Announcements => ({
  shown: board.called[0], shownAt: at - SHOWN_AT_LEAST, unseen: [], known: board.called.map(keyOf),
});

/** The announcements after one more board. A call taken back is not announced; every other one is, in its order. */
export function afterBoard(before: Announcements, board: Board, at: number): Announcements {
  const fresh = board.called.filter((call) => !before.known.includes(keyOf(call))).toReversed();
  const stands = (call: Call): boolean => board.called.some((other) => keyOf(other) === keyOf(call));
  const unseen = [...before.unseen.filter(stands), ...fresh];
  const known = board.called.map(keyOf);
  if (before.shown && stands(before.shown)) return afterTime({ ...before, unseen, known }, at);
  const [next, ...rest] = unseen;
  return next ? { shown: next, shownAt: at, unseen: rest, known } : { shown: board.called[0], shownAt: at - SHOWN_AT_LEAST, unseen, known };
}

/** The announcements at a later moment: the next call once the shown one has had its time. */
export function afterTime(before: Announcements, at: number): Announcements {
  const [next, ...rest] = before.unseen;
  return next && at - before.shownAt >= SHOWN_AT_LEAST ? { ...before, shown: next, shownAt: at, unseen: rest } : before;
}

/** The calls before the shown one, latest first; what the room has not seen yet stays out. */
export const earlierCalls = ({ shown, unseen }: Announcements, board: Board): readonly Call[] =>
  board.called.filter((call) => ![shown, ...unseen].some((other) => other && keyOf(other) === keyOf(call)));

/** The same number called again is another call. */
export const keyOf = ({ number, calledAt }: Call): string => `${number} ${calledAt}`;
