import type { LiveBoard } from "../../queue/board.ts";
import { readBoard } from "./read-board.ts";

/** The boards of several permanences at once, by id; those that do not exist are missing. */
export async function readBoards(permanenceIds: readonly string[]): Promise<ReadonlyMap<string, LiveBoard>> {
  const boards = await Promise.all(permanenceIds.map(async (id) => [id, await readBoard(id)] as const));
  return new Map(boards.flatMap(([id, board]) => (board ? [[id, board] as const] : [])));
}
