import { accept, refuse } from "../../result.ts";
import type { CommandOf } from "../line/commands.ts";
import type { Decision } from "../line/events.ts";
import { visitOf, type LineState } from "../line/line-state.ts";
import type { ReportFacts } from "../line/report-facts.ts";

const DAY_IN_MINUTES = 1440;

/**
 * What was done with her is noted, during the help or after it; a second report replaces the first. Refused: `not-found`,
 * `state-changed` (no help has begun, or she left), `report-incomplete` (the national report wants a theme and a duration).
 */
export function report(state: LineState, command: CommandOf<"report">): Decision {
  const visit = visitOf(state, command.visit);
  if (!visit) return refuse("not-found");
  if (visit.state !== "serving" && visit.state !== "paused" && visit.state !== "done") return refuse("state-changed");
  if (!isComplete(command.report)) return refuse("report-incomplete");
  return accept([{ type: "visit-reported", visit: visit.id, report: command.report }]);
}

const isComplete = ({ themes, minutes }: ReportFacts): boolean =>
  themes.length > 0 && Number.isInteger(minutes) && 0 < minutes && minutes < DAY_IN_MINUTES;
