import { accept, refuse } from "../result.ts";
import type { Instant } from "../time/instant.ts";
import { passedAt } from "./arrive.ts";
import type { CommandOf } from "./commands.ts";
import type { Decision } from "./events.ts";
import { occupantOf, presentDesk, visitOf, type LineState } from "./line-state.ts";
import { isOver } from "./numbers.ts";
import { nextInTurn } from "./order.ts";
import { overtakenBy } from "./overtake.ts";
import type { QueueRefusal } from "./refusal.ts";
import { isAtDesk, isUncalled } from "./visit.ts";

/** « Appeler »: the desk gets whoever is next. When the sender saw somebody else as next: `state-changed`. */
export function callNext(state: LineState, command: CommandOf<"call-next">, now: Instant): Decision {
  const obstacle = obstacleAt(state, command.desk);
  if (obstacle) return refuse(obstacle);
  const next = nextInTurn(state, now);
  if (!next) return refuse("queue-empty");
  if (command.expected && "visit" in command.expected && command.expected.visit !== next.id) return refuse("state-changed");
  return accept([{
    type: "visit-called", visit: next.id, desk: command.desk, ...conseillerAt(state, command.desk),
    by: "rule", passes: passedAt(state, now), overtaken: [],
  }]);
}

/** The desk calls this visit, whoever is next. Those in line who were not told she may pass are counted as overtaken. */
export function call(state: LineState, command: CommandOf<"call">, now: Instant): Decision {
  const visit = visitOf(state, command.visit);
  if (!visit) return refuse("not-found");
  if (!isUncalled(visit)) return refuse(isAtDesk(visit) ? "already-called" : "state-changed");
  const obstacle = obstacleAt(state, command.desk);
  if (obstacle) return refuse(obstacle);
  return accept([{
    type: "visit-called", visit: visit.id, desk: command.desk, ...conseillerAt(state, command.desk),
    by: "choice", ...(command.override !== undefined && { override: command.override }),
    passes: [], overtaken: overtakenBy(state, visit, now).map((other) => other.id),
  }]);
}

/** Why this desk cannot call anybody. */
function obstacleAt(state: LineState, desk: number): QueueRefusal | undefined {
  if (isOver(state)) return "permanence-closed";
  if (state.status !== "open") return "permanence-not-open";
  if (!presentDesk(state, desk)) return "desk-not-taken";
  return occupantOf(state, desk) ? "desk-busy" : undefined;
}

function conseillerAt(state: LineState, desk: number): { readonly conseiller?: string } {
  const conseiller = presentDesk(state, desk)?.conseiller;
  return conseiller === undefined ? {} : { conseiller };
}
