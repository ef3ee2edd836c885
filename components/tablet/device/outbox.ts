import type { Command } from "#lib/queue/acts/acts.ts";

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

/**
 * What one conseiller did. A tablet goes from hand to hand: what a colleague did without network stays below, unseen, and
 * goes when she signs in here again. Sent by whoever came after her, it would stand in the record as done by that one.
 */
export const outboxOf = (outbox: Outbox, conseiller: string): Outbox => ({
  ...outbox,
  all: async () => (await outbox.all()).filter((command) => command.conseiller === conseiller),
});

type StorageUse<Value> = (outbox: Outbox) => Promise<Value>;

/**
 * An outbox that never fails, over a storage that may: a browser ends its connection while the tablet sleeps, a disk is
 * full. A deed that failed is done once more on the storage opened anew, then in memory, with all that was kept, in its order.
 * What the storage then still holds goes to the server again after a reload, which knows each act by its id.
 */
export function resilientOutbox(open: () => Promise<Outbox>): Outbox {
  let below: Outbox | undefined;
  let known: readonly Command[] = [];
  let turn: Promise<unknown> = Promise.resolve();

  async function tried<Value>(deed: StorageUse<Value>): Promise<Value> {
    for (let tries = 0; tries < 2; tries += 1) {
      try {
        below ??= await open();
        return await deed(below);
      } catch {
        below = undefined;
      }
    }
    below = memoryOutbox(known);
    return deed(below);
  }

  /** One deed at a time, so that `known` is what the storage holds when a deed fails. */
  const inTurn = <Value>(deed: StorageUse<Value>): Promise<Value> => {
    const doing = turn.then(() => tried(deed));
    turn = doing.catch(() => undefined);
    return doing;
  };

  return {
    all: () => inTurn(async (outbox) => (known = await outbox.all())),
    add: (commands) =>
      inTurn(async (outbox) => {
        await outbox.add(commands);
        known = [...known, ...commands];
      }),
    remove: (ids) =>
      inTurn(async (outbox) => {
        await outbox.remove(ids);
        known = known.filter(({ id }) => !ids.includes(id));
      }),
  };
}
