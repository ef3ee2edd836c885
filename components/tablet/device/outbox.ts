import type { Command } from "#lib/queue/acts/acts.ts";

/**
 * A command with what this tablet alone knows of it. `shown`: the number with which the person that it brings was shown
 * here before the server had answered. A card with that number may already have been handed out.
 */
export type KeptCommand = Command & { readonly shown?: number };

/** The command as it is sent. */
export function withoutShown({ shown: _, ...command }: KeptCommand): Command {
  return command;
}

/**
 * Commands made on this tablet that the server has not answered, in the order they were made: ids and states, no names.
 */
export type Outbox = {
  readonly all: () => Promise<readonly KeptCommand[]>;
  readonly add: (commands: readonly KeptCommand[]) => Promise<void>;
  readonly remove: (ids: readonly string[]) => Promise<void>;
};

/** An outbox that a reload empties: for browsers that refuse to store anything, and for tests. */
export function memoryOutbox(kept: readonly KeptCommand[] = []): Outbox {
  let commands = kept;
  return {
    all: async () => commands,
    add: async (added) => void (commands = [...commands, ...added]),
    remove: async (ids) => void (commands = commands.filter(({ id }) => !ids.includes(id))),
  };
}

/**
 * The commands of one conseiller. Several people use one tablet: a colleague's unsent commands stay stored, and are
 * sent when that colleague signs in here again. Sent by somebody else, they would be recorded as that person's acts.
 */
export const outboxOf = (outbox: Outbox, conseiller: string): Outbox => ({
  ...outbox,
  all: async () => (await outbox.all()).filter((command) => command.conseiller === conseiller),
});

/**
 * The outbox of one of several tabs of a browser, which keep their commands in one place. `unanswered`: the commands for
 * which this tab has no answer, in their order. They count as kept also after another tab has sent them and taken them
 * out of the storage: the server answers the same id again, and so each tab learns what became of its acts.
 */
export const outboxOfTab = (outbox: Outbox, unanswered: () => readonly KeptCommand[]): Outbox => ({
  ...outbox,
  all: async () => {
    const stored = await outbox.all();
    const own = unanswered();
    return [...own, ...stored.filter(({ id }) => !own.some((command) => command.id === id))];
  },
});

type StorageOperation<Value> = (outbox: Outbox) => Promise<Value>;

/**
 * An outbox that never fails, on a storage that may: browsers close the database of a sleeping tablet, disks fill up. A
 * failed operation is repeated once on the reopened storage, then in memory with everything known so far, in order.
 * What the storage still holds is sent again after a reload; the server knows each command by its id.
 */
export function resilientOutbox(open: () => Promise<Outbox>): Outbox {
  let storage: Outbox | undefined;
  let known: readonly KeptCommand[] = [];
  let turn: Promise<unknown> = Promise.resolve();

  async function withRetry<Value>(operation: StorageOperation<Value>): Promise<Value> {
    for (let tries = 0; tries < 2; tries += 1) {
      try {
        storage ??= await open();
        return await operation(storage);
      } catch {
        storage = undefined;
      }
    }
    storage = memoryOutbox(known);
    return operation(storage);
  }

  /** One operation at a time, so that `known` equals the stored commands when an operation fails. */
  const inTurn = <Value>(operation: StorageOperation<Value>): Promise<Value> => {
    const done = turn.then(() => withRetry(operation));
    turn = done.catch(() => undefined);
    return done;
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
