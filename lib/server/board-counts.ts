/**
 * How a process came by a board: computed from a line that an act has just changed, or from rows, or handed on by
 * another process.
 */
export type BoardSource = "act" | "rows" | "handed";

/** Kept on the process, since a bundler may load this file more than once. */
const kept = globalThis as { boardCounts?: Record<BoardSource, number> };
const counts = (): Record<BoardSource, number> => (kept.boardCounts ??= { act: 0, rows: 0, handed: 0 });

/** Counts boards of this process by how it came by them. */
export const countBoards = (source: BoardSource, boards: number): void => void (counts()[source] += boards);

/** How many boards this process came by since it started. */
export const boardCounts = (): Readonly<Record<BoardSource, number>> => ({ ...counts() });
