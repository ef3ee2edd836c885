import { useTranslations } from "next-intl";
import { Field } from "#components/ui/field.tsx";
import { AGE_BANDS, GENDERS, SOCIAL_STATUSES } from "#lib/queue/acts/report.ts";
import {
  ACTIVITY_PLACE_LABELS,
  AGE_BAND_LABELS,
  GENDER_LABELS,
  STATUS_LABELS,
  WORKSHOP_LEVEL_LABELS,
} from "#lib/report/national-words.ts";
import { UNSAID, type WorkshopCount } from "#lib/report/workshop.ts";
import { countField } from "#lib/wire/report/report-form.ts";
import { SelectField } from "#components/staff/select-field.tsx";
import type { Fields, Option } from "#components/staff/staff-form.tsx";
import { FoldedFields, Group } from "./report-fields.tsx";

/** When and where help without a number was. `places`: where the organisation helps. `until`: today. */
export function HelpFields({ field, places, until }: { field: Fields; places: readonly Option[]; until: string }) {
  const t = useTranslations("staff.reports");
  const kinds = Object.entries(ACTIVITY_PLACE_LABELS).map(([value, label]) => ({ value, label }));
  return (
    <div className="grid items-start gap-4 sm:grid-cols-2">
      <Field label={t("date")} type="date" max={until} required {...field("date")} />
      <SelectField label={t("activityPlace")} options={kinds} {...field("activityPlace", kinds)} />
      <SelectField label={t("place")} options={places} {...field("place", places)} />
      <Field label={t("commune")} hint={t("communeHint")} maxLength={80} {...field("commune")} />
    </div>
  );
}

/**
 * The lists in which the people of a workshop are counted: the values, their words, and which fact of a person it is.
 */
export const LISTS: Readonly<
  Record<
    WorkshopCount,
    readonly [
      values: readonly string[],
      labels: Readonly<Record<string, string>>,
      name: "gender" | "ageBand" | "status",
    ]
  >
> = {
  genders: [GENDERS, GENDER_LABELS, "gender"],
  ageBands: [AGE_BANDS, AGE_BAND_LABELS, "ageBand"],
  statuses: [SOCIAL_STATUSES, STATUS_LABELS, "status"],
};

const PARTS = Object.keys(LISTS) as readonly WorkshopCount[];

/** A workshop: its title, how many were there and how many of whom. */
export function WorkshopFields({ field }: { field: Fields }) {
  const t = useTranslations("staff.reports");
  const levels = [
    { value: "", label: t("unsaid") },
    ...Object.entries(WORKSHOP_LEVEL_LABELS).map(([value, label]) => ({ value, label })),
  ];
  return (
    <>
      <div className="grid items-start gap-4 sm:grid-cols-2">
        <Field label={t("workshopTitle")} maxLength={120} {...field("title")} />
        <SelectField label={t("level")} options={levels} {...field("level", levels)} />
        <Field label={t("participants")} type="number" min={1} max={10_000} required {...field("participants")} />
        <Field label={t("supportedBefore")} type="number" min={0} max={10_000} {...field("supportedBefore")} />
      </div>
      <FoldedFields name={t("counts")} open={PARTS.some((part) => field(part).error !== undefined)}>
        <p className="text-soft">{t("countsHint")}</p>
        {PARTS.map((part) => {
          const [values, labels, name] = LISTS[part];
          const { id, error } = field(part);
          return (
            <Group key={part} id={id} legend={t(name)} error={error}>
              <div className="grid grid-cols-2 items-end gap-3 sm:grid-cols-4">
                {values
                  .filter((value) => value !== UNSAID)
                  .map((value) => (
                    <Field
                      key={value}
                      label={labels[value] ?? value}
                      type="number"
                      min={0}
                      max={10_000}
                      {...field(countField(part, value))}
                    />
                  ))}
              </div>
            </Group>
          );
        })}
      </FoldedFields>
    </>
  );
}
