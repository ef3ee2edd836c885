import type { Instant } from "../../time/instant.ts";
import { ifHere, isLate } from "./arrive.ts";
import type { Ahead } from "../board/board.ts";
import { mayPass } from "./closed-list.ts";
import { newcomer } from "../acts/join.ts";
import { visitOf, type LineState } from "../line/line-state.ts";
import { isUncalled } from "../line/visit.ts";

/**
 * « Avant vous : 3 personnes, rendez-vous 10 h 30 »: the closed list of a number, or of whoever would take one now.
 * People have arrived (away and absent ones keep their place); hours are of booked people who have not, and leave the
 * list once their turn has passed. Nobody stands before a person who is called or gone.
 */
export function aheadOf(state: LineState, who: string, now: Instant): Ahead {
  const visit = who === "newcomer" ? newcomer(state, now) : visitOf(state, who);
  if (!visit || !isUncalled(visit)) return { people: 0, appointments: [] };
  const people = state.visits.filter(
    (other) => isUncalled(other) && other.id !== visit.id && mayPass(state, other, visit),
  );
  const appointments = state.expected.filter((expected) =>
    mayPass(state, ifHere(state, expected, now, isLate(expected, now)), visit),
  );
  return { people: people.length, appointments: appointments.map((expected) => expected.hour).sort((a, b) => a - b) };
}
