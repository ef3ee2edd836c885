import type { Command } from "#lib/queue/acts/acts.ts";
import type { Instant } from "#lib/time/instant.ts";

/** What a client requests. `permanence`: its half-day; for a move, the one to move to. */
export type Action =
  | {
      readonly type: "book";
      readonly permanence: string;
      readonly start: Instant;
      readonly minutes: number;
      readonly beside: boolean;
      /** Where they are told, three times in four. */
      readonly phone?: string;
      readonly key: string;
    }
  | {
      readonly type: "move";
      readonly permanence: string;
      readonly appointment: string;
      readonly start: Instant;
      readonly key: string;
    }
  | { readonly type: "cancel"; readonly permanence: string; readonly appointment: string }
  | { readonly type: "join"; readonly permanence: string; readonly by: "door" | "staff"; readonly key: string }
  | { readonly type: "leave"; readonly permanence: string; readonly visit: string }
  | { readonly type: "away"; readonly permanence: string; readonly visit: string; readonly minutes: number }
  /** `conseiller`: the account that is signed in; the server adds it to the command. */
  | { readonly type: "command"; readonly permanence: string; readonly command: Command; readonly conseiller: string };

/** The type of an action. */
export const nameOf = (action: Action): string => (action.type === "command" ? action.command.type : action.type);

/** The answer. `unknown`: the action may have happened or not (a timeout, a reset, a 5xx). */
export type ActionOutcome =
  | {
      readonly kind: "ok";
      readonly appointment?: string;
      readonly start?: Instant;
      readonly visit?: string;
      readonly number?: number;
      readonly again?: boolean;
    }
  | { readonly kind: "refused"; readonly code: string }
  | { readonly kind: "unknown"; readonly why: string };

/** One operation: invoked at `began`, answered at `ended` by the instance's clock (milliseconds). */
export type Operation = {
  readonly id: string;
  readonly client: number;
  readonly action: Action;
  readonly began: Instant;
  readonly ended: Instant;
  readonly outcome: ActionOutcome;
};

/**
 * The operations of a run as they are invoked and answered. `operations`: those asked so far, in that order; one
 * without an answer may have happened at any later time. `asked`: all commands that were sent, by their ids;
 * `unanswered`: whether anything that this client has asked was neither answered nor failed.
 */
export type History = {
  readonly invoked: (id: string, client: number, action: Action, at: Instant) => void;
  readonly answered: (id: string, outcome: ActionOutcome, at: Instant) => void;
  readonly operations: () => readonly Operation[];
  readonly asked: () => ReadonlyMap<string, Command>;
  readonly unanswered: (client: number) => boolean;
};

/** A new history. */
export function openHistory(): History {
  const asked: Omit<Operation, "ended" | "outcome">[] = [];
  const answers = new Map<string, Pick<Operation, "ended" | "outcome">>();
  const commands = new Map<string, Command>();
  return {
    invoked: (id, client, action, at) => {
      asked.push({ id, client, action, began: at });
      if (action.type === "command") commands.set(action.command.id, action.command);
    },
    asked: () => commands,
    unanswered: (client) => asked.some((one) => one.client === client && !answers.has(one.id)),
    answered: (id, outcome, at) => void answers.set(id, { outcome, ended: at }),
    operations: () =>
      asked.map((one) => ({
        ...one,
        ...(answers.get(one.id) ?? { ended: one.began, outcome: { kind: "unknown", why: "never answered" } as const }),
      })),
  };
}
