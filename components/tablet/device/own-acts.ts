import { wantsNumbers } from "#lib/queue/acts/lease-numbers.ts";
import type { LineState } from "#lib/queue/line/line-state.ts";
import { SECOND } from "#lib/time/instant.ts";
import { inTime, type Browser } from "./browser.ts";
import type { TabletClock } from "./clock.ts";
import { SLOW_ANSWER } from "./connection.ts";
import { startExchange } from "./exchange.ts";
import { deviceId, newId } from "./ids.ts";
import type { Changing, SenderEvent } from "./line-model.ts";
import type { LineServer } from "./line-server.ts";
import { asSent, outboxOf, outboxOfTab, type KeptCommand, type ResilientOutbox } from "./outbox.ts";

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

/** Milliseconds that a reading waits to learn whether acts are kept here: some browsers' storage hangs after a sleep. */
const STORAGE_TIMEOUT = 0.5 * SECOND;

/** The sender of the acts of who is signed in. */
export type OwnActs = {
  /** Keeps these acts on this device, and then sends what waits. */
  readonly keep: (commands: readonly KeptCommand[]) => void;
  readonly send: () => void;
  /**
   * Whether the server has answered for every act, also of those made in another tab. What the storage does not tell, or
   * not in time, is not claimed.
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
  const outbox = outboxOf(ofDevice, me);
  const device = (): string => deviceId(browser);
  const posted = <Answer>(answer: Promise<Answer>): Promise<Answer> => {
    apply({ type: "posted" });
    const over = (): void => apply({ type: "post-over" });
    answer.then(over, over);
    return answer;
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
    hasSentAll: async () => {
      const stored = await inTime(outbox.stored(), STORAGE_TIMEOUT, browser.after);
      return stored?.length === 0 && model().waiting.length === 0;
    },
    borrowNumbers: async () => {
      const [by, at] = [device(), clock.now()];
      const { isBorrowing, confirmed } = model();
      // A browser that stores nothing is another device each time, and would be lent numbers again and again.
      if (!server.borrowNumbers || isBorrowing || by !== device() || !wantsNumbers(confirmed, by)) return undefined;
      apply({ type: "borrowing", isOn: true });
      const answer = posted(server.borrowNumbers({ id: newId(at, browser), at, device: by }));
      const line = await inTime(answer, SLOW_ANSWER, browser.after);
      apply({ type: "borrowing", isOn: false });
      return line;
    },
    stop: exchange.stop,
  };
}
