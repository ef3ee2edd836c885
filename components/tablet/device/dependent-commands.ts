import { visitNamedIn, type Command, type CommandType } from "#lib/queue/acts/acts.ts";
import { decide } from "#lib/queue/acts/decider.ts";
import { isLateAct, lineBeforeEnd } from "#lib/queue/acts/late-acts.ts";
import type { LineState } from "#lib/queue/line/line-state.ts";
import { SECOND } from "#lib/time/instant.ts";

/** Commands by which somebody is in the line or at this desk: later acts about that person depend on them. */
const BRINGS_SOMEBODY: ReadonlySet<CommandType> = new Set([
  "add-visit",
  "check-in",
  "call-next",
  "call",
  "resume",
  "start",
]);

/**
 * Whether a command makes no sense without an earlier one: both come from one tap, the command undoes the earlier one,
 * or the earlier one brought the person it is about. Without this rule « Commencer » after a refused call would start
 * serving somebody who sits at a colleague's desk.
 */
function dependsOn(command: Command, earlier: Command): boolean {
  if (command.at === earlier.at) return true;
  if (command.type === "undo") return command.command === earlier.id;
  const whom = visitNamedIn(command);
  return whom !== undefined && BRINGS_SOMEBODY.has(earlier.type) && visitNamedIn(earlier) === whom;
}

/**
 * Messages to the room that had not been sent when their author closed the half-day: those for whom they were written
 * have gone (docs/without-network.md#offline). `over`: another announcement took their place, so that they are not sent
 * any more. `held`: the last one, which waits for the answer to the close: it falls with a half-day that is closed, and
 * is sent where the close is refused. That a message is taken away is sent all the same.
 */
export function messagesBeforeClose(commands: readonly Command[]): {
  readonly over: readonly Command[];
  readonly held: readonly Command[];
} {
  const close = commands.findLastIndex(({ type }) => type === "close");
  if (close === -1) return { over: [], held: [] };
  const announced = commands.filter((one, index) => one.type === "announce" && index < close);
  const isMessage = (one: Command): boolean => one.type === "announce" && one.message !== "";
  return { over: announced.slice(0, -1).filter(isMessage), held: announced.slice(-1).filter(isMessage) };
}

/**
 * The longest start of the outbox in which no command depends on another. The rest waits for the answers, since the
 * server tries each command of a batch even when an earlier one was refused.
 */
export function sendableTogether(commands: readonly Command[]): readonly Command[] {
  const first = commands.findIndex((command, index) =>
    commands.slice(0, index).some((earlier) => dependsOn(command, earlier)),
  );
  return first === -1 ? commands : commands.slice(0, first);
}

/**
 * The waiting commands that depend, directly or through another dropped command, on one that was refused. `line`: as
 * the server answered it. Help that began after a refused call, and stands by the rule, stays with what followed in it:
 * it was given (docs/without-network.md#help-that-was-given). Of the next person whom the same tap called the server
 * says itself what becomes of their help.
 */
export const dependentsOf = (
  refused: readonly Command[],
  waiting: readonly Command[],
  line?: LineState,
): readonly Command[] =>
  waiting.reduce<readonly Command[]>((dropped, command) => {
    const fallen = [...refused, ...dropped];
    return fallen.some(
      (earlier) =>
        earlier !== command &&
        dependsOn(command, earlier) &&
        !(line && isOfHelpSince(earlier, command, { fallen, waiting, line })) &&
        !(line && isOfNextPerson(earlier, command, waiting)),
    )
      ? [...dropped, command]
      : dropped;
  }, []);

/**
 * A call that the server has not answered for this long is shown as being on this tablet only: who begins to help then
 * has the person before them.
 */
const ALONE_AFTER = 2 * SECOND;

const isCall = ({ type }: Command): boolean => type === "call" || type === "call-next";

/**
 * The beginning of help by which a refused call of this tablet led to help that stands: help that a later call of the
 * same person led to is of that one.
 */
export function helpSince(
  call: Command,
  waiting: readonly Command[],
  line: LineState,
): Extract<Command, { type: "start" }> | undefined {
  if (!isCall(call)) return undefined;
  const ofPerson = waiting.filter((command) => visitNamedIn(command) === visitNamedIn(call));
  const calledAgain = ofPerson.find((command) => isCall(command) && command.at > call.at)?.at ?? Infinity;
  return ofPerson
    .filter((command) => command.type === "start")
    .find((start) => start.at - call.at >= ALONE_AFTER && start.at < calledAgain && stands(line, start));
}

/** Whether help stands that began then, also before the line ended automatically. */
const stands = (line: LineState, start: Command): boolean =>
  decide(isLateAct(line, start, start.at) ? lineBeforeEnd(line, []) : line, start, start.at).ok;

/**
 * Whether the command begins the help that followed a refused call, or belongs to it, and the earlier one is that call,
 * or lies between the two: help that was begun at once, taken back, and begun anew.
 */
function isOfHelpSince(
  earlier: Command,
  command: Command,
  {
    fallen,
    waiting,
    line,
  }: { readonly fallen: readonly Command[]; readonly waiting: readonly Command[]; readonly line: LineState },
): boolean {
  const start = fallen
    .filter((call) => visitNamedIn(call) === visitNamedIn(earlier))
    .flatMap((call) => helpSince(call, waiting, line) ?? [])[0];
  if (start === undefined || command.type === "undo") return false;
  const from = waiting.indexOf(start);
  return waiting.indexOf(earlier) < from && from <= waiting.indexOf(command);
}

/**
 * Of « Terminer et appeler le 15 », the call of the 15 once help has begun with them, or taking them up again: it was
 * given, whatever became of the help before it. What does not stand of it the server refuses, so that it is told of the
 * 15.
 */
function isOfNextPerson(earlier: Command, command: Command, waiting: readonly Command[]): boolean {
  const whom = visitNamedIn(command);
  if (earlier.at !== command.at || visitNamedIn(earlier) === whom) return false;
  if (command.type === "resume") return true;
  if (command.type !== "call" && command.type !== "call-next") return false;
  const since = waiting.slice(waiting.indexOf(command));
  return since.some((start) => start.type === "start" && start.visit === whom);
}
