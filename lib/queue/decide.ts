import { never, refuse } from "../result.ts";
import type { Instant } from "../time/instant.ts";
import { call, callNext } from "./call.ts";
import { checkIn } from "./check-in.ts";
import type { Command } from "./commands.ts";
import type { Decision } from "./events.ts";
import { differenceFrom } from "./expectation.ts";
import { addVisit } from "./join.ts";
import { leave } from "./leave.ts";
import type { LineState } from "./line-state.ts";
import { giveNumbers, stopNumbers } from "./numbers.ts";
import { open, takeDesk } from "./open.ts";
import { prioritise } from "./prioritise.ts";
import { absent, finish, start } from "./serve.ts";
import { undo } from "./undo.ts";

/**
 * What a command does to the line, or why not. It changes nothing itself: `evolve` applies what happened. The server and
 * the tablet without network ask the same function.
 */
export function decide(state: LineState, command: Command, now: Instant): Decision {
  const difference = differenceFrom(command.expected, state);
  if (difference) return refuse(difference);
  switch (command.type) {
    case "give-numbers": return giveNumbers(state);
    case "stop-numbers": return stopNumbers(state);
    case "open": return open(state, command);
    case "take-desk": return takeDesk(state, command);
    case "add-visit": return addVisit(state, command, now);
    case "check-in": return checkIn(state, command, now);
    case "prioritise": return prioritise(state, command, now);
    case "call-next": return callNext(state, command, now);
    case "call": return call(state, command, now);
    case "start": return start(state, command);
    case "finish": return finish(state, command);
    case "absent": return absent(state, command);
    case "leave": return leave(state, command);
    case "undo": return undo(state, command, now);
    default: return never(command);
  }
}
