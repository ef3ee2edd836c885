import { useTranslations } from "next-intl";
import { buttonClass } from "#components/ui/button.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { PageLink } from "#components/ui/page-link.tsx";

/**
 * The reports of a half-day that are still to be written: those of who reads, whose `list` is one tap away, and apart
 * from them those of colleagues, which nobody else writes.
 */
export function ReportsToWrite({ mine, others, list }: { mine: number; others: number; list: string }) {
  const t = useTranslations("figures.reports");
  return (
    <section aria-labelledby="comptes-rendus" className="grid justify-items-start gap-2">
      <h2 id="comptes-rendus" className="flex items-center gap-2">
        <Icon name={mine + others === 0 ? "check" : "id-card"} />
        {t("title")}
      </h2>
      {mine + others === 0 && <p className="font-bold">{t("none")}</p>}
      {mine > 0 && <p className="font-bold">{t("mine", { count: mine })}</p>}
      {others > 0 && <p>{t("others", { count: others })}</p>}
      {mine > 0 && (
        <PageLink href={list} className={`${buttonClass("ghost")} print:hidden`}>
          {t("write")}
        </PageLink>
      )}
    </section>
  );
}
