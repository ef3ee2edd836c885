import type { Act, Command } from "#lib/queue/acts/acts.ts";
import type { Precondition } from "#lib/queue/line/envelope.ts";
import type { LineState } from "#lib/queue/line/line-state.ts";
import { instantOf, SECOND, type Instant } from "#lib/time/instant.ts";
import { connectionOf, isOutOfReach, SLOW_ANSWER, type Exchanges, type Trouble } from "./connection.ts";
import { every, type Browser } from "./browser.ts";
import type { TabletClock } from "./clock.ts";
import { deviceId, newId } from "./ids.ts";
import { startExchange, type Exchange } from "./exchange.ts";
import {
  applyLineEvent,
  decidesOnce,
  projector,
  withShownNumber,
  type LineEvent,
  type LineModel,
} from "./line-model.ts";
import { outboxOf, outboxOfTab, resilientOutbox, asSent, type KeptCommand, type Outbox } from "./outbox.ts";
import { inTime } from "./in-time.ts";
import { keepNotices, readKeptNotices } from "./kept-notices.ts";
import { lineReader } from "./line-reader.ts";
import type { Answer, LineServer, Reading } from "./line-server.ts";
import type { ActSigner } from "./act-keys.ts";
import { sendForColleagues } from "./colleagues-acts.ts";
import { rememberOwnCommands, readOwnCommands } from "./own-commands.ts";
import { noticeOf, type ActNotice } from "./act-notice.ts";
import { wantsNumbers } from "#lib/queue/acts/lease-numbers.ts";
import { madeWithoutNetwork, numbersOf } from "./without-network.ts";

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
  /** Numbers that were given on this tablet without network and are not sent yet, also those that the line as it is shown leaves out. */
  readonly givenHere: readonly number[];
  /** What was kept on this device before the page was opened has been read, as far as the storage answers. */
  readonly isRead: boolean;
  readonly exchanges: Exchanges;
  /** Acts made here are in the memory of this page alone, since the browser's storage refuses them: they are lost if it is closed before they are sent. */
  readonly unkept?: true;
  /** How many acts that waited for the server it has taken since; until the next act. */
  readonly sentLate?: number;
};

export type LineStore = {
  readonly get: () => Line;
  /** `isOfTap`: somebody waits for what it shows; otherwise it came by itself, of the server mostly. */
  readonly subscribe: (changed: (isOfTap: boolean) => void) => () => void;
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
  /** Signs the acts that are made here; without it they wait for their author. */
  readonly signer?: ActSigner | undefined;
  /** Hears the line of the server, each time it is given. */
  readonly onConfirmed?: ((state: LineState, at: Instant) => void) | undefined;
  /** Since when the server has not answered, where the page itself was opened without it. */
  readonly unreachableSince?: Instant | undefined;
};

/**
 * Reading the line is also the tablet's heartbeat: after 3 minutes without one, the room's screen says that the line is
 * not up to date (docs/without-network.md#offline).
 */
const HEARTBEAT_EVERY = 60 * SECOND;

