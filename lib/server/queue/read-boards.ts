import { isAlive, boardOf } from "#lib/queue/board/live-board.ts";
import type { LiveBoard } from "#lib/queue/board/board.ts";
import { SECOND, type Instant, MINUTE } from "#lib/time/instant.ts";
import { isUuid } from "#lib/uuid.ts";
import { clock } from "#lib/server/clock.ts";
import { db, snapshot } from "#lib/server/db.ts";
import { permanenceWithLine, versionColumn, livelinessColumns, livelinessOf, type LivelinessRow } from "./line-rows.ts";
import { loadLines } from "./load-line.ts";
import { readPaces } from "./paces.ts";
import { countBoards, type BoardSource } from "#lib/server/board-counts.ts";

/** A permanence, the version of its line, and whether that line is known. */
export type LineVersion = { readonly id: string; readonly version: number; readonly alive: boolean };

/** A board that is being computed. */
type PendingBoard = LineVersion & { readonly board: Promise<LiveBoard | undefined> };

/**
 * How long a board of the same version is shown, in milliseconds: time alone changes the waits, and none is a minute
 * old.
 */
const SHOWN_FOR = 55 * SECOND;

/** How many boards are computed from one reading of rows. */
const TOGETHER = 100;

/** Kept on the process, since a bundler may load this file more than once. */
const coming = ((globalThis as { comingBoards?: Map<string, PendingBoard> }).comingBoards ??= begin());

function begin(): Map<string, PendingBoard> {
  const begun = new Map<string, PendingBoard>();
  clock.whenMoved(() => begun.clear());
  return begun;
}

/**
 * The boards of several permanences, with the place of every live number, by id in lower case; those that do not exist
 * are missing. A board is computed once for each version and minute, in one process, and shared by all who ask; those
 * to compute are read together, so many cost as many statements as one. `shownFor`: the age in milliseconds from which
 * a board is computed anew. They hold no name and no cause: anybody may read them.
 */
export async function readBoards(
  permanenceIds: readonly string[],
  shownFor: number = SHOWN_FOR,
): Promise<ReadonlyMap<string, LiveBoard>> {
  const ids = [...new Set(permanenceIds.filter(isUuid))];
  if (ids.length === 0) return new Map();
  const asked = await readLineVersions(ids);
  const now = clock.now();
  const current = new Map(asked.map((one) => [one.id, currentBoard(one, now, shownFor)] as const));
  const computing = computeTogether(asked.filter(({ id }) => !current.get(id)));
  const read = await Promise.all(
    asked.map(async ({ id }) => [id, current.get(id) ?? (await computing.get(id))] as const),
  );
  return new Map(read.flatMap(([id, board]) => (board ? [[id, board] as const] : [])));
}

/**
 * What decides whether the boards of these permanences are current, in one statement; those that do not exist are
 * missing.
 */
export async function readLineVersions(ids: readonly string[]): Promise<readonly LineVersion[]> {
  const rows = await db.$queryRaw<
    ({ readonly id: string; readonly version: number } & LivelinessRow)[]
  >`SELECT p.id, ${versionColumn}, ${livelinessColumns} FROM ${permanenceWithLine} WHERE p.id = ANY (${[...ids]}::uuid[])`;
  const now = clock.now();
  return rows.map((row) => ({ id: row.id, version: row.version, alive: isAlive(livelinessOf(row), now) }));
}

/** The board of one permanence as `readBoards` reads it, or undefined. */
export const readBoard = async (permanenceId: string): Promise<LiveBoard | undefined> =>
  (await readBoards([permanenceId])).get(permanenceId.toLowerCase());

/** The board kept here, when it is of this version or a later one and of this minute. */
function currentBoard({ id, version, alive }: LineVersion, now: Instant, shownFor: number): LiveBoard | undefined {
  const kept = keptFacts(id);
  if (!kept || Math.abs(now - kept.asOf) >= shownFor) return undefined;
  return kept.version > version || (kept.version === version && kept.alive === alive) ? keptBoard(id) : undefined;
}

