import type { ComponentProps } from "react";
import { useTranslations } from "next-intl";
import type { WorkshopCount } from "#lib/report/workshop.ts";
import { countField } from "#lib/wire/report/report-form.ts";
import { StaffForm } from "#components/staff/staff-form.tsx";
import { LISTS } from "./help-fields.tsx";

/** The fields whose label has the name of the field in `messages`. */
const NAMED_ALIKE = [
  "themes",
  "minutes",
  "procedure",
  "equipment",
  "autonomy",
  "redirect",
  "firstSupport",
  "gender",
  "ageBand",
  "status",
  "date",
  "activityPlace",
  "place",
  "commune",
  "level",
  "participants",
  "supportedBefore",
] as const;

/** The words of the fields in which the people of a workshop are counted. */
const COUNT_LABELS: Readonly<Record<string, string>> = Object.fromEntries(
  (Object.keys(LISTS) as readonly WorkshopCount[]).flatMap((part) => {
    const [values, labels] = LISTS[part];
    return values.map((value) => [countField(part, value), labels[value] ?? value]);
  }),
);

type Props = Omit<ComponentProps<typeof StaffForm>, "form" | "labels" | "submit">;

/**
 * The form of an activity report around its fields. What is wrong stands at its top, each line with the label of its
 * field.
 */
export function ReportForm(props: Props) {
  const t = useTranslations("staff.reports");
  const labels = {
    ...COUNT_LABELS,
    ...Object.fromEntries(NAMED_ALIKE.map((name) => [name, t(name)])),
    title: t("workshopTitle"),
  };
  return <StaffForm form="enregistrer" labels={labels} submit={t("save")} {...props} />;
}
