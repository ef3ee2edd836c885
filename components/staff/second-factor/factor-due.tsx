import { useLocale, useTranslations } from "next-intl";
import { Notice } from "#components/ui/notice.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import type { Instant } from "#lib/time/instant.ts";
import { sayDay } from "#lib/time/say.ts";
import { localDateOf } from "#lib/time/zone.ts";

/** Says by when a second factor has to be set up; nothing without such a day. `link`: with the way to its page. */
export function FactorDue({ due, link = false }: { due: Instant | undefined; link?: boolean }) {
  const t = useTranslations("auth.factor");
  const locale = useLocale();
  if (due === undefined) return null;
  return (
    <Notice tone="warn">
      <p>{t("due", { day: sayDay(localDateOf(due, "Europe/Paris"), locale) })}</p>
      {link && (
        <PageLink href="/moi/second-facteur" className="inline-flex min-h-target items-center">
          {t("toSetUp")}
        </PageLink>
      )}
    </Notice>
  );
}
