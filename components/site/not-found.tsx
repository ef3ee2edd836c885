import { useTranslations } from "next-intl";
import { buttonClass } from "#components/ui/button.tsx";
import { DeadEnd } from "#components/ui/dead-end.tsx";
import { PageLink } from "#components/ui/page-link.tsx";

/** An unknown address. Public pages render it themselves: what Next.js renders for `notFound()` needs script. */
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