/** Begins to compute these boards, except those that are being computed. */
function computeTogether(asked: readonly LineVersion[]): ReadonlyMap<string, Promise<LiveBoard | undefined>> {
  const known = new Map(asked.map((one) => [one.id, comingBoard(one)] as const));
  const missing = asked.filter(({ id }) => !known.get(id));
  let before: Promise<unknown> = Promise.resolve();
  for (let from = 0; from < missing.length; from += TOGETHER) {
    const some = missing.slice(from, from + TOGETHER);
    const computed = before.then(() => computeBoards(some));
    before = computed.catch(() => undefined);
    for (const one of some) {
      const board = computed.then((all) => all.get(one.id));
      known.set(one.id, board);
      const next: PendingBoard = { ...one, board };
      coming.set(one.id, next);
      const done = (): void => void (coming.get(one.id) === next && coming.delete(one.id));
      board.then(done, done);
    }
  }
  return new Map([...known].flatMap(([id, board]) => (board ? [[id, board] as const] : [])));
}

function comingBoard({ id, version, alive }: LineVersion): Promise<LiveBoard | undefined> | undefined {
  const next = coming.get(id);
  return next?.version === version && next.alive === alive ? next.board : undefined;
}

/**
 * The boards as the rows are at one moment. The line may have changed since it was asked for: its board is of the later
 * version.
 */
async function computeBoards(asked: readonly LineVersion[]): Promise<ReadonlyMap<string, LiveBoard>> {
  const now = clock.now();
  const ids = asked.map(({ id }) => id);
  const lines = await snapshot((tx) => loadLines(tx, ids, now, "shown"));
  const paceOf = await readPaces([...lines.values()]);
  return new Map(
    [...lines].map(([id, line]) => {
      const { state, heardAt } = line;
      const alive = isAlive({ status: state.status, numbers: state.numbers, heardAt }, now);
      return [id, keepBoard(id, boardOf(state, now, paceOf(line), alive), "rows")] as const;
    }),
  );
}

/**
 * The zone in which a board writes its moments, that of its place (IANA name), or undefined when there is no such
 * permanence.
 */
export const readTimeZone = async (permanenceId: string): Promise<string | undefined> =>
  isUuid(permanenceId)
    ? (await db.permanence.findUnique({ where: { id: permanenceId }, select: { timeZone: true } }))?.timeZone
    : undefined;

/**
 * What decides whether a board is still right: the version of its line, whether that line is known, and when it was
 * computed.
 */
type BoardFacts = Pick<LiveBoard, "version" | "alive" | "asOf">;

/**
 * A board that another process computed. `read` decodes it: undefined when it is not readable; `bytes`: its size
 * meanwhile.
 */
export type HandedBoard = BoardFacts & {
  readonly permanence: string;
  readonly bytes: number;
  readonly read: () => LiveBoard | undefined;
};

/**
 * A board that has just replaced an older one, of a permanence. `read`: undefined when a handed board is not readable.
 */
export type BoardChange = {
  readonly permanence: string;
  readonly facts: BoardFacts;
  readonly source: BoardSource;
  readonly read: () => LiveBoard | undefined;
};

type Kept = { readonly facts: BoardFacts; bytes: number; read: () => LiveBoard | undefined };

/**
 * The memory for boards in one process: 2,880 open lines of 80 numbers each. The board that was replaced longest ago
 * goes first.
 */
const MOST_BYTES = 64 * 1_024 * 1_024;

/** The memory of a board and of each number in it, measured as the growth of the heap. */
const bytesOf = (board: LiveBoard): number => 2_000 + 250 * board.follows.length;

/**
 * Two boards of the same version computed within this time are one: the first is kept, so that all are shown the same.
 */
const SAME_WITHIN = 30 * SECOND;

/** Kept on the process, since a bundler may load this file more than once. */
type State = {
  readonly boards: Map<string, Kept>;
  readonly subscribers: Set<(change: BoardChange) => void>;
  bytes: number;
};
const state = ((globalThis as { keptBoards?: State }).keptBoards ??= beginKept());

