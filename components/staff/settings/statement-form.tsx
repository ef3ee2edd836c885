import { useTranslations } from "next-intl";
import { Field, TextArea } from "#components/ui/field.tsx";
import { CONFORMITIES } from "#lib/place/accessibility-statement.ts";
import type { TypedForm } from "#lib/wire/staff-form.ts";
import { SelectField } from "#components/staff/select-field.tsx";
import { StaffForm } from "#components/staff/staff-form.tsx";

/** Characters of a text of the form; a refused form comes back in its address, which has room for all of them. */
const LONGEST = 800;

type Props = {
  action: string;
  typed: TypedForm | undefined;
  organisation: string;
  stored: Readonly<Record<string, string>>;
};

/** The accessibility statement that the law asks for (lib/place/accessibility-statement.ts). */
export function StatementForm({ action, typed, organisation, stored }: Props) {
  const t = useTranslations("staff.settings.statement");
  return (
    <StaffForm form="statement" action={action} typed={typed} stored={stored} submit={t("save")} look="ghost">
      {(field) => {
        const at: typeof field = (name, options) => field(`accessibility.${name}`, options);
        const states = CONFORMITIES.map((state) => ({ value: state, label: t(`states.${state}`) }));
        return (
          <div className="grid items-end gap-4 md:grid-cols-2">
            <input type="hidden" name="organisationId" value={organisation} />
            <SelectField label={t("state")} hint={t("stateHint")} options={states} {...at("state", states)} />
            <Field label={t("rate")} hint={t("rateHint")} {...at("rate")} inputMode="decimal" />
            <Field label={t("auditor")} {...at("auditor")} maxLength={200} />
            <Field label={t("auditedOn")} {...at("auditedOn")} type="date" />
            <TextArea label={t("failures")} {...at("failures")} maxLength={LONGEST} />
            <TextArea label={t("derogations")} {...at("derogations")} maxLength={LONGEST} />
            <TextArea label={t("exempt")} {...at("exempt")} maxLength={LONGEST} />
            <TextArea label={t("tools")} {...at("tools")} maxLength={LONGEST} />
            <Field label={t("technologies")} {...at("technologies")} maxLength={500} />
            <Field label={t("declaredOn")} {...at("declaredOn")} type="date" />
            <Field label={t("contact")} hint={t("contactHint")} {...at("contact")} />
            <Field label={t("plan")} {...at("plan")} type="url" />
            <Field label={t("yearPlan")} {...at("yearPlan")} type="url" />
            <TextArea label={t("recourse")} hint={t("recourseHint")} {...at("recourse")} maxLength={500} />
          </div>
        );
      }}
    </StaffForm>
  );
}
