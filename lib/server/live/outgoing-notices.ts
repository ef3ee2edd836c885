import { logUnexpected } from "../log.ts";
import type { BoardChange } from "../queue/kept-boards.ts";
import type { LineChange } from "../queue/line-changes.ts";
import { handedBoardToNotice } from "./handed-board.ts";
import type { Notice } from "./listener.ts";
import { processId } from "./process-order.ts";

/** What waits to be sent about one line: that it was changed, its newest board, or both. */
type AboutLine = { readonly change?: LineChange; readonly board?: BoardChange };

/** `send`: sends notices in one statement; undefined while this process does not listen, and then nothing is gathered. */
type Outgoing = {
  readonly lines: Map<string, AboutLine>;
  clockWasSet: boolean;
  send: ((notices: readonly Notice[]) => Promise<void>) | undefined;
  sending: Promise<void> | undefined;
};

/** Kept on the process, since a bundler may load this file more than once. */
const outgoing: Outgoing = ((globalThis as { outgoingNotices?: Outgoing }).outgoingNotices ??= {
  lines: new Map(),
  clockWasSet: false,
  send: undefined,
  sending: undefined,
});

/** How long notices are gathered, in milliseconds, before they leave together. */
const GATHERED_FOR = 10;

/** How often the notice of the clock is tried again, and after how many milliseconds: in these five seconds a lost connection was made again. */
const TRIES = 25;
const BETWEEN_TRIES = 200;

/** About how many lines one statement tells: a board takes up to 8 kB. */
const TOGETHER = 64;

/** From now on what is gathered leaves through `send`, after the commits, in one statement for all that came within 10 ms. */
export const sendNoticesThrough = (send: NonNullable<Outgoing["send"]>): void => void (outgoing.send = send);

/** Sends what was gathered, and gathers nothing more. */
export async function stopSendingNotices(): Promise<void> {
  await outgoing.sending;
  outgoing.send = undefined;
}

/** Other processes are to learn of this change. Of several changes of a line the one of the highest version is sent. */
export function sendChange(change: LineChange): void {
  const waiting = outgoing.lines.get(change.permanence);
  if ((waiting?.change?.version ?? -1) <= change.version) gather(change.permanence, { ...waiting, change });
}

/** Hands this board on to the other processes, instead of an older one of its line that still waits. */
export const sendBoard = (board: BoardChange): void =>
  gather(board.permanence, { ...outgoing.lines.get(board.permanence), board });

/** The clock of a test instance was set: every process is to read it. */
export function sendClockSet(): void {
  if (!outgoing.send) return;
  outgoing.clockWasSet = true;
  outgoing.sending ??= sendAll();
}

function gather(permanence: string, about: AboutLine): void {
  if (!outgoing.send) return;
  outgoing.lines.set(permanence, about);
  outgoing.sending ??= sendAll();
}

async function sendAll(): Promise<void> {
  let failures = 0;
  try {
    do {
      await new Promise((resolve) => setTimeout(resolve, GATHERED_FOR));
      const notices = take();
      // What fails is not sent again: the other processes find the change when they check the versions of their lines. Only of
      // the clock they learn by nothing else.
      if (notices.length > 0)
        await outgoing.send?.(notices).catch(async () => {
          if ((failures += 1) > TRIES || !notices.some(({ channel }) => channel === "clock")) return;
          outgoing.clockWasSet = true;
          await new Promise((resolve) => setTimeout(resolve, BETWEEN_TRIES));
        });
    } while (outgoing.lines.size > 0 || outgoing.clockWasSet);
  } finally {
    outgoing.sending = undefined;
  }
}

/** Takes the notices of the next statement. A line whose notices cannot be made is logged and left out. */
function take(): readonly Notice[] {
  const lines = [...outgoing.lines].slice(0, TOGETHER);
  for (const [permanence] of lines) outgoing.lines.delete(permanence);
  const notices = lines.flatMap(([, about]) => {
    try {
      return noticesOf(about);
    } catch (error) {
      logUnexpected(error);
      return [];
    }
  });
  if (outgoing.clockWasSet) notices.push({ channel: "clock", payload: "" });
  outgoing.clockWasSet = false;
  return notices;
}

/**
 * The board goes before the notice of its change, which then finds it. A board that follows is announced: the others wait a
 * moment for it instead of computing it (lib/server/live/hub.ts). During an update a process of another build reads these notices, and sends such.
 */
function noticesOf({ change, board }: AboutLine): readonly Notice[] {
  const content = board?.read();
  const handed = board && content && handedBoardToNotice(board.permanence, content, processId());
  const isTooLong = content !== undefined && handed === undefined;
  // A board that was announced and is too long for a notice: the others compute it at once.
  const permanence = change?.permanence ?? (isTooLong && board?.source === "act" ? board.permanence : undefined);
  const isAnnounced = change?.board === "follows" && !isTooLong;
  return [
    ...(handed === undefined ? [] : [{ channel: "board", payload: handed }]),
    ...(isAnnounced ? [{ channel: "announced", payload: `${change.permanence} ${change.version}` }] : []),
    ...(permanence === undefined ? [] : [{ channel: "permanence", payload: permanence }]),
  ];
}
