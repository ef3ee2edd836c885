import type { Command, QueueRefusal } from "#lib/queue/acts/acts.ts";
import { visitOf, type LineState } from "#lib/queue/line/line-state.ts";
import type { Instant } from "#lib/time/instant.ts";
import { visitIdOf } from "./dependent-commands.ts";

/** An act that was not done as it was shown, and why, to be told in a sentence. `keep`: made without network, so it stays until it is read. */
export type ActNotice = {
  readonly command: string;
  readonly at: Instant;
  readonly act: Command["type"];
  readonly why: QueueRefusal | "not-understood" | "renumbered";
  /** The number that was shown, when another one is right. */
  readonly shown?: number;
  readonly number?: number;
  readonly desk?: number;
  /** What was done with her afterwards here fell with it. */
  readonly droppedLaterActs?: true;
  readonly keep: boolean;
};

/** What there is to tell of a refused command, with the number and the table the line knows now. */
export function noticeOf(command: Command, why: ActNotice["why"], state: LineState, keep = false): ActNotice {
  const id = visitIdOf(command);
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
