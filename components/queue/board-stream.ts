import { SECOND } from "#lib/time/instant.ts";

export type BoardStream = { readonly close: () => void };

type BoardStreamCallbacks = {
  /** The data of one board event, as it came. */
  readonly onBoard: (data: string) => void;
  readonly onOpen: () => void;
  /** The server is there, and nothing changed. */
  readonly onBeat?: () => void;
  /** Nothing is heard for more than 5 seconds, or the line is silent: what is shown may be old. */
  readonly onBroken: () => void;
  /** Nothing was said for long: whoever can should ask another way. The stream is opened anew. */
  readonly onSilent?: () => void;
};

/** Shorter gaps are the ordinary breathing of a bad network. */
const BROKEN_AFTER = 5 * SECOND;
/** A refused or ended stream is opened anew after this pause; the browser itself only retries a cut one. */
const REOPEN_AFTER = 3 * SECOND;
/** The server says something (a board or a beat) at least every 15 seconds; a connection cut without a word looks open. */
const SILENT_AFTER = 40 * SECOND;

/** Follows a permanence's live boards until closed, through cuts, sleeps and restarts of the server. */
export function openBoardStream(url: string, callbacks: BoardStreamCallbacks): BoardStream {
  let source: EventSource | undefined;
  const timers: Partial<Record<"broken" | "reopen" | "silent", ReturnType<typeof setTimeout>>> = {};

  const after = (name: keyof typeof timers, pause: number, deed: () => void): void => {
    clearTimeout(timers[name]);
    timers[name] = setTimeout(() => {
      delete timers[name];
      deed();
    }, pause);
  };
  const noBreak = (): void => {
    clearTimeout(timers.broken);
    delete timers.broken;
  };
  const maybeBroken = (): void => {
    if (!timers.broken) after("broken", BROKEN_AFTER, callbacks.onBroken);
  };

  const listenForWord = (): void =>
    after("silent", SILENT_AFTER, () => {
      callbacks.onSilent?.();
      open();
    });

  function open(): void {
    // One that was to be opened later is this one.
    clearTimeout(timers.reopen);
    source?.close();
    const made = new EventSource(url);
    source = made;
    maybeBroken();
    listenForWord();
    made.onopen = () => {
      noBreak();
      callbacks.onOpen();
    };
    made.addEventListener("board", (event: MessageEvent<string>) => {
      noBreak();
      listenForWord();
      callbacks.onBoard(event.data);
    });
    made.addEventListener("beat", () => {
      noBreak();
      listenForWord();
      callbacks.onBeat?.();
    });
    made.onerror = () => {
      maybeBroken();
      if (made.readyState === EventSource.CLOSED) after("reopen", REOPEN_AFTER, open);
    };
  }

  /** A device that was asleep or out of reach: its old connection is not to be trusted, even where it looks open. */
  const back = (): void => open();
  const seen = (): void => {
    if (document.visibilityState === "visible") open();
  };

  window.addEventListener("online", back);
  window.addEventListener("offline", maybeBroken);
  document.addEventListener("visibilitychange", seen);
  open();

  return {
    close: () => {
      window.removeEventListener("online", back);
      window.removeEventListener("offline", maybeBroken);
      document.removeEventListener("visibilitychange", seen);
      for (const timer of Object.values(timers)) clearTimeout(timer);
      source?.close();
    },
  };
}

/** Whether the application answers. Asked before a page is loaded anew: without network the browser would show its own error instead, for ever. */
export const serverAnswers = (): Promise<boolean> =>
  fetch("/healthz", { cache: "no-store" }).then(
    ({ ok }) => ok,
    () => false,
  );
