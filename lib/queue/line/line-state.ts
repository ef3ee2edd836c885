import type { PermanenceStatus, NumbersState, Window } from "../../schedule/permanence.ts";
import type { TopicsTaken } from "../../schedule/topic.ts";
import { plusMinutes, SECOND, type Instant } from "../../time/instant.ts";
import type { Interval } from "../../time/interval.ts";
import { isAtDesk, type AtDesk, type Visit, type WaitingVisit } from "./visit.ts";

/** Who sat at a desk until `leftAt`. `freedBy`: as whom somebody else of the team freed it. */
export type FormerSeat = { readonly conseiller: string; readonly leftAt: Instant; readonly freedBy?: Arranger };

/** As whom somebody arranges the desks. */
export type Arranger = "coordination" | "reception";

/** A desk that somebody has taken. `breakUntil`: the announced end of the break. `formerly`: who has left it, each once. */
export type Desk = {
  readonly number: number;
  readonly conseiller?: string;
  readonly state: "present" | "break" | "left";
  readonly since: Instant;
  readonly breakUntil?: Instant;
  readonly topics: TopicsTaken;
  readonly formerly?: readonly FormerSeat[];
};

/**
 * A booked person who has not arrived. `passedBy`: calls (`call-next`, not undone) that were made when it was this
 * person's turn, by the ids of their commands.
 * `expectedAt`: when they said they will come. `wanted`: the conseiller they asked for. Neither of these two changes a turn.
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
  /** At their turn somebody of the team goes to them. */
  readonly toFetch?: true;
};

/** Numbers lent to a device, to be given without network: `first` to `last`, both included. */
export type NumberLease = { readonly device: string; readonly first: number; readonly last: number };

/**
 * An act on a visit that can still be taken back, with the state before it. `at`: when it was done; `receivedAt`: when the
 * server received it, if that was another moment. `before` is null when the act gave the number.
 * `call`: for a call, its place among the calls that were not undone, counted from 1. `arrived`: for a check-in, the
 * appointment that was expected until then. `heldBy`: the conseiller at the visit's desk, if one was named. `closing`: the
 * visit ended with the half-day, which is not taken back. `referred`: the act sent the person on elsewhere, which a visit that was
 * being helped does not show, since it is `done`; `referredTo`: where, as a report may begin with it.
 */
export type Undoable = {
  readonly command: string;
  readonly at: Instant;
  readonly receivedAt?: Instant;
  readonly visit: string;
  readonly before: Visit | null;
  readonly call?: number;
  readonly heldBy?: string;
  readonly arrived?: ExpectedAppointment;
  readonly closing?: true;
  readonly referred?: true;
  readonly referredTo?: string;
};

/** How long an act can be taken back (docs/line.md#undo). */
export const UNDO_WITHIN = 60 * SECOND;

/** Whether an act can still be taken back: within sixty seconds, the sixtieth included. `now`: when it is taken back. */
export const isFresh = (act: { readonly at: Instant }, now: Instant): boolean => now - act.at <= UNDO_WITHIN;

/** Whether the act came within the last minute. What came without network may have been done long before. */
export const cameLately = ({ at, receivedAt = at }: Pick<Undoable, "at" | "receivedAt">, now: Instant): boolean =>
  isFresh({ at: receivedAt }, now);

/**
 * Visits that `command` moved somebody ahead of, although they had not been told so when they got their number
 * (docs/line.md#priority-and-overrides).
 */
export type Overtake = { readonly command: string; readonly overtaken: readonly string[] };

/** The line of one permanence: all that the rules know. The server and the tablet hold the same. */
export type LineState = {
  readonly permanence: string;
  readonly version: number;
  readonly status: PermanenceStatus;
  readonly numbers: NumbersState;
  /** A fire drill, a power cut: meanwhile no number is given and nobody is called. */
  readonly suspended: boolean;
  readonly span: Interval;
  readonly windows: readonly Window[];
  /** How many desks the permanence is planned with; `desks` are those taken. */
  readonly plannedDesks: number;
  readonly desks: readonly Desk[];
  readonly nextNumber: number;
  /** Also those used up. Empty once the permanence is closed. */
  readonly leases: readonly NumberLease[];
  /** How many calls were made and not taken back. */
  readonly calls: number;
  readonly visits: readonly Visit[];
  readonly expected: readonly ExpectedAppointment[];
  /** Overtakes whose command was not taken back. */
  readonly overtakes: readonly Overtake[];
  /** Acts that came in the last minute, in the order in which they came. */
  readonly undoable: readonly Undoable[];
  readonly message?: string;
  /** When a person closed it, while it is closed. */
  readonly closedAt?: Instant;
  /** When it ended automatically, since nobody closed it; its status is then `closed`. Missing when a person closed it. */
  readonly endedAutomaticallyAt?: Instant;
};

/** The visit of that id in this line, whatever its state. */
export const visitOf = (state: LineState, id: string): Visit | undefined =>
  state.visits.find((visit) => visit.id === id);

/** The line with one visit changed. Throws when the visit is not in this line. */
export function withVisit(state: LineState, id: string, transition: (visit: Visit) => Visit): LineState {
  const index = state.visits.findIndex((visit) => visit.id === id);
  const visit = state.visits[index];
  if (!visit) throw new Error("This event belongs to another line: its visit is not here.");
  return { ...state, visits: state.visits.with(index, transition(visit)) };
}

/** The visit of somebody who would take the next number at that moment. */
export const newcomer = (state: LineState, joinedAt: Instant): WaitingVisit => ({
  id: "newcomer",
  number: state.nextNumber,
  origin: { kind: "walk-in" },
  joinedAt,
  priority: false,
  missedCalls: 0,
  awayTimes: 0,
  state: "waiting",
  back: false,
});

/** Who is called to this desk or helped at it. */
export const occupantOf = (state: LineState, desk: number): AtDesk | undefined =>
  state.visits.find((visit): visit is AtDesk => isAtDesk(visit) && visit.desk === desk);

/** The desk of that number when somebody is behind it, not on a break. */
export const presentDesk = (state: LineState, number: number): Desk | undefined =>
  state.desks.find((desk) => desk.number === number && desk.state === "present");

/** Closed, or cancelled: nobody is called any more. */
export const isOver = (state: Pick<LineState, "status">): boolean =>
  state.status === "closed" || state.status === "cancelled";

/** In minutes. A permanence may run over: an hour this far ahead can be announced even at its end. */
const ALWAYS_ANNOUNCEABLE = 60;

/** Whether an announced hour is still to come and belongs to this permanence. False for a number that is no moment. */
export const isStillToCome = ({ span }: Pick<LineState, "span">, hour: Instant, now: Instant): boolean =>
  Number.isInteger(hour) && now < hour && hour <= Math.max(span.end, plusMinutes(now, ALWAYS_ANNOUNCEABLE));
