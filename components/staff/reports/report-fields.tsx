import { THEME_BOX } from "#lib/wire/staff-form.ts";
import type { ReactNode } from "react";
import { useLocale, useTranslations } from "next-intl";
import { Field } from "#components/ui/field.tsx";
import { FrenchText } from "#components/ui/french-text.tsx";
import { TickBox } from "#components/ui/tick-box.tsx";
import { EQUIPMENT, REPORT_THEMES } from "#lib/queue/acts/report.ts";
import { DURATION_PRESETS } from "#lib/report/minutes.ts";
import type { ReportTheme } from "#lib/report/national-form.ts";
import {
  AGE_BAND_LABELS,
  AUTONOMY_LABELS,
  EQUIPMENT_LABELS,
  GENDER_LABELS,
  REDIRECT_LABELS,
  STATUS_LABELS,
  THEME_LABELS,
} from "#lib/report/national-words.ts";
import { sayDuration } from "#lib/time/say-duration.ts";
import { EQUIPMENT_BOX, NOT_REDIRECTED, OTHER_MINUTES, REDIRECTED } from "#lib/wire/report/report-form.ts";
import { SelectField } from "#components/staff/select-field.tsx";
import type { Fields, Option } from "#components/staff/staff-form.tsx";

/** The values of a list of the national form, in its words, after « non précisé ». */
const optionsOf = (labels: Readonly<Record<string, string>>, unsaid: string): readonly Option[] => [
  { value: "", label: unsaid },
  ...Object.entries(labels).map(([value, label]) => ({ value, label })),
];

/** A group of boxes or of choices, named, with its error. */
export function Group({
  id,
  legend,
  error,
  children,
}: {
  id: string;
  legend: string;
  error: string | undefined;
  children: ReactNode;
}) {
  return (
    <fieldset id={id} aria-describedby={error ? `${id}-error` : undefined} className="grid gap-1">
      <legend className="mb-1 text-lg font-bold">{legend}</legend>
      {error && (
        <p id={`${id}-error`} className="font-bold text-alert">
          {error}
        </p>
      )}
      {children}
    </fieldset>
  );
}

/** What is folded away until it is wanted. */
export const FoldedFields = ({ name, open, children }: { name: string; open?: boolean; children: ReactNode }) => (
  <details open={open} className="rounded-card border-2 border-hair bg-card px-4 py-1">
    <summary className="min-h-target cursor-pointer content-center font-bold">{name}</summary>
    <div className="grid gap-4 pb-3">{children}</div>
  </details>
);

/** Themes and duration: what the national form asks of every report. `first`: the themes that are not folded away. */
export function MainFields({ field, first }: { field: Fields; first: readonly ReportTheme[] }) {
  const t = useTranslations("staff.reports");
  const locale = useLocale();
  const themes = field("themes");
  const minutes = field("minutes");
  const typed = field("minutesTyped");
  const box = (theme: ReportTheme) => (
    <TickBox key={theme} name={`${THEME_BOX}${theme}`} ticked={field(`${THEME_BOX}${theme}`).defaultValue !== ""}>
      <FrenchText text={THEME_LABELS[theme]} />
    </TickBox>
  );
  const others = REPORT_THEMES.filter((theme) => !first.includes(theme));
  const isOther = minutes.defaultValue === OTHER_MINUTES || typed.defaultValue !== "";
  return (
    <>
      <Group id={themes.id} legend={t("themes")} error={themes.error}>
        <div className="grid gap-x-4 sm:grid-cols-2">{first.map(box)}</div>
        <FoldedFields name={t("otherThemes")} open={first.length === 0}>
          <div className="grid gap-x-4 sm:grid-cols-2">{others.map(box)}</div>
        </FoldedFields>
      </Group>
      <Group id={minutes.id} legend={t("minutes")} error={minutes.error}>
        <div className="grid grid-cols-2 gap-2 sm:grid-cols-3">
          {DURATION_PRESETS.map((preset) => (
            <Choice
              key={preset}
              name={minutes.name}
              value={String(preset)}
              chosen={!isOther && minutes.defaultValue === String(preset)}
            >
              {sayDuration(preset, locale)}
            </Choice>
          ))}
        </div>
        <FoldedFields name={t("otherMinutes")} open={isOther}>
          <Choice name={minutes.name} value={OTHER_MINUTES} chosen={isOther}>
            {t("otherMinutes")}
          </Choice>
          <Field label={t("minutesTyped")} inputMode="numeric" maxLength={4} {...typed} />
        </FoldedFields>
      </Group>
    </>
  );
}

