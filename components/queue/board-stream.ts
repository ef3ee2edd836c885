import { SECOND } from "#lib/time/instant.ts";
import { randomFraction } from "#components/ui/random-fraction.ts";

export type BoardStream = { readonly close: () => void };

/**
 * Why a page knows nothing true any more. `cut`: it receives nothing. `blind`: the server answers, but has not reached
 * its database since that moment (ISO 8601).
 */
export type NewsLoss = { readonly why: "cut" } | { readonly why: "blind"; readonly since: string };

type BoardStreamCallbacks = {
  /** The data of one board event, unparsed. It throws where it cannot read it, as after an update: that is a loss. */
  readonly onBoard: (data: string) => void;
  readonly onOpen: () => void;
  /** The server sees the line, and nothing changed. `now`: its time (ISO 8601). */
  readonly onBeat?: (now: string) => void;
  /**
   * What is shown may be out of date, until the next board or beat. Called again each time the server says that it is
   * blind.
   */
  readonly onLost: (loss: NewsLoss) => void;
};

/** Milliseconds without a connection. Shorter interruptions are normal on a bad network. */
const CUT_AFTER = 5 * SECOND;

/**
 * Milliseconds without board or beat, which come at least every 5 seconds. Nothing older than 15 seconds is shown as
 * true.
 */
const SILENT_AFTER = 13 * SECOND;

/** Milliseconds without any event, after which a connection that looks open is replaced. */
const REPLACED_AFTER = 9 * SECOND;

/** Milliseconds that one attempt may take until its first event. */
const ATTEMPT = 6 * SECOND;

/** Milliseconds after a refusal: at least, and the spread over which the followers of a server that is back come. */
const REOPENED_AFTER = 2 * SECOND;
const SPREAD = 3 * SECOND;

/** Milliseconds that a page has to hear from the server after its device was woken. */
const WOKEN = 2.5 * SECOND;

/**
 * Follows the live boards of a permanence until closed, through failures of network, server and database, for hours,
 * and through sleep (docs/api.md#live-stream). It is back within 10 seconds of the server's return.
 */
export function openBoardStream(url: string, callbacks: BoardStreamCallbacks): BoardStream {
  let source: EventSource | undefined;
  let attempt: ReturnType<typeof setTimeout> | undefined;
  let silence: ReturnType<typeof setTimeout> | undefined;
  /** When the page knows nothing true any more, in milliseconds of the monotonic clock. */
  let lostAt = Infinity;
  let lost: NewsLoss["why"] | undefined;
  /** The last board could not be read: what is shown is older than what the beats speak of. */
  let unread = false;

  const openAfter = (pause: number): void => {
    clearTimeout(attempt);
    attempt = setTimeout(open, pause);
  };

  const lose = (loss: NewsLoss): void => {
    clearTimeout(silence);
    // That nothing comes any more is no news while nothing true was known before.
    if (loss.why === "cut" && lost !== undefined) return;
    lost = loss.why;
    callbacks.onLost(loss);
  };

  /** The page knows nothing true after that many milliseconds, unless it was to be so earlier. */
  const loseAfter = (pause: number): void => {
    const at = performance.now() + pause;
    if (lost !== undefined || at >= lostAt) return;
    lostAt = at;
    clearTimeout(silence);
    silence = setTimeout(() => lose({ why: "cut" }), pause);
  };

  const heardTruth = (): void => {
    lost = undefined;
    lostAt = Infinity;
    loseAfter(SILENT_AFTER);
    openAfter(REPLACED_AFTER);
  };

  function open(): void {
    source?.close();
    const made = new EventSource(url);
    source = made;
    openAfter(ATTEMPT);
    made.onopen = () => {
      openAfter(ATTEMPT);
      callbacks.onOpen();
    };
    made.addEventListener("board", (event: MessageEvent<string>) => {
      try {
        callbacks.onBoard(event.data);
        unread = false;
        heardTruth();
      } catch {
        unread = true;
        openAfter(REPLACED_AFTER);
        lose({ why: "cut" });
      }
    });
    made.addEventListener("beat", (event: MessageEvent<string>) => {
      if (unread) return openAfter(REPLACED_AFTER);
      heardTruth();
      callbacks.onBeat?.(event.data);
    });
    made.addEventListener("blind", (event: MessageEvent<string>) => {
      openAfter(REPLACED_AFTER);
      lose({ why: "blind", since: event.data });
    });
    made.onerror = () => {
      loseAfter(CUT_AFTER);
      // A browser retries a connection that broke, but not one that was refused.
      openAfter(made.readyState === EventSource.CLOSED ? REOPENED_AFTER + randomFraction() * SPREAD : ATTEMPT);
    };
  }

  /** The device slept or was offline: the connection may be dead, and what is shown may be old. */
  const wake = (): void => {
    loseAfter(WOKEN);
    open();
  };
  const wakeWhenVisible = (): void => {
    if (document.visibilityState === "visible") wake();
  };
  const wakeWhenRestored = ({ persisted }: PageTransitionEvent): void => {
    if (persisted) wake();
  };
  const cutOff = (): void => loseAfter(CUT_AFTER);

  window.addEventListener("online", open);
  window.addEventListener("offline", cutOff);
  window.addEventListener("pageshow", wakeWhenRestored);
  document.addEventListener("visibilitychange", wakeWhenVisible);
  loseAfter(CUT_AFTER);
  open();

  return {
    close: () => {
      window.removeEventListener("online", open);
      window.removeEventListener("offline", cutOff);
      window.removeEventListener("pageshow", wakeWhenRestored);
      document.removeEventListener("visibilitychange", wakeWhenVisible);
      clearTimeout(attempt);
      clearTimeout(silence);
      source?.close();
    },
  };
}
