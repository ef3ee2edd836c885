import { AGE_BANDS, AUTONOMY_LEVELS, GENDERS, SOCIAL_STATUSES } from "#lib/queue/acts/report.ts";
import { isoInZone } from "#lib/time/zone.ts";
import type { Instant } from "#lib/time/instant.ts";
import type { ActivityReport } from "./activity-report.ts";
import { WORKSHOP_LEVELS } from "./national-form.ts";
import {
  ACTIVITY_LABELS,
  ACTIVITY_PLACE_LABELS,
  AGE_BAND_LABELS,
  ANONYMOUS,
  AT_HOUR,
  EQUIPMENT_LABELS,
  EXPORT_COLUMNS,
  GENDER_LABELS,
  REDIRECT_LABELS,
  STATUS_LABELS,
  THEME_LABELS,
  YES_NO_LABELS,
} from "./national-words.ts";
import { UNSAID, type Workshop } from "./workshop.ts";

/** Of one person of a report, what the export says of them. */
type Person = {
  readonly gender: (typeof GENDERS)[number];
  readonly ageBand: (typeof AGE_BANDS)[number];
  readonly status: (typeof SOCIAL_STATUSES)[number];
};

/**
 * Reports as the table that a médiateur exports from La Coop of their own activities
 * (docs/decisions/figures-and-reports.md): its columns, and a line for each person helped, so as many of a workshop as
 * there were. Nobody is named, and no commune of residence is known.
 */
export const coopExport = (reports: readonly ActivityReport[]): readonly (readonly string[])[] => [
  EXPORT_COLUMNS,
  ...reports.flatMap((report) => {
    const people = peopleOf(report);
    return people.map((person, index) => lineOf(report, person, index, people.length));
  }),
];

function lineOf(report: ActivityReport, person: Person, index: number, people: number): readonly string[] {
  const { facts, at, workshop, procedure = "", timeZone } = report;
  const { redirect, redirected } = facts;
  const created = momentIn(report.createdAt, timeZone);
  const modified = report.updatedAt === undefined ? created : momentIn(report.updatedAt, timeZone);
  return [
    dayOf(report.localDate),
    created,
    report.updatedAt === undefined || report.updatedAt === report.createdAt ? "" : modified,
    ACTIVITY_LABELS[workshop ? "collectif" : "individuel"],
    people === 1 ? "1" : `${index + 1}/${people}`,
    ANONYMOUS,
    ACTIVITY_PLACE_LABELS[report.activityPlace],
    report.activityPlace === "lieu_activite" ? (at?.name ?? "") : "",
    at?.address ?? "",
    at?.commune ?? "",
    at?.postalCode ?? "",
    at?.inseeCode ?? "",
    String(facts.minutes),
    workshop?.title ?? "",
    facts.equipment.map((value) => EQUIPMENT_LABELS[value]).join("\n"),
    facts.themes.map((theme) => THEME_LABELS[theme]).join("\n"),
    "",
    procedure,
    levelOf(report),
    redirected === undefined ? "" : YES_NO_LABELS[redirected ? "yes" : "no"],
    redirect === undefined ? "" : REDIRECT_LABELS[redirect],
    "",
    "",
    "",
    GENDER_LABELS[person.gender],
    AGE_BAND_LABELS[person.ageBand],
    STATUS_LABELS[person.status],
    "",
    report.id,
  ];
}

/** Stars of as many: of the person, else of the workshop. */
function levelOf({ facts: { autonomy }, workshop }: ActivityReport): string {
  if (autonomy !== undefined && !workshop) return starsOf(AUTONOMY_LEVELS, autonomy);
  return workshop?.level === undefined ? "" : starsOf(WORKSHOP_LEVELS, workshop.level);
}

const starsOf = <Value extends string>(values: readonly Value[], value: Value): string =>
  `${values.indexOf(value) + 1}/${values.length}`;

/** The people of a report: one, or those of a workshop, each with a value of each list, in the order of the values. */
function peopleOf({ facts, workshop }: ActivityReport): readonly Person[] {
  if (!workshop)
    return [{ gender: facts.gender ?? UNSAID, ageBand: facts.ageBand ?? UNSAID, status: facts.status ?? UNSAID }];
  const genders = each(GENDERS, workshop.genders);
  const ageBands = each(AGE_BANDS, workshop.ageBands);
  const statuses = each(SOCIAL_STATUSES, workshop.statuses);
  return Array.from({ length: workshop.participants }, (_, index) => ({
    gender: genders[index] ?? UNSAID,
    ageBand: ageBands[index] ?? UNSAID,
    status: statuses[index] ?? UNSAID,
  }));
}

const each = <Value extends string>(values: readonly Value[], counts: Workshop["genders"]): readonly Value[] =>
  values.flatMap((value, index) => Array.from({ length: counts[index] ?? 0 }, () => value));

const dayOf = (localDate: string): string => localDate.split("-").toReversed().join("/");

const momentIn = (moment: Instant, timeZone: string): string => {
  const iso = isoInZone(moment, timeZone);
  return `${dayOf(iso.slice(0, 10))} ${AT_HOUR} ${iso.slice(11, 16)}`;
};
