import type { LiveBoard, Board } from "#lib/queue/board/board.ts";
import type { Permanence } from "#lib/schedule/permanence.ts";
import type { Interval } from "#lib/time/interval.ts";

/** What the room's screen shows, as read when the page was rendered. */
export type RoomData = {
  readonly place: string;
  readonly zone: string;
  readonly permanence?: Pick<Permanence, "id" | "span" | "windows" | "status" | "numbers">;
  readonly board?: LiveBoard;
  readonly next?: { readonly day: string; readonly span: Interval };
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
