import { useLocale, useTranslations } from "next-intl";
import { buttonClass } from "#components/ui/button.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import type { PaperRow } from "#lib/report/paper-rows.ts";
import { minutesBetween } from "#lib/time/instant.ts";
import { sayDuration } from "#lib/time/say-duration.ts";

/**
 * Of each person whom a paper sheet has as helped, the way to a report that begins with what the sheet says. `help`:
 * the address of help without a number.
 */
export function ReportsFromPaper({
  rows,
  permanence,
  help,
}: {
  rows: readonly PaperRow[];
  permanence: string;
  help: string;
}) {
  const t = useTranslations("figures.rows.reports");
  const locale = useLocale();
  const helped = rows.filter(({ state }) => state === "done");
  if (helped.length === 0) return null;
  return (
    <section aria-labelledby="papier" className="grid gap-2 print:hidden">
      <h2 id="papier">{t("title")}</h2>
      <p>{t("hint")}</p>
      <ul className="flex flex-wrap gap-2">
        {helped.map(({ number, called, ended }) => (
          <li key={number}>
            <PageLink
              href={`${help}?${new URLSearchParams({ permanence, numero: String(number) })}`}
              className={buttonClass("ghost")}
            >
              {called === undefined || ended === undefined
                ? t("one", { number })
                : t("timed", { number, duration: sayDuration(minutesBetween(called, ended), locale) })}
            </PageLink>
          </li>
        ))}
      </ul>
    </section>
  );
}
