import type { ReactNode } from "react";
import { useTranslations } from "next-intl";
import { PageLink } from "#components/ui/page-link.tsx";
import type { TypedForm } from "#lib/wire/staff-form.ts";
import { ActToConfirm } from "#components/staff/act-to-confirm.tsx";
import { StaffForm } from "#components/staff/staff-form.tsx";

type Props = {
  action: string;
  typed: TypedForm | undefined;
  /** At how many half-days to come they are planned. */
  dates: number;
  /** Where these are handed over, for whoever plans. */
  datesHref: string | undefined;
  /** The hidden fields that say in which organisation. */
  children: ReactNode;
};

/** Closes the access of somebody, at the second touch: first it says how many dates would miss a person. */
export function CloseAccess({ action, typed, dates, datesHref, children }: Props) {
  const t = useTranslations("staff.people");
  return (
    <ActToConfirm title={t("deactivate")} what={t("deactivateWhat")} open={typed?.form === "fermer"}>
      {dates > 0 && <p>{t("deactivateDates", { count: dates })}</p>}
      {dates > 0 && datesHref !== undefined && (
        <p>
          <PageLink href={datesHref} className="inline-flex min-h-target items-center font-bold">
            {t("dates.title")}
          </PageLink>
        </p>
      )}
      <StaffForm form="fermer" action={action} typed={typed} submit={t("deactivateYes")} look="ghost">
        {() => children}
      </StaffForm>
    </ActToConfirm>
  );
}
