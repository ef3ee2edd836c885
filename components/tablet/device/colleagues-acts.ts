import type { Command } from "#lib/queue/acts/acts.ts";
import type { LineState } from "#lib/queue/line/line-state.ts";
import { untouchedLine } from "#lib/queue/line/untouched-line.ts";
import { instant, type Instant } from "#lib/time/instant.ts";
import type { ActNotice } from "./act-notice.ts";
import { thisBrowser, type RunAfter } from "./browser.ts";
import { startExchange, type AnsweredSend, type Exchange } from "./act-sender.ts";
import { deviceId } from "./ids.ts";
import { applyLineEvent, lineModel } from "./line-model.ts";
import { tellUnsentActs, type SendAnswer, type LineServer } from "./line-server.ts";
import type { KeptCommand, Outbox } from "./outbox.ts";

type Sending = {
  readonly outbox: Outbox;
  /** Everything that the device holds of this half-day, of whomever. */
  readonly held: readonly KeptCommand[];
  /** Who is signed in. */
  readonly me: string;
  readonly post: NonNullable<LineServer["postOfColleague"]>;
  readonly now: () => Instant;
  /**
   * Hears each answer, before these acts leave the outbox: the line, and what is to be told of acts that were not done
   * as they were shown.
   */
  readonly onAnswered: (answer: AnsweredSend, notices: readonly ActNotice[]) => void;
  /** Hears that something left the outbox, or stays in it for now. */
  readonly onTried?: () => void;
  readonly after?: RunAfter;
};

/**
 * Sends the acts that colleagues made on this device for one half-day, as theirs (docs/decisions/whose-acts.md): of
 * each colleague in their order, up to the first that carries no signature. What the server does not take as theirs
 * stays in the outbox. The returned function stops it.
 */
export function sendForColleagues({
  outbox,
  held,
  me,
  post,
  now,
  onAnswered,
  onTried = () => undefined,
  after = thisBrowser.after,
}: Sending): () => void {
  const exchanges = [...Map.groupBy(held, ({ conseiller }) => conseiller)].flatMap(([author, acts]): Exchange[] => {
    if (author === undefined || author === me) return [];
    const theirs: Outbox = {
      ...outbox,
      all: async () => untilUnsigned((await outbox.all()).filter(({ conseiller }) => conseiller === author)),
    };
    const exchange = startExchange(
      theirs,
      async (commands) => withResults(await post(commands as readonly KeptCommand[])),
      {
        onAnswered: (answer, dropped) => {
          const notices = noticesOfAnswer(acts, answer, dropped, now());
          onAnswered(
            answer,
            // Nobody but its author reads what was typed in a report.
            notices.map(({ report: _, ...notice }) => ({ ...notice, ofColleague: true as const })),
          );
          return onTried;
        },
        onFailed: onTried,
        onNotUnderstood: onTried,
        onAccessLost: onTried,
      },
      after,
    );
    exchange.send();
    return [exchange];
  });
  return () => exchanges.forEach(({ stop }) => stop());
}

/** Later acts rest on earlier ones, so none of them is sent past one that has to wait. */
function untilUnsigned(commands: readonly KeptCommand[]): readonly KeptCommand[] {
  const first = commands.findIndex(({ signed }) => !signed);
  return first === -1 ? commands : commands.slice(0, first);
}

/**
 * An answer without a result for any of them: the server does not take them as their author's, and would not the next
 * time.
 */
const withResults = (answer: SendAnswer): SendAnswer =>
  answer.kind === "answered" && answer.results.length === 0 ? { kind: "access-lost", why: "not-allowed" } : answer;

/** The line where who is signed in may not read it: over, and nobody is known of it. */
export const LINE_UNKNOWN: LineState = untouchedLine({
  permanence: "",
  span: { start: instant(0), end: instant(0) },
  plannedDesks: 0,
  status: "closed",
});

/**
 * What is to be told, until it is put aside, of acts that were not done as they had been shown. To a shared tablet
 * whose half-day is over the answer brings no line.
 */
export function noticesOfAnswer(
  acts: readonly KeptCommand[],
  { results, state = LINE_UNKNOWN }: AnsweredSend,
  dropped: readonly string[],
  at: Instant,
): readonly ActNotice[] {
  const shown = acts.filter((command) => command.shown !== undefined);
  const model = { ...lineModel(state, at), waiting: acts, shown };
  const { notices } = applyLineEvent(model, { type: "answered", results, dropped, state, at });
  return notices.map((notice) => ({ ...notice, keep: true, withoutNetwork: true as const }));
}

/**
 * Whose acts a device still holds, and how many for each half-day, beside those of who is signed in. `only`: of a
 * shared tablet the half-day for which its login is alone; what the same person did there for another one it does not
 * send either.
 */
export const heldOfOthers = (
  stored: readonly { readonly permanence: string; readonly command: Command }[],
  me: string,
  only?: string,
): readonly { readonly permanence: string; readonly conseiller: string; readonly acts: number }[] =>
  [
    ...Map.groupBy(
      stored.filter(
        ({ permanence, command }) =>
          command.conseiller !== undefined &&
          (command.conseiller !== me || (only !== undefined && permanence !== only)),
      ),
      ({ permanence, command }) => `${permanence} ${command.conseiller}`,
    ).values(),
  ].map((acts) => ({
    permanence: acts[0]?.permanence ?? "",
    conseiller: acts[0]?.command.conseiller ?? "",
    acts: acts.length,
  }));

const SAID = "permanences.held";

/**
 * Tells the server which acts this device holds that `me`, who is signed in, cannot send, unless it was told the same
 * already.
 */
export async function tellHeld(me: string, held: ReturnType<typeof heldOfOthers>): Promise<void> {
  const { ofDevice } = thisBrowser;
  const now = JSON.stringify(held);
  if ((ofDevice.getItem(SAID) ?? "[]") === now) return;
  if (await tellUnsentActs(me, deviceId(), held)) ofDevice.setItem(SAID, now);
}
