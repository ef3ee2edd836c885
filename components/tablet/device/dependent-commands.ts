import type { Command, CommandType } from "#lib/queue/acts/acts.ts";

/** The acts by which somebody is here, or at this table: what is done with her later rests on them. */
const BRINGS_SOMEBODY: ReadonlySet<CommandType> = new Set([
  "add-visit",
  "check-in",
  "call-next",
  "call",
  "resume",
  "start",
]);

/** Whom an act is about; a call of the next and a hand-over say it by what they expected. */
export const visitIdOf = (command: Command): string | undefined =>
  "visit" in command
    ? command.visit
    : command.expected && "visit" in command.expected
      ? command.expected.visit
      : undefined;

/**
 * Whether an act makes no sense without an earlier one: it is of the same tap, takes it back, or is about somebody whom that
 * one brought. « Commencer » after a call that was refused would otherwise begin the help of somebody at a colleague's table.
 */
export function dependsOn(command: Command, earlier: Command): boolean {
  if (command.at === earlier.at) return true;
  if (command.type === "undo") return command.command === earlier.id;
  const whom = visitIdOf(command);
  return whom !== undefined && BRINGS_SOMEBODY.has(earlier.type) && visitIdOf(earlier) === whom;
}

/** The acts that go together: the rest waits for an answer to what it rests on, since the server would try it all the same. */
export function sendableTogether(commands: readonly Command[]): readonly Command[] {
  const first = commands.findIndex((command, index) =>
    commands.slice(0, index).some((earlier) => dependsOn(command, earlier)),
  );
  return first === -1 ? commands : commands.slice(0, first);
}

/** What falls with those that were refused, and with what fell. */
export const dependentsOf = (refused: readonly Command[], waiting: readonly Command[]): readonly Command[] =>
  waiting.reduce<readonly Command[]>(
    (dropped, command) =>
      [...refused, ...dropped].some((earlier) => earlier !== command && dependsOn(command, earlier))
        ? [...dropped, command]
        : dropped,
    [],
  );
