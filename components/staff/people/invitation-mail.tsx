import { useLocale, useTranslations } from "next-intl";
import { Icon, type IconName } from "#components/ui/icon.tsx";
import { sayDay, sayHour } from "#lib/time/say.ts";
import { localDateOf } from "#lib/time/zone.ts";
import type { MailOfInvitation } from "#lib/access/invitation.ts";

const ICON: Readonly<Record<MailOfInvitation["is"], IconName>> = {
  leaving: "envelope",
  late: "clock",
  sent: "check",
  refused: "warning",
  failed: "warning",
  unknown: "warning",
};

/** Whether the mail of an invitation has left, and what to do where nobody may have got it. */
export function InvitationMail({ is, at }: MailOfInvitation) {
  const t = useTranslations("staff.people.invitationMail");
  const locale = useLocale();
  const day = sayDay(localDateOf(at, "Europe/Paris"), locale);
  const isTrouble = ICON[is] === "warning";
  return (
    <p className={`flex items-start gap-2 ${isTrouble ? "text-alert" : ""}`}>
      <Icon name={ICON[is]} />
      <span>
        {t(`is.${is}`, { day, hour: sayHour(at, "Europe/Paris", locale) })}{" "}
        {is !== "leaving" && (isTrouble ? <strong>{t(`do.${is}`)}</strong> : t(`do.${is}`))}
      </span>
    </p>
  );
}
