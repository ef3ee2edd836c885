import { useTranslations } from "next-intl";
import { buttonClass } from "#components/ui/button.tsx";
import { inputClass, WithLabel, describedBy } from "#components/ui/field.tsx";
import type { FieldParts } from "#components/staff/staff-form.tsx";

type Props = Pick<FieldParts, "id" | "name" | "error"> & {
  /** The address of the logo of today. */
  shown: string | undefined;
};

/**
 * The logo: a file to send with the form around it, and the one of today, which a button takes away. Without a file it
 * stays.
 */
export function LogoField({ id, name, error, shown }: Props) {
  const t = useTranslations("staff.settings");
  const hint = t("logoHint");
  return (
    <div className="grid gap-3">
      {shown !== undefined && (
        <p className="flex flex-wrap items-center gap-4">
          <img src={shown} alt={t("logoNow")} className="max-h-12" />
          <button type="submit" name="removeLogo" value="oui" className={buttonClass("quiet")}>
            {t("removeLogo")}
          </button>
        </p>
      )}
      <WithLabel id={id} label={t("logo")} hint={hint} error={error}>
        <input
          id={id}
          name={name}
          type="file"
          accept="image/png,image/jpeg"
          aria-describedby={describedBy({ id, label: t("logo"), hint, error })}
          aria-invalid={error ? true : undefined}
          className={`${inputClass(Boolean(error))} py-3`}
        />
      </WithLabel>
    </div>
  );
}
