import { createWriteStream } from "node:fs";
import { readFile } from "node:fs/promises";
import type { Command } from "#lib/queue/acts/acts.ts";
import type { Instant } from "#lib/time/instant.ts";

/** What was asked. `permanence`: the half-day it concerns; for a move, where the appointment shall stand. */
export type Deed =
  | {
      readonly type: "book";
      readonly permanence: string;
      readonly start: Instant;
      readonly minutes: number;
      readonly beside: boolean;
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
  /** `conseiller`: who is signed in; the server sets it in the command. */
  | { readonly type: "command"; readonly permanence: string; readonly command: Command; readonly conseiller: string };

/** What came back. `unknown`: it may have happened or not (a timeout, a reset, a 5xx). */
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
  readonly deed: Deed;
  readonly began: Instant;
  readonly ended: Instant;
  readonly outcome: Outcome;
};

type Line = { readonly id: string; readonly at: Instant } & (
  { readonly client: number; readonly deed: Deed } | { readonly outcome: Outcome }
);

/** Where operations are written down as they are invoked and answered, a JSON line each. */
export type History = {
  readonly invoked: (id: string, client: number, deed: Deed, at: Instant) => void;
  readonly answered: (id: string, outcome: Outcome, at: Instant) => void;
  readonly close: () => Promise<void>;
};

/** Opens a new history in this file. */
export function openHistory(file: string): History {
  const out = createWriteStream(file, { flags: "wx" });
  const write = (line: Line): void => void out.write(`${JSON.stringify(line)}\n`);
  return {
    invoked: (id, client, deed, at) => write({ id, client, deed, at }),
    answered: (id, outcome, at) => write({ id, outcome, at }),
    close: () => new Promise((resolve, reject) => out.on("error", reject).end(() => resolve())),
  };
}

/** Reads a history, in the order of invocation. What was never answered may have happened at any later time. */
export async function readHistory(file: string): Promise<readonly Operation[]> {
  const lines = (await readFile(file, "utf8"))
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Line);
  const answers = new Map(lines.flatMap((line) => ("outcome" in line ? [[line.id, line] as const] : [])));
  return lines.flatMap((line) => {
    if (!("deed" in line)) return [];
    const { outcome = { kind: "unknown", why: "never answered" } as const, at: ended = line.at } =
      answers.get(line.id) ?? {};
    return [{ id: line.id, client: line.client, deed: line.deed, began: line.at, ended, outcome }];
  });
}
