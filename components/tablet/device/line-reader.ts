import { assertNever } from "#lib/result.ts";
import { instantOf, SECOND, type Instant } from "#lib/time/instant.ts";
import type { ActSigner } from "./act-keys.ts";
import { every, thisBrowser, type RunAfter, type Browser } from "./browser.ts";
import type { TabletClock } from "./clock.ts";
import { SLOW_ANSWER } from "./connection.ts";
import { deviceId } from "./ids.ts";
import type { Changing, ReaderEvent } from "./line-model.ts";
import { type LineServer, type ReadAnswer, retryPause } from "./line-server.ts";
import type { OwnActs } from "./act-sender.ts";

/** Milliseconds between two readings while no stream announces changes. */
const POLLED_EVERY = 5 * SECOND;

type LineReader = {
  /** Reads at once, also when a retry was planned. */
  readonly now: () => void;
  /**
   * Reads at once, on a new connection: what a request that is running still brings is not awaited, and failures of
   * before count no more.
   */
  readonly anew: () => void;
  /**
   * The server has this version now: reads the line, unless the copy here is as new, or an answer that is awaited makes
   * it so.
   */
  readonly newVersion: (version: number) => void;
  /**
   * Whether the copy here is known to be out of date; if so it is read in the same way, unless a request is running.
   */
  readonly catchUp: () => boolean;
  /**
   * Whether nothing announces changes: the line is read at once, and then every 5 seconds until it is called with
   * false.
   */
  readonly poll: (isOn: boolean) => void;
  readonly stop: () => void;
};

/**
 * Reads the line from the server, one request at a time; calls during a request cause one more request. A failed
 * request is repeated until one succeeds: a version is announced once, and the next regular read may be a minute away.
 * `version`: of the copy here. `isAnswerAwaited`: whether an act of this tablet is on its way.
 */
export function lineReader(
  server: { readonly read: () => Promise<ReadAnswer>; readonly isAnswerAwaited?: () => boolean },
  version: () => number,
  onReading: (reading: ReadAnswer) => void,
  after: RunAfter = thisBrowser.after,
): LineReader {
  let newest = 0;
  let reading = false;
  let again = false;
  let stopped = false;
  let polling = false;
  let failures = 0;
  let request = 0;
  let unplan: (() => void) | undefined;
  let stopWaiting: (() => void) | undefined;

  const now = (): void => {
    unplan?.();
    again = reading;
    if (reading || stopped) return;
    reading = true;
    request += 1;
    const own = request;
    void server.read().then((read) => {
      // A later request took its place.
      if (own !== request) return;
      reading = false;
      onReading(read);
      const pause = pauseFor(read);
      if (again) now();
      else if (pause !== undefined && !stopped) unplan = after(pause, now);
    });
  };

  const pauseFor = ({ kind }: ReadAnswer): number | undefined => {
    switch (kind) {
      case "busy":
      case "unreachable":
        return retryPause((failures += 1));
      case "read":
        failures = 0;
        return polling ? POLLED_EVERY : undefined;
      // Nothing to retry: the conseiller has to sign in first.
      case "access-lost":
        return void (failures = 0);
      default:
        return assertNever(kind);
    }
  };

  const isBehind = (): boolean => version() < newest;
  const catchUp = (): void => {
    if (!isBehind()) return;
    if (!server.isAnswerAwaited?.()) {
      stopWaiting?.();
      stopWaiting = undefined;
      return now();
    }
    if (stopWaiting) return;
    // What is announced is mostly that act: its answer brings the line, unless it is slow.
    stopWaiting = after(SLOW_ANSWER, () => {
      stopWaiting = undefined;
      if (isBehind()) now();
    });
  };
  return {
    now,
    anew: () => {
      reading = false;
      failures = 0;
      now();
    },
    newVersion: (version) => {
      newest = Math.max(newest, version);
      catchUp();
    },
    catchUp: () => {
      const behind = isBehind();
      if (behind && !reading) catchUp();
      return behind;
    },
    poll: (isOn) => {
      if (isOn && !polling) now();
      // A retry of what failed stays planned.
      if (!isOn && polling && failures === 0) unplan?.();
      polling = isOn;
    },
    stop: () => ((stopped = true), unplan?.(), stopWaiting?.()),
  };
}

/**
 * Reading the line is also the tablet's heartbeat: after 3 minutes without one, the room's screen says that the line is
 * not up to date (docs/without-network.md#offline).
 */
const HEARTBEAT_EVERY = 60 * SECOND;

type Following = Changing<ReaderEvent> & {
  readonly server: LineServer;
  readonly clock: TabletClock;
  readonly browser: Browser;
  readonly signer?: ActSigner | undefined;
  readonly own: OwnActs;
};

/**
 * Follows the line on the server, and has what waits sent once the server is heard again, until the returned function
 * is called.
 */
export function followLine({ server, clock, browser, signer, own, model, apply }: Following): () => void {
  const read = async (): Promise<ReadAnswer> => {
    if (model().waiting.length > 0 || !(await own.hasSentAll())) return server.read(undefined);
    // Only once everything was sent: an answer to an act says that all before it has come
    // (docs/without-network.md#when-an-act-happened).
    const state = await own.borrowNumbers();
    return state ? { kind: "read", state } : server.read(deviceId(browser));
  };
  const reader = lineReader(
    { read, isAnswerAwaited: () => model().posts > 0 },
    () => model().confirmed.version,
    (reading) => {
      apply(eventOf(reading, clock.now()));
      if (reading.kind === "read") void signer?.announce();
    },
    browser.after,
  );
  const sendOn = (): void => {
    if (model().waiting.length > 0) own.send();
  };
  // The server sees the line. The warning disappears at once, or, when the line changed meanwhile, after it was read.
  const heard = (): void => {
    apply({ type: "heard", at: clock.now() });
    reader.poll(false);
    const isBehind = reader.catchUp();
    if (model().reading === undefined && model().following === undefined) return;
    if (!isBehind) apply({ type: "up-to-date" });
    sendOn();
  };
  const stream = server.follow({
    onOpen: () => (reader.anew(), sendOn()),
    onBeat: (now) => (clock.follow(now), heard()),
    onVersion: (version, asOf) => (clock.follow(asOf), reader.newVersion(version), heard()),
    onLost: (loss) => {
      const { heardAt } = model();
      const trouble =
        loss.why === "cut"
          ? ({ why: "unreachable", since: heardAt } as const)
          : ({ why: "away", since: instantOf(loss.since) } as const);
      apply({ type: "following-lost", trouble });
      reader.poll(true);
    },
  });
  const stopHeartbeat = every(browser.after, HEARTBEAT_EVERY, reader.now);
  return () => {
    stopHeartbeat();
    stream.close();
    reader.stop();
  };
}

function eventOf(reading: ReadAnswer, at: Instant): ReaderEvent {
  switch (reading.kind) {
    case "read":
      return { type: "read", state: reading.state, at };
    case "busy":
    case "unreachable":
      return { type: "reading-failed", trouble: { why: reading.kind, since: at } };
    case "access-lost":
      return { type: "access-lost", why: reading.why };
  }
}
