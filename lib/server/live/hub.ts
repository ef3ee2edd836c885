import type { LiveBoard } from "#lib/queue/board/board.ts";
import { SECOND, type Instant } from "#lib/time/instant.ts";
import { clock } from "#lib/server/clock.ts";
import { onDatabaseChange } from "#lib/server/database-watch.ts";
import { env } from "#lib/server/env.ts";
import { withTimeout } from "#lib/server/with-timeout.ts";
import { logUnexpected } from "#lib/server/log.ts";
import {
  isOlder,
  keepHandedBoard,
  keptFacts,
  whenBoardChanges,
  type BoardChange,
  readBoard,
  readBoards,
  readLineVersions,
  type LineVersion,
} from "#lib/server/queue/read-boards.ts";
import { whenLineChanges } from "#lib/server/queue/notify-followers.ts";
import { followClock } from "./follow-clock.ts";
import {
  handedBoardOf,
  listen,
  type Listener,
  sendBoard,
  sendChange,
  sendNoticesThrough,
  stopSendingNotices,
  delayOf,
  processId,
} from "./notices.ts";

/**
 * A subscriber of one permanence: `send` gets each board, `end` is called when the server is about to stop, `seen` is
 * the last board sent.
 */
type Follower = { readonly send: (board: LiveBoard) => void; readonly end: () => void; seen: LiveBoard | undefined };

/** `newest`: the newest board that was sent. `readAt`: when it was computed, from which its refresh is reckoned. */
type FollowedLine = {
  readonly followers: Set<Follower>;
  reading: boolean;
  stale: boolean;
  newest: LiveBoard | undefined;
  readAt: Instant | undefined;
};

type Hub = {
  readonly followed: Map<string, FollowedLine>;
  /** The versions of which a board was announced, until the notice of the change, which follows at once. */
  readonly announced: Map<string, number>;
  listening: Promise<Listener> | undefined;
  stopHandingOn: (() => void) | undefined;
  stopWatching: (() => void) | undefined;
  refresh: NodeJS.Timeout | undefined;
  check: NodeJS.Timeout | undefined;
  checking: boolean;
  refreshing: Promise<void> | undefined;
  refreshAgain: boolean;
};

/** Kept on the process, since a bundler may load this file more than once. */
const hub: Hub = ((globalThis as { hub?: Hub }).hub ??= {
  followed: new Map(),
  announced: new Map(),
  listening: undefined,
  stopHandingOn: undefined,
  stopWatching: undefined,
  refresh: undefined,
  check: undefined,
  checking: false,
  refreshing: undefined,
  refreshAgain: false,
});

/**
 * How long a process waits for a board that was announced, before it computes it: this long, and its delay within as
 * much again.
 */
const HANDED_WITHIN = 100;

/**
 * A followed board is computed anew at this age, and the delay of the process within `SPREAD`: the first one hands it
 * on.
 */
const REFRESHED_AT = 45 * SECOND;
const SPREAD = 8 * SECOND;

/**
 * How often the versions of the followed lines are asked: a notice that was lost costs a follower at most five seconds.
 */
const CHECK_EVERY = 4 * SECOND;

/**
 * How long a reading may take, in milliseconds. A connection that died silently would otherwise keep every later
 * reading of the same boards from beginning.
 */
const READING = 10 * SECOND;

/**
 * Sends the board of a permanence now and after every change, until the returned function is called. A change is
 * computed once for all processes and subscribers; changes during a reading lead to one more reading. `end` is called
 * when the server is about to stop. `signal` ends it as well, also before the first board. Throws when the first board
 * cannot be read; then nothing is followed.
 */
