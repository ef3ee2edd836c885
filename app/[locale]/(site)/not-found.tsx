import { getTranslations } from "next-intl/server";
import { PageLink } from "#components/ui/page-link.tsx";
import { buttonClass } from "#components/ui/button.tsx";

export default async function NotFound() {
  const t = await getTranslations("site");
  return (
    <div className="grid max-w-2xl gap-4">
      <h1>{t("lost.title")}</h1>
      <p>{t("lost.what")}</p>
      <p>{t("lost.do")}</p>
      <p><PageLink href="/" className={buttonClass()}>{t("back")}</PageLink></p>
    </div>
  );
}
