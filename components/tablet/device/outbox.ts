import type { Command } from "#lib/queue/acts/acts.ts";
import { SECOND } from "#lib/time/instant.ts";
import { thisBrowser, type After } from "./browser.ts";
import { inTime } from "./in-time.ts";

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
export function outboxOf(outbox: ResilientOutbox, conseiller: string): ResilientOutbox {
  const isTheirs = (command: KeptCommand): boolean => command.conseiller === conseiller;
  return {
    ...outbox,
    all: async () => (await outbox.all()).filter(isTheirs),
    stored: async () => (await outbox.stored())?.filter(isTheirs),
  };
}

/**
 * The outbox of one of several tabs of a browser, which keep their commands in one place. `unanswered`: the commands for
 * which this tab has no answer, in their order. They count as kept also after another tab has sent them and taken them
 * out of the storage: the server answers the same id again, and so each tab learns what became of its acts. `found`: takes those
 * into the tab of which it did not know, of another tab, or of before where the storage could not be read until now.
 */
export const outboxOfTab = (
  outbox: Outbox,
  unanswered: () => readonly KeptCommand[],
  found: (commands: readonly KeptCommand[]) => void,
): Outbox => ({
  ...outbox,
  all: async () => {
    const stored = await outbox.all();
    const own = new Set(unanswered().map(({ id }) => id));
    const others = stored.filter(({ id }) => !own.has(id));
    if (others.length > 0) found(others);
    return unanswered();
  },
});

/** Milliseconds that an operation of the storage may take: some browsers' storage hangs after a sleep, without an error. */
const PATIENCE = 1 * SECOND;

/** Milliseconds for which a storage that failed twice is left alone: meanwhile acts are kept in memory, and sent without waiting for it. */
const LEFT_ALONE = 5 * SECOND;

/** Milliseconds within which an act is usually written. After them it is said not to be kept. */
const WRITTEN_WITHIN = 0.5 * SECOND;

/** An outbox on a storage that may fail. `stored`: all commands as the storage holds them; undefined where it cannot be read now. */
type ResilientOutbox = Outbox & { readonly stored: () => Promise<readonly KeptCommand[] | undefined> };

type Storing = {
  readonly after?: After;
  /** Hears whether the storage holds every act, at each change. What it does not hold is gone with the page. */
  readonly onKept?: (isKept: boolean) => void;
};

/**
 * An outbox that never fails, on a storage that may: browsers close the database of a sleeping tablet, disks fill up, a storage
 * hangs. A failed operation is repeated once on the storage opened anew. What still could not be written is kept in memory, and
 * written with a later operation, in its order. What the storage could not remove is sent again after a reload; the server knows
 * each command by its id.
 */
export function resilientOutbox(
  open: () => Promise<Outbox>,
  { after = thisBrowser.after, onKept = () => undefined }: Storing = {},
): ResilientOutbox {
  let storage: Outbox | undefined;
  let known: readonly KeptCommand[] = [];
  /** What the storage does not hold yet, and the ids of what it still holds. */
  let [missing, stale]: [readonly KeptCommand[], readonly string[]] = [[], []];
  let [isKept, isLeftAlone] = [true, false];
  /** How many additions have not had their turn. */
  let additions = 0;
  let turn: Promise<unknown> = Promise.resolve();

  const say = (kept: boolean): void => {
    if (kept !== isKept) onKept((isKept = kept));
  };

  async function written(outbox: Outbox): Promise<void> {
    if (missing.length > 0) await outbox.add(missing);
    missing = [];
    if (stale.length > 0) await outbox.remove(stale);
    stale = [];
  }

  /** Undefined when the storage fails twice, takes too long, or has done so shortly before. */
  async function tried<Value>(operation: (outbox: Outbox) => Promise<Value>): Promise<Value | undefined> {
    if (isLeftAlone) return undefined;
    for (let tries = 0; tries < 2; tries += 1) {
      try {
        const done = await inTime((async () => operation((storage ??= await open())))(), PATIENCE, after);
        if (done !== undefined) return done;
      } catch {
        // Opened anew, or left alone.
      }
      storage = undefined;
    }
    isLeftAlone = true;
    after(LEFT_ALONE, () => (isLeftAlone = false));
    return undefined;
  }

  /** One operation at a time, so that what is known equals what is stored when one fails. */
  const inTurn = <Value>(operation: () => Promise<Value>): Promise<Value> => {
    const done = turn.then(operation);
    turn = done.then(() => {
      const isWritten = missing.length === 0;
      // What failed is said at once, and that all is kept again.
      if (isWritten ? additions === 0 : isLeftAlone) say(isWritten);
    });
    return done;
  };

  const everythingWritten = (): Promise<unknown> => tried(async (outbox) => (await written(outbox), true));

  const stored = (): Promise<readonly KeptCommand[] | undefined> =>
    inTurn(async () => {
      const read = await tried(async (outbox) => {
        await written(outbox);
        return outbox.all();
      });
      // An addition that hung may have been written twice.
      return read && (known = [...new Map(read.map((command) => [command.id, command])).values()]);
    });

  return {
    stored,
    all: async () => (await stored()) ?? known,
    add: (commands) => {
      additions += 1;
      const cancel = after(WRITTEN_WITHIN, () => say(false));
      return inTurn(async () => {
        known = [...known, ...commands];
        missing = [...missing, ...commands];
        await everythingWritten();
        additions -= 1;
        cancel();
      });
    },
    remove: (ids) =>
      inTurn(async () => {
        const isGone = ({ id }: KeptCommand): boolean => ids.includes(id);
        stale = [...stale, ...ids];
        known = known.filter((command) => !isGone(command));
        missing = missing.filter((command) => !isGone(command));
        await everythingWritten();
      }),
  };
}
