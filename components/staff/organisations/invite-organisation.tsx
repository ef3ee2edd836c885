import { useTranslations } from "next-intl";
import { Field } from "#components/ui/field.tsx";
import { BECOMES, DAYS_OF_INVITATION } from "#lib/access/invitation.ts";
import type { organisationInviteForm } from "#lib/wire/organisation/new-organisation.ts";
import type { NameOf, TypedForm } from "#lib/wire/staff-form.ts";
import { SelectField } from "#components/staff/select-field.tsx";
import { StaffForm } from "#components/staff/staff-form.tsx";

/**
 * The form that invites an organisation: to become what, where the invitation goes, and what changes once it is ready.
 */
export function InviteOrganisation({
  action,
  typed,
  withMail,
  ownPages,
}: {
  action: string;
  typed: TypedForm | undefined;
  withMail: boolean;
  /** The address of the host’s own pages, which stay when another organisation is ready. */
  ownPages: string;
}) {
  const t = useTranslations("staff.organisations");
  return (
    <>
      <p>{t(withMail ? "inviteByMail" : "inviteByHand", { days: DAYS_OF_INVITATION })}</p>
      <p className="text-soft">{t.rich("whenReady", { address: () => <bdi dir="ltr">{ownPages}</bdi> })}</p>
      <StaffForm<NameOf<typeof organisationInviteForm>>
        form="inviter"
        action={action}
        typed={typed}
        values={{ becomes: "organisation" }}
        submit={t("send")}
      >
        {(field) => (
          <>
            <SelectField
              {...field("becomes")}
              label={t("becomes")}
              options={BECOMES.map((one) => ({ value: one, label: t(`choice.${one}`) }))}
            />
            <Field
              {...field("email")}
              type="email"
              label={t("email")}
              hint={t(withMail ? "emailHint" : "emailHintWithoutMail")}
              maxLength={254}
              autoComplete="off"
              dir="ltr"
            />
          </>
        )}
      </StaffForm>
    </>
  );
}
