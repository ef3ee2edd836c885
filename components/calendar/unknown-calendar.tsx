import { useTranslations } from "next-intl";
import { buttonClass } from "#components/ui/button.tsx";
import { PageLink } from "#components/ui/page-link.tsx";

/** An address that opens no calendar: another's, or one with a letter missing. All look alike. */
export function UnknownCalendar() {
  const t = useTranslations("share.unknown");
  const site = useTranslations("site");
  return (
    <div className="mx-auto grid max-w-2xl gap-4 px-4 py-8">
      <h1>{t("title")}</h1>
      <p>{t("what")}</p>
      <p>{t("do")}</p>
      <p><PageLink href="/" className={buttonClass()}>{site("back")}</PageLink></p>
    </div>
  );
}
