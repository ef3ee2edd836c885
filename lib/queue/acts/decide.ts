import { never, refuse } from "../../result.ts";
import type { Instant } from "../../time/instant.ts";
import { announce } from "./announce.ts";
import { leaveDesk, returnToDesk, takeBreak } from "./at-my-desk.ts";
import { away } from "./away.ts";
import { call, callNext } from "./call.ts";
import { checkIn } from "./check-in.ts";
import { close } from "./close.ts";
import type { Command } from "../line/commands.ts";
import type { Decision } from "../line/events.ts";
import { differenceFrom } from "../line/expectation.ts";
import { handOver } from "./hand-over.ts";
import { askHelp, noteIncident } from "./incident.ts";
import { addVisit } from "./join.ts";
import { announceLate } from "./late.ts";
import { leaseNumbers } from "./lease.ts";
import { leave } from "./leave.ts";
import type { LineState } from "../line/line-state.ts";
import { giveNumbers, stopNumbers } from "./numbers.ts";
import { open, takeDesk } from "./open.ts";
import { isOverFor } from "../line/over.ts";
import { pause, resume } from "./pause.ts";
import { prioritise } from "./prioritise.ts";
import { refer } from "./refer.ts";
import { report } from "./report.ts";
import { absent, finish, start } from "./serve.ts";
import { resumeLine, suspend } from "./suspend.ts";
import { turnAway } from "./turn-away.ts";
import { undo } from "./undo.ts";

/**
 * What a command does to the line, or why not. It changes nothing itself: `evolve` applies what happened. The server and
 * the tablet without network ask the same function.
 */
export function decide(state: LineState, command: Command, now: Instant): Decision {
  if (isOverFor(state, command.type)) return refuse("permanence-closed");
  const difference = differenceFrom(command.expected, state);
  if (difference) return refuse(difference);
  switch (command.type) {
    case "give-numbers":
      return giveNumbers(state);
    case "stop-numbers":
      return stopNumbers(state);
    case "open":
      return open(state, command);
    case "take-desk":
      return takeDesk(state, command);
    case "add-visit":
      return addVisit(state, command, now);
    case "check-in":
      return checkIn(state, command, now);
    case "prioritise":
      return prioritise(state, command, now);
    case "call-next":
      return callNext(state, command, now);
    case "call":
      return call(state, command, now);
    case "start":
      return start(state, command);
    case "finish":
      return finish(state, command);
    case "absent":
      return absent(state, command);
    case "leave":
      return leave(state, command);
    case "undo":
      return undo(state, command, now);
    case "announce":
      return announce(state, command);
    case "suspend":
      return suspend(state);
    case "resume-line":
      return resumeLine(state);
    case "close":
      return close(state, command);
    case "leave-desk":
      return leaveDesk(state, command);
    case "break":
      return takeBreak(state, command, now);
    case "return":
      return returnToDesk(state, command);
    case "hand-over":
      return handOver(state, command);
    case "late":
      return announceLate(state, command, now);
    case "pause":
      return pause(state, command);
    case "resume":
      return resume(state, command);
    case "away":
      return away(state, command, now);
    case "refer":
      return refer(state, command);
    case "report":
      return report(state, command);
    case "turn-away":
      return turnAway(command);
    case "incident":
      return noteIncident(state, command);
    case "ask-help":
      return askHelp(state, command);
    case "lease-numbers":
      return leaseNumbers(state, command);
    default:
      return never(command);
  }
}
