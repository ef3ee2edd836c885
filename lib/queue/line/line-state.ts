import type { PermanenceStatus, NumbersState, Window } from "#lib/schedule/permanence.ts";
import type { TopicsTaken } from "#lib/schedule/topic.ts";
import { plusMinutes, SECOND, type Instant } from "#lib/time/instant.ts";
import type { Interval } from "#lib/time/interval.ts";
import { isAtDesk, type AtDesk, type Visit, type WaitingVisit, type PausedVisit } from "./visit.ts";

/** Who sat at a desk until `leftAt`. `freedBy`: as whom somebody else of the team freed it. */
export type FormerSeat = { readonly conseiller: string; readonly leftAt: Instant; readonly freedBy?: Arranger };

/** As whom somebody arranges the desks. */
export type Arranger = "coordination" | "reception";

/**
 * A desk that somebody has taken. `breakUntil`: the announced end of the break. `formerly`: who has left it, each once.
 */
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
 * `expectedAt`: when they said they will come. `wanted`: the conseiller they asked for. Neither of these two changes a
 * turn.
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
 * An act on a visit that can still be taken back, with the state before it. `at`: when it was done; `receivedAt`: when
 * the server received it, if that was another moment. `before` is null when the act gave the number. `call`: for a
 * call, its place among the calls that were not undone, counted from 1. `arrived`: for a check-in, the appointment that
 * was expected until then. `heldBy`: the conseiller at the visit's desk, if one was named. `closing`: the visit ended
 * with the half-day, which is not taken back. `referred`: the act sent the person on elsewhere, which a visit that was
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

/**
 * Whether an act can still be taken back: within sixty seconds, the sixtieth included. `now`: when it is taken back.
 */
export const isFresh = (act: { readonly at: Instant }, now: Instant): boolean => now - act.at <= UNDO_WITHIN;

/** Whether the act came within the last minute. What came without network may have been done long before. */
export const cameLately = ({ at, receivedAt = at }: Pick<Undoable, "at" | "receivedAt">, now: Instant): boolean =>
  isFresh({ at: receivedAt }, now);

/**
 * Visits that `command` moved `visit` ahead of, although they had not been told so when they got their number
 * (docs/line.md#priority-and-overrides). `returned`: it is in line again, by an undo or after a close. By an undo it
 * may be among those itself: then others are before it again.
 */
export type Overtake = {
  readonly command: string;
  readonly visit: string;
  readonly overtaken: readonly string[];
  readonly returned?: true;
};

