import type { Board, LiveBoard } from "#lib/queue/board/board.ts";
import { SECOND } from "#lib/time/instant.ts";

export type CalledNumber = Board["called"][number];

/** The calls that the room's screen shows, one at a time. `shownAt`: milliseconds of the screen's monotonic clock. */
export type Announcements = {
  readonly shown: CalledNumber | undefined;
  readonly shownAt: number;
  /** The call announced last, with the bell. A call shown again because a later one was undone is not announced. */
  readonly announced: CalledNumber | undefined;
  /** Calls not shown yet, oldest first. */
  readonly unseen: readonly CalledNumber[];
  /** Every call that was ever on a board of this half-day: a board holds four, so an older call can reappear on it. */
  readonly known: readonly CalledNumber[];
};

/**
 * Milliseconds. Each call is shown at least this long: when two came at once in real use, one was missed
 * (docs/line.md#board).
 */
export const SHOWN_AT_LEAST = 5 * SECOND;

/** What a screen shows when switched on: the latest call that still waits for an answer, without announcing it. */
export const firstAnnouncements = (board: LiveBoard, at: number): Announcements => ({
  shown: awaited(board),
  shownAt: at - SHOWN_AT_LEAST,
  announced: undefined,
  unseen: [],
  known: board.called,
});

/**
 * The announcements after one more board: calls never seen before are added in their order. A call that was undone or
 * missed, or whose person has left the desk, is dropped; then a call that still waits for an answer is shown without
 * the bell.
 */
export function afterBoard(before: Announcements, board: LiveBoard, at: number): Announcements {
  const known = [...before.known, ...board.called.filter((call) => !before.known.some((other) => isSame(call, other)))];
  const unseen = [
    ...before.unseen,
    ...board.called.filter((call) => isNew(call, before.known, board)).toReversed(),
  ].filter((call) => leads(call, board));
  if (before.shown && leads(before.shown, board)) return afterTime({ ...before, unseen, known }, at);
  const [next, ...rest] = unseen;
  return next
    ? { shown: next, shownAt: at, announced: next, unseen: rest, known }
    : { ...before, shown: awaited(board), shownAt: at - SHOWN_AT_LEAST, unseen, known };
}

/** The announcements at a later moment: the next call once the shown one has had its time. */
export function afterTime(before: Announcements, at: number): Announcements {
  const [next, ...rest] = before.unseen;
  return next && at - before.shownAt >= SHOWN_AT_LEAST
    ? { ...before, shown: next, shownAt: at, announced: next, unseen: rest }
    : before;
}

/** The calls before the shown one, latest first, without those not shown yet. */
export const earlierCalls = (
  { shown, unseen }: Pick<Announcements, "shown" | "unseen">,
  board: Board,
): readonly CalledNumber[] =>
  board.called.filter((call) => ![shown, ...unseen].some((other) => other && isSame(call, other)));

/** The same number called again, or to another desk, is another call. */
export const keyOf = ({ number, desk, calledAt }: CalledNumber): string => `${number} ${desk} ${calledAt}`;

const isSame = (one: CalledNumber, other: CalledNumber): boolean => keyOf(one) === keyOf(other);

/**
 * Whether a call was never on a board: a call that reappears is known already, or was answered before this screen was
 * switched on.
 */
function isNew(call: CalledNumber, known: readonly CalledNumber[], board: LiveBoard): boolean {
  if (known.some((other) => isSame(call, other))) return false;
  return stateOf(call, board) === "called" || known.every((other) => other.calledAt < call.calledAt);
}

/** Whether the call still stands: the person is called or sits at that desk. */
const leads = (call: CalledNumber, board: LiveBoard): boolean =>
  board.called.some((other) => isSame(call, other)) && ["called", "serving"].includes(stateOf(call, board) ?? "");

const awaited = (board: LiveBoard): CalledNumber | undefined => board.called.find((call) => isAwaited(call, board));

/** Whether the person has not come to the desk yet. */
export const isAwaited = (call: CalledNumber, board: LiveBoard): boolean => stateOf(call, board) === "called";

/** Undefined once the visit is no longer on the board. */
const stateOf = ({ number }: CalledNumber, { follows }: LiveBoard) =>
  follows.find((follow) => follow.number === number)?.state;
