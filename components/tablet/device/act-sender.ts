import { wantsNumbers } from "#lib/queue/acts/lease-numbers.ts";
import type { LineState } from "#lib/queue/line/line-state.ts";
import { SECOND } from "#lib/time/instant.ts";
import { inTime, type Browser, thisBrowser, type RunAfter } from "./browser.ts";
import type { TabletClock } from "./clock.ts";
import { SLOW_ANSWER } from "./connection.ts";
import { deviceId, newId } from "./ids.ts";
import type { Changing, SenderEvent } from "./line-model.ts";
import { type LineServer, type SendAnswer, type AccessLoss, retryPause } from "./line-server.ts";
import {
  asSent,
  outboxOfConseiller,
  outboxOfTab,
  type KeptCommand,
  type ResilientOutbox,
  type Outbox,
} from "./outbox.ts";
import type { Command } from "#lib/queue/acts/acts.ts";
import type { CommandResult } from "#lib/queue/receive-command.ts";
import { MOST_COMMANDS } from "#lib/wire/queue/sent-commands.ts";
import { dependentsOf, messagesBeforeClose, sendableTogether } from "./dependent-commands.ts";

const KEY = "permanences.made-here";

/** How many ids are kept: only acts of the last minute can be undone. */
const REMEMBERED = 20;

/**
 * The ids of the commands made on this tablet, newest last: those that « Annuler » may undo. They survive a reload, not
 * a closed page.
 */
export function readOwnCommands({ ofTab }: Browser): readonly string[] {
  try {
    return JSON.parse(ofTab.getItem(KEY) ?? "[]") as readonly string[];
  } catch {
    return [];
  }
}

/** Adds these ids and returns all of them. */
export function rememberOwnCommands(ids: readonly string[], browser: Browser): readonly string[] {
  const made = [...readOwnCommands(browser), ...ids].slice(-REMEMBERED);
  try {
    browser.ofTab.setItem(KEY, JSON.stringify(made));
  } catch {
    // A browser that stores nothing: « Annuler » works until the next reload.
  }
  return made;
}

/**
 * Milliseconds that a reading waits to learn whether acts are kept here: some browsers' storage hangs after a sleep.
 */
const STORAGE_TIMEOUT = 0.5 * SECOND;

/** The sender of the acts of who is signed in. */
export type OwnActs = {
  /** Keeps these acts on this device, and then sends what waits. */
  readonly keep: (commands: readonly KeptCommand[]) => void;
  readonly send: () => void;
  /**
   * Whether the server has answered for every act, also of those made in another tab. What the storage does not tell,
   * or not in time, is not claimed.
   */
  readonly hasSentAll: () => Promise<boolean>;
  /**
   * Has numbers lent where this tablet wants some: the line with them, or undefined. A slow answer is not awaited: the
   * line is read then, and the numbers with it.
   */
  readonly borrowNumbers: () => Promise<LineState | undefined>;
  readonly stop: () => void;
};

type Sending = Changing<SenderEvent> & {
  readonly outbox: ResilientOutbox;
  readonly me: string;
  readonly server: LineServer;
  readonly clock: TabletClock;
  readonly browser: Browser;
  /** Keeps what this event will have to tell. */
  readonly keepNoticesOf: (event: SenderEvent) => void;
};

/**
 * Keeps the acts of who is signed in and sends them, once it is asked to. An act leaves the device after the server has
 * answered for it and what its answer has to tell is kept.
 */
