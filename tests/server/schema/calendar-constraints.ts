import type { ConstraintCase } from "./constraint-case.ts";
import { id } from "./rows.ts";

/** Constraints of the tables of reports and shared calendars. */
export const calendarConstraints: readonly ConstraintCase[] = [
  {
    constraint: "activity_report_minutes",
    says: "a report of 24 hours",
    table: "activity_report",
    accepted: { minutes: 1439 },
    refused: { minutes: 1440 },
  },
  {
    constraint: "activity_report_visit_id_key",
    says: "two reports of one visit",
    table: "activity_report",
    otherRow: { table: "visit", row: { id: id(92), number: 2, appointment_id: null } },
    beside: [{}],
    accepted: { id: id(90), visit_id: id(92) },
    refused: { visit_id: id(20) },
  },
  {
    constraint: "calendar_share_level",
    says: "a share of an unknown level",
    table: "calendar_share",
    accepted: { level: "operational" },
    refused: { level: "names" },
  },
];
