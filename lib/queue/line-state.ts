import type { PermanenceStatus, NumbersState, Window } from "../schedule/permanence.ts";
import type { Instant } from "../time/instant.ts";
import type { Interval } from "../time/interval.ts";
import type { Visit } from "./visit.ts";

/** A desk somebody has taken. Topics empty: takes all. */
export type Desk = { readonly number: number; readonly conseiller?: string; readonly state: "present" | "break" | "left"; readonly since: Instant; readonly topics: readonly string[] };

/** A booked person who has not arrived. `passedBy`: the standing calls by the rule that took her turn meanwhile. */
export type ExpectedAppointment = {
  readonly id: string; readonly hour: Instant; readonly bookedAt: Instant; readonly minutes: number;
  readonly topic?: string; readonly passedBy: readonly string[];
};

/** An act that can still be taken back: what it changed, as it was. `before` is null when the act gave the number. */
export type Undoable = { readonly command: string; readonly at: Instant; readonly visit: string; readonly before: Visit | null };

/** The line of one permanence: all that `decide` knows. The server and the tablet hold the same. */
export type LineState = {
  readonly permanence: string;
  readonly version: number;
  readonly status: PermanenceStatus;
  readonly numbers: NumbersState;
  readonly span: Interval;
  readonly windows: readonly Window[];
  /** How many desks the permanence is planned with; `desks` are those taken. */
  readonly plannedDesks: number;
  readonly desks: readonly Desk[];
  readonly nextNumber: number;
  /** Standing calls so far, by anybody. */
  readonly calls: number;
  readonly visits: readonly Visit[];
  readonly expected: readonly ExpectedAppointment[];
  /** Acts of the last minute, oldest first. */
  readonly undoable: readonly Undoable[];
  readonly message?: string;
};