/** What a tap does to the tablet. */
const OF_TAPS: ReadonlySet<LineEvent["type"]> = new Set(["acted", "refused-here", "notice-dismissed"]);

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
  signer,
  onConfirmed,
  unreachableSince,
}: Parts): LineStore {
  const begun: Exchanges = unreachableSince ? { reading: { why: "unreachable", since: unreachableSince } } : {};
  let model: LineModel = { confirmed: initial, waiting: [], notices: [], shown: [], me, ...begun };
  const device = (): string => deviceId(browser);
  let [here, isRead, ownCommands]: [string, boolean, readonly string[]] = ["", false, []];
  const ofNotices = { permanence: initial.permanence, conseiller: me };
  let kept: Outbox | undefined;
  let hasAskedToKeep = false;
  let givenByOthers: readonly number[] = [];
  let sending: Promise<Exchange> | undefined;
  /** The same, once it is there. */
  let exchange: Exchange | undefined;
  const listeners = new Set<(isOfTap: boolean) => void>();

  let line: Line | undefined;
  const decides = decidesOnce();
  const projected = projector(decides);
  /** What the last answer to acts makes of the tablet: asked before they leave the outbox, and again after. */
  let foreseen: (Record<"before" | "after", LineModel> & Record<"event", LineEvent>) | undefined;
  const tell = (isOfTap: boolean): void => {
    line = undefined;
    for (const listener of listeners) listener(isOfTap);
  };
  const apply = (event: LineEvent): void => {
    const before = model;
    const { notices } = model;
    const isForeseen = foreseen?.event === event && foreseen.before === model;
    model = isForeseen && foreseen ? foreseen.after : applyLineEvent(model, event);
    if (event.type === "read" || event.type === "answered") onConfirmed?.(model.confirmed, clock.now());
    if (event.type !== "notices-read") keepNotices(ofNotices, notices, model.notices, browser.ofDevice);
    if (model !== before) tell(OF_TAPS.has(event.type));
  };
  /** Worked out when somebody looks, which they do not between two of many answers. */
  const get = (): Line =>
    (line ??= {
      state: projected(model),
      notices: model.notices,
      waiting: model.waiting,
      ownCommands,
      confirmed: model.confirmed,
      device: here,
      givenHere: [...givenByOthers, ...numbersOf(model.waiting)],
      isRead,
      exchanges: model,
      ...(model.unkept && { unkept: true }),
      ...(model.sentLate !== undefined && { sentLate: model.sentLate }),
    });

  const act = (...requested: readonly RequestedAct[]): void => {
    const at = clock.now();
    const commands: KeptCommand[] = [];
    let refused: ActNotice | undefined;
    const { givenHere, state } = get();
    let projection = state;
    const isCut = isOutOfReach(
      connectionOf(
        model,
        model.waiting.map((command) => command.at),
        at,
      ),
    );
    for (const asked of requested) {
      const request = isCut
        ? madeWithoutNetwork(
            asked,
            { line: projection, device: device(), givenHere: [...givenHere, ...numbersOf(commands)] },
            at,
          )
        : asked;
      const command: Command = { ...request, id: newId(at, browser), at, device: device(), conseiller: me };
      const decided = decides(projection, command, at);
      if (!decided.ok) refused = noticeOf(command, decided.refusal, projection);
      if (refused) break;
      projection = projected({ confirmed: model.confirmed, waiting: [...model.waiting, ...commands, command] });
      commands.push(withShownNumber(command, projection));
    }
    ownCommands = rememberOwnCommands(
      commands.map(({ id }) => id),
      browser.ofTab,
    );
    apply({ type: "acted", commands });
    if (refused) apply({ type: "refused-here", notice: refused });
    if (commands.length === 0) return;
    // Kept before anything else, also while what was kept before is still being read.
    void kept?.add(commands).then(() => (exchange ? exchange.send() : sending?.then(({ send }) => send())));
    if (!hasAskedToKeep) browser.askToKeep();
    hasAskedToKeep = true;
  };

  const sendingFailed = (why: Trouble["why"]): void =>
    apply({ type: "sending-failed", trouble: { why, since: clock.now() } });

  const answeredAt = (
    { results, state }: Extract<Answer, { kind: "answered" }>,
    dropped: readonly string[],
  ): LineEvent => ({ type: "answered", results, dropped, state, at: clock.now() });

  function start(): () => void {
    [here, ownCommands] = [device(), readOwnCommands(browser.ofTab)];
    // With network nothing on the screen depends on this device, nor on whether its storage is read: an empty one is no reason to render a page that was just opened.
    const isAlone = unreachableSince !== undefined;
    if (isAlone || ownCommands.length > 0) tell(false);
    apply({ type: "notices-read", notices: readKeptNotices(ofNotices, browser.ofDevice) });
    let [isFollowed, isFollowing] = [true, true];
    const ofDevice = resilientOutbox(openOutbox, {
      after: browser.after,
      onKept: (isKept) => apply({ type: "kept", isKept }),
      sign: signer && ((commands) => signer.sign(initial.permanence, commands)),
    });
    const outbox = outboxOf(ofDevice, me);
    [kept, exchange] = [outbox, undefined];
    // Also of acts made in another tab. What the storage does not tell, or not in time, is not claimed.
    const hasSentAll = async (): Promise<boolean> => {
      const stored = await inTime(outbox.stored(), STORAGE_TIMEOUT, browser.after);
      return stored?.length === 0 && model.waiting.length === 0;
    };
    let sent = 0;
    /** Until the answer has come, which brings the line. */
    const awaited = <Answered>(answer: Promise<Answered>): Promise<Answered> => {
      sent += 1;
      const over = (): void => void (sent -= 1);
      answer.then(over, over);
      return answer;
    };
    let isBorrowing = false;
    /** Has numbers lent, where this tablet wants some: the answer is a reading too. Undefined without one. */
    const borrowNumbers = async (): Promise<Reading | undefined> => {
      const [by, at] = [device(), clock.now()];
      if (!server.borrowNumbers) return undefined;
      isBorrowing = true;
      const answer = awaited(server.borrowNumbers({ id: newId(at, browser), at, device: by }));
      // A slow answer is not awaited: the line is read, and the numbers with it.
      const state = await inTime(answer, SLOW_ANSWER, browser.after);
      isBorrowing = false;
      return state && { kind: "read", state };
    };
    const wantsToBorrow = (): boolean => {
      const by = device();
      // A browser that stores nothing is another device each time, and would be lent numbers again and again.
      return !isBorrowing && by === device() && wantsNumbers(model.confirmed, by);
    };
    const read = async (): Promise<Reading> => {
      if (model.waiting.length > 0 || !(await hasSentAll())) return server.read(undefined);
      // Only once everything was sent: an answer to an act says that all before it has come (docs/without-network.md#offline).
      return (wantsToBorrow() && (await borrowNumbers())) || server.read(device());
    };
    const reader = lineReader(
      { read, isAnswerAwaited: () => sent > 0 },
      () => model.confirmed.version,
      (read) => {
        apply(eventOf(read, clock.now(), isFollowed));
        if (read.kind === "read") void signer?.announce();
      },
      browser.after,
    );
    let stopColleagues = (): void => undefined;
    sending = ofDevice.all().then((ofEverybody) => {
      const commands = ofEverybody.filter(({ conseiller }) => conseiller === me);
      givenByOthers = numbersOf(ofEverybody.filter((command) => !commands.includes(command)));
      isRead = true;
      apply({ type: "outbox-read", commands });
      line = undefined;
      if (isAlone || givenByOthers.length > 0) tell(false);
      const ofTab = outboxOfTab(
        outbox,
        () => model.waiting,
        (found) => apply({ type: "outbox-read", commands: found }),
      );
      const made = startExchange(
        ofTab,
        (commands) => awaited(server.post(commands.map(asSent))),
        {
          beforeRemoval: (answer, dropped) => {
            const event = answeredAt(answer, dropped);
            foreseen = { event, before: model, after: applyLineEvent(model, event) };
            keepNotices(ofNotices, model.notices, foreseen.after.notices, browser.ofDevice);
          },
          onAnswered: (answer, dropped) => apply(foreseen?.event ?? answeredAt(answer, dropped)),
          onWithdrawn: (ids) => apply({ type: "withdrawn", ids }),
          onUnreachable: () => sendingFailed("unreachable"),
          onBusy: () => sendingFailed("busy"),
          onNotUnderstood: (command, dropped) => apply({ type: "not-understood", command, dropped, at: clock.now() }),
          onAccessLost: (why) => apply({ type: "access-lost", why }),
        },
        browser.after,
      );
      // Of a start that another one followed, the exchange is stopped.
      if (begun === sending) exchange = made;
      made.send();
      const { postOfColleague } = server;
      if (postOfColleague && isFollowing)
        stopColleagues = sendForColleagues({
          outbox: ofDevice,
          held: ofEverybody,
          me,
          post: postOfColleague,
          now: clock.now,
          onAnswered: ({ state }, notices) => apply({ type: "answered-for-colleague", state, notices }),
          after: browser.after,
        });
      return made;
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
      onBeat: (now) => (clock.follow(now), seen()),
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
      isFollowing = false;
      stopColleagues();
      stopHeartbeat();
      ignoreNetwork();
      stream.close();
      reader.stop();
      void begun.then(({ stop }) => stop());
    };
  }

  return {
    get,
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
