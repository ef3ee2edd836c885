import { SECOND } from "#lib/time/instant.ts";

export type BoardStream = { readonly close: () => void };

type BoardStreamCallbacks = {
  /** The data of one board event, unparsed. */
  readonly onBoard: (data: string) => void;
  readonly onOpen: () => void;
  /** A heartbeat of the server: nothing changed. */
  readonly onBeat?: () => void;
  /** No connection for more than 5 seconds: what is shown may be out of date. */
  readonly onBroken: () => void;
  /** Nothing received for a long time: read the state another way. The stream is opened again. */
  readonly onSilent?: () => void;
};

/** Milliseconds. Shorter interruptions are normal on a bad network. */
const BROKEN_AFTER = 5 * SECOND;
/** Milliseconds before a refused or ended stream is opened again; browsers only retry a broken one. */
const REOPEN_AFTER = 3 * SECOND;
/**
 * Milliseconds. The server sends a board or a heartbeat at least every 15 seconds; a connection that died silently
 * still looks open.
 */
const SILENT_AFTER = 40 * SECOND;

/**
 * Follows the live boards of a permanence until closed, through network failures, sleep and restarts of the server
 * (docs/api.md#live-stream).
 */
export function openBoardStream(url: string, callbacks: BoardStreamCallbacks): BoardStream {
  let source: EventSource | undefined;
  const timers: Partial<Record<"broken" | "reopen" | "silent", ReturnType<typeof setTimeout>>> = {};

  const after = (name: keyof typeof timers, pause: number, action: () => void): void => {
    clearTimeout(timers[name]);
    timers[name] = setTimeout(() => {
      delete timers[name];
      action();
    }, pause);
  };
  const cancelBroken = (): void => {
    clearTimeout(timers.broken);
    delete timers.broken;
  };
  const maybeBroken = (): void => {
    if (!timers.broken) after("broken", BROKEN_AFTER, callbacks.onBroken);
  };

  const restartSilenceTimer = (): void =>
    after("silent", SILENT_AFTER, () => {
      callbacks.onSilent?.();
      open();
    });

  function open(): void {
    // This replaces an opening that was planned for later.
    clearTimeout(timers.reopen);
    source?.close();
    const made = new EventSource(url);
    source = made;
    maybeBroken();
    restartSilenceTimer();
    made.onopen = () => {
      cancelBroken();
      callbacks.onOpen();
    };
    made.addEventListener("board", (event: MessageEvent<string>) => {
      cancelBroken();
      restartSilenceTimer();
      callbacks.onBoard(event.data);
    });
    made.addEventListener("beat", () => {
      cancelBroken();
      restartSilenceTimer();
      callbacks.onBeat?.();
    });
    made.onerror = () => {
      maybeBroken();
      if (made.readyState === EventSource.CLOSED) after("reopen", REOPEN_AFTER, open);
    };
  }

  /** The device slept or was offline: open a new connection, even where the old one looks open. */
  const reopen = (): void => open();
  const reopenWhenVisible = (): void => {
    if (document.visibilityState === "visible") open();
  };

  window.addEventListener("online", reopen);
  window.addEventListener("offline", maybeBroken);
  document.addEventListener("visibilitychange", reopenWhenVisible);
  open();

  return {
    close: () => {
      window.removeEventListener("online", reopen);
      window.removeEventListener("offline", maybeBroken);
      document.removeEventListener("visibilitychange", reopenWhenVisible);
      for (const timer of Object.values(timers)) clearTimeout(timer);
      source?.close();
    },
  };
}

/**
 * Whether the application answers. Asked before a page is loaded again: without network the browser would show its own
 * error page for good.
 */
export const serverAnswers = (): Promise<boolean> =>
  fetch("/healthz", { cache: "no-store" }).then(
    ({ ok }) => ok,
    () => false,
  );
