import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import type { Locale } from "#i18n/routing.ts";
import { openStaffPage, type StaffPageProps } from "#app/[locale]/coordination/open-staff-page.ts";
import { NotFound } from "#components/site/not-found.tsx";
import { HalfDayOfSheet } from "#components/staff/figures/half-day-of-sheet.tsx";
import { PaperTotalsForm } from "#components/staff/figures/paper-totals-form.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { lastDayToWrite } from "#lib/report/report-deadline.ts";
import { readHalfDaySummary } from "#lib/server/report/read-half-day-summary.ts";
import { sayDate } from "#lib/time/say.ts";
import { fieldsOfTotals } from "#lib/wire/report/paper-totals.ts";

type Props = StaffPageProps & { params: Promise<{ locale: Locale; id: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("figures.sheet"))("enter"), robots: { index: false } };
}

/** The paper sheet of a half-day is entered as totals, beside what its line holds. */
export default async function PaperSheetPage(props: Props) {
  const { locale, id } = await props.params;
  const href = `/conseiller/permanences/${id}/saisie`;
  const { actor, typed } = await openStaffPage(props, href);
  const read = await readHalfDaySummary(actor, id);
  if (!read.ok) return <NotFound />;
  const t = await getTranslations("figures.sheet");
  const { held, recorded, mayRecord, version } = read.value;
  return (
    <div className="grid gap-5 lg:max-w-3xl">
      <h1>{t("enter")}</h1>
      <HalfDayOfSheet summary={read.value} by="paper-totals" />
      {mayRecord ? (
        <>
          <p>{t("until", { day: sayDate(lastDayToWrite(held.localDate), locale) })}</p>
          <p>
            <PageLink href={`${href}/lignes`} className={buttonClass("ghost")}>
              {t("byRows")}
            </PageLink>
          </p>
          <PaperTotalsForm action={`${href}/enregistrer`} typed={typed} stored={fieldsOfTotals(recorded, version)} />
        </>
      ) : (
        <Notice tone="warn">{t("notNow")}</Notice>
      )}
      <p>
        <PageLink href={`/conseiller/permanences/${id}/bilan`} className={buttonClass("quiet")}>
          {t("toSummary")}
        </PageLink>
      </p>
    </div>
  );
}
