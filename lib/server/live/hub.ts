import type { LiveBoard } from "../../queue/board/board.ts";
import { MINUTE, SECOND } from "../../time/instant.ts";
import { env } from "../env.ts";
import { readBoard } from "../queue/read-boards.ts";
import { followClock } from "./follow-clock.ts";
import { listen, type Listener } from "./listener.ts";

/** Somebody who follows: gets every board, and is told when the server is about to end. */
type Follower = { readonly send: (board: LiveBoard) => void; readonly end: () => void; seen: LiveBoard | undefined };

type Followed = { readonly followers: Set<Follower>; reading: boolean; stale: boolean };

type Hub = {
  readonly followed: Map<string, Followed>;
  listening: Promise<Listener> | undefined;
  refresh: NodeJS.Timeout | undefined;
};

/** One for the process, however often a bundler loads this file. */
const hub: Hub = ((globalThis as { hub?: Hub }).hub ??= {
  followed: new Map(),
  listening: undefined,
  refresh: undefined,
});

/**
 * Sends the board of a permanence now and after every change, until the returned function is called. However many
 * follow, a change is read and computed once; while one is computed, further changes wait for one more reading.
 * `end` is called when the server is about to end. When the board cannot be read it throws, and nothing is followed.
 */
export async function subscribe(
  permanenceId: string,
  send: (board: LiveBoard) => void,
  end: () => void = () => undefined,
): Promise<() => void> {
  // Listen first: a change between the reading and the listening would be missed.
  await startListening();
  const follower: Follower = { send, end, seen: undefined };
  const followed = hub.followed.get(permanenceId) ?? { followers: new Set(), reading: false, stale: false };
  hub.followed.set(permanenceId, followed);
  followed.followers.add(follower);
  const unsubscribe = (): void => {
    followed.followers.delete(follower);
    if (followed.followers.size === 0 && hub.followed.get(permanenceId) === followed) hub.followed.delete(permanenceId);
  };
  try {
    const board = await readBoard(permanenceId);
    if (board) deliver(follower, board);
    return unsubscribe;
  } catch (error) {
    // Whoever asked has no function to call: nobody would ever end it.
    unsubscribe();
    throw error;
  }
}

/** Listens to the database, so that this process follows what others change. Safe to call again. */
export function startListening(): Promise<Listener> {
  // Waits, the clock and the silence of a place move on without any act.
  hub.refresh ??= setInterval(refreshAll, MINUTE).unref();
  hub.listening ??= listen(env.DATABASE_URL, {
    onNotice: { permanence: (id) => void refresh(id), clock: () => void followClock().then(refreshAll) },
    onListening: refreshAll,
  }).catch((error: unknown) => {
    hub.listening = undefined;
    throw error;
  });
  return hub.listening;
}

/** Ends every stream and the listening: a server does not end while a stream is open. */
export async function closeAll(): Promise<void> {
  clearInterval(hub.refresh);
  hub.refresh = undefined;
  const listening = hub.listening;
  hub.listening = undefined;
  for (const { followers } of hub.followed.values()) for (const { end } of followers) end();
  hub.followed.clear();
  await listening?.then(
    ({ close }) => close(),
    () => undefined,
  );
}

/** Looks at every followed permanence again: time alone changes waits, and a notice may have been missed. */
export function refreshAll(): void {
  for (const id of hub.followed.keys()) void refresh(id);
}

async function refresh(permanenceId: string): Promise<void> {
  const followed = hub.followed.get(permanenceId);
  if (!followed) return;
  followed.stale = true;
  if (followed.reading) return;
  followed.reading = true;
  try {
    while (followed.stale) {
      followed.stale = false;
      const board = await readBoard(permanenceId);
      if (board) for (const follower of followed.followers) deliver(follower, board);
    }
  } catch {
    // The database did not answer: nobody else will ask again for this change.
    setTimeout(() => void refresh(permanenceId), SECOND).unref();
  } finally {
    followed.reading = false;
  }
}

/** Two readings may cross on their way: an older board never follows a newer one. */
function deliver(follower: Follower, board: LiveBoard): void {
  if (follower.seen === board || (follower.seen && board.version < follower.seen.version)) return;
  follower.seen = board;
  follower.send(board);
}

/** How many follow a permanence in this process. */
export const followersOf = (permanenceId: string): number => hub.followed.get(permanenceId)?.followers.size ?? 0;
