import type { LiveBoard, Board } from "#lib/queue/board/board.ts";
import { mayStillRun, type Permanence } from "#lib/schedule/permanence.ts";
import { MINUTE, type Instant } from "#lib/time/instant.ts";
import type { Interval } from "#lib/time/interval.ts";

/** What the room's screen shows, as read when the page was rendered. */
export type RoomData = {
  readonly place: string;
  readonly zone: string;
  readonly permanence?: Pick<Permanence, "id" | "span" | "windows" | "status" | "numbers">;
  readonly board?: LiveBoard;
  readonly next?: { readonly day: string; readonly span: Interval };
};

/**
 * What the server answers to a room screen that asks again. `build`: of the application that answers; data of another
 * build may have another shape. `now`: the server's time.
 */
export type RoomAnswer = { readonly build: string; readonly now: Instant; readonly room: RoomData };

/**
 * The header in which the server names the version of a closed room: it is another one once a half-day is opened there.
 */
export const ROOM_VERSION = "Room-Version";

/** A sentence in another language than the screen's. */
export type OutageSentence = { readonly locale: string; readonly text: string };

/**
 * The screen has had no news since that moment. `isLong`: what it shows is too old to be followed; people are told to
 * stay and listen instead (docs/without-network.md#offline).
 */
export type Outage = { readonly since: Instant; readonly isLong: boolean };

/** Milliseconds without news, after which nobody is sent to a desk any more. */
const LONG_AFTER = MINUTE;

/**
 * The outage at that moment. `span`: of the half-day that is on; without one, and long after its end, nobody is in the
 * room.
 */
export const outageAt = (
  lostSince: Instant | undefined,
  now: Instant,
  span?: Pick<Interval, "end">,
): Outage | undefined =>
  lostSince === undefined
    ? undefined
    : {
        since: lostSince,
        isLong: span !== undefined && now - lostSince >= LONG_AFTER && mayStillRun(span, now),
      };

export type RoomPhase = "closed" | "not-yet" | "numbers" | "nobody-called" | "calls" | "suspended";

/**
 * What the room's screen shows. The board is newer than the page: a known wait means that the permanence was opened,
 * people in line mean that numbers are given.
 */
export function roomPhase(
  permanence: Pick<Permanence, "status" | "numbers"> | undefined,
  board: Board | undefined,
): RoomPhase {
  if (!permanence || !board || permanence.status === "closed" || permanence.status === "cancelled") return "closed";
  if (board.suspended) return "suspended";
  if (board.called.length > 0) return "calls";
  if (permanence.status === "open" || board.wait.state !== "unknown") return "nobody-called";
  return permanence.numbers === "not-yet" && board.waiting === 0 ? "not-yet" : "numbers";
}
