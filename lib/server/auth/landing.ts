import type { StaffActor } from "./options.ts";

/** Where a person begins after signing in: her line, or the calendars shared with her organisation. */
export const landingOf = (actor: StaffActor): "/conseiller" | "/agenda" =>
  actor.roles.some(({ role }) => role !== "partner") ? "/conseiller" : "/agenda";
