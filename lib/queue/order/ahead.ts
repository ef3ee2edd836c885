import type { Instant } from "../../time/instant.ts";
import type { Ahead } from "../board/board.ts";
import { newcomer, visitOf, type LineState } from "../line/line-state.ts";
import { isUncalled } from "../line/visit.ts";
import { mayPass } from "./closed-list.ts";
import { ifHere, isLate } from "./expected-appointments.ts";

/**
 * « Avant vous : 3 personnes, rendez-vous 10 h 30 »: the closed list of the visit `who`, or of a « newcomer » who would
 * take a number now. `people` have arrived, also those away or absent; `appointments` are the hours of booked people who
 * have not, and whose turn has not passed. Nobody is ahead of a person who is called or whose visit has ended.
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
