/** Kept on the process, since a bundler may load this file more than once. */
const kept = globalThis as { whenMessagesAreDue?: () => void };

/** Some messages were put in and are due now: whoever sends in this process begins at once; another process finds them within a minute. */
export const messagesAreDue = (): void => kept.whenMessagesAreDue?.();

/** Calls `listener` whenever messages are due; the returned function ends it. One listener a process. */
export function whenMessagesAreDue(listener: () => void): () => void {
  kept.whenMessagesAreDue = listener;
  return () => {
    if (kept.whenMessagesAreDue === listener) delete kept.whenMessagesAreDue;
  };
}