/** One of several choices, large enough for a thumb. */
const Choice = ({
  name,
  value,
  chosen,
  children,
}: {
  name: string;
  value: string;
  chosen: boolean;
  children: ReactNode;
}) => (
  <label className="flex min-h-14 items-center gap-3 rounded-control border-2 border-edge bg-card px-4 has-checked:border-accent has-checked:bg-accent-soft">
    <input type="radio" name={name} value={value} defaultChecked={chosen} className="size-6 flex-none accent-accent" />
    {children}
  </label>
);

/** The fields of what is folded away that are no boxes. */
const OF_MORE = ["procedure", "autonomy", "redirect", "firstSupport", "gender", "ageBand", "status"] as const;

/**
 * What nobody has to note, folded away. It is open where a field of it is filled: a report may begin with where the
 * person was referred, and whoever saves it sees that first. `ofPerson`: the report is of one person, not of a
 * workshop.
 */
export function MoreFields({ field, ofPerson }: { field: Fields; ofPerson: boolean }) {
  const t = useTranslations("staff.reports");
  const names = [...OF_MORE, ...EQUIPMENT.map((value) => `${EQUIPMENT_BOX}${value}`)];
  const isOpen = field("procedure").error !== undefined || names.some((name) => field(name).defaultValue !== "");
  return (
    <FoldedFields name={t("more")} open={isOpen}>
      <ProcedureField field={field} />
      <EquipmentFields field={field} />
      {ofPerson && <PersonFields field={field} />}
    </FoldedFields>
  );
}

/** The equipment that was used. */
function EquipmentFields({ field }: { field: Fields }) {
  const t = useTranslations("staff.reports");
  return (
    <Group id={field("equipment").id} legend={t("equipment")} error={undefined}>
      <div className="grid gap-x-4 sm:grid-cols-2">
        {EQUIPMENT.map((value) => (
          <TickBox
            key={value}
            name={`${EQUIPMENT_BOX}${value}`}
            ticked={field(`${EQUIPMENT_BOX}${value}`).defaultValue !== ""}
          >
            <FrenchText text={EQUIPMENT_LABELS[value]} />
          </TickBox>
        ))}
      </div>
    </Group>
  );
}

/** The name of the administrative procedure, beside its theme. */
function ProcedureField({ field }: { field: Fields }) {
  const t = useTranslations("staff.reports");
  return <Field label={t("procedure")} hint={t("procedureHint")} maxLength={120} {...field("procedure")} />;
}

/** What may be noted of a person beside, in the national values; nothing of it has to be. */
function PersonFields({ field }: { field: Fields }) {
  const t = useTranslations("staff.reports");
  const unsaid = t("unsaid");
  return (
    <div className="grid items-end gap-4 sm:grid-cols-2">
      <SelectField
        label={t("autonomy")}
        options={optionsOf(AUTONOMY_LABELS, unsaid)}
        {...field("autonomy", optionsOf(AUTONOMY_LABELS, unsaid))}
      />
      <SelectField
        label={t("redirect")}
        options={[
          { value: "", label: unsaid },
          { value: REDIRECTED, label: t("redirected") },
          { value: NOT_REDIRECTED, label: t("notRedirected") },
          ...optionsOf(REDIRECT_LABELS, unsaid).slice(1),
        ]}
        {...field("redirect")}
      />
      <SelectField
        label={t("firstSupport")}
        options={[
          { value: "", label: unsaid },
          { value: "yes", label: t("firstSupportIs.yes") },
          { value: "no", label: t("firstSupportIs.no") },
        ]}
        {...field("firstSupport")}
      />
      <SelectField
        label={t("gender")}
        options={optionsOf(GENDER_LABELS, unsaid)}
        {...field("gender", optionsOf(GENDER_LABELS, unsaid))}
      />
      <SelectField
        label={t("ageBand")}
        options={optionsOf(AGE_BAND_LABELS, unsaid)}
        {...field("ageBand", optionsOf(AGE_BAND_LABELS, unsaid))}
      />
      <SelectField
        label={t("status")}
        options={optionsOf(STATUS_LABELS, unsaid)}
        {...field("status", optionsOf(STATUS_LABELS, unsaid))}
      />
    </div>
  );
}
