import type { LineChange } from "#lib/server/queue/notify-followers.ts";

/** The changes of lines of which this process notifies others by that work, in their order. */
export async function changesOf(work: () => Promise<unknown>): Promise<readonly LineChange[]> {
  const { whenLineChanges } = await import("#lib/server/queue/notify-followers.ts");
  const changes: LineChange[] = [];
  const stop = whenLineChanges((change) => changes.push(change));
  try {
    await work();
  } finally {
    stop();
  }
  return changes;
}
