import type { QueueEvent } from "#lib/queue/acts/acts.ts";
import { evolve } from "#lib/queue/acts/decider.ts";
import type { LineState } from "#lib/queue/line/line-state.ts";
import { nextInTurn } from "#lib/queue/order/next-in-turn.ts";
import { instant } from "#lib/time/instant.ts";

/** The columns of an event that are read. */
export type EventRow = {
  readonly type: string;
  readonly data: unknown;
  readonly receivedAt: Date;
  readonly commandId: string;
};

/**
 * Applies the events of a line again from that moment on: whom each call took, and whom the rule would have called
 * then.
 */
export function replayedCalls(
  from: LineState,
  rows: readonly EventRow[],
): readonly { readonly called: string; readonly next: string | undefined }[] {
  let line = from;
  return rows.flatMap(({ type, data, receivedAt, commandId }) => {
    const event = { ...(data as object), type } as QueueEvent;
    const at = instant(receivedAt.getTime());
    const next = nextInTurn(line, at)?.id;
    line = evolve(line, { event, at, command: commandId });
    return event.type === "visit-called" ? [{ called: event.visit, next }] : [];
  });
}
