import { accept, refuse, type Result } from "#lib/result.ts";
import type { Instant } from "#lib/time/instant.ts";
import { isAnothers } from "#lib/queue/line/line-state.ts";
import type { SentAct, Stamp } from "#lib/queue/line/envelope.ts";
import { occupantOf, presentDesk, visitOf, withVisit, type LineState } from "#lib/queue/line/line-state.ts";
import { baseOf, inOrder, invalidTransition, isAtDesk, isUncalled } from "#lib/queue/line/visit.ts";
import { passedAt, overtakenBy } from "#lib/queue/order/who-may-pass.ts";
import { nextInTurn } from "#lib/queue/order/next-in-turn.ts";

export type CallNext = { readonly type: "call-next"; readonly desk: number };
/**
 * `withoutNetwork`: called without network, by the rule among those whom this desk may call then
 * (docs/without-network.md#calling-without-network).
 */
export type Call = {
  readonly type: "call";
  readonly visit: string;
  readonly desk: number;
  readonly override?: Override;
  readonly withoutNetwork?: true;
};

/** Why the team calls somebody who is not next. */
export type Override = "urgent" | "child" | "wrong-number" | "skills";

/**
 * A visit was called to a desk.
 * - `by`: `rule` when the desk called whoever is next, `choice` when the team chose this visit.
 * - `override`: the reason that the team gave for its choice.
 * - `withoutNetwork`: the rule was that without network: this visit was next of those whom the desk may call then.
 * - `passes`: the expected appointments whose turn the call took: they would have been next, had they been here.
 * - `overtaken`: the visits in line that were called past, although this person was not on their closed list: by a
 *   choice, or by a call from the hand.
 */
export type VisitCalled = {
  readonly type: "visit-called";
  readonly visit: string;
  readonly desk: number;
  readonly conseiller?: string;
  readonly by: "rule" | "choice";
  readonly override?: Override;
  readonly withoutNetwork?: true;
  readonly passes: readonly string[];
  readonly overtaken: readonly string[];
};

type DeskRefusal = "permanence-not-open" | "line-suspended" | "desk-not-taken" | "not-your-desk" | "desk-busy";
/** `state-changed`: somebody else is next than the sender saw. */
export type CallNextRefusal = DeskRefusal | "queue-empty" | "state-changed";
export type CallRefusal = DeskRefusal | "not-found" | "already-called" | "state-changed";

/**
 * « Appeler »: whoever is next is called to the desk. The sender may name in `expected` the visit that their screen
 * showed as next; refused `state-changed` when somebody else is next now. As for every act, `decide` has compared that
 * visit's state and checked that the half-day is not over.
 */
export function callNext(
  state: LineState,
  command: SentAct<CallNext>,
  now: Instant,
): Result<readonly VisitCalled[], CallNextRefusal> {
  const refusal = whyDeskCannotCall(state, command);
  if (refusal) return refuse(refusal);
  const next = nextInTurn(state, now);
  if (!next) return refuse("queue-empty");
  if (command.expected && "visit" in command.expected && command.expected.visit !== next.id)
    return refuse("state-changed");
  return accept([
    {
      type: "visit-called",
      visit: next.id,
      desk: command.desk,
      ...conseillerAt(state, command.desk),
      by: "rule",
      passes: passedAt(state, now),
      overtaken: [],
    },
  ]);
}

/**
 * The team chooses this visit and calls it to the desk, whoever is next (docs/line.md#priority-and-overrides). `decide`
 * has checked before that the half-day is not over, and that the sender saw the line as it is (`expected`).
 */
export function call(
  state: LineState,
  command: SentAct<Call>,
  now: Instant,
): Result<readonly VisitCalled[], CallRefusal> {
  const visit = visitOf(state, command.visit);
  if (!visit) return refuse("not-found");
  if (!isUncalled(visit)) return refuse(isAtDesk(visit) ? "already-called" : "state-changed");
  const refusal = whyDeskCannotCall(state, command);
  if (refusal) return refuse(refusal);
  // Without network it may be received long after it was done.
  const calledAt = command.withoutNetwork ? command.at : now;
  return accept([
    {
      type: "visit-called",
      visit: visit.id,
      desk: command.desk,
      ...conseillerAt(state, command.desk),
      by: command.withoutNetwork ? "rule" : "choice",
      ...(command.override !== undefined && { override: command.override }),
      ...(command.withoutNetwork && { withoutNetwork: true as const }),
      passes: command.withoutNetwork ? passedAt(state, calledAt) : [],
      overtaken: overtakenBy(state, visit, calledAt).map((other) => other.id),
    },
  ]);
}

function whyDeskCannotCall(
  state: LineState,
  { desk: number, conseiller }: SentAct<Call | CallNext>,
): DeskRefusal | undefined {
  if (state.status !== "open") return "permanence-not-open";
  if (state.suspended) return "line-suspended";
  const desk = presentDesk(state, number);
  if (!desk) return "desk-not-taken";
  if (isAnothers(desk, conseiller)) return "not-your-desk";
  return occupantOf(state, number) ? "desk-busy" : undefined;
}

function conseillerAt(state: LineState, desk: number): { readonly conseiller?: string } {
  const conseiller = presentDesk(state, desk)?.conseiller;
  return conseiller === undefined ? {} : { conseiller };
}

/**
 * The visit is called to the desk, the line counts one more call, and each appointment in `passes` keeps the id of the
 * command that took its turn.
 */
export const visitCalled = (state: LineState, event: VisitCalled, { at, command }: Stamp): LineState => ({
  ...withVisit(state, event.visit, (visit) =>
    isUncalled(visit)
      ? { ...baseOf(visit), state: "called", desk: event.desk, calledAt: inOrder(visit, at) }
      : invalidTransition(visit, "called"),
  ),
  calls: state.calls + 1,
  expected: state.expected.map((expected) =>
    event.passes.includes(expected.id) ? { ...expected, passedBy: [...expected.passedBy, command] } : expected,
  ),
});
