import { createWriteStream } from "node:fs";
import { readFile } from "node:fs/promises";
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

/** The answer. `unknown`: the action may have happened or not (a timeout, a reset, a 5xx). */
export type Outcome =
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
  readonly outcome: Outcome;
};

type Line = { readonly id: string; readonly at: Instant } & (
  | { readonly client: number; readonly action: Action }
  | { readonly outcome: Outcome }
);

/** A log of operations as they are invoked and answered, one JSON line each. */
export type History = {
  readonly invoked: (id: string, client: number, action: Action, at: Instant) => void;
  readonly answered: (id: string, outcome: Outcome, at: Instant) => void;
  readonly close: () => Promise<void>;
};

/** Opens a new history in this file. */
export function openHistory(file: string): History {
  const out = createWriteStream(file, { flags: "wx" });
  const write = (line: Line): void => void out.write(`${JSON.stringify(line)}\n`);
  return {
    invoked: (id, client, action, at) => write({ id, client, action, at }),
    answered: (id, outcome, at) => write({ id, outcome, at }),
    close: () => new Promise((resolve, reject) => out.on("error", reject).end(() => resolve())),
  };
}

/** Reads a history, in the order of invocation. An operation without an answer may have happened at any later time. */
export async function readHistory(file: string): Promise<readonly Operation[]> {
  const lines = (await readFile(file, "utf8"))
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Line);
  const answers = new Map(lines.flatMap((line) => ("outcome" in line ? [[line.id, line] as const] : [])));
  return lines.flatMap((line) => {
    if (!("action" in line)) return [];
    const { outcome = { kind: "unknown", why: "never answered" } as const, at: ended = line.at } =
      answers.get(line.id) ?? {};
    return [{ id: line.id, client: line.client, action: line.action, began: line.at, ended, outcome }];
  });
}