export function ownActs({
  outbox: ofDevice,
  me,
  server,
  clock,
  browser,
  model,
  apply,
  keepNoticesOf,
}: Sending): OwnActs {
  const outbox = outboxOfConseiller(ofDevice, me);
  const device = (): string => deviceId(browser);
  const posted = <Answer>(answer: Promise<Answer>): Promise<Answer> => {
    apply({ type: "posted" });
    const over = (): void => apply({ type: "post-over" });
    answer.then(over, over);
    return answer;
  };
  const hasSentAll = async (): Promise<boolean> => {
    const stored = await inTime(outbox.stored(), STORAGE_TIMEOUT, browser.after);
    return stored?.length === 0 && model().waiting.length === 0;
  };
  const borrowNumbers = async (): Promise<LineState | undefined> => {
    const by = device();
    const at = clock.now();
    const { isBorrowing, confirmed } = model();
    // A browser that stores nothing is another device each time, and would be lent numbers again and again.
    if (!server.borrowNumbers || isBorrowing || by !== device() || !wantsNumbers(confirmed, by)) return undefined;
    apply({ type: "borrowing", isOn: true });
    const answer = posted(server.borrowNumbers({ id: newId(at, browser), at, device: by }));
    const line = await inTime(answer, SLOW_ANSWER, browser.after);
    apply({ type: "borrowing", isOn: false });
    return line;
  };
  /** A reading that found unsent acts asks for no numbers, and the network may be gone before the next one. */
  const borrowOnceSent = async (): Promise<void> => {
    if (!wantsNumbers(model().confirmed, device()) || !(await hasSentAll())) return;
    const state = await borrowNumbers();
    if (state) apply({ type: "answered", results: [], dropped: [], state, at: clock.now() });
  };
  const exchange = startExchange(
    outboxOfTab(
      outbox,
      () => model().waiting,
      (commands) => apply({ type: "found", commands }),
    ),
    (commands) => posted(server.post(commands.map(asSent))),
    {
      onAnswered: ({ results, state }, dropped) => {
        const event = { type: "answered", results, dropped, state, at: clock.now() } as const;
        keepNoticesOf(event);
        return () => apply(event);
      },
      onEmpty: () => void borrowOnceSent(),
      onWithdrawn: (ids) => apply({ type: "withdrawn", ids }),
      onFailed: (why) => apply({ type: "sending-failed", trouble: { why, since: clock.now() } }),
      onNotUnderstood: (command, dropped) => apply({ type: "not-understood", command, dropped, at: clock.now() }),
      onAccessLost: (why) => apply({ type: "access-lost", why }),
    },
    browser.after,
  );
  return {
    keep: (commands) => void outbox.add(commands).then(exchange.send),
    send: exchange.send,
    hasSentAll,
    borrowNumbers,
    stop: exchange.stop,
  };
}

export type Exchange = {
  /** Sends what waits, unless a request is running; at once, also when a retry was planned. */
  readonly send: () => void;
  readonly stop: () => void;
};

export type AnsweredSend = Extract<SendAnswer, { kind: "answered" }>;

type ExchangeCallbacks = {
  /**
   * Called before these commands leave the outbox, so that what has to outlive a page that ends in between is kept; the
   * returned function once they have left it. `dropped`: ids of commands that are not sent any more, because a command
   * they depend on was refused.
   */
  readonly onAnswered: (answer: AnsweredSend, dropped: readonly string[]) => () => void;
  /** Nothing waits any more, after something was sent. */
  readonly onEmpty?: () => void;
  /**
   * The ids of messages to the room that are not sent any more, since a later one took their place or their author
   * closed the half-day.
   */
  readonly onWithdrawn?: (ids: readonly string[]) => void;
  /** What was not answered is sent again. */
  readonly onFailed: (why: "unreachable" | "busy") => void;
  readonly onNotUnderstood: (command: Command, dropped: readonly string[]) => void;
  readonly onAccessLost: (why: AccessLoss) => void;
};

/**
 * How often an act is sent that another build of the application cannot read: a quarter of an hour, five seconds
 * between two tries. An update is over by then.
 */
const MOST_TRIES = 180;

/**
 * Sends the outbox to the server: in order, one batch at a time, and with the same ids after a failure. A command
 * leaves the outbox only when the server has answered for it, so nothing is lost and nothing is done twice
 * (docs/without-network.md#offline).
 */
