import { afterCommit, type Tx } from "../db.ts";
import { logUnexpected } from "../log.ts";
import { computeBoardOfAct } from "./board-of-act.ts";
import { areBoardsHandedOn } from "./kept-boards.ts";
import type { LoadedLine } from "./load-line.ts";
import { readBoards } from "./read-boards.ts";

/** Whether an act is all that its transaction writes, or its use case goes on and may change what the line rests on. */
export type ShareOfTransaction = "whole" | "part";

/**
 * Notifies every process that this line changed, when the transaction commits. When this process hands its boards on, a notice
 * on the channel `announced` says so before it, with the version of the line: the others then wait a moment for that board
 * instead of computing it (lib/server/live/hub.ts). The board is computed after the commit, outside the lock: from the line in
 * memory when the act was the whole transaction, otherwise from the rows.
 */
export function notifyFollowers(tx: Tx, line: LoadedLine, share: ShareOfTransaction): Promise<unknown> {
  const { permanence, version } = line.state;
  const compute = (): void =>
    share === "whole" ? computeBoardOfAct(line) : void readBoards([permanence]).catch(logUnexpected);
  return areBoardsHandedOn() && afterCommit(tx, compute)
    ? tx.$queryRaw`SELECT pg_notify('announced', ${`${permanence} ${version}`})::text, pg_notify('permanence', ${permanence})::text`
    : tx.$queryRaw`SELECT pg_notify('permanence', ${permanence})::text`;
}
