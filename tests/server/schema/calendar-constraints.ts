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
  {
    constraint: "installation_has_one_row",
    says: "a second row of what is fixed for an installation",
    table: "installation",
    accepted: {},
    refused: { id: false },
  },
  {
    constraint: "installation_calendar_host_is_a_host",
    says: "a host of calendar events with a space in it",
    table: "installation",
    accepted: { calendar_host: "rdv.strasbourg.example:8443" },
    refused: { calendar_host: "rdv strasbourg" },
  },
];
