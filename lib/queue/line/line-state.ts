import type { PermanenceStatus, NumbersState, Window } from "../../schedule/permanence.ts";
import type { Instant } from "../../time/instant.ts";
import type { Interval } from "../../time/interval.ts";
import { isAtDesk, type AtDesk, type Visit } from "./visit.ts";

/** A desk somebody has taken. Topics empty: takes all. `breakUntil`: when the break is announced to end. */
export type Desk = {
  readonly number: number;
  readonly conseiller?: string;
  readonly state: "present" | "break" | "left";
  readonly since: Instant;
  readonly breakUntil?: Instant;
  readonly topics: readonly string[];
};

/**
 * A booked person who has not arrived. `passedBy`: the standing calls by the rule that took her turn meanwhile.
 * `expectedAt`: she said when she will be here; it changes no turn, only what is announced. `wanted`: the conseiller she asked for; neither does it.
 */
export type ExpectedAppointment = {
  readonly id: string;
  readonly hour: Instant;
  readonly bookedAt: Instant;
  readonly minutes: number;
  readonly topic?: string;
  readonly passedBy: readonly string[];
  readonly expectedAt?: Instant;
  readonly wanted?: string;
};

/** Numbers lent to a device, to give without network: `first` to `last`, both included. */
export type NumberLease = { readonly device: string; readonly first: number; readonly last: number };

/**
 * An act that can still be taken back: what it changed, as it was. `before` is null when the act gave the number.
 * `call`: when the act was a call, which one of the standing calls it is, counted from 1. `heldBy`: who held the desk that
 * the visit had; without, nobody in particular, or the act was written down before this was kept. `arrived`: when the act was a
 * check-in, the appointment that was expected until then.
 */
export type Undoable = {
  readonly command: string;
  readonly at: Instant;
  readonly visit: string;
  readonly before: Visit | null;
  readonly call?: number;
  readonly heldBy?: string;
  readonly arrived?: ExpectedAppointment;
};

/** The visits that the team let somebody past, by the command that did it (« L’équipe a fait passer une personne avant vous. »). */
export type Overtake = { readonly command: string; readonly overtaken: readonly string[] };

/** The line of one permanence: all that `decide` knows. The server and the tablet hold the same. */
export type LineState = {
  readonly permanence: string;
  readonly version: number;
  readonly status: PermanenceStatus;
  readonly numbers: NumbersState;
  /** A fire drill, a power cut: no number and no call meanwhile. */
  readonly suspended: boolean;
  readonly span: Interval;
  readonly windows: readonly Window[];
  /** How many desks the permanence is planned with; `desks` are those taken. */
  readonly plannedDesks: number;
  readonly desks: readonly Desk[];
  readonly nextNumber: number;
  /** Also those used up; void once the half-day is closed. */
  readonly leases: readonly NumberLease[];
  /** Standing calls so far, by anybody. */
  readonly calls: number;
  readonly visits: readonly Visit[];
  readonly expected: readonly ExpectedAppointment[];
  /** Standing overtakes of this half-day. */
  readonly overtakes: readonly Overtake[];
  /** Acts of the last minute, oldest first. */
  readonly undoable: readonly Undoable[];
  readonly message?: string;
};

/** The visit of that id in this line, whatever its state. */
export const visitOf = (state: LineState, id: string): Visit | undefined =>
  state.visits.find((visit) => visit.id === id);

/** Who is called to or sits at this desk. */
export const occupantOf = (state: LineState, desk: number): AtDesk | undefined =>
  state.visits.filter(isAtDesk).find((visit) => visit.desk === desk);

/** The desk of that number with somebody behind it, not on a break. */
export const presentDesk = (state: LineState, number: number): Desk | undefined =>
  state.desks.find((desk) => desk.number === number && desk.state === "present");
