import type { LiveBoard } from "#lib/queue/board/board.ts";
import { neuhof, type Server } from "#tests/server/queue/neuhof.ts";
import { comes } from "#tests/support/eventually.ts";

type Hub = Pick<typeof import("#lib/server/live/hub.ts"), "subscribe">;

/** A follower of a permanence that keeps every board it receives. */
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
    /** The first board, received or still to come, for which this is true; fails if none comes. */
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

/** An open line with one person, followed through this hub, and the first board that shows the person. */
export async function followedLine(server: Server, hub: Hub) {
  const place = await neuhof(server);
  await place.opens();
  await place.walksIn();
  const phone = await follower(hub, place.permanence);
  return { ...place, phone, first: await phone.board(({ waiting }) => waiting === 1) };
}
