import type { isAlive } from "../../queue/board/live-board.ts";
import type { NumbersState, PermanenceStatus } from "../../schedule/permanence.ts";
import { instant } from "../../time/instant.ts";

/** The columns of a permanence that `livelinessOf` reads. */
export const livelinessColumns = { status: true, numbers: true, heardAt: true } as const;

/** What `isAlive` asks of a permanence, from its row. */
export const livelinessOf = (row: {
  status: string;
  numbers: string;
  heardAt: Date | null;
}): Parameters<typeof isAlive>[0] => ({
  status: row.status as PermanenceStatus,
  numbers: row.numbers as NumbersState,
  heardAt: row.heardAt ? instant(row.heardAt.getTime()) : undefined,
});