export async function subscribe(
  permanenceId: string,
  send: (board: LiveBoard) => void,
  end: () => void = () => undefined,
  signal?: AbortSignal,
): Promise<() => void> {
  // Listen first: a change between reading and listening would be missed.
  await startListening();
  if (signal?.aborted) return () => undefined;
  const id = permanenceId.toLowerCase();
  const follower: Follower = { send, end, seen: undefined };
  const followed = hub.followed.get(id) ?? {
    followers: new Set(),
    reading: false,
    stale: false,
    newest: undefined,
    readAt: undefined,
  };
  hub.followed.set(id, followed);
  followed.followers.add(follower);
  const unsubscribe = (): void => {
    followed.followers.delete(follower);
    if (followed.followers.size === 0 && hub.followed.get(id) === followed) hub.followed.delete(id);
  };
  signal?.addEventListener("abort", unsubscribe, { once: true });
  try {
    const board = await withTimeout(READING, readBoard(id));
    if (board) {
      followed.readAt ??= board.asOf;
      deliverTo(followed, [follower], board);
    }
    return unsubscribe;
  } catch (error) {
    // A board of another reading has come before: the follower goes on.
    if (follower.seen) return unsubscribe;
    // The caller gets no function to end it with.
    unsubscribe();
    throw error;
  }
}

/**
 * Listens to notices of the database, so that this process follows the changes of others and hands its boards on. May
 * be called again.
 */
export function startListening(): Promise<Listener> {
  // Waiting times and the silence of a tablet change without any act.
  hub.refresh ??= setInterval(refreshDue, SECOND).unref();
  hub.check ??= setInterval(() => void checkVersions(), CHECK_EVERY).unref();
  hub.stopWatching ??= onDatabaseChange(({ lostSince }) => void (lostSince === undefined && sendAllAgain()));
  hub.listening ??= beginListening();
  return hub.listening;
}

function beginListening(): Promise<Listener> {
  const listening = listen(env.DATABASE_URL, {
    onNotice: {
      announced: noteAnnounced,
      permanence: onChange,
      board: onHandedBoard,
      clock: () => void followClock().then(refreshAll),
    },
    onListening: () => {
      hub.announced.clear();
      hub.stopHandingOn ??= startHandingOn(listening);
      refreshAll();
      // The notice of the clock may have been missed too.
      void followClock().then((moved) => moved && refreshAll(), logUnexpected);
    },
  }).catch((error: unknown) => {
    hub.listening = undefined;
    throw error;
  });
  return listening;
}

function startHandingOn(listening: Promise<Listener>): () => void {
  sendNoticesThrough(async (notices) => (await listening).notify(notices));
  const stops = [whenBoardChanges(onBoard), whenLineChanges(sendChange)];
  return () => stops.forEach((stop) => stop());
}

/** Ends every stream and the listening: a server does not stop while a stream is open. */
export async function closeAll(): Promise<void> {
  clearInterval(hub.refresh);
  hub.refresh = undefined;
  clearInterval(hub.check);
  hub.check = undefined;
  hub.stopHandingOn?.();
  hub.stopHandingOn = undefined;
  hub.stopWatching?.();
  hub.stopWatching = undefined;
  const listening = hub.listening;
  hub.listening = undefined;
  for (const { followers } of hub.followed.values()) for (const { end } of followers) end();
  hub.followed.clear();
  await stopSendingNotices();
  await listening?.then(
    ({ close }) => close(),
    () => undefined,
  );
}

/** The database is back: every follower gets the board once more, also when it is the one that it was sent before. */
function sendAllAgain(): void {
  for (const { followers } of hub.followed.values()) for (const follower of followers) follower.seen = undefined;
  refreshAll();
}

/** Reads every followed permanence again, all together: a notice may have been missed, or the clock was set. */
export function refreshAll(): void {
  hub.refreshAgain = true;
  hub.refreshing ??= refreshTogether().finally(refreshed);
}

function refreshed(): void {
  hub.refreshing = undefined;
  if (hub.refreshAgain) refreshAll();
}

async function refreshTogether(): Promise<void> {
  while (hub.refreshAgain) {
    hub.refreshAgain = false;
    try {
      for (const [id, board] of await withTimeout(READING, readBoards([...hub.followed.keys()])))
        deliverAll(hub.followed.get(id), board);
    } catch {
      // The database did not answer, and no other notice comes for what was missed.
      setTimeout(refreshAll, SECOND).unref();
    }
  }
}

/**
 * Computes the followed boards that are due. Another process may have come first: then its board was handed on here.
 */
