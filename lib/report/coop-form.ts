import { AGE_BANDS, GENDERS, SOCIAL_STATUSES } from "#lib/queue/acts/report.ts";
import type { ActivityReport } from "./activity-report.ts";
import { DURATION_PRESETS } from "./minutes.ts";
import { MEDIATION_THEMES, PROCEDURE_THEMES } from "./national-form.ts";
import {
  ACTIVITY_PLACE_LABELS,
  AGE_BAND_LABELS,
  AUTONOMY_LABELS,
  EQUIPMENT_LABELS,
  FORM_FIELDS,
  GENDER_LABELS,
  REDIRECT_LABELS,
  STATUS_LABELS,
  THEME_LABELS,
  WORKSHOP_LEVEL_LABELS,
  YES_NO_LABELS,
} from "./national-words.ts";

/** A field of the national form and what belongs into it. */
export type FormLine = readonly [field: string, value: string];

/**
 * A report as it is typed into the form of La Coop: its fields from the top to the bottom, without those of which
 * nothing was noted (docs/decisions/figures-and-reports.md).
 */
export function coopForm(report: ActivityReport): readonly FormLine[] {
  const { facts, workshop, procedure, at } = report;
  const lines: readonly (readonly [keyof typeof FORM_FIELDS, string | undefined])[] = [
    ...(workshop
      ? ([
          ["title", workshop.title],
          ["participants", String(workshop.participants)],
          ["supportedBefore", workshop.supportedBefore > 0 ? String(workshop.supportedBefore) : undefined],
          ["gender", counts(GENDERS, GENDER_LABELS, workshop.genders)],
          ["ageBand", counts(AGE_BANDS, AGE_BAND_LABELS, workshop.ageBands)],
          ["status", counts(SOCIAL_STATUSES, STATUS_LABELS, workshop.statuses)],
        ] as const)
      : []),
    ["date", report.localDate.split("-").toReversed().join("/")],
    ["minutes", sayMinutes(facts.minutes)],
    ["place", listed([ACTIVITY_PLACE_LABELS[report.activityPlace], at && placeOf(report.activityPlace, at)])],
    ["equipment", listed(facts.equipment.map((value) => EQUIPMENT_LABELS[value]))],
    ["mediation", listed(MEDIATION_THEMES.filter((one) => facts.themes.includes(one)).map((one) => THEME_LABELS[one]))],
    [
      "procedures",
      listed(PROCEDURE_THEMES.filter((one) => facts.themes.includes(one)).map((one) => THEME_LABELS[one])),
    ],
    ["procedure", procedure],
    ...(workshop
      ? ([["level", workshop.level && WORKSHOP_LEVEL_LABELS[workshop.level]]] as const)
      : ([
          ["autonomy", facts.autonomy && AUTONOMY_LABELS[facts.autonomy]],
          ["redirected", yesNo(facts.redirected)],
          ["redirect", facts.redirect && REDIRECT_LABELS[facts.redirect]],
          ["supported", yesNo(facts.firstSupport === undefined ? undefined : !facts.firstSupport)],
          ["gender", facts.gender && GENDER_LABELS[facts.gender]],
          ["ageBand", facts.ageBand && AGE_BAND_LABELS[facts.ageBand]],
          ["status", facts.status && STATUS_LABELS[facts.status]],
        ] as const)),
  ];
  return lines.flatMap(([field, value]) => (value === undefined || value === "" ? [] : [[FORM_FIELDS[field], value]]));
}

/** The same as a text to paste: a line a field. */
export const coopText = (report: ActivityReport): string =>
  coopForm(report)
    .map(([field, value]) => `${field}\u00a0: ${value}`)
    .join("\n");

const placeOf = (activityPlace: string, at: NonNullable<ActivityReport["at"]>): string =>
  activityPlace === "lieu_activite" ? at.name : `${at.commune} ${at.postalCode}`.trim();

/** As the form says its presets (« 1h30 »); any other duration is typed in hours and minutes. */
function sayMinutes(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  const said = hours === 0 ? `${rest}mn` : `${hours}h${rest === 0 ? "" : String(rest)}`;
  return DURATION_PRESETS.some((preset) => preset === minutes) ? said : `${FORM_FIELDS.typedMinutes}, ${said}`;
}

const listed = (values: readonly (string | undefined)[]): string =>
  values.filter((value) => value !== undefined && value !== "").join(", ");

const yesNo = (value: boolean | undefined): string | undefined =>
  value === undefined ? undefined : YES_NO_LABELS[value ? "yes" : "no"];

/** The counts of a list that are not zero, each after the name of its value. */
const counts = <Value extends string>(
  values: readonly Value[],
  labels: Readonly<Record<Value, string>>,
  numbers: readonly number[],
): string =>
  listed(
    values.map((value, index) =>
      (numbers[index] ?? 0) > 0 ? `${labels[value]} ${String(numbers[index])}` : undefined,
    ),
  );
