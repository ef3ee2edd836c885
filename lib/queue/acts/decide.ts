import { refuse } from "../../result.ts";
import type { Instant } from "../../time/instant.ts";
import type { DifferenceRefusal, Precondition } from "../line/envelope.ts";
import { visitOf, type LineState } from "../line/line-state.ts";
import { isAtDesk } from "../line/visit.ts";
import { acceptedOnceOver, decisions, type Command, type CommandOf, type CommandType, type Decision } from "./acts.ts";

/**
 * What a command does to the line, or why not. It changes nothing itself: `evolve` applies what happened. The server and
 * the tablet without network call the same function.
 */
export function decide(state: LineState, command: Command, now: Instant): Decision {
  if (isOverFor(state, command.type)) return refuse("permanence-closed");
  const difference = differenceFrom(command.expected, state);
  return difference ? refuse(difference) : decideAct(command.type, state, command, now);
}

const decideAct = <Type extends CommandType>(
  type: Type,
  state: LineState,
  command: CommandOf<Type>,
  now: Instant,
): Decision => decisions[type](state, command, now);

/** Whether the permanence is over for this act. */
const isOverFor = ({ status }: LineState, act: CommandType): boolean =>
  (status === "closed" || status === "cancelled") && !acceptedOnceOver[act].includes(status);

/**
 * Compares what the sender of a command saw with the line as it is: undefined when it is the same, otherwise the refusal.
 * `already-called`: the sender saw somebody in line whom a desk has called meanwhile; their tablet then names the desk.
 */
function differenceFrom(expected: Precondition | undefined, state: LineState): DifferenceRefusal | undefined {
  if (expected === undefined) return undefined;
  if ("version" in expected) return expected.version === state.version ? undefined : "state-changed";
  const visit = visitOf(state, expected.visit);
  if (!visit) return "not-found";
  if (visit.state === expected.state) return undefined;
  const wasInLine = expected.state === "waiting" || expected.state === "absent";
  return wasInLine && isAtDesk(visit) ? "already-called" : "state-changed";
}
