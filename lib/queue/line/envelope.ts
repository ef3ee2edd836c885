import type { Instant } from "#lib/time/instant.ts";

/** What the sender of a command saw: a visit in a state, or the version of the line. */
export type Precondition = { readonly visit: string; readonly state: string } | { readonly version: number };

/**
 * What every command carries beside its act. `id`: a UUID made by the device. `at`: when the device did it, on the
 * server within what is possible (docs/without-network.md#offline). `conseiller`: who acts; the server sets it from the
 * login and never reads it from the wire.
 */
type Envelope = {
  readonly id: string;
  readonly at: Instant;
  readonly device: string;
  readonly conseiller?: string;
  readonly expected?: Precondition;
};

/** An act as a command brings it. */
export type SentAct<Act> = Envelope & Act;

/**
 * When an event happened, and the id of the command that it came from. `at`: when its device did it. `receivedAt`: when
 * the server received the command, missing where that is the same moment.
 */
export type Stamp = { readonly at: Instant; readonly receivedAt?: Instant; readonly command: string };

/** How the line may differ from what the sender saw. */
export type DifferenceRefusal = "not-found" | "state-changed" | "already-called";
