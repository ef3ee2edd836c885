import type { ConstraintCase } from "./constraint-case.ts";

/** Constraints of the tables of shared calendars. */
export const calendarConstraints: readonly ConstraintCase[] = [
  {
    constraint: "calendar_share_level",
    says: "a share of an unknown level",
    table: "calendar_share",
    accepted: { level: "operational" },
    refused: { level: "names" },
  },
];
