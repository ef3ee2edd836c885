import type { Act, Command } from "#lib/queue/acts/acts.ts";
import type { Precondition } from "#lib/queue/line/envelope.ts";
import { decide } from "#lib/queue/acts/decide.ts";
import type { LineState } from "#lib/queue/line/line-state.ts";
import { instantOf, SECOND, type Instant } from "#lib/time/instant.ts";
import { connectionOf, isOutOfReach, type Exchanges, type Trouble } from "./connection.ts";
import { every, type Browser } from "./browser.ts";
import type { TabletClock } from "./clock.ts";
import { deviceId, newId } from "./ids.ts";
import { startExchange, type Exchange } from "./exchange.ts";
import {
  applyLineEvent,
  applyLocally,
  projector,
  withShownNumber,
  type LineEvent,
  type LineModel,
} from "./line-model.ts";
import { outboxOf, outboxOfTab, resilientOutbox, withoutShown, type KeptCommand, type Outbox } from "./outbox.ts";
import { inTime } from "./in-time.ts";
import { keepNotices, readKeptNotices } from "./kept-notices.ts";
import { lineReader } from "./line-reader.ts";
import type { Answer, LineServer, Reading } from "./line-server.ts";
import { rememberOwnCommands, readOwnCommands } from "./own-commands.ts";
import { noticeOf, type ActNotice } from "./act-notice.ts";
import { madeWithoutNetwork, numbersOf, wantsNumbers } from "./without-network.ts";

export type RequestedAct = Act & { readonly expected?: Precondition };

/** What the screens read: the line with this tablet's own acts applied, and the connection to the server. */
export type Line = {
  readonly state: LineState;
  readonly notices: readonly ActNotice[];
  /** Commands of this tablet without an answer yet, the oldest first. */
  readonly waiting: readonly Command[];
  readonly ownCommands: readonly string[];
  /** The line of the last exchange, without what was done here since. */
  readonly confirmed: LineState;
  /** This tablet, by the id that its commands name. */
  readonly device: string;
  /** Numbers that colleagues gave on this tablet without network, and that are not sent yet. */
  readonly givenByOthers: readonly number[];
  /** What was kept on this device before the page was opened has been read, as far as the storage answers. */
  readonly isRead: boolean;
  readonly exchanges: Exchanges;
  /** Acts made here are in the memory of this page alone, since the browser's storage refuses them: they are lost if it is closed before they are sent. */
  readonly unkept?: true;
};

export type LineStore = {
  readonly get: () => Line;
  readonly subscribe: (changed: () => void) => () => void;
  /** Follows the server and sends what waits, until the returned function is called. */
  readonly start: () => () => void;
  /**
   * Does the acts of one tap: at once on this screen, then on the server. What the core rule refuses here is not sent;
   * a notice says why.
   */
  readonly act: (...requested: readonly RequestedAct[]) => void;
  readonly dismissNotice: (notice: ActNotice) => void;
} & Pick<LineServer, "find" | "arrive">;

export type Parts = {
  readonly initial: LineState;
  readonly server: LineServer;
  /** Opens the storage of unsent commands. It may fail: memory then takes its place. */
  readonly openOutbox: () => Promise<Outbox>;
  readonly clock: TabletClock;
  readonly browser: Browser;
  /**
   * The signed-in conseiller: the core rule checks whose desk it is, as on the server, and only their commands are
   * sent.
   */
  readonly me: string;
  /** Hears the line of the server, each time it is given. */
  readonly onConfirmed?: ((state: LineState, at: Instant) => void) | undefined;
  /** Since when the server has not answered, where the page itself was opened without it. */
  readonly unreachableSince?: Instant | undefined;
};

/**
 * Reading the line is also the tablet's heartbeat: after 3 minutes without one, the room's screen says that the line is
 * not up to date (docs/line.md#offline).
 */
const HEARTBEAT_EVERY = 60 * SECOND;

/** Milliseconds that a reading waits to learn whether acts are kept here: some browsers' storage hangs after a sleep. */
const STORAGE_TIMEOUT = 0.5 * SECOND;

