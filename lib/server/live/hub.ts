import type { LiveBoard } from "../../queue/board/board.ts";
import { MINUTE, SECOND } from "../../time/instant.ts";
import { env } from "../env.ts";
import { readBoard } from "../queue/read-boards.ts";
import { followClock } from "./follow-clock.ts";
import { listen, type Listener } from "./listener.ts";

/** A subscriber of one permanence: `send` gets each board, `end` is called when the server is about to stop, `seen` is the last board sent. */
type Follower = { readonly send: (board: LiveBoard) => void; readonly end: () => void; seen: LiveBoard | undefined };

type Followed = { readonly followers: Set<Follower>; reading: boolean; stale: boolean };

type Hub = {
  readonly followed: Map<string, Followed>;
  listening: Promise<Listener> | undefined;
  refresh: NodeJS.Timeout | undefined;
};

/** Kept on the process, since a bundler may load this file more than once. */
const hub: Hub = ((globalThis as { hub?: Hub }).hub ??= {
  followed: new Map(),
  listening: undefined,
  refresh: undefined,
});

/**
 * Sends the board of a permanence now and after every change, until the returned function is called. A change is read and
 * computed once for all subscribers; changes during a reading lead to one more reading. `end` is called when the server is
 * about to stop. Throws when the first board cannot be read; then nothing is followed.
 */
export async function subscribe(
  permanenceId: string,
  send: (board: LiveBoard) => void,
  end: () => void = () => undefined,
): Promise<() => void> {
  // Listen first: a change between reading and listening would be missed.
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
    // The caller gets no function to end it with.
    unsubscribe();
    throw error;
  }
}

/** Listens to notices of the database, so that this process follows the changes of others. May be called again. */
export function startListening(): Promise<Listener> {
  // Waiting times and the silence of a tablet change without any act.
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

/** Ends every stream and the listening: a server does not stop while a stream is open. */
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

/** Reads every followed permanence again: time alone changes the waits, and a notice may have been missed. */
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
    // The database did not answer, and no other notice comes for this change.
    setTimeout(() => void refresh(permanenceId), SECOND).unref();
  } finally {
    followed.reading = false;
  }
}

/** Two readings may overtake each other: an older board is never sent after a newer one. */
function deliver(follower: Follower, board: LiveBoard): void {
  if (follower.seen === board || (follower.seen && board.version < follower.seen.version)) return;
  follower.seen = board;
  follower.send(board);
}

/** How many follow a permanence in this process. */
export const followersOf = (permanenceId: string): number => hub.followed.get(permanenceId)?.followers.size ?? 0;
