import type { LiveBoard } from "../../queue/board/board.ts";
import { SECOND } from "../../time/instant.ts";
import { liveBoardToWire } from "../../wire/board.ts";
import { subscribe } from "./hub.ts";

/**
 * A comment this often keeps proxies from closing a quiet stream (docs/api.md#live-stream). A browser hides comments from
 * the page, so an event `beat` goes with it: a page that receives neither knows that the connection is dead.
 */
const COMMENT_EVERY = 15 * SECOND;

/** Chunks that may wait for a slow reader; after them only the newest board is kept. */
const WAITING_AT_MOST = 4;

const bytes = new TextEncoder();

/**
 * The boards of a permanence as Server-Sent Events: the current one first, then each change, until the reader or the
 * server ends it. A reader too slow for every board gets the newest. `ended` is called once the stream has ended, in
 * whatever way; it may be called twice.
 */
export function streamBoard(
  permanenceId: string,
  timeZone: string,
  signal: AbortSignal,
  ended: () => void = () => undefined,
): ReadableStream<Uint8Array> {
  let newest: Uint8Array | undefined;
  let stop = (): void => undefined;
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        const leaving = new AbortController();
        // A reader that reads nothing gets no beat either: nothing piles up until its connection is closed.
        const comment = setInterval(() => {
          if ((controller.desiredSize ?? 0) > 0) controller.enqueue(bytes.encode(":\n\nevent: beat\ndata: 1\n\n"));
        }, COMMENT_EVERY).unref();
        stop = () => {
          clearInterval(comment);
          leaving.abort();
          ended();
        };
        const close = (): void => {
          if (!leaving.signal.aborted) controller.close();
          stop();
        };
        const send = (board: LiveBoard): void => {
          if (leaving.signal.aborted) return;
          const event = eventOf(board, timeZone);
          if ((controller.desiredSize ?? 0) > 0) controller.enqueue(event);
          else newest = event;
        };
        if (signal.aborted) return close();
        signal.addEventListener("abort", close, { once: true });
        controller.enqueue(bytes.encode("retry: 3000\n\n"));
        subscribe(permanenceId, send, close, leaving.signal).catch(close);
      },
      pull(controller) {
        if (newest) controller.enqueue(newest);
        newest = undefined;
      },
      cancel: () => stop(),
    },
    { highWaterMark: WAITING_AT_MOST },
  );
}

/** The bytes of each board, written once and sent to every subscriber. */
const written = new WeakMap<LiveBoard, Uint8Array>();

function eventOf(board: LiveBoard, timeZone: string): Uint8Array {
  const kept = written.get(board);
  if (kept) return kept;
  const event = bytes.encode(
    `event: board\nid: ${board.version}\ndata: ${JSON.stringify(liveBoardToWire(board, timeZone))}\n\n`,
  );
  written.set(board, event);
  return event;
}
