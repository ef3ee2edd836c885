import { refuse } from "../../result.ts";
import type { Instant } from "../../time/instant.ts";
import { differenceFrom } from "../line/envelope.ts";
import type { LineState } from "../line/line-state.ts";
import { acceptedOnceOver, decisions } from "./acts.ts";
import type { Command, CommandOf, CommandType, Decision } from "./acts.ts";

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
