import type { StaffActor } from "./options.ts";

/** Whether she may have a line to run, so also a tablet that keeps what she did. */
export const runsLines = (actor: StaffActor): boolean => actor.roles.some(({ role }) => role !== "partner");

/** Where a person begins after signing in: her line, or the calendars shared with her organisation. */
export const landingOf = (actor: StaffActor): "/conseiller" | "/agenda" =>
  runsLines(actor) ? "/conseiller" : "/agenda";
