import type { LiveBoard } from "#lib/queue/board/board.ts";

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
    /** The first board that is so, of those got and those to come. */
    board: (isSo: (board: LiveBoard, index: number) => boolean): Promise<LiveBoard> =>
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
  };
}
