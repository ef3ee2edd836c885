import { randomInt } from "node:crypto";
import type { LiveBoard } from "#lib/queue/board/board.ts";
import { MINUTE, SECOND, type Instant } from "#lib/time/instant.ts";
import { isoInZone } from "#lib/time/zone.ts";
import { liveBoardToWire } from "#lib/wire/queue/board.ts";
import { clock } from "#lib/server/clock.ts";
import { databaseState, onDatabaseChange, type DatabaseState } from "#lib/server/database-watch.ts";
import { subscribe } from "./hub.ts";

/**
 * How often a quiet stream says that the board that was sent is still true, or that nothing is known, in milliseconds
 * (docs/api.md#live-stream). A page that receives neither for longer knows that the connection is dead.
 */
const BEAT_EVERY = 5 * SECOND;

/**
 * Milliseconds after which a browser opens a stream that broke: each reader another, so that they do not come in one
 * moment.
 */
const REOPENED_AFTER = 2 * SECOND;
const SPREAD = 3 * SECOND;

/**
 * Milliseconds after which a stream ends, and those that chance adds: a reader that vanished without a word holds its
 * place no longer. The others come back after `RENEWED_AFTER`, before they call it a loss.
 */
const LIFE = 8 * MINUTE;
const LIFE_SPREAD = 2 * MINUTE;
const RENEWED_AFTER = SECOND;

/** Chunks that may wait for a slow reader; after them only the newest board is kept. */
const WAITING_AT_MOST = 4;

const bytes = new TextEncoder();

/**
 * The boards of a permanence as Server-Sent Events: the current one first, then one after each change. A reader that is
 * too slow for every board gets the newest. The stream ends when the reader leaves or the server stops, and otherwise
 * after 8 to 10 minutes. While the database is lost the reader is told so, and gets no beat until it has a board that
 * was read after the loss. A stream whose end falls into that time goes on for up to 2 minutes more, by chance, so that
 * not all readers come back in the moment of its return. `ended` is called once the stream has ended, in whatever way;
 * it may be called twice.
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
        /** Whether the reader has a board that is true as far as this process knows. */
        let knows = false;
        let lost: Instant | undefined;
        const say = (event: "beat" | "blind", moment: Instant): void => {
          // A reader that reads nothing gets no beat either: nothing piles up until its connection is closed.
          if ((controller.desiredSize ?? 0) > 0)
            controller.enqueue(bytes.encode(`event: ${event}\ndata: ${isoInZone(moment, timeZone)}\n\n`));
        };
        const sayWhatIsKnown = (): void => {
          if (knows) say("beat", clock.now());
          else if (lost !== undefined) say("blind", lost);
        };
        const look = ({ lostSince }: DatabaseState): void => {
          if (lostSince === undefined || (!knows && lostSince === lost)) return;
          knows = false;
          lost = lostSince;
          sayWhatIsKnown();
        };
        const beat = setInterval(sayWhatIsKnown, BEAT_EVERY).unref();
        const endIn = (milliseconds: number): NodeJS.Timeout =>
          setTimeout(() => {
            if (knows) renew();
            else life = endIn(randomInt(LIFE_SPREAD));
          }, milliseconds).unref();
        let life = endIn(LIFE + randomInt(LIFE_SPREAD));
        const forget = onDatabaseChange(look);
        stop = () => {
          clearInterval(beat);
          clearTimeout(life);
          forget();
          leaving.abort();
          ended();
        };
        const close = (): void => {
          if (!leaving.signal.aborted) controller.close();
          stop();
        };
        const renew = (): void => {
          if (leaving.signal.aborted) return;
          controller.enqueue(bytes.encode(`retry: ${RENEWED_AFTER}\n\n`));
          close();
        };
        const send = (board: LiveBoard): void => {
          if (leaving.signal.aborted) return;
          const event = eventOf(board, timeZone);
          if ((controller.desiredSize ?? 0) > 0) controller.enqueue(event);
          else newest = event;
          knows = true;
          look(databaseState());
        };
        if (signal.aborted) return close();
        signal.addEventListener("abort", close, { once: true });
        controller.enqueue(bytes.encode(`retry: ${REOPENED_AFTER + randomInt(SPREAD)}\n\n`));
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
