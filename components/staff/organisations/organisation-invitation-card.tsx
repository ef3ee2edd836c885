import { useLocale, useTranslations } from "next-intl";
import { Card } from "#components/ui/card.tsx";
import { sayDay } from "#lib/time/say.ts";
import { localDateOf } from "#lib/time/zone.ts";
import type { ListedOrganisationInvitation } from "#lib/place/listed-organisations.ts";
import type { TypedForm } from "#lib/wire/staff-form.ts";
import { InvitationMail } from "#components/staff/people/invitation-mail.tsx";
import { InvitationOpeners } from "#components/staff/people/invitation-openers.tsx";
import { ActToConfirm } from "#components/staff/act-to-confirm.tsx";
import { StaffForm } from "#components/staff/staff-form.tsx";

type Props = {
  invitation: ListedOrganisationInvitation;
  /** The page, without language, below which it is renewed or taken back. */
  at: string;
  /** The address at which the code is typed. */
  codePage: string;
  typed: TypedForm | undefined;
};

/**
 * An invitation that no organisation has used: to become what, until when, what opens it, and the ways to renew it or
 * take it back.
 */
export function OrganisationInvitationCard({ invitation, at, codePage, typed }: Props) {
  const t = useTranslations("staff.organisations");
  const people = useTranslations("staff.people");
  const locale = useLocale();
  const { id, becomes, email, expires, mail, opens } = invitation;
  return (
    <Card as="li" className="grid gap-3">
      <h3 className="break-words">{email === undefined ? t("byHand") : <bdi>{email}</bdi>}</h3>
      <p>{t(`choice.${becomes}`)}</p>
      <p className={opens ? "text-soft" : "font-bold text-alert"}>
        {opens ? people("openUntil", { day: sayDay(localDateOf(expires, "Europe/Paris"), locale) }) : t("over")}
      </p>
      {mail && opens && <InvitationMail {...mail} />}
      {opens && <InvitationOpeners {...opens} codePage={codePage} open={email === undefined} />}
      <StaffForm
        form={`renouveler-${id}`}
        action={`${at}/renouveler`}
        typed={typed}
        submit={people("renew")}
        look="ghost"
      >
        {() => <input type="hidden" name="invitation" value={id} />}
      </StaffForm>
      <ActToConfirm title={people("withdraw")} what={people("withdrawWhat")} open={false}>
        <StaffForm
          form={`retirer-${id}`}
          action={`${at}/retirer`}
          typed={typed}
          submit={people("withdrawYes")}
          look="ghost"
        >
          {() => <input type="hidden" name="invitation" value={id} />}
        </StaffForm>
      </ActToConfirm>
    </Card>
  );
}
