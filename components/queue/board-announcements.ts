import type { Board, LiveBoard } from "#lib/queue/board/board.ts";
import { SECOND } from "#lib/time/instant.ts";

export type Call = Board["called"][number];

/** What the room is told: one call at a time. `shownAt` in milliseconds of the screen's own running time. */
export type Announcements = {
  readonly shown: Call | undefined;
  readonly shownAt: number;
  /** The call that was announced last, with the bell: one that is shown again because a later one was taken back is not. */
  readonly announced: Call | undefined;
  /** Calls the room has not seen, oldest first. */
  readonly unseen: readonly Call[];
  /** Every call that ever stood on a board of this half-day: a board holds four, and an older one slides back into it. */
  readonly known: readonly Call[];
};

/** Two calls at once, one missed, was a fault in operation (queue.md, section 5): each is shown at least this long. */
export const SHOWN_AT_LEAST = 5 * SECOND;

/** What a screen that is just switched on shows: the latest call that waits for an answer, without announcing it again. */
export const firstAnnouncements = (board: LiveBoard, at: number): Announcements => ({
  shown: awaited(board),
  shownAt: at - SHOWN_AT_LEAST,
  announced: undefined,
  unseen: [],
  known: board.called,
});

/**
 * The announcements after one more board: every call that was never on one, in its order. One taken back or missed, and one whose
 * person has left the table, sends nobody there any more; then a call that still waits for an answer is shown, in silence.
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

/** The calls before the shown one, latest first; what the room has not seen yet stays out. */
export const earlierCalls = (
  { shown, unseen }: Pick<Announcements, "shown" | "unseen">,
  board: Board,
): readonly Call[] => board.called.filter((call) => ![shown, ...unseen].some((other) => other && isSame(call, other)));

/** The same number called again is another call, and so is one that is sent to another table instead. */
export const keyOf = ({ number, desk, calledAt }: Call): string => `${number} ${desk} ${calledAt}`;

const isSame = (one: Call, other: Call): boolean => keyOf(one) === keyOf(other);

/** Never seen, and no old one that slid back: that one is known, or was answered before this screen was switched on. */
function isNew(call: Call, known: readonly Call[], board: LiveBoard): boolean {
  if (known.some((other) => isSame(call, other))) return false;
  return stateOf(call, board) === "called" || known.every((other) => other.calledAt < call.calledAt);
}

/** Whether the call still stands and leads somebody to a table, or she sits there already. */
const leads = (call: Call, board: LiveBoard): boolean =>
  board.called.some((other) => isSame(call, other)) && ["called", "serving"].includes(stateOf(call, board) ?? "");

const awaited = (board: LiveBoard): Call | undefined => board.called.find((call) => stateOf(call, board) === "called");

/** Missing once she has been gone for a while. */
const stateOf = ({ number }: Call, { follows }: LiveBoard) => follows.find((follow) => follow.number === number)?.state;
