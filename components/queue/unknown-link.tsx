import { useTranslations } from "next-intl";
import { buttonClass } from "#components/ui/button.tsx";
import { DeadEnd } from "#components/ui/dead-end.tsx";
import { PageLink } from "#components/ui/page-link.tsx";

/** A link that opens no number: another's, an old one, one with a letter missing. All look alike. */
export function UnknownLink() {
  const t = useTranslations("turn");
  return (
    <DeadEnd title={t("unknownLink.title")} sentences={[t("unknownLink.what")]}>
      <p>
        <PageLink href="/" className={buttonClass("ghost")}>
          {t("others")}
        </PageLink>
      </p>
    </DeadEnd>
  );
}
