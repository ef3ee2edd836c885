import type { Command } from "#lib/queue/line/commands.ts";

/** What this tablet did and the server has not acknowledged, in the order it was done: ids and states, no names. */
export type Outbox = {
  readonly all: () => Promise<readonly Command[]>;
  readonly add: (commands: readonly Command[]) => Promise<void>;
  readonly remove: (ids: readonly string[]) => Promise<void>;
};

/** An outbox that a reload empties: for browsers that refuse to keep anything, and for tests. */
export function memoryOutbox(kept: readonly Command[] = []): Outbox {
  let commands = kept;
  return {
    all: async () => commands,
    add: async (added) => void (commands = [...commands, ...added]),
    remove: async (ids) => void (commands = commands.filter(({ id }) => !ids.includes(id))),
  };
}