export function startExchange(
  outbox: Outbox,
  post: (commands: readonly Command[]) => Promise<SendAnswer>,
  callbacks: ExchangeCallbacks,
  after: RunAfter = thisBrowser.after,
): Exchange {
  let sending = false;
  let again = false;
  let stopped = false;
  let failures = 0;
  const tries = new Map<string, number>();
  let unplan: (() => void) | undefined;

  const send = (): void => {
    unplan?.();
    again = sending;
    if (sending) return;
    sending = true;
    const over = (): void => {
      sending = false;
      // A command was added after the running request had found the outbox empty.
      if (again) send();
    };
    void empty().then(over, () => {
      // A failing outbox is treated as a missing network: what waits there is tried again.
      later("unreachable");
      over();
    });
  };

  const later = (why: "unreachable" | "busy"): void => {
    callbacks.onFailed(why);
    if (!stopped) unplan = after(retryPause((failures += 1)), send);
  };

  /** What depends on these refused commands, and is not leaving the outbox already. */
  async function fallenWith(
    refused: readonly Command[],
    leaving: readonly string[],
    line?: LineState,
  ): Promise<readonly string[]> {
    if (refused.length === 0) return [];
    const waiting = (await outbox.all()).filter(({ id }) => !leaving.includes(id));
    return dependentsOf(refused, waiting, line).map(({ id }) => id);
  }

  /**
   * The answered commands leave the outbox and, in the same write, those that depend on a refused one and the `held`
   * messages of a half-day that was closed: a tablet that stops between two writes would send them later.
   */
  async function answered(answer: AnsweredSend, batch: readonly Command[], held: readonly Command[]): Promise<void> {
    const refused = new Set(answer.results.filter(isNotKept).map(({ id }) => id));
    const isClosed = batch.some(({ id, type }) => type === "close" && isApplied(answer.results, id));
    const withdrawn = isClosed ? held.map(({ id }) => id) : [];
    const leaving = [...answer.results.map(({ id }) => id), ...withdrawn];
    const dropped = await fallenWith(
      batch.filter(({ id }) => refused.has(id)),
      leaving,
      answer.state,
    );
    const onRemoved = callbacks.onAnswered(answer, dropped);
    await outbox.remove([...leaving, ...dropped]);
    onRemoved();
    if (withdrawn.length > 0) callbacks.onWithdrawn?.(withdrawn);
  }

  /** A command that no build reads leaves the outbox in the same way. */
  async function givenUp(command: Command): Promise<void> {
    const dropped = await fallenWith([command], [command.id]);
    await outbox.remove([command.id, ...dropped]);
    callbacks.onNotUnderstood(command, dropped);
  }

  async function empty(): Promise<void> {
    let atOnce = MOST_COMMANDS;
    /** Acts that another build could not read: they wait for the next round, with those that depend on them. */
    let unread: readonly Command[] = [];
    let hasSent = false;
    const nothingLeft = (): void => {
      if (hasSent) callbacks.onEmpty?.();
    };
    for (;;) {
      const waiting = await outbox.all();
      const messages = messagesBeforeClose(waiting);
      if (messages.over.length > 0) {
        await outbox.remove(messages.over.map(({ id }) => id));
        callbacks.onWithdrawn?.(messages.over.map(({ id }) => id));
      }
      const kept = waiting.filter((command) => !messages.over.includes(command) && !messages.held.includes(command));
      const batch = sendableTogether(unread.length > 0 ? notHeldBy(unread, kept) : kept).slice(0, atOnce);
      const [first] = batch;
      if (stopped) return;
      if (!first) return unread.length > 0 ? later("busy") : nothingLeft();
      const answer = onlyIfAnswersBatch(batch, await post(batch));
      switch (answer.kind) {
        case "answered":
          failures = 0;
          atOnce = MOST_COMMANDS;
          hasSent = true;
          await answered(answer, batch, messages.held);
          break;
        case "not-understood":
          // One command that the server cannot read must not hold up the others: send them one by one.
          if (batch.length === 1) await givenUp(first);
          atOnce = 1;
          break;
        case "other-build":
          if (batch.length === 1) {
            tries.set(first.id, (tries.get(first.id) ?? 0) + 1);
            if ((tries.get(first.id) ?? 0) < MOST_TRIES) unread = [...unread, first];
            else await givenUp(first);
          }
          atOnce = 1;
          break;
        case "busy":
        case "unreachable":
          return later(answer.kind);
        case "access-lost":
          callbacks.onAccessLost(answer.why);
          return;
      }
    }
  }

  return { send, stop: () => ((stopped = true), unplan?.()) };
}

const isApplied = (results: readonly CommandResult[], id: string): boolean =>
  results.some((result) => result.id === id && result.outcome !== "refused");

/** The acts of the outbox that depend on none of those which another build could not read. */
function notHeldBy(unread: readonly Command[], kept: readonly Command[]): readonly Command[] {
  const held = new Set([...unread, ...dependentsOf(unread, kept)].map(({ id }) => id));
  return kept.filter(({ id }) => !held.has(id));
}

/**
 * Whether the server keeps nothing of this act. What was done after it counts all the same when it is noted after a
 * close.
 */
const isNotKept = (result: CommandResult): boolean =>
  result.outcome === "refused" && result.refusal !== "noted-after-close";

/**
 * An answer without a result for any command sent counts as unreachable; otherwise the same batch would be sent again
 * without a pause.
 */
const onlyIfAnswersBatch = (batch: readonly Command[], answer: SendAnswer): SendAnswer =>
  answer.kind === "answered" && !answer.results.some(({ id }) => batch.some((command) => command.id === id))
    ? { kind: "unreachable" }
    : answer;
