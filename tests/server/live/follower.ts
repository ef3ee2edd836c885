import type { LiveBoard } from "#lib/queue/board/board.ts";

type Hub = Pick<typeof import("#lib/server/live/hub.ts"), "subscribe">;

/** Less than a test may take: it then fails with a sentence. */
const PATIENCE_MS = 30_000;

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
      new Promise((resolve, reject) => {
        const stopWaiting = (): void => {
          waiting.delete(look);
          clearTimeout(impatience);
        };
        const look = (): void => {
          const found = got.find(isSo);
          if (!found) return;
          stopWaiting();
          resolve(found);
        };
        const impatience = setTimeout(() => {
          stopWaiting();
          reject(
            new Error(
              `The follower was not sent the board it waits for; it got ${got.length}, the last one ${JSON.stringify(got.at(-1))}.`,
            ),
          );
        }, PATIENCE_MS);
        waiting.add(look);
        look();
      }),
  };
}