/** The line of one permanence: all that the rules know. The server and the tablet hold the same. */
export type LineState = {
  readonly permanence: string;
  readonly version: number;
  readonly status: PermanenceStatus;
  readonly numbers: NumbersState;
  /** A fire drill, a power cut: meanwhile no number is given and nobody is called. */
  readonly suspended: boolean;
  /** Present while the team alone gives numbers: door and kiosk send people to it. */
  readonly numbersByTeam?: true;
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
  /**
   * When it ended automatically, since nobody closed it; its status is then `closed`. Missing when a person closed it.
   */
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

/** The desk this conseiller holds, also during a break. Nobody signed in holds none. */
export const deskOf = (state: LineState, conseiller: string | undefined): Desk | undefined =>
  conseiller === undefined
    ? undefined
    : state.desks.find((desk) => desk.conseiller === conseiller && desk.state !== "left");

/** The number of the desk this conseiller holds, as a field of an event; empty without one. */
export function deskFieldOf(state: LineState, conseiller: string | undefined): { readonly desk?: number } {
  const desk = deskOf(state, conseiller);
  return desk ? { desk: desk.number } : {};
}

/**
 * Whether somebody else than this conseiller holds the desk. An act or a desk without a conseiller belongs to the team.
 */
export const isAnothers = (desk: Desk, conseiller: string | undefined): boolean =>
  conseiller !== undefined && desk.conseiller !== undefined && desk.conseiller !== conseiller;

/**
 * Whether the visit is called to, or helped at, a desk that somebody else holds: only that person acts for it
 * (docs/line.md#desks-and-skills). It protects a colleague from an act that a tablet kept and sends late.
 */
export function isAtAnothers(state: LineState, visit: Visit, conseiller: string | undefined): boolean {
  const desk = isAtDesk(visit)
    ? state.desks.find(({ number, state: presence }) => number === visit.desk && presence !== "left")
    : undefined;
  return desk !== undefined && isAnothers(desk, conseiller);
}

/** The desk the visit belongs to: called to it, helped at it, or handed over to it. None for an errand. */
export const deskOfVisit = (visit: Visit): number | undefined =>
  isAtDesk(visit) || (visit.state === "paused" && visit.for === "other-desk") ? visit.desk : undefined;

/** Who holds the desk the visit belongs to, if anybody in particular. Undo compares it with who holds the desk then. */
export function holderFor(state: LineState, visit: Visit | undefined): { readonly heldBy?: string } {
  const number = visit && deskOfVisit(visit);
  const heldBy = state.desks.find((desk) => desk.number === number)?.conseiller;
  return heldBy === undefined ? {} : { heldBy };
}

/** Who comes back to this desk before it calls: first those handed over to it, then those on an errand. */
export const awaitedAt = (state: LineState, desk: number): readonly PausedVisit[] =>
  state.visits
    .filter(isPaused)
    .filter((visit) => visit.desk === desk)
    .sort((a, b) => Number(a.for === "errand") - Number(b.for === "errand") || a.startedAt - b.startedAt);

/** Who was handed over to this desk: the desk takes them before it calls. */
export const handedOverTo = (state: LineState, desk: number): readonly PausedVisit[] =>
  awaitedAt(state, desk).filter((visit) => visit.for === "other-desk");

/** Paused people whose desk is left or on a break: any desk may say that they are back (docs/line.md#histories, 12). */
export const awaitedNowhere = (state: LineState): readonly PausedVisit[] =>
  state.visits.filter(isPaused).filter((visit) => !presentDesk(state, visit.desk));

/** The desk once its person has gone for this permanence. `freedBy`: when somebody else freed it. */
export function deskLeftAt(desk: Desk, at: Instant, freedBy?: Arranger): Desk {
  if (desk.state === "left") return desk;
  const left: Desk = { ...withoutBreak(desk), state: "left", since: at };
  const { conseiller, formerly = [] } = desk;
  if (conseiller === undefined) return left;
  const seat: FormerSeat = { conseiller, leftAt: at, ...(freedBy && { freedBy }) };
  return { ...left, formerly: [...formerly.filter((one) => one.conseiller !== conseiller), seat] };
}

/** The seat at this desk that this conseiller has left, whoever sits there now. */
export const formerSeat = (state: LineState, conseiller: string, desk: number): FormerSeat | undefined =>
  state.desks.find(({ number }) => number === desk)?.formerly?.find((seat) => seat.conseiller === conseiller);

/** The last desk that this conseiller has left, when somebody else freed it and they hold none since. */
export function freedDeskOf(
  state: LineState,
  conseiller: string,
): { readonly desk: number; readonly at: Instant; readonly by: Arranger } | undefined {
  if (deskOf(state, conseiller)) return undefined;
  const [last] = state.desks
    .flatMap(({ number: desk }) => {
      const seat = formerSeat(state, conseiller, desk);
      return seat ? [{ desk, ...seat }] : [];
    })
    .sort((a, b) => b.leftAt - a.leftAt);
  return last?.freedBy && { desk: last.desk, at: last.leftAt, by: last.freedBy };
}

/**
 * Who has helped somebody who is paused: whoever sat at their desk when that help began. Unknown of who was handed
 * over.
 */
export function helperOf(state: LineState, visit: PausedVisit): { readonly conseiller?: string } {
  const desk = visit.for === "errand" ? state.desks.find(({ number }) => number === visit.desk) : undefined;
  const since = desk?.formerly?.filter(({ leftAt }) => leftAt >= visit.startedAt).sort((a, b) => a.leftAt - b.leftAt);
  const conseiller = since?.[0]?.conseiller ?? desk?.conseiller;
  return conseiller === undefined ? {} : { conseiller };
}

/**
 * Whose the help is that was begun for somebody, goes on or has ended: of help whose desk was left, who sat there then.
 * Unknown where nobody is named.
 */
export function whoseHelp(state: LineState, visit: Visit): string | undefined {
  if (visit.state === "done") return visit.conseiller;
  if (visit.state === "paused" && visit.for === "errand") return helperOf(state, visit).conseiller;
  return visit.helped ? visit.helped.conseiller : holderFor(state, visit).heldBy;
}

/** The desk without the announced end of a break. */
export function withoutBreak({ breakUntil: _, ...desk }: Desk): Omit<Desk, "breakUntil"> {
  return desk;
}

const isPaused = (visit: Visit): visit is PausedVisit => visit.state === "paused";
