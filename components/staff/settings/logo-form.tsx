import { useTranslations } from "next-intl";
import { inputClass, WithLabel, describedBy } from "#components/ui/field.tsx";
import type { TypedForm } from "#lib/wire/staff-form.ts";
import { StaffForm } from "../staff-form.tsx";

type Props = { action: string; typed: TypedForm | undefined; organisation: string; shown: string | undefined };

/** The logo: a file to send, and the one that is shown now, which goes when the form is sent without a file. */
export function LogoForm({ action, typed, organisation, shown }: Props) {
  const t = useTranslations("staff.settings");
  return (
    <StaffForm form="logo" action={action} typed={typed} submit={t("sendLogo")} look="ghost">
      {(field) => {
        const { id, name, error } = field("logo");
        const hint = t("logoHint");
        return (
          <>
            <input type="hidden" name="organisationId" value={organisation} />
            {shown !== undefined && <img src={shown} alt={t("logoNow")} className="max-h-12 self-start" />}
            <WithLabel id={id} label={t("logo")} hint={hint} error={error}>
              <input
                id={id}
                name={name}
                type="file"
                accept="image/png,image/svg+xml"
                aria-describedby={describedBy({ id, label: t("logo"), hint, error })}
                aria-invalid={error ? true : undefined}
                className={`${inputClass(Boolean(error))} py-3`}
              />
            </WithLabel>
          </>
        );
      }}
    </StaffForm>
  );
}
