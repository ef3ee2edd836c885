import { useLocale, useTranslations } from "next-intl";
import { ActToConfirm } from "#components/staff/act-to-confirm.tsx";
import { StaffForm } from "#components/staff/staff-form.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import type { ListedInvitation } from "#lib/access/listed-people.ts";
import type { TypedForm } from "#lib/wire/staff-form.ts";
import { sayDay } from "#lib/time/say.ts";
import { localDateOf } from "#lib/time/zone.ts";
import { InvitationMail } from "./invitation-mail.tsx";
import { InvitationOpeners } from "./invitation-openers.tsx";
import { RoleLine } from "./role-line.tsx";

/**
 * An invitation that nobody has accepted: for whom, until when, whether its mail has left, what opens it, and the ways
 * to renew it or take it back.
 */
export function InvitationCard({
  invitation: { id, email, role, places, expires, over, mail, opens },
  codePage,
  typed,
  organisation,
  asked,
}: {
  invitation: ListedInvitation;
  /** The address at which the code is typed. */
  codePage: string;
  typed: TypedForm | undefined;
  /** Slug. */
  organisation: string;
  /** The id of the invitation whose code was asked for. */
  asked?: string | undefined;
}) {
  const t = useTranslations("staff.people");
  const locale = useLocale();
  const at = `/coordination/equipe/invitations/${id}`;
  return (
    <Card as="li" className="grid gap-3">
      <h3 className="break-words">
        <bdi>{email}</bdi>
      </h3>
      <ul>
        <RoleLine role={{ role, places, over: false }} />
      </ul>
      <p className={over ? "font-bold text-alert" : "text-soft"}>
        {over ? t("over") : t("openUntil", { day: sayDay(localDateOf(expires, "Europe/Paris"), locale) })}
      </p>
      {mail && !over && <InvitationMail {...mail} />}
      {opens === "when-asked" && (
        <PageLink
          href={`/coordination/equipe?${new URLSearchParams({ organisation, lire: id })}`}
          className={buttonClass("quiet")}
        >
          {t("readAloud")}
        </PageLink>
      )}
      {opens && opens !== "when-asked" && <InvitationOpeners {...opens} codePage={codePage} open={id === asked} />}
      <StaffForm form={`renouveler-${id}`} action={`${at}/renouveler`} typed={typed} submit={t("renew")} look="ghost" />
      <ActToConfirm title={t("withdraw")} what={t("withdrawWhat")} open={typed?.form === `retirer-${id}`}>
        <StaffForm
          form={`retirer-${id}`}
          action={`${at}/retirer`}
          typed={typed}
          submit={t("withdrawYes")}
          look="ghost"
        />
      </ActToConfirm>
    </Card>
  );
}
