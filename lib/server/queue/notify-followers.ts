import { afterCommit, type Tx } from "../db.ts";
import { logUnexpected } from "../log.ts";
import { computeBoardOfAct } from "./board-of-act.ts";
import { areBoardsHandedOn } from "./kept-boards.ts";
import { notifyAfterCommit } from "./line-changes.ts";
import type { LoadedLine } from "./load-line.ts";
import { readBoards } from "./read-boards.ts";

/** Whether an act is all that its transaction writes, or its use case goes on and may change what the line rests on. */
export type ShareOfTransaction = "whole" | "part";

/**
 * Notifies followers in every process that this line changed, once the transaction has committed. The board is computed then
 * too, outside the lock, when this process hands its boards on: from the line in memory when the act was the whole
 * transaction, otherwise from the rows.
 */
export function notifyFollowers(tx: Tx, line: LoadedLine, share: ShareOfTransaction): void {
  const { permanence, version } = line.state;
  notifyAfterCommit(tx, [{ permanence, version, board: "follows" }]);
  afterCommit(tx, () => {
    if (!areBoardsHandedOn()) return;
    if (share === "whole") computeBoardOfAct(line);
    else void readBoards([permanence]).catch(logUnexpected);
  });
}
