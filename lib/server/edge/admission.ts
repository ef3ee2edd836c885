import PQueue from "p-queue";
import type { Actor } from "#lib/access/actor.ts";
import { SECOND } from "#lib/time/instant.ts";

/** Writes that run at once: the pool has ten connections, and four stay free for reading. */
const AT_ONCE = 6;

/** Writes that may wait: one or two seconds of work on a small machine. Further ones are refused as busy at once. */
const MOST_WAITING = 300;

/** How long a write waits for its turn, in milliseconds. */
const WAIT_LIMIT = 5 * SECOND;

/** A write that did not get its turn; nothing was begun. */
export class Busy extends Error {
  readonly code = "BUSY";
}

/** `first`: runs before waiting writes and is never refused because too many wait. */
export type Turn = "in-turn" | "first";

/** For whom something is written: whoever asks for it, or the service itself (a job, a command of the installation). */
export type Writer = Actor | "service";

/** What staff do goes first, whatever it is, so that a team works on while a whole city books. */
export const turnOf = (writer: Writer): Turn => (writer !== "service" && writer.kind === "staff" ? "first" : "in-turn");

/** Kept on the process, like the connection pool that it protects. */
const kept = globalThis as { admission?: PQueue };
const writes = (): PQueue => (kept.admission ??= new PQueue({ concurrency: AT_ONCE }));

/** How many writes run and how many wait. */
export const admissionNow = (): { readonly working: number; readonly waiting: number } => ({
  working: writes().pending,
  waiting: writes().size,
});

/**
 * Runs a write when its turn comes. Throws `Busy` when too many wait already, or the turn does not come within five
 * seconds.
 */
export async function admitted<Value>(write: () => Promise<Value>, turn: Turn = "in-turn"): Promise<Value> {
  if (turn === "in-turn" && writes().size >= MOST_WAITING) throw new Busy("Too many writes wait.");
  const waiting = new AbortController();
  const timeout = setTimeout(() => waiting.abort(new Busy("The turn of a write did not come in time.")), WAIT_LIMIT);
  const begin = (): Promise<Value> => {
    clearTimeout(timeout);
    return write();
  };
  return writes().add(begin, { signal: waiting.signal, priority: turn === "first" ? 1 : 0 });
}
