import { useTranslations } from "next-intl";
import { buttonClass } from "../ui/button.tsx";
import { DeadEnd } from "../ui/dead-end.tsx";
import { PageLink } from "../ui/page-link.tsx";

/**
 * An address that leads nowhere. Pages for the public show it themselves: what Next shows for `notFound()` is made in
 * the browser, so it is a blank page without script.
 */
export function NotFound() {
  const t = useTranslations("site");
  return (
    <DeadEnd title={t("lost.title")} sentences={[t("lost.what"), t("lost.do")]}>
      <p>
        <PageLink href="/" className={buttonClass()}>
          {t("back")}
        </PageLink>
      </p>
    </DeadEnd>
  );
}
