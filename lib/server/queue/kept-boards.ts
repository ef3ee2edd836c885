import type { LiveBoard } from "../../queue/board/board.ts";
import { MINUTE, SECOND, type Instant } from "../../time/instant.ts";
import { countBoards, type BoardSource } from "../board-counts.ts";
import { clock } from "../clock.ts";

/** What decides whether a board is still right: the version of its line, whether that line is known, and when it was computed. */
export type BoardFacts = Pick<LiveBoard, "version" | "alive" | "asOf">;

/** A board that another process computed. `read` decodes it: undefined when it is not readable; `bytes`: its size meanwhile. */
export type HandedBoard = BoardFacts & {
  readonly permanence: string;
  readonly bytes: number;
  readonly read: () => LiveBoard | undefined;
};

/** A board that has just replaced an older one, of a permanence. `read`: undefined when a handed board is not readable. */
export type BoardChange = {
  readonly permanence: string;
  readonly facts: BoardFacts;
  readonly source: BoardSource;
  readonly read: () => LiveBoard | undefined;
};

type Kept = { readonly facts: BoardFacts; bytes: number; read: () => LiveBoard | undefined };

/** The memory for boards in one process: 2,880 open lines of 80 numbers each. The board that was replaced longest ago goes first. */
const MOST_BYTES = 64 * 1_024 * 1_024;

/** The memory of a board and of each number in it, measured as the growth of the heap. */
const bytesOf = (board: LiveBoard): number => 2_000 + 250 * board.follows.length;

/** Two boards of the same version computed within this time are one: the first is kept, so that all are shown the same. */
const SAME_WITHIN = 30 * SECOND;

/** Kept on the process, since a bundler may load this file more than once. */
type State = {
  readonly boards: Map<string, Kept>;
  readonly subscribers: Set<(change: BoardChange) => void>;
  bytes: number;
};
const state = ((globalThis as { keptBoards?: State }).keptBoards ??= begin());

function begin(): State {
  const begun: State = { boards: new Map(), subscribers: new Set(), bytes: 0 };
  clock.whenMoved(() => {
    begun.boards.clear();
    begun.bytes = 0;
  });
  return begun;
}

/**
 * Whether a board must not follow the other: it has a lower version, or was computed before. A board that seems to be from
 * more than a minute before is not older: the clock of a test instance was set back.
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
 * Keeps a board that was computed here, unless the one that is kept is newer or says the same; answers the one that is then
 * kept. Subscribers are notified of a board that replaces another.
 */
export function keepBoard(permanence: string, board: LiveBoard, source: "act" | "rows"): LiveBoard {
  countBoards(source, 1);
  return offer(permanence, board, source, { facts: board, bytes: bytesOf(board), read: () => board }) ?? board;
}

/** Keeps a board that another process computed, under the same conditions, if it is of this minute. It is decoded when it is read. */
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