/** The line of one permanence on this tablet, with or without network. */
export function lineStore({
  initial,
  server,
  openOutbox,
  clock,
  browser,
  me,
  onConfirmed,
  unreachableSince,
}: Parts): LineStore {
  const begun: Exchanges = unreachableSince ? { reading: { why: "unreachable", since: unreachableSince } } : {};
  let model: LineModel = { confirmed: initial, waiting: [], notices: [], shown: [], me, ...begun };
  const device = (): string => deviceId(browser);
  let line: Line = {
    state: initial,
    confirmed: initial,
    device: "",
    givenByOthers: [],
    isRead: false,
    notices: [],
    waiting: [],
    ownCommands: [],
    exchanges: begun,
  };
  const ofNotices = { permanence: initial.permanence, conseiller: me };
  let kept: Outbox | undefined;
  let sending: Promise<Exchange> | undefined;
  const listeners = new Set<() => void>();

  const projected = projector();
  const apply = (event: LineEvent): void => {
    const { notices } = model;
    model = applyLineEvent(model, event);
    if (event.type === "read" || event.type === "answered") onConfirmed?.(model.confirmed, clock.now());
    if (event.type !== "notices-read") keepNotices(ofNotices, notices, model.notices, browser.ofDevice);
    line = {
      state: projected(model),
      notices: model.notices,
      waiting: model.waiting,
      ownCommands: line.ownCommands,
      confirmed: model.confirmed,
      device: line.device,
      givenByOthers: line.givenByOthers,
      isRead: line.isRead,
      exchanges: model,
      ...(model.unkept && { unkept: true }),
    };
    for (const listener of listeners) listener();
  };

  const act = (...requested: readonly RequestedAct[]): void => {
    const at = clock.now();
    const commands: KeptCommand[] = [];
    let refused: ActNotice | undefined;
    let projection = line.state;
    const isCut = isOutOfReach(
      connectionOf(
        model,
        model.waiting.map((command) => command.at),
        at,
      ),
    );
    for (const asked of requested) {
      const request = isCut
        ? madeWithoutNetwork(asked, { line: projection, device: device(), givenByOthers: line.givenByOthers }, at)
        : asked;
      const command: Command = { ...request, id: newId(at, browser), at, device: device(), conseiller: me };
      const decided = decide(projection, command, at);
      if (!decided.ok) refused = noticeOf(command, decided.refusal, projection);
      if (refused) break;
      projection = applyLocally(projection, command);
      commands.push(withShownNumber(command, projection));
    }
    line = {
      ...line,
      ownCommands: rememberOwnCommands(
        commands.map(({ id }) => id),
        browser.ofTab,
      ),
    };
    apply({ type: "acted", commands });
    if (refused) apply({ type: "refused-here", notice: refused });
    // Kept before anything else, also while what was kept before is still being read.
    if (commands.length > 0) void kept?.add(commands).then(() => sending?.then(({ send }) => send()));
  };

  const sendingFailed = (why: Trouble["why"]): void =>
    apply({ type: "sending-failed", trouble: { why, since: clock.now() } });

  const answeredAt = (
    { results, state }: Extract<Answer, { kind: "answered" }>,
    dropped: readonly string[],
  ): LineEvent => ({ type: "answered", results, dropped, state, at: clock.now() });

  function start(): () => void {
    line = { ...line, device: device(), ownCommands: readOwnCommands(browser.ofTab) };
    apply({ type: "notices-read", notices: readKeptNotices(ofNotices, browser.ofDevice) });
    let isFollowed = true;
    const ofDevice = resilientOutbox(openOutbox, {
      after: browser.after,
      onKept: (isKept) => apply({ type: "kept", isKept }),
    });
    const outbox = outboxOf(ofDevice, me);
    kept = outbox;
    // Also of acts made in another tab. What the storage does not tell, or not in time, is not claimed.
    const hasSentAll = async (): Promise<boolean> => {
      const stored = await inTime(outbox.stored(), STORAGE_TIMEOUT, browser.after);
      return stored?.length === 0 && model.waiting.length === 0;
    };
    const reader = lineReader(
      { read: async () => server.read((await hasSentAll()) ? device() : undefined) },
      () => model.confirmed.version,
      (read) => {
        apply(eventOf(read, clock.now(), isFollowed));
        if (read.kind === "read") void borrowNumbers();
      },
      browser.after,
    );
    let isBorrowing = false;
    // Only once everything was sent: an answer to an act says that all before it has come (docs/line.md#offline).
    const borrowNumbers = async (): Promise<void> => {
      const by = device();
      // A browser that stores nothing is another device each time, and would be lent numbers again and again.
      if (isBorrowing || by !== device() || !wantsNumbers(model.confirmed, by)) return;
      isBorrowing = true;
      const at = clock.now();
      const state = (await hasSentAll())
        ? await server.borrowNumbers?.({ id: newId(at, browser), at, device: by })
        : undefined;
      isBorrowing = false;
      if (state) apply({ type: "read", state, at: clock.now(), followed: isFollowed });
    };
    sending = ofDevice.all().then((ofEverybody) => {
      const commands = ofEverybody.filter(({ conseiller }) => conseiller === me);
      line = {
        ...line,
        isRead: true,
        givenByOthers: numbersOf(ofEverybody.filter((command) => !commands.includes(command))),
      };
      apply({ type: "outbox-read", commands });
      const ofTab = outboxOfTab(
        outbox,
        () => model.waiting,
        (found) => apply({ type: "outbox-read", commands: found }),
      );
      const exchange = startExchange(
        ofTab,
        (commands) => server.post(commands.map(withoutShown)),
        {
          beforeRemoval: (answer, dropped) =>
            keepNotices(
              ofNotices,
              model.notices,
              applyLineEvent(model, answeredAt(answer, dropped)).notices,
              browser.ofDevice,
            ),
          onAnswered: (answer, dropped) => apply(answeredAt(answer, dropped)),
          onUnreachable: () => sendingFailed("unreachable"),
          onBusy: () => sendingFailed("busy"),
          onNotUnderstood: (command, dropped) => apply({ type: "not-understood", command, dropped }),
          onAccessLost: (why) => apply({ type: "access-lost", why }),
        },
        browser.after,
      );
      exchange.send();
      return exchange;
    });
    const begun = sending;
    const sendOn = (): void => {
      if (model.waiting.length > 0) void begun.then(({ send }) => send());
    };
    let seenAt = clock.now();
    // The server sees the line. The warning disappears at once, or, when the line changed meanwhile, after it was read.
    const seen = (): void => {
      seenAt = clock.now();
      isFollowed = true;
      reader.poll(false);
      const behind = reader.catchUp();
      if (model.reading === undefined && model.following === undefined) return;
      if (!behind) apply({ type: "up-to-date" });
      sendOn();
    };
    const stream = server.follow({
      onOpen: () => (reader.anew(), sendOn()),
      onBeat: (now) => (now !== undefined && clock.follow(now), seen()),
      onVersion: (version, asOf) => (clock.follow(asOf), reader.newVersion(version), seen()),
      onLost: (loss) => {
        isFollowed = false;
        reader.poll(true);
        apply({
          type: "following-lost",
          trouble:
            loss.why === "cut" ? { why: "unreachable", since: seenAt } : { why: "away", since: instantOf(loss.since) },
        });
      },
    });
    const network = (): void => apply({ type: "network", isThere: browser.network.isThere() });
    const ignoreNetwork = browser.network.follow(network);
    const stopHeartbeat = every(browser.after, HEARTBEAT_EVERY, reader.now);
    return () => {
      stopHeartbeat();
      ignoreNetwork();
      stream.close();
      reader.stop();
      void begun.then(({ stop }) => stop());
    };
  }

  return {
    get: () => line,
    subscribe: (changed) => (listeners.add(changed), () => void listeners.delete(changed)),
    start,
    act,
    dismissNotice: (notice) => apply({ type: "notice-dismissed", notice }),
    find: server.find,
    arrive: server.arrive,
  };
}

function eventOf(read: Reading, at: Instant, followed: boolean): LineEvent {
  switch (read.kind) {
    case "read":
      return { type: "read", state: read.state, at, followed };
    case "busy":
    case "unreachable":
      return { type: "reading-failed", trouble: { why: read.kind, since: at } };
    case "access-lost":
      return { type: "access-lost", why: read.why };
  }
}
