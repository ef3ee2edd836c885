import { useTranslations } from "next-intl";
import { StaffForm } from "#components/staff/staff-form.tsx";
import { Field } from "#components/ui/field.tsx";
import type { PaperTotals } from "#lib/report/half-day-record.ts";
import type { paperTotalsForm } from "#lib/wire/report/paper-totals.ts";
import type { NameOf, TypedForm } from "#lib/wire/staff-form.ts";

const COUNTS = [
  "received",
  "helped",
  "gone",
  "redirected",
  "turnedAway",
] as const satisfies readonly (keyof PaperTotals)[];

/**
 * The totals of a paper sheet, five numbers in the order in which a person counts them. `totals`: what was entered
 * before.
 */
export function PaperTotalsForm({
  action,
  typed,
  totals,
  version,
}: {
  action: string;
  typed: TypedForm | undefined;
  totals: PaperTotals | undefined;
  version: string;
}) {
  const t = useTranslations("figures.sheet");
  const sheet = useTranslations("paperSheet.fields");
  const values = Object.fromEntries(COUNTS.map((name) => [name, totals ? String(totals[name]) : ""]));
  return (
    <StaffForm<NameOf<typeof paperTotalsForm>>
      form="totaux"
      action={action}
      typed={typed}
      values={values}
      version={version}
      submit={t("save")}
    >
      {(field) => (
        <div className="grid items-end gap-4 sm:grid-cols-2">
          {COUNTS.map((name) => (
            <Field
              key={name}
              {...field(name)}
              label={sheet(name)}
              {...(name === "received" && { hint: t("receivedHint") })}
              inputMode="numeric"
              autoComplete="off"
              maxLength={3}
              placeholder="0"
              className={name === "received" ? "sm:col-span-2" : ""}
            />
          ))}
        </div>
      )}
    </StaffForm>
  );
}
