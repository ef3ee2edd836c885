import type { Instant } from "#lib/time/instant.ts";
import type { Action, History, Operation, Outcome } from "#tests/endurance/history.ts";

type Asked = Omit<Operation, "ended" | "outcome">;
type Answered = Pick<Operation, "ended" | "outcome">;

/** A history in memory, for the checker of the endurance run: `operations` are those asked so far, in that order. */
export type Recorded = History & { readonly operations: () => readonly Operation[] };

/** An operation without an answer may have happened at any later time: its outcome is unknown. */
export function recorded(): Recorded {
  const asked: Asked[] = [];
  const answers = new Map<string, Answered>();
  return {
    invoked: (id: string, client: number, action: Action, at: Instant) =>
      void asked.push({ id, client, action, began: at }),
    answered: (id: string, outcome: Outcome, at: Instant) => void answers.set(id, { outcome, ended: at }),
    close: () => Promise.resolve(),
    operations: () =>
      asked.map((one) => ({
        ...one,
        ...(answers.get(one.id) ?? { ended: one.began, outcome: { kind: "unknown", why: "never answered" } as const }),
      })),
  };
}
