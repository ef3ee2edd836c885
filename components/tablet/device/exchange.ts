import type { Command } from "#lib/queue/commands.ts";
import type { LineState } from "#lib/queue/line-state.ts";
import type { QueueRefusal } from "#lib/queue/refusal.ts";
import { MOST_COMMANDS } from "#lib/wire/command.ts";
import type { Outbox } from "./outbox.ts";
import { pauseAfter } from "./pause-after.ts";

export type CommandResult = { readonly id: string; readonly outcome: "applied" | "already-applied" | "refused"; readonly refusal?: QueueRefusal };

/** Why the server listens no more to this browser: nobody is signed in, or she may not run this line. */
export type Shut = "signed-out" | "not-allowed";

/** What became of a sending. `busy`: the server answered, and asks to come again; `unreachable`: nothing of ours answered. */
export type Answer =
  | { readonly kind: "answered"; readonly results: readonly CommandResult[]; readonly state: LineState }
  | { readonly kind: "unreachable" | "busy" }
  | { readonly kind: "not-understood" }
  | { readonly kind: "shut"; readonly why: Shut };

export type Exchange = {
  /** Sends what waits, unless a sending is under way; at once, also when a later try was planned. */
  readonly send: () => void;
  readonly stop: () => void;
};

type Ears = {
  /** `fallen`: what is not sent any more, because an act of the same tap before it was refused. */
  readonly onAnswered: (answer: Extract<Answer, { kind: "answered" }>, fallen: readonly string[]) => void;
  readonly onUnreachable: () => void;
  readonly onBusy: () => void;
  readonly onNotUnderstood: (command: Command) => void;
  readonly onShut: (why: Shut) => void;
};

/**
 * Brings the outbox to the server: in order, one batch at a time, again with the same ids after a failure. A command
 * leaves the outbox only when the server has said what became of it, so nothing is lost and nothing is done twice.
 */
export function startExchange(outbox: Outbox, post: (commands: readonly Command[]) => Promise<Answer>, ears: Ears): Exchange {
  let sending = false;
  let again = false;
  let stopped = false;
  let failures = 0;
  let planned: ReturnType<typeof setTimeout> | undefined;

  const send = (): void => {
    clearTimeout(planned);
    again = sending;
    if (sending) return;
    sending = true;
    // An outbox that cannot be asked is as good as no network: what waits there is tried again.
    void empty().catch(() => later(ears.onUnreachable)).finally(() => {
      sending = false;
      // Something was added while the last look found the outbox empty.
      if (again) send();
    });
  };

  const later = (tell: () => void): void => {
    tell();
    if (!stopped) planned = setTimeout(send, pauseAfter((failures += 1)));
  };

  async function empty(): Promise<void> {
    let atOnce = MOST_COMMANDS;
    for (;;) {
      const batch = independent(await outbox.all()).slice(0, atOnce);
      const [first] = batch;
      if (!first || stopped) return;
      const answer = about(batch, await post(batch));
      switch (answer.kind) {
        case "answered": {
          failures = 0;
          atOnce = MOST_COMMANDS;
          const refused = answer.results.filter(({ outcome }) => outcome === "refused").map(({ id }) => id);
          await outbox.remove(answer.results.map(({ id }) => id));
          const fallen = sameTap(await outbox.all(), batch.filter(({ id }) => refused.includes(id)));
          await outbox.remove(fallen);
          ears.onAnswered(answer, fallen);
          break;
        }
        case "not-understood":
          // One command that the server cannot read must not hold up the others: they go one by one.
          if (batch.length === 1) {
            await outbox.remove([first.id]);
            ears.onNotUnderstood(first);
          }
          atOnce = 1;
          break;
        case "busy":
        case "unreachable":
          return later(answer.kind === "busy" ? ears.onBusy : ears.onUnreachable);
        case "shut":
          ears.onShut(answer.why);
          return;
      }
    }
  }

  return { send, stop: () => ((stopped = true), clearTimeout(planned)) };
}

/** An answer that speaks of none of the acts sent is none; without this the same batch would go round without a pause. */
const about = (batch: readonly Command[], answer: Answer): Answer =>
  answer.kind === "answered" && !answer.results.some(({ id }) => batch.some((command) => command.id === id)) ? { kind: "unreachable" } : answer;

/**
 * « Ouvrir et appeler » is one tap and two commands: the second goes only when the first is done, since the server would
 * try it all the same (a refusal stops nothing). Commands of one tap have one time.
 */
const independent = (commands: readonly Command[]): readonly Command[] => {
  const second = commands.findIndex((command, index) => commands.slice(0, index).some(({ at }) => at === command.at));
  return second === -1 ? commands : commands.slice(0, second);
};

const sameTap = (commands: readonly Command[], refused: readonly Command[]): readonly string[] =>
  commands.filter(({ at }) => refused.some((command) => command.at === at)).map(({ id }) => id);
