import type { Command } from "#lib/queue/acts/acts.ts";
import { SECOND } from "#lib/time/instant.ts";
import type { SignedAct } from "#lib/wire/queue/signed-act.ts";
import { inTime, thisBrowser, type RunAfter } from "./browser.ts";

/**
 * A command with what this tablet alone knows of it. `shown`: the number with which the person that it brings was shown
 * here before the server had answered. A card with that number may already have been handed out. `person`: the number
 * of whom it is about, so that they can be named where the line may not be read any more. `signed`: by which a
 * colleague can send it.
 */
export type KeptCommand = Command & {
  readonly shown?: number;
  readonly person?: number;
  readonly signed?: SignedAct;
};

/** The command as its author sends it. */
export function asSent({ shown: _, person: __, signed: ___, ...command }: KeptCommand): Command {
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
 * The commands of one conseiller. Several people use one tablet; each one's are sent as theirs (colleagues-acts.ts).
 */
export function outboxOfConseiller(outbox: ResilientOutbox, conseiller: string): ResilientOutbox {
  const isTheirs = (command: KeptCommand): boolean => command.conseiller === conseiller;
  const theirs = (all: readonly KeptCommand[]): readonly KeptCommand[] =>
    all.every(isTheirs) ? all : all.filter(isTheirs);
  return {
    ...outbox,
    all: () => outbox.all().then(theirs),
    stored: () => outbox.stored().then((all) => all && theirs(all)),
  };
}

/**
 * The outbox of one of several tabs of a browser, which keep their commands in one place. `unanswered`: the commands
 * for which this tab has no answer, in their order. They count as kept also after another tab has sent them and taken
 * them out of the storage: the server answers the same id again, and so each tab learns what became of its acts.
 * `found`: takes those into the tab of which it did not know, of another tab, or of before where the storage could not
 * be read until now.
 */
export const outboxOfTab = (
  outbox: Outbox,
  unanswered: () => readonly KeptCommand[],
  found: (commands: readonly KeptCommand[]) => void,
): Outbox => ({
  ...outbox,
  all: () =>
    outbox.all().then((stored) => {
      const own = unanswered();
      // Mostly the storage holds just these.
      if (stored.every(({ id }, index) => id === own[index]?.id)) return own;
      const ids = new Set(own.map(({ id }) => id));
      const others = stored.filter(({ id }) => !ids.has(id));
      if (others.length > 0) found(others);
      return unanswered();
    }),
});

/**
 * Milliseconds that an operation of the storage may take: some browsers' storage hangs after a sleep, without an error.
 */
const PATIENCE = 1 * SECOND;

/**
 * Milliseconds for which a storage that failed twice is left alone: meanwhile acts are kept in memory, and sent without
 * waiting for it.
 */
const LEFT_ALONE = 5 * SECOND;

/** Milliseconds within which an act is usually written. After them it is said not to be kept. */
const WRITTEN_WITHIN = 0.5 * SECOND;

const eachOnce = (commands: readonly KeptCommand[]): readonly KeptCommand[] =>
  commands.length < 2 || new Set(commands.map(({ id }) => id)).size === commands.length
    ? commands
    : [...new Map(commands.map((command) => [command.id, command])).values()];

/**
 * An outbox on a storage that may fail. `stored`: all commands as the storage holds them; undefined where it cannot be
 * read now.
 */
export type ResilientOutbox = Outbox & { readonly stored: () => Promise<readonly KeptCommand[] | undefined> };

type Storing = {
  readonly after?: RunAfter;
  /** Signs what is added, before it is written. */
  readonly sign?: ((commands: readonly KeptCommand[]) => Promise<readonly KeptCommand[]>) | undefined;
  /** Hears whether the storage holds every act, at each change. What it does not hold is gone with the page. */
  readonly onKept?: (isKept: boolean) => void;
};

/**
 * An outbox that never fails, on a storage that may: browsers close the database of a sleeping tablet, disks fill up, a
 * storage hangs. A failed operation is repeated once on the storage opened anew. What still could not be written is
 * kept in memory, and written with a later operation, in its order. What the storage could not remove is sent again
 * after a reload; the server knows each command by its id.
 */
export function resilientOutbox(
  open: () => Promise<Outbox>,
  { after = thisBrowser.after, onKept = () => undefined, sign }: Storing = {},
): ResilientOutbox {
  let storage: Outbox | undefined;
  let known: readonly KeptCommand[] = [];
  /** What the storage does not hold yet, and the ids of what it still holds. */
  let missing: readonly KeptCommand[] = [];
  let stale: readonly string[] = [];
  let isKept = true;
  let isLeftAlone = false;
  /** How many additions have not had their turn. */
  let additions = 0;
  /** How many operations are not over. */
  let operations = 0;
  let turn: Promise<unknown> = Promise.resolve();

  const say = (kept: boolean): void => {
    if (kept !== isKept) onKept((isKept = kept));
  };

  /** What came while a write hung is not in it, and stays to be written. */
  async function written(outbox: Outbox): Promise<true> {
    const added = missing;
    if (added.length > 0) await outbox.add(added);
    missing = missing.filter((command) => !added.includes(command));
    const removed = stale;
    if (removed.length > 0) await outbox.remove(removed);
    stale = stale.filter((id) => !removed.includes(id));
    return true;
  }

  /** Undefined when the storage fails twice, takes too long, or has done so shortly before. */
  async function tried<Value>(operation: (outbox: Outbox) => Promise<Value>): Promise<Value | undefined> {
    if (isLeftAlone) return undefined;
    for (let tries = 0; tries < 2; tries += 1) {
      try {
        const operating = storage ? operation(storage) : open().then((opened) => operation((storage = opened)));
        const done = await inTime(operating, PATIENCE, after);
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
    const done = operations === 0 ? operation() : turn.then(operation);
    operations += 1;
    turn = done.then(() => {
      operations -= 1;
      const isWritten = missing.length === 0;
      // What failed is said at once, and that all is kept again.
      if (isWritten ? additions === 0 : isLeftAlone) say(isWritten);
    });
    return done;
  };

  const everythingWritten = (): Promise<unknown> => tried(written);

  const stored = (): Promise<readonly KeptCommand[] | undefined> =>
    inTurn(() =>
      tried((outbox) =>
        missing.length > 0 || stale.length > 0 ? written(outbox).then(() => outbox.all()) : outbox.all(),
      )
        // An addition that hung may have been written twice.
        .then((read) => read && (known = eachOnce(read))),
    );

  return {
    stored,
    all: () => stored().then((read) => read ?? known),
    add: (commands) => {
      additions += 1;
      const cancel = after(WRITTEN_WITHIN, () => say(false));
      return inTurn(async () => {
        const signed = (await (sign && inTime(sign(commands), PATIENCE, after))) ?? commands;
        known = [...known, ...signed];
        missing = [...missing, ...signed];
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
