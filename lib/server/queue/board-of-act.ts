import { boardOf, isAlive } from "../../queue/board/live-board.ts";
import type { MinutesOf } from "../../queue/wait/estimate-wait.ts";
import { MINUTE, type Instant } from "../../time/instant.ts";
import { clock } from "../clock.ts";
import { db } from "../db.ts";
import { logUnexpected } from "../log.ts";
import { areBoardsHandedOn, keepBoard, keptFacts } from "./kept-boards.ts";
import { loadTopicMinutes, type LoadedLine } from "./load-line.ts";

/** Kept on the process, since a bundler may load this file more than once. */
type State = {
  readonly lines: Map<string, LoadedLine>;
  /** By operator. */
  readonly minutes: Map<string, { readonly readAt: Instant; readonly of: Promise<MinutesOf> }>;
};
const state: State = ((globalThis as { boardsOfActs?: State }).boardsOfActs ??= {
  lines: new Map(),
  minutes: new Map(),
});

/**
 * Computes the board of a line that an act has just changed and committed, from the line in memory: no row is read. It is
 * computed after the answer to the act was begun. When it fails, the board is computed from rows by whoever asks for it.
 */
export function computeBoardOfAct(line: LoadedLine): void {
  const { lines } = state;
  // Acts that commit together leave one board, the last.
  lines.set(line.state.permanence, line);
  if (lines.size === 1) setImmediate(() => void computeAll().catch(logUnexpected));
}

async function computeAll(): Promise<void> {
  const lines = [...state.lines];
  state.lines.clear();
  // This process has stopped to hand boards on meanwhile.
  if (!areBoardsHandedOn()) return;
  const minutes = await topicMinutes(lines.map(([, { operator }]) => operator));
  for (const [permanence, { state: line, operator, heardAt }] of lines) {
    if ((keptFacts(permanence)?.version ?? -1) >= line.version) continue;
    const minutesOf = minutes.get(operator);
    if (!minutesOf) continue;
    const now = clock.now();
    const alive = isAlive({ status: line.status, numbers: line.numbers, heardAt }, now);
    keepBoard(permanence, boardOf(line, now, minutesOf, alive), "act");
  }
}

/** The usual minutes of the topics of each of these operators, read once a minute; those to read in one statement. */
async function topicMinutes(operators: readonly string[]): Promise<ReadonlyMap<string, MinutesOf>> {
  const now = clock.now();
  const asked = [...new Set(operators)];
  const isStale = (operator: string): boolean => !(Math.abs(now - (state.minutes.get(operator)?.readAt ?? 0)) < MINUTE);
  const stale = asked.filter(isStale);
  if (stale.length > 0) keepMinutes(stale, now, loadTopicMinutes(db, stale));
  const read = await Promise.all(
    asked.map(async (operator) => [operator, await state.minutes.get(operator)?.of] as const),
  );
  return new Map(read.flatMap(([operator, of]) => (of ? [[operator, of] as const] : [])));
}

function keepMinutes(operators: readonly string[], readAt: Instant, read: ReturnType<typeof loadTopicMinutes>): void {
  for (const operator of operators) {
    const kept = { readAt, of: read.then((at) => at(operator).minutesOf) };
    state.minutes.set(operator, kept);
    kept.of.catch(() => state.minutes.get(operator) === kept && state.minutes.delete(operator));
  }
}