function beginKept(): State {
  const begun: State = { boards: new Map(), subscribers: new Set(), bytes: 0 };
  clock.whenMoved(() => {
    begun.boards.clear();
    begun.bytes = 0;
  });
  return begun;
}

/**
 * Whether a board must not follow the other: it has a lower version, or was computed before. A board that seems to be
 * from more than a minute before is not older: the clock of a test instance was set back.
 */
export function isOlder(board: BoardFacts, than: BoardFacts): boolean {
  if (board.version !== than.version) return board.version < than.version;
  return board.asOf < than.asOf && than.asOf - board.asOf < MINUTE;
}

/** What is known of the board kept for a permanence. */
export const keptFacts = (permanence: string): BoardFacts | undefined => state.boards.get(permanence)?.facts;

/** The board kept for a permanence. */
export function keptBoard(permanence: string): LiveBoard | undefined {
  const kept = state.boards.get(permanence);
  const board = kept?.read();
  // What cannot be read is computed instead.
  if (kept && !board) drop(permanence, kept);
  return board;
}

/**
 * Keeps a board that was computed here, unless the one that is kept is newer or says the same; answers the one that is
 * then kept. Subscribers are notified of a board that replaces another.
 */
export function keepBoard(permanence: string, board: LiveBoard, source: "act" | "rows"): LiveBoard {
  countBoards(source, 1);
  return offer(permanence, board, source, { facts: board, bytes: bytesOf(board), read: () => board }) ?? board;
}

/**
 * Keeps a board that another process computed, under the same conditions, if it is of this minute. It is decoded when
 * it is read.
 */
export function keepHandedBoard({ permanence, bytes, read, ...facts }: HandedBoard): void {
  if (Math.abs(clock.now() - facts.asOf) >= MINUTE) return;
  countBoards("handed", 1);
  const kept: Kept = {
    facts,
    bytes,
    read: () => {
      const board = read();
      kept.read = () => board;
      if (board && state.boards.get(permanence) === kept) weigh(kept, bytesOf(board));
      return board;
    },
  };
  offer(permanence, facts, "handed", kept);
}

/** Notifies of each board that replaces another in this process, until the returned function is called. */
export function whenBoardChanges(subscriber: (change: BoardChange) => void): () => void {
  state.subscribers.add(subscriber);
  return () => void state.subscribers.delete(subscriber);
}

/** Whether anybody here takes the boards that this process computes, and hands them on. */
export const areBoardsHandedOn = (): boolean => state.subscribers.size > 0;

function offer(permanence: string, facts: BoardFacts, source: BoardSource, next: Kept): LiveBoard | undefined {
  const kept = state.boards.get(permanence);
  const now = clock.now();
  if (kept && !replaces(facts, kept.facts, now)) return kept.read();
  if (kept) drop(permanence, kept);
  state.boards.set(permanence, next);
  weigh(next, next.bytes, 0);
  for (const subscriber of state.subscribers) subscriber({ permanence, facts, source, read: () => next.read() });
  return undefined;
}

function replaces(facts: BoardFacts, kept: BoardFacts, now: Instant): boolean {
  // The clock of a test instance was set back.
  if (kept.asOf - now >= MINUTE) return true;
  if (facts.version !== kept.version) return facts.version > kept.version;
  if (now - kept.asOf >= MINUTE) return true;
  if (facts.alive !== kept.alive) return !isOlder(facts, kept);
  return facts.asOf - kept.asOf >= SAME_WITHIN;
}

/** Counts the memory of a board, and drops the oldest boards when all take too much. */
function weigh(kept: Kept, bytes: number, before = kept.bytes): void {
  kept.bytes = bytes;
  state.bytes += bytes - before;
  for (const [permanence, oldest] of state.boards) {
    if (state.bytes <= MOST_BYTES) return;
    drop(permanence, oldest);
  }
}

function drop(permanence: string, kept: Kept): void {
  if (state.boards.get(permanence) !== kept) return;
  state.boards.delete(permanence);
  state.bytes -= kept.bytes;
}
