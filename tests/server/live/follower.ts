import type { LiveBoard } from "#lib/queue/board/board.ts";
import { comes } from "#tests/support/eventually.ts";

type Hub = Pick<typeof import("#lib/server/live/hub.ts"), "subscribe">;

/** Somebody who follows a permanence and remembers every board. */
export async function follower(hub: Hub, permanence: string) {
  const got: LiveBoard[] = [];
  const waiting = new Set<() => void>();
  let ended = false;
  const stop = await hub.subscribe(
    permanence,
    (board) => {
      got.push(board);
      for (const look of waiting) look();
    },
    () => (ended = true),
  );
  return {
    got,
    stop,
    ended: () => ended,
    /** The first board that is so, of those got and those to come; fails when none comes. */
    board: (isSo: (board: LiveBoard, index: number) => boolean): Promise<LiveBoard> =>
      comes(
        new Promise((resolve) => {
          const look = (): void => {
            const found = got.find(isSo);
            if (!found) return;
            waiting.delete(look);
            resolve(found);
          };
          waiting.add(look);
          look();
        }),
        () =>
          `The follower was not sent the board it waits for; it got ${got.length}, the last one ${JSON.stringify(got.at(-1))}.`,
      ),
  };
}
