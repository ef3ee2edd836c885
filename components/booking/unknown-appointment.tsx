import { useTranslations } from "next-intl";
import { buttonClass } from "#components/ui/button.tsx";
import { PageLink } from "#components/ui/page-link.tsx";

/** A link that opens no appointment: another's, an old one, one with a letter missing. All look alike. */
export function UnknownAppointment() {
  const t = useTranslations("appointment.unknown");
  return (
    <div className="grid max-w-2xl gap-4">
      <h1>{t("title")}</h1>
      <p>{t("what")}</p>
      <p>{t("do")}</p>
      <p><PageLink href="/rendez-vous" className={buttonClass()}>{t("go")}</PageLink></p>
    </div>
  );
}
