import { useTranslations } from "next-intl";
import { buttonClass } from "#components/ui/button.tsx";
import { DeadEnd } from "#components/ui/dead-end.tsx";
import { PageLink } from "#components/ui/page-link.tsx";

/** An address that opens no calendar: another's, or one with a letter missing. All look alike. */
export function UnknownCalendar() {
  const t = useTranslations("share.unknown");
  const site = useTranslations("site");
  return (
    <DeadEnd title={t("title")} sentences={[t("what"), t("do")]} margins>
      <p>
        <PageLink href="/" className={buttonClass()}>
          {site("back")}
        </PageLink>
      </p>
    </DeadEnd>
  );
}
