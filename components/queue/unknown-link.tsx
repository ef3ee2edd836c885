import { useTranslations } from "next-intl";
import { buttonClass } from "#components/ui/button.tsx";
import { PageLink } from "#components/ui/page-link.tsx";

/** A link that opens no number: another's, an old one, one with a letter missing. All look alike. */
export function UnknownLink() {
  const t = useTranslations("turn");
  return (
    <div className="grid max-w-2xl gap-4">
      <h1>{t("unknownLink.title")}</h1>
      <p className="text-lg">{t("unknownLink.what")}</p>
      <p><PageLink href="/" className={buttonClass("ghost")}>{t("others")}</PageLink></p>
    </div>
  );
}
