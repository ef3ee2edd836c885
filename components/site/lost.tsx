import { useTranslations } from "next-intl";
import { buttonClass } from "#components/ui/button.tsx";
import { PageLink } from "#components/ui/page-link.tsx";

/**
 * An address that leads nowhere. Pages for the public show it themselves: what Next shows for `notFound()` is made in
 * the browser, so it is a blank page without script.
 */
export function Lost() {
  const t = useTranslations("site");
  return (
    <div className="grid max-w-2xl gap-4">
      <h1>{t("lost.title")}</h1>
      <p>{t("lost.what")}</p>
      <p>{t("lost.do")}</p>
      <p><PageLink href="/" className={buttonClass()}>{t("back")}</PageLink></p>
    </div>
  );
}
