import type { ConstraintCase } from "./constraint-case.ts";
import { at, id } from "./rows.ts";

const onReport = (
  constraint: string,
  says: string,
  accepted: ConstraintCase["refused"],
  refused: ConstraintCase["refused"],
): ConstraintCase => ({ constraint, says, table: "activity_report", accepted, refused });

/** Help without a number: at the person's home, by a conseiller. */
const atHome = { visit_id: null, activity_place: "domicile", place_id: null, commune_code: "67482" };

const ofWorkshop = (
  constraint: string,
  says: string,
  accepted: ConstraintCase["refused"],
  refused: ConstraintCase["refused"],
): ConstraintCase => ({ constraint, says, table: "workshop_report", accepted, refused });

/** Counts of three people that no report of a workshop may hold. */
const OTHER_SUM = { genders: "{1,1,0}", age_bands: "{0,0,0,0,0,0,4,0}", statuses: "{1,0,0,0,0}" };
const BELOW_ZERO = { genders: "{4,-1,0}", age_bands: "{4,-1,0,0,0,0,0,0}", statuses: "{4,0,-1,0,0}" };
const UNKNOWN = { genders: "{3,NULL,0}", age_bands: "{3,NULL,0,0,0,0,0,0}", statuses: "{3,NULL,0,0,0}" };
const TOO_MANY = { genders: "{3,0,0,0}", age_bands: "{3,0,0,0,0,0,0,0,0}", statuses: "{3,0,0,0,0,0}" };

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
  onReport(
    "activity_report_activity_place",
    "a report of an unknown activity place",
    { ...atHome, activity_place: "a_distance", commune_code: null },
    { activity_place: "train" },
  ),
  onReport("activity_report_at_a_place", "help at a place, and no place", atHome, {
    activity_place: "lieu_activite",
    commune_code: null,
  }),
  onReport("activity_report_of_one", "a report of a visit and an appointment", {}, { appointment_id: id(16) }),
  onReport("activity_report_has_an_author", "help without a number, by nobody", atHome, { conseiller_id: null }),
  onReport("activity_report_procedure", "a procedure without a name", { procedure: "Carte grise" }, { procedure: "" }),
  onReport("activity_report_commune_code", "a commune that is none", atHome, { commune_code: "Strasbourg" }),
  onReport("activity_report_elsewhere_in_a_commune", "help at home in no commune", atHome, { commune_code: null }),
  onReport(
    "activity_report_elsewhere_in_a_commune",
    "help at a place, in a commune of its own",
    {},
    { commune_code: "67482" },
  ),
  onReport(
    "activity_report_of_a_visit_stays",
    "a report of a visit that was taken away",
    {
      ...atHome,
      removed_at: at("11:00"),
    },
    { visit_id: id(20), activity_place: "lieu_activite", place_id: id(5), commune_code: null },
  ),
  ofWorkshop("workshop_report_title", "a workshop with an empty title", { title: "Premiers pas" }, { title: "" }),
  ofWorkshop("workshop_report_level", "a workshop of no known level", { level: "avance" }, { level: "expert" }),
  ofWorkshop(
    "workshop_report_participants",
    "a workshop without anybody",
    {},
    {
      participants: 0,
      genders: "{0,0,0}",
      age_bands: "{0,0,0,0,0,0,0,0}",
      statuses: "{0,0,0,0,0}",
    },
  ),
  ofWorkshop(
    "workshop_report_supported_before",
    "more people who came before than there were",
    { supported_before: 3 },
    { supported_before: 4 },
  ),
  ...(["genders", "age_bands", "statuses"] as const).flatMap((part) => [
    ofWorkshop(
      `workshop_report_${part}`,
      `${part} that are not as many as the people`,
      {},
      { [part]: OTHER_SUM[part] },
    ),
    ofWorkshop(`workshop_report_${part}`, `${part} with a count below zero`, {}, { [part]: BELOW_ZERO[part] }),
    ofWorkshop(`workshop_report_${part}`, `${part} with an unknown count`, {}, { [part]: UNKNOWN[part] }),
    ofWorkshop(`workshop_report_${part}`, `${part} with a value too many`, {}, { [part]: TOO_MANY[part] }),
  ]),
];
