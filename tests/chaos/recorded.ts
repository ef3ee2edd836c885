import type { Command } from "#lib/queue/acts/acts.ts";
import type { Instant } from "#lib/time/instant.ts";
import type { Action, History, Operation, Outcome } from "#tests/endurance/history.ts";

type Asked = Omit<Operation, "ended" | "outcome">;
type Answered = Pick<Operation, "ended" | "outcome">;

/**
 * A history in memory, for the checker of the endurance run: `operations` are those asked so far, in that order. `asked`: all commands that
 * were sent, by their ids; `unanswered`: whether anything that this client has asked was neither answered nor failed.
 */
export type Recorded = History & {
  readonly operations: () => readonly Operation[];
  readonly asked: () => ReadonlyMap<string, Command>;
  readonly unanswered: (client: number) => boolean;
};

/** An operation without an answer may have happened at any later time: its outcome is unknown. */
export function recorded(): Recorded {
  const asked: Asked[] = [];
  const answers = new Map<string, Answered>();
  const commands = new Map<string, Command>();
  return {
    invoked: (id: string, client: number, action: Action, at: Instant) => {
      asked.push({ id, client, action, began: at });
      if (action.type === "command") commands.set(action.command.id, action.command);
    },
    asked: () => commands,
    unanswered: (client) => asked.some((one) => one.client === client && !answers.has(one.id)),
    answered: (id: string, outcome: Outcome, at: Instant) => void answers.set(id, { outcome, ended: at }),
    close: () => Promise.resolve(),
    operations: () =>
      asked.map((one) => ({
        ...one,
        ...(answers.get(one.id) ?? { ended: one.began, outcome: { kind: "unknown", why: "never answered" } as const }),
      })),
  };
}
