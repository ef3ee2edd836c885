import { useTranslations } from "next-intl";
import { StaffForm } from "#components/staff/staff-form.tsx";
import { Field } from "#components/ui/field.tsx";
import { TOTALS, type paperTotalsForm } from "#lib/wire/report/paper-totals.ts";
import type { NameOf, TypedForm } from "#lib/wire/staff-form.ts";

/** The totals of a paper sheet, five numbers. `stored`: what was entered before (`fieldsOfTotals`). */
export function PaperTotalsForm({
  action,
  typed,
  stored,
}: {
  action: string;
  typed: TypedForm | undefined;
  stored: Readonly<Record<string, string>>;
}) {
  const t = useTranslations("figures.sheet");
  const sheet = useTranslations("paperSheet.fields");
  return (
    <StaffForm<NameOf<typeof paperTotalsForm>>
      form="totaux"
      action={action}
      typed={typed}
      stored={stored}
      submit={t("save")}
    >
      {(field) => (
        <div className="grid items-end gap-4 sm:grid-cols-2">
          {TOTALS.map((name) => (
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
