import { visitNamedIn, type Command, type QueueRefusal } from "#lib/queue/acts/acts.ts";
import { visitOf, type LineState } from "#lib/queue/line/line-state.ts";
import type { SeatElsewhere } from "#lib/queue/reception.ts";
import type { Instant } from "#lib/time/instant.ts";

/**
 * An act that was not done as it was shown, and why. `keep`: the act was made without network, so the notice stays
 * until it is dismissed.
 */
export type ActNotice = {
  readonly command: string;
  readonly at: Instant;
  readonly act: Command["type"];
  /** `help-stands`: help that began without network stands at `desk`; the table `freed` had called the person. */
  readonly why: QueueRefusal | "not-understood" | "renumbered" | "help-stands";
  /** The number that was shown here, when the server gave another one. */
  readonly shown?: number;
  readonly number?: number;
  readonly desk?: number;
  readonly freed?: number;
  /** Where this conseiller sits, when that is why they cannot sit down here. */
  readonly elsewhere?: SeatElsewhere;
  /** Later acts of this tablet about the same person were dropped with it. */
  readonly droppedLaterActs?: true;
  readonly keep: boolean;
};

/** The notice for a refused command, with the number and the table as `state` has them. */
export function noticeOf(command: Command, why: ActNotice["why"], state: LineState, keep = false): ActNotice {
  const id = visitNamedIn(command);
  const visit = id === undefined ? undefined : visitOf(state, id);
  return {
    command: command.id,
    at: command.at,
    act: command.type,
    why,
    keep,
    ...(visit && { number: visit.number }),
    ...(visit && "desk" in visit && { desk: visit.desk }),
  };
}
