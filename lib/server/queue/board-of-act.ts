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
  minutes: { readonly readAt: Instant; readonly of: Promise<MinutesOf> } | undefined;
};
const state: State = ((globalThis as { boardsOfActs?: State }).boardsOfActs ??= {
  lines: new Map(),
  minutes: undefined,
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
  const minutesOf = await topicMinutes();
  for (const [permanence, { state: line, heardAt }] of lines) {
    if ((keptFacts(permanence)?.version ?? -1) >= line.version) continue;
    const now = clock.now();
    const alive = isAlive({ status: line.status, numbers: line.numbers, heardAt }, now);
    keepBoard(permanence, boardOf(line, now, minutesOf, alive), "act");
  }
}

/** The usual minutes of each topic, read once a minute. */
function topicMinutes(): Promise<MinutesOf> {
  const now = clock.now();
  if (state.minutes && Math.abs(now - state.minutes.readAt) < MINUTE) return state.minutes.of;
  const minutes = { readAt: now, of: loadTopicMinutes(db) };
  state.minutes = minutes;
  minutes.of.catch(() => {
    if (state.minutes === minutes) state.minutes = undefined;
  });
  return minutes.of;
}
