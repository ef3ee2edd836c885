import { useTranslations } from "next-intl";
import { DeadEnd } from "#components/ui/dead-end.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { PageLink } from "#components/ui/page-link.tsx";

/** The calendar was shared and no longer is: what happened, and what to do. */
export function RevokedCalendar() {
  const t = useTranslations("share.revoked");
  return <DeadEnd title={t("title")} sentences={[t("what"), t("do")]} margins />;
}

/**
 * An address that opens no calendar: somebody else's, or one with a letter missing. All look alike, so that nobody
 * learns which exist.
 */
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
