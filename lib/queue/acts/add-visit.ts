import { accept, refuse, type Result } from "#lib/result.ts";
import { takesWalkIns } from "#lib/schedule/walk-in.ts";
import { instant, type Instant } from "#lib/time/instant.ts";
import type { SentAct } from "#lib/queue/line/envelope.ts";
import { newcomer, visitOf, type LineState } from "#lib/queue/line/line-state.ts";
import { baseOf, type Origin } from "#lib/queue/line/visit.ts";
import { overtakenByPriority, passedTurnsAt } from "#lib/queue/order/who-may-pass.ts";
import { noticeBurst, type BurstNoticed } from "./burst.ts";
import { nextNumberAfter, numberFor } from "./lease-numbers.ts";
import { whyNoNumber, type NoNumberRefusal } from "./numbers.ts";

/**
 * `number`: the one that the person has in hand, when it was given without network (`numberFor`). `joinedAt`: when it
 * was given then. `burst`: the server counted this number to a burst; the numbers of it that the line was not told of,
 * this one among them. `byThemselves`: at the door or a kiosk, without the team.
 */
export type AddVisit = {
  readonly type: "add-visit";
  readonly visit: string;
  readonly number?: number;
  readonly topic?: string;
  readonly language?: string;
  readonly priority?: boolean;
  readonly card?: number;
  readonly joinedAt?: Instant;
  readonly toFetch?: boolean;
  readonly burst?: readonly string[];
  readonly byThemselves?: true;
};

/**
 * A visit begins, by `add-visit` or `check-in`. `overtaken`: the visits that it comes in front of by its priority.
 * `passedTurns`: the appointments that had lost their turn at that moment, which are not on the list of this number;
 * missing when there are none. `receivedAt`: when a number came that was given without network before.
 */
export type VisitJoined = {
  readonly type: "visit-joined";
  readonly visit: string;
  readonly number: number;
  readonly origin: Origin;
  readonly joinedAt: Instant;
  readonly priority: boolean;
  readonly topic?: string;
  readonly language?: string;
  readonly card?: number;
  readonly toFetch?: true;
  readonly overtaken: readonly string[];
  readonly passedTurns?: readonly string[];
  readonly receivedAt?: Instant;
};

/** `already-here`: this visit exists. `ask-the-team`: the team alone gives numbers. */
export type AddVisitRefusal = NoNumberRefusal | "ask-the-team" | "already-here" | "outside-window";

/**
 * A person at the door gets the next number, or has one that was given without network: they have it in hand, also when
 * numbers were stopped or the line suspended meanwhile. `joinedAt` is never in the future.
 */
export function addVisit(
  state: LineState,
  command: SentAct<AddVisit>,
  now: Instant,
): Result<readonly (VisitJoined | BurstNoticed)[], AddVisitRefusal> {
  const refusal = command.number === undefined ? whyNoNumber(state) : undefined;
  if (refusal) return refuse(refusal);
  if (command.byThemselves && state.numbersByTeam) return refuse("ask-the-team");
  if (visitOf(state, command.visit)) return refuse("already-here");
  const number = numberFor(state, command.device, command.number);
  const joinedAt = joinedAtOf(command, now);
  if (!takesWalkIns(state, joinedAt)) return refuse("outside-window");
  const { topic, language, card, toFetch, priority = false } = command;
  return accept([
    {
      type: "visit-joined",
      visit: command.visit,
      number,
      origin: { kind: "walk-in" },
      joinedAt,
      priority,
      ...(topic !== undefined && { topic }),
      ...(language !== undefined && { language }),
      ...(card !== undefined && { card }),
      ...(toFetch && { toFetch }),
      overtaken: priority ? overtakenByPriority(state, newcomer(state, joinedAt)) : [],
      ...passedTurnsAt(state, joinedAt),
      ...(command.number !== undefined && joinedAt < now && { receivedAt: now }),
    },
    ...noticeBurst(state, command.visit, command.burst),
  ]);
}

/** A number that is no moment counts as absent. */
export const joinedAtOf = ({ joinedAt = NaN as Instant }: { readonly joinedAt?: Instant }, now: Instant): Instant =>
  instant(Number.isFinite(joinedAt) ? Math.min(joinedAt, now) : now);

/** The visit waits in line; the appointment of somebody who was checked in is not expected any more. */
export const visitJoined = (state: LineState, event: VisitJoined): LineState => ({
  ...state,
  nextNumber: nextNumberAfter(state, event.number),
  visits: [
    ...state.visits,
    { ...baseOf({ ...event, id: event.visit, missedCalls: 0, awayTimes: 0 }), state: "waiting" as const, back: false },
  ].sort((a, b) => a.number - b.number),
  expected: event.origin.kind === "walk-in" ? state.expected : withoutExpected(state, event.origin.appointment),
});

const withoutExpected = (state: LineState, appointment: string): LineState["expected"] =>
  state.expected.filter(({ id }) => id !== appointment);
