import { isAlive } from "../../queue/alive.ts";
import type { LiveBoard } from "../../queue/board.ts";
import { boardOf } from "../../queue/live-board.ts";
import { MINUTE, type Instant } from "../../time/instant.ts";
import { isUuid } from "../../uuid.ts";
import { clock } from "../clock.ts";
import { db, snapshot } from "../db.ts";
import { livelinessColumns, livelinessOf } from "./liveliness.ts";
import { loadLine } from "./load-line.ts";
import { loadTopicMinutes } from "./topic-minutes.ts";

type Kept = { key: string; readonly board: Promise<LiveBoard | undefined> };

/** Half-days whose last board is kept. One city holds fewer at once; the oldest goes first. */
const KEPT_AT_MOST = 200;

const boards = ((globalThis as { boards?: Map<string, Kept> }).boards ??= new Map<string, Kept>());

/**
 * The board of a permanence with every live number's place, or undefined. Computed once for each version and minute,
 * and shared by all who ask. It holds no name and no cause: anybody may read it.
 */
export async function readBoard(permanenceId: string): Promise<LiveBoard | undefined> {
  if (!isUuid(permanenceId)) return undefined;
  const row = await db.permanence.findUnique({ where: { id: permanenceId }, select: { version: true, ...livelinessColumns } });
  if (!row) return undefined;
  const now = clock.now();
  const alive = isAlive(livelinessOf(row), now);
  const keyOf = (version: number): string => `${version} ${Math.floor(now / MINUTE)} ${alive}`;
  const last = boards.get(permanenceId);
  if (last?.key === keyOf(row.version)) return last.board;
  const kept: Kept = { key: keyOf(row.version), board: computeBoard(permanenceId, now, alive) };
  keep(permanenceId, kept);
  const board = await kept.board;
  // The line may have changed since its version was asked: the board is that of the change.
  if (board) kept.key = keyOf(board.version);
  return board;
}

function keep(permanenceId: string, kept: Kept): void {
  boards.delete(permanenceId);
  boards.set(permanenceId, kept);
  const oldest = boards.keys().next().value;
  if (boards.size > KEPT_AT_MOST && oldest !== undefined) boards.delete(oldest);
  kept.board.catch(() => boards.get(permanenceId) === kept && boards.delete(permanenceId));
}

const computeBoard = (permanenceId: string, now: Instant, alive: boolean): Promise<LiveBoard | undefined> =>
  snapshot(async (tx) => {
    const line = await loadLine(tx, permanenceId, now);
    return line && boardOf(line, now, await loadTopicMinutes(tx), alive);
  });
