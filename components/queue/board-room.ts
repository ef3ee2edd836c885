import type { LiveBoard } from "#lib/queue/board/board.ts";
import type { Permanence } from "#lib/schedule/permanence.ts";
import type { Interval } from "#lib/time/interval.ts";

/** What the screen of a room shows, as the server knew it when the page was made. */
export type RoomShown = {
  readonly place: string;
  readonly zone: string;
  readonly permanence?: Pick<Permanence, "id" | "span" | "windows" | "status" | "numbers">;
  readonly board?: LiveBoard;
  readonly next?: { readonly day: string; readonly span: Interval };
};