function refreshDue(): void {
  if (!hub.listening) void startListening().catch(() => undefined);
  const now = clock.now();
  const due = [...hub.followed].filter(
    ([id, { readAt }]) =>
      readAt === undefined || (now - readAt >= REFRESHED_AT && now - readAt >= REFRESHED_AT + delayOf(id, SPREAD)),
  );
  if (due.length === 0 || hub.refreshing) return;
  const boards = readBoards(
    due.map(([id]) => id),
    REFRESHED_AT,
  );
  hub.refreshing = withTimeout(READING, boards)
    .then(() => due.forEach(([, followed]) => (followed.readAt = clock.now())))
    // The database did not answer: they are still due in a second.
    .catch(() => undefined)
    .finally(refreshed);
}

/** The notice of the change itself follows: both are sent by one statement. */
function noteAnnounced(payload: string): void {
  const [id = "", version] = payload.split(" ");
  if (hub.followed.has(id)) hub.announced.set(id, Number(version));
}

/**
 * A line changed. An announced board is awaited for a moment; without one, or when it does not come, it is computed
 * here.
 */
function onChange(id: string): void {
  const version = hub.announced.get(id);
  hub.announced.delete(id);
  if (version === undefined) void refresh(id);
  else awaitBoard(id, () => (keptFacts(id)?.version ?? -1) >= version);
}

/** Computes the board of a followed line unless it comes from another process within a moment. */
function awaitBoard(id: string, hasCome: () => boolean): void {
  if (!hasCome()) setTimeout(() => void (hasCome() || refresh(id)), HANDED_WITHIN + delayOf(id, HANDED_WITHIN)).unref();
}

/**
 * Asks for the versions of all followed lines in one statement, and awaits the boards of those that changed: the notice
 * is on its way, or it was lost with the process or the connection that was to send it.
 */
async function checkVersions(): Promise<void> {
  if (hub.checking || hub.followed.size === 0) return;
  hub.checking = true;
  try {
    for (const line of await withTimeout(READING, readLineVersions([...hub.followed.keys()])))
      awaitBoard(line.id, () => isShown(line));
  } catch {
    // The database did not answer. The next check comes.
  } finally {
    hub.checking = false;
  }
}

/**
 * Whether the followers of this line were sent a board of its version, or of a later one; or nobody follows it any
 * more.
 */
function isShown({ id, version, alive }: LineVersion): boolean {
  const followed = hub.followed.get(id);
  // The first board is being read.
  if (!followed?.newest) return true;
  return followed.newest.version > version || (followed.newest.version === version && followed.newest.alive === alive);
}

function onHandedBoard(notice: string): void {
  const handed = handedBoardOf(notice, processId());
  if (handed) keepHandedBoard(handed);
}

/** Sends the new board of a permanence to its followers here, and hands on what was computed here. */
function onBoard(change: BoardChange): void {
  const followed = hub.followed.get(change.permanence);
  if (followed) {
    followed.readAt = change.facts.asOf;
    const board = change.read();
    if (board) deliverAll(followed, board);
    else void refresh(change.permanence);
  }
  if (change.source !== "handed") sendBoard(change);
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
      const board = await withTimeout(READING, readBoard(permanenceId));
      if (board) deliverAll(followed, board);
    }
  } catch {
    // The database did not answer, and no other notice comes for this change.
    setTimeout(() => void refresh(permanenceId), SECOND).unref();
  } finally {
    followed.reading = false;
  }
}

function deliverAll(followed: FollowedLine | undefined, board: LiveBoard): void {
  if (followed) deliverTo(followed, followed.followers, board);
}

function deliverTo(followed: FollowedLine, followers: Iterable<Follower>, board: LiveBoard): void {
  if (!followed.newest || !isOlder(board, followed.newest)) followed.newest = board;
  for (const follower of followers) deliver(follower, board);
}

/** Two readings may overtake each other: an older board is never sent after a newer one. */
function deliver(follower: Follower, board: LiveBoard): void {
  if (follower.seen === board || (follower.seen && isOlder(board, follower.seen))) return;
  follower.seen = board;
  try {
    follower.send(board);
  } catch (error) {
    // One broken stream keeps the board from nobody else.
    logUnexpected(error);
  }
}

/** How many follow a permanence in this process. */
export const followersOf = (permanenceId: string): number =>
  hub.followed.get(permanenceId.toLowerCase())?.followers.size ?? 0;
