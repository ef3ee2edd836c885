import PQueue from "p-queue";
import { SECOND } from "../../time/instant.ts";

/** Writes at work at once: the pool has ten connections, and four stay for who only reads. */
const AT_ONCE = 6;

/** Writes that may wait; a second's work or two on a small machine. Who comes then is told at once to come back. */
const MOST_WAITING = 300;

/** How long one waits for its turn. */
const PATIENCE = 5 * SECOND;

/** A write that could not have its turn now; nothing was begun. */
export class Busy extends Error {
  readonly code = "BUSY";
}

/** `first` goes before all who wait and is not turned away for their number: a team calls people while a city books. */
export type Turn = "in-turn" | "first";

/** Kept on the process, as the pool before which it stands. */
const kept = globalThis as { admission?: PQueue };
const line = (): PQueue => (kept.admission ??= new PQueue({ concurrency: AT_ONCE }));

/** How many writes are at work and how many wait. */
export const admissionNow = (): { readonly working: number; readonly waiting: number } => ({
  working: line().pending,
  waiting: line().size,
});

/** Does the deed when its turn comes. Throws `Busy` when too many wait already, or the turn does not come within five seconds. */
export async function admitted<Value>(deed: () => Promise<Value>, turn: Turn = "in-turn"): Promise<Value> {
  if (turn === "in-turn" && line().size >= MOST_WAITING) throw new Busy("Too many writes wait.");
  const patience = new AbortController();
  const impatience = setTimeout(() => patience.abort(new Busy("The turn of a write did not come in time.")), PATIENCE);
  const begin = (): Promise<Value> => {
    clearTimeout(impatience);
    return deed();
  };
  return line().add(begin, { signal: patience.signal, priority: turn === "first" ? 1 : 0 });
}
