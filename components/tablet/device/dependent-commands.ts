import { visitNamedIn, type Command, type CommandType } from "#lib/queue/acts/acts.ts";
import { decide } from "#lib/queue/acts/decide.ts";
import { isLateAct, lineBeforeEnd } from "#lib/queue/acts/late-acts.ts";
import type { LineState } from "#lib/queue/line/line-state.ts";
import { SECOND } from "#lib/time/instant.ts";

/** Commands by which somebody is in the line or at this table: later acts about that person depend on them. */
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
 * serving somebody who sits at a colleague's table.
 */
function dependsOn(command: Command, earlier: Command): boolean {
  if (command.at === earlier.at) return true;
  if (command.type === "undo") return command.command === earlier.id;
  const whom = visitNamedIn(command);
  return whom !== undefined && BRINGS_SOMEBODY.has(earlier.type) && visitNamedIn(earlier) === whom;
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
 * The waiting commands that depend, directly or through another dropped command, on one that was refused. `line`: as the
 * server answered it. Help that began after a refused call, and stands by the rule, stays with what followed in it: it was
 * given (docs/line.md#help-that-was-given).
 */
export const dependentsOf = (
  refused: readonly Command[],
  waiting: readonly Command[],
  line?: LineState,
): readonly Command[] =>
  waiting.reduce<readonly Command[]>(
    (dropped, command) =>
      [...refused, ...dropped].some(
        (earlier) =>
          earlier !== command && dependsOn(command, earlier) && !isOfHelpSince(earlier, command, waiting, line),
      )
        ? [...dropped, command]
        : dropped,
    [],
  );

/**
 * A call that the server has not answered for this long is shown as being on this tablet only: who begins to help then
 * has the person before them.
 */
const ALONE_AFTER = 2 * SECOND;

/** The beginning of help by which a refused call of this tablet led to help that stands. */
export const helpSince = (
  call: Command,
  waiting: readonly Command[],
  line: LineState,
): Extract<Command, { type: "start" }> | undefined =>
  call.type === "call" || call.type === "call-next"
    ? waiting
        .filter((command) => command.type === "start")
        .find((start) => start.visit === visitNamedIn(call) && start.at - call.at >= ALONE_AFTER && stands(line, start))
    : undefined;

/** Whether help stands that began then, also before the line ended automatically. */
const stands = (line: LineState, start: Command): boolean =>
  decide(isLateAct(line, start, start.at) ? lineBeforeEnd(line, []) : line, start, start.at).ok;

/** Whether the command begins the help that followed the refused call, or belongs to it. */
function isOfHelpSince(
  call: Command,
  command: Command,
  waiting: readonly Command[],
  line: LineState | undefined,
): boolean {
  const start = line && helpSince(call, waiting, line);
  return start !== undefined && waiting.indexOf(start) <= waiting.indexOf(command) && command.type !== "undo";
}
