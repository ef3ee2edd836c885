import type { ConstraintCase } from "./constraint-case.ts";
import { id } from "./rows.ts";

const onReport = (
  constraint: string,
  says: string,
  accepted: ConstraintCase["refused"],
  refused: ConstraintCase["refused"],
): ConstraintCase => ({ constraint, says, table: "activity_report", accepted, refused });

/** Help without a number: at the person's home, by a conseiller. */
const atHome = { visit_id: null, activity_place: "domicile", place_id: null };

/** Constraints of reports: each says itself whose help it was, where and when. */
export const reportConstraints: readonly ConstraintCase[] = [
  onReport("activity_report_minutes", "a report of 24 hours", { minutes: 1439 }, { minutes: 1440 }),
  {
    ...onReport(
      "activity_report_visit_id_key",
      "two reports of one visit",
      { id: id(90), visit_id: id(92) },
      { visit_id: id(20) },
    ),
    otherRow: { table: "visit", row: { id: id(92), number: 2, appointment_id: null } },
    beside: [{}],
  },
  {
    ...onReport(
      "activity_report_appointment_id_key",
      "two reports of one appointment",
      { id: id(90) },
      { visit_id: null, appointment_id: id(16) },
    ),
    beside: [{ id: id(91), visit_id: null, appointment_id: id(16) }],
  },
  onReport("activity_report_says_where", "a report of no organisation", atHome, { organisation_id: null }),
  onReport("activity_report_says_where", "a report without a date", atHome, { local_date: null }),
  onReport("activity_report_says_where", "a report without an activity place", atHome, { activity_place: null }),
  onReport(
    "activity_report_activity_place",
    "a report of an unknown activity place",
    { ...atHome, activity_place: "a_distance" },
    { activity_place: "train" },
  ),
  onReport("activity_report_at_a_place", "help at a place, and no place", atHome, { activity_place: "lieu_activite" }),
  onReport("activity_report_of_one", "a report of a visit and an appointment", {}, { appointment_id: id(16) }),
  onReport("activity_report_has_an_author", "help without a number, by nobody", atHome, { conseiller_id: null }),
];
