import type { Act, Command } from "#lib/queue/acts/acts.ts";
import { decide } from "#lib/queue/acts/decider.ts";
import type { Precondition } from "#lib/queue/line/envelope.ts";
import type { LineState } from "#lib/queue/line/line-state.ts";
import type { Instant } from "#lib/time/instant.ts";
import type { ActSigner } from "./act-keys.ts";
import { noticeOf, type ActNotice } from "./act-notice.ts";
import type { Browser } from "./browser.ts";
import type { TabletClock } from "./clock.ts";
import { sendForColleagues } from "./colleagues-acts.ts";
import { connectionOf, isOutOfReach, type Exchanges } from "./connection.ts";
import { deviceId, newId } from "./ids.ts";
import { keepNotices, readKeptNotices } from "./kept-notices.ts";
import {
  applyLineEvent,
  lineModel,
  once,
  projector,
  withShownNumber,
  type LineEvent,
  type LineModel,
} from "./line-model.ts";
import { followLine } from "./line-reader.ts";
import type { LineServer } from "./line-server.ts";
import { resilientOutbox, type KeptCommand, type Outbox } from "./outbox.ts";
import { ownActs, readOwnCommands, rememberOwnCommands, type OwnActs } from "./act-sender.ts";
import { madeWithoutNetwork, numbersOf } from "./without-network.ts";

export type RequestedAct = Act & { readonly expected?: Precondition };

/** What the screens read: the line with this tablet's own acts applied, and the connection to the server. */
export type LineOnScreen = Pick<
  LineModel,
  "notices" | "waiting" | "ownCommands" | "confirmed" | "device" | "isRead" | "unkept" | "sentLate"
> & {
  readonly state: LineState;
  /**
   * Numbers that were given on this tablet without network and are not sent yet, also those that the line as it is
   * shown leaves out.
   */
  readonly givenHere: readonly number[];
  readonly exchanges: Exchanges;
};

export type LineStore = {
  readonly get: () => LineOnScreen;
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

/** What a tap does to the tablet. */
const OF_TAPS: ReadonlySet<LineEvent["type"]> = new Set(["acted", "refused-here", "notice-dismissed"]);

/**
 * Whether an event changes a screen. With network nothing there depends on this device, nor on whether its storage is
 * read: an empty one is no reason to render a page that was just opened. `isAlone`: the page was opened without
 * network.
 */
function changesScreen(event: LineEvent, isAlone: boolean): boolean {
  switch (event.type) {
    case "opened":
      return isAlone || event.ownCommands.length > 0;
    case "outbox-read":
      return isAlone || event.held.length > 0;
    case "posted":
    case "post-over":
    case "borrowing":
    case "heard":
      return false;
    default:
      return true;
  }
}

/**
 * The line of one permanence on this tablet, with or without network: its one state (line-model.ts), what the screens
 * read of it, what a tap does, and who else changes it (act-sender.ts, line-reader.ts, colleagues-acts.ts).
 */
export function lineStore(parts: Parts): LineStore {
  const { initial, server, clock, browser, me, signer, onConfirmed, unreachableSince } = parts;
  let model: LineModel = {
    ...lineModel(initial, clock.now(), me),
    ...(unreachableSince && { reading: { why: "unreachable", since: unreachableSince } }),
  };
  let line: LineOnScreen | undefined;
  let own: OwnActs | undefined;
  const ofNotices = { permanence: initial.permanence, conseiller: me };
  const listeners = new Set<(isOfTap: boolean) => void>();
  const device = (): string => deviceId(browser);
  const decides = once(decide);
  const projected = projector(decides);
  // What the last answer makes of the tablet is asked before its acts leave the outbox, and again after.
  const applied = once(applyLineEvent);
  const askToKeep = once(() => browser.askToKeep());

  const keepNoticesOf = (event: LineEvent): void => {
    keepNotices(ofNotices, model.notices, applied(model, event).notices, browser.ofDevice);
  };
  const apply = (event: LineEvent): void => {
    const before = model;
    if (event.type !== "notices-read") keepNoticesOf(event);
    model = applied(before, event);
    if (event.type === "read" || event.type === "answered") onConfirmed?.(model.confirmed, clock.now());
    if (model === before) return;
    const isShown = changesScreen(event, unreachableSince !== undefined);
    if (isShown || event.type === "outbox-read") line = undefined;
    if (isShown) for (const listener of listeners) listener(OF_TAPS.has(event.type));
  };
  /** Worked out when somebody looks, which they do not between two of many answers. */
  const get = (): LineOnScreen =>
    (line ??= {
      state: projected(model),
      notices: model.notices,
      waiting: model.waiting,
      ownCommands: model.ownCommands,
      confirmed: model.confirmed,
      device: model.device,
      givenHere: [...model.givenByOthers, ...numbersOf(model.waiting)],
      isRead: model.isRead,
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
    const ids = commands.map(({ id }) => id);
    apply({ type: "acted", commands, ownCommands: rememberOwnCommands(ids, browser) });
    if (refused) apply({ type: "refused-here", notice: refused });
    if (commands.length === 0) return;
    // Kept before anything else, also while what was kept before is still being read.
    own?.keep(commands);
    askToKeep();
  };

  function start(): () => void {
    apply({ type: "opened", device: device(), ownCommands: readOwnCommands(browser), at: clock.now() });
    apply({ type: "notices-read", notices: readKeptNotices(ofNotices, browser.ofDevice) });
    const outbox = resilientOutbox(parts.openOutbox, {
      after: browser.after,
      onKept: (isKept) => apply({ type: "kept", isKept }),
      sign: signer && ((commands) => signer.sign(initial.permanence, commands)),
    });
    const reading = outbox.all();
    const changing = { model: () => model, apply };
    const mine = ownActs({ ...changing, outbox, me, server, clock, browser, keepNoticesOf });
    own = mine;
    const stops = [
      mine.stop,
      followLine({ ...changing, server, clock, browser, signer, own: mine }),
      browser.network.follow(() => apply({ type: "network", isThere: browser.network.isThere() })),
    ];
    let isOver = false;
    void reading.then((held) => {
      if (isOver) return;
      apply({ type: "outbox-read", held });
      mine.send();
      if (!server.postOfColleague) return;
      const stopColleagues = sendForColleagues({
        outbox,
        held,
        me,
        post: server.postOfColleague,
        now: clock.now,
        onAnswered: ({ state }, notices) => apply({ type: "answered-for-colleague", state, notices }),
        after: browser.after,
      });
      stops.push(stopColleagues);
    });
    return () => {
      isOver = true;
      for (const stop of stops) stop();
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
