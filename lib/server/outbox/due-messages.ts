/** Sign-in codes are sent by a job of their own, so that none waits behind a hundred messages. */
export type DueMessages = "messages" | "codes";

/** Kept on the process, since a bundler may load this file more than once. */
const kept = globalThis as { whenMessagesAreDue?: Map<DueMessages, () => void> };

/**
 * Some messages were put in and are due now: whoever sends in this process begins at once; another process finds them
 * within a minute.
 */
export const messagesAreDue = (): void => kept.whenMessagesAreDue?.get("messages")?.();

/** The same of a sign-in code. */
export const codesAreDue = (): void => kept.whenMessagesAreDue?.get("codes")?.();

/**
 * Calls `listener` whenever messages of this sort are due; the returned function ends it. One listener of each a
 * process.
 */
export function whenMessagesAreDue(listener: () => void, which: DueMessages = "messages"): () => void {
  const listeners = (kept.whenMessagesAreDue ??= new Map());
  listeners.set(which, listener);
  return () => {
    if (listeners.get(which) === listener) listeners.delete(which);
  };
}
