import { accept, refuse } from "../../result.ts";
import type { Instant } from "../../time/instant.ts";
import { passedAt } from "../order/arrive.ts";
import type { CommandOf } from "../line/commands.ts";
import { isAnothers } from "../line/desks.ts";
import type { Decision } from "../line/events.ts";
import { occupantOf, presentDesk, visitOf, type LineState } from "../line/line-state.ts";
import { nextInTurn } from "../order/order.ts";
import { overtakenBy } from "../order/overtake.ts";
import type { QueueRefusal } from "../line/refusal.ts";
import { isAtDesk, isUncalled } from "../line/visit.ts";

/** « Appeler »: the desk gets whoever is next. When the sender saw somebody else as next: `state-changed`. */
export function callNext(state: LineState, command: CommandOf<"call-next">, now: Instant): Decision {
  const obstacle = obstacleAt(state, command);
  if (obstacle) return refuse(obstacle);
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

/** The desk calls this visit, whoever is next. Those in line who were not told she may pass are counted as overtaken. */
export function call(state: LineState, command: CommandOf<"call">, now: Instant): Decision {
  const visit = visitOf(state, command.visit);
  if (!visit) return refuse("not-found");
  if (!isUncalled(visit)) return refuse(isAtDesk(visit) ? "already-called" : "state-changed");
  const obstacle = obstacleAt(state, command);
  if (obstacle) return refuse(obstacle);
  return accept([
    {
      type: "visit-called",
      visit: visit.id,
      desk: command.desk,
      ...conseillerAt(state, command.desk),
      by: "choice",
      ...(command.override !== undefined && { override: command.override }),
      passes: [],
      overtaken: overtakenBy(state, visit, now).map((other) => other.id),
    },
  ]);
}

/** Why this desk cannot call anybody now, or not for who asks. */
function obstacleAt(
  state: LineState,
  { desk: number, conseiller }: CommandOf<"call" | "call-next">,
): QueueRefusal | undefined {
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
