import { boardOf, isAlive } from "../../queue/board/live-board.ts";
import { clock } from "../clock.ts";
import { logUnexpected } from "../log.ts";
import { areBoardsHandedOn, keepBoard, keptFacts } from "./kept-boards.ts";
import type { LoadedLine } from "./load-line.ts";
import { readPaces } from "./read-paces.ts";

/** Lines whose boards are to be computed; kept on the process, since a bundler may load this file more than once. */
const changed = ((globalThis as { linesOfActs?: Map<string, LoadedLine> }).linesOfActs ??= new Map());

/**
 * Computes the board of a line that an act has just changed and committed, from the line in memory: no row is read. It is
 * computed after the answer to the act was begun. When it fails, the board is computed from rows by whoever asks for it.
 */
export function computeBoardOfAct(line: LoadedLine): void {
  // Acts that commit together leave one board, the last.
  changed.set(line.state.permanence, line);
  if (changed.size === 1) setImmediate(() => void computeAll().catch(logUnexpected));
}

async function computeAll(): Promise<void> {
  const lines = [...changed];
  changed.clear();
  // This process has stopped to hand boards on meanwhile.
  if (!areBoardsHandedOn()) return;
  const paceOf = await readPaces(lines.map(([, line]) => line));
  for (const [permanence, loaded] of lines) {
    const { state: line, heardAt } = loaded;
    if ((keptFacts(permanence)?.version ?? -1) >= line.version) continue;
    const now = clock.now();
    const alive = isAlive({ status: line.status, numbers: line.numbers, heardAt }, now);
    keepBoard(permanence, boardOf(line, now, paceOf(loaded), alive), "act");
  }
}
