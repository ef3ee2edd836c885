import type { LiveBoard } from "../../queue/board/board.ts";
import { readBoards } from "./read-boards.ts";

/** The board of a permanence with every live number's place, or undefined: as `readBoards` reads it, and the same one. */
export const readBoard = async (permanenceId: string): Promise<LiveBoard | undefined> =>
  (await readBoards([permanenceId])).get(permanenceId.toLowerCase());
