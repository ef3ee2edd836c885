import { useTranslations } from "next-intl";
import type { TypedForm } from "#lib/wire/staff-form.ts";
import { PersonFields } from "#components/staff/people/person-fields.tsx";
import { StaffForm } from "#components/staff/staff-form.tsx";
import { actOfStep } from "./paths.ts";
import { StepFoot } from "./step-foot.tsx";

type Props = {
  slug: string;
  typed: TypedForm | undefined;
  email: string;
  stored: Readonly<Record<string, string>>;
};

/** Step 1: the name that colleagues read, and one's languages. */
export function AccountStep({ slug, typed, email, stored }: Props) {
  const t = useTranslations("staff.firstHour.account");
  return (
    <>
      <p className="text-lg">{t("lead")}</p>
      <p>
        {t("email")} <bdi className="font-bold wrap-anywhere">{email}</bdi>
      </p>
      <StaffForm form="compte" action={actOfStep("account", "enregistrer", slug)} typed={typed} stored={stored}>
        {(field) => <PersonFields field={field} />}
      </StaffForm>
      <StepFoot slug={slug} here="account" form="compte-form" />
    </>
  );
}
