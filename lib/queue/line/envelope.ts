import type { Instant } from "../../time/instant.ts";
import { visitOf, type LineState } from "./line-state.ts";
import { isAtDesk } from "./visit.ts";

/** What the sender of a command saw: a visit in a state, or the version of the line. */
export type Precondition = { readonly visit: string; readonly state: string } | { readonly version: number };

/**
 * What every command carries beside its act. `id`: a UUID made by the device. `at`: when the device says it happened.
 * `conseiller`: who acts; the server sets it from the login and never reads it from the wire.
 */
type Envelope = {
  readonly id: string;
  readonly at: Instant;
  readonly device: string;
  readonly conseiller?: string;
  readonly expected?: Precondition;
};

/** An act as a command brings it. */
export type Sent<Act> = Envelope & Act;

/** When an event happened, and the id of the command that it came from. */
export type Stamp = { readonly at: Instant; readonly command: string };

/** How the line may differ from what the sender saw. */
export type DifferenceRefusal = "not-found" | "state-changed" | "already-called";

/**
 * Why a command is refused whose sender saw another line, or undefined. `already-called`: the sender saw somebody in line
 * whom a desk has called meanwhile; the second tablet then reads to which table.
 */
export function differenceFrom(expected: Precondition | undefined, state: LineState): DifferenceRefusal | undefined {
  if (expected === undefined) return undefined;
  if ("version" in expected) return expected.version === state.version ? undefined : "state-changed";
  const visit = visitOf(state, expected.visit);
  if (!visit) return "not-found";
  if (visit.state === expected.state) return undefined;
  const wasInLine = expected.state === "waiting" || expected.state === "absent";
  return wasInLine && isAtDesk(visit) ? "already-called" : "state-changed";
}
