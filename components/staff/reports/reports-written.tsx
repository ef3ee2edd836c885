import { useLocale, useTranslations } from "next-intl";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { FrenchText } from "#components/ui/french-text.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { getPathname, type Locale } from "#i18n/routing.ts";
import type { ActivityReport } from "#lib/report/activity-report.ts";
import { coopText } from "#lib/report/coop-form.ts";
import { ACTIVITY_PLACE_LABELS, THEME_LABELS } from "#lib/report/national-words.ts";
import { sayDuration } from "#lib/time/say-duration.ts";
import { sayDay } from "#lib/time/say.ts";

/**
 * The reports of a month by day, each to copy into La Coop and to correct while its month is open. `open`: the ids of
 * those.
 */
export function ReportsWritten({ reports, open }: { reports: readonly ActivityReport[]; open: ReadonlySet<string> }) {
  const t = useTranslations("staff.reports");
  const locale = useLocale();
  const days = [...Map.groupBy(reports, ({ localDate }) => localDate)].toSorted(([a], [b]) => (a < b ? 1 : -1));
  return (
    <div className="grid gap-5">
      {days.map(([day, ofDay]) => (
        <section key={day} aria-labelledby={`jour-${day}`} className="grid gap-2">
          <div className="flex flex-wrap items-center justify-between gap-x-4">
            <h3 id={`jour-${day}`} className="first-letter:uppercase">
              {sayDay(day, locale)}
            </h3>
            <FileButton fields={{ jour: day }} label={t("dayFile")} />
          </div>
          <ul className="grid gap-3">
            {ofDay.map((report) => (
              <Written key={report.id} report={report} isOpen={open.has(report.id)} />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

/** A button that brings the file of a day or of a month. */
export function FileButton({ fields, label }: { fields: Readonly<Record<string, string>>; label: string }) {
  const locale = useLocale() as Locale;
  return (
    <form method="post" action={getPathname({ href: "/conseiller/comptes-rendus/exporter", locale })}>
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Button type="submit" look="quiet">
        {label}
      </Button>
    </form>
  );
}

function Written({ report, isOpen }: { report: ActivityReport; isOpen: boolean }) {
  const t = useTranslations("staff.reports");
  const locale = useLocale();
  const { facts, at, workshop, number } = report;
  const field = `coop-${report.id}`;
  return (
    <Card as="li" className="grid gap-1">
      <p className="text-lg font-bold">
        {workshop ? t("workshop") : number === undefined ? t("help") : t("number", { number })}
        {workshop && `, ${t("people", { count: workshop.participants })}`}
      </p>
      <p>
        <FrenchText text={at?.name ?? ACTIVITY_PLACE_LABELS[report.activityPlace]} /> ·{" "}
        {sayDuration(facts.minutes, locale)}
      </p>
      <p>
        <FrenchText text={facts.themes.map((theme) => THEME_LABELS[theme]).join(", ")} />
      </p>
      {isOpen && (
        <PageLink
          href={`/conseiller/comptes-rendus/${report.id}`}
          className="inline-flex min-h-target items-center justify-self-start font-bold"
        >
          {t("correct")}
        </PageLink>
      )}
      <details>
        <summary className="min-h-target cursor-pointer content-center font-bold">{t("show")}</summary>
        <div className="grid gap-2 pb-2">
          <label className="grid gap-1">
            <span className="text-soft">{t("copyText")}</span>
            <textarea
              id={field}
              readOnly
              lang="fr"
              dir="ltr"
              rows={8}
              defaultValue={coopText(report)}
              className="field-sizing-content w-full rounded-control border-2 border-edge bg-card p-3 text-base"
            />
          </label>
          <CopyButton field={field} label={t("copy")} done={t("copied")} byHand={t("byHand")} />
        </div>
      </details>
    </Card>
  );
}
