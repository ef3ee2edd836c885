import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { HELP, REPORTS, WORKSHOP } from "./report-forms.ts";
import { openStaffPage, type StaffPageProps } from "#app/[locale]/coordination/open-staff-page.ts";
import { singleValue } from "#app/[locale]/_every-page/search-params.ts";
import { NotFound } from "#components/site/not-found.tsx";
import { ReportsToDo } from "#components/staff/reports/reports-to-do.tsx";
import { FileButton, ReportsWritten } from "#components/staff/reports/reports-written.tsx";
import { StaffDone } from "#components/staff/staff-done.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { whereMay } from "#lib/access/where-may.ts";
import { mayBeWritten } from "#lib/report/report-deadline.ts";
import { clock } from "#lib/server/clock.ts";
import { readOwnReports, readReportsToDo } from "#lib/server/report/own-reports.ts";
import { readTopicsOfVisits } from "#lib/server/report/topics-of-visits.ts";
import { sayMonth } from "#lib/time/say.ts";
import { localDateOf, plusDays } from "#lib/time/zone.ts";
import { daysOfMonth } from "#lib/wire/report/report-form.ts";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("staff.reports"))("title"), robots: { index: false } };
}

/** One's own activity reports: those to write, and those of a month, to copy into La Coop (docs/reports.md#report). */
export default async function ReportsPage(props: StaffPageProps) {
  const { actor, query, done } = await openStaffPage(props, REPORTS);
  if (whereMay(actor, "write-report").length === 0) return <NotFound />;
  const now = clock.now();
  const thisMonth = localDateOf(now, "Europe/Paris").slice(0, 7);
  const asked = singleValue(query["mois"]);
  const month = (asked === undefined ? undefined : daysOfMonth(asked)) ?? daysOfMonth(thisMonth);
  if (!month) return <NotFound />;
  const [t, list, locale, toDo, reports] = await Promise.all([
    getTranslations("staff.reports"),
    getTranslations("tablet.list"),
    getLocale(),
    readReportsToDo(actor),
    readOwnReports(actor, month),
  ]);
  const topics = (
    await Promise.all(
      [...Map.groupBy(toDo, ({ organisation }) => organisation)].map(([organisation, ofOne]) =>
        readTopicsOfVisits(organisation, [...new Set(ofOne.flatMap((one) => one.topics))]),
      ),
    )
  ).flat();
  const open = new Set(
    reports
      .filter(({ localDate, timeZone }) => mayBeWritten(localDate, localDateOf(now, timeZone)))
      .map(({ id }) => id),
  );
  // The summary of a half-day leads to those of this half-day, which it counts.
  const permanence = singleValue(query["permanence"]);
  const shown = permanence === undefined ? toDo : toDo.filter((one) => one.permanence === permanence);
  const before = plusDays(month.from, -1).slice(0, 7);
  const after = month.to.slice(0, 7);
  return (
    <div className="grid gap-6 lg:max-w-3xl">
      <p>
        <PageLink href="/conseiller" className="inline-flex min-h-target items-center font-bold">
          ‹ {list("title")}
        </PageLink>
      </p>
      <h1>{t("title")}</h1>
      <StaffDone done={done} />
      <section aria-labelledby="a-faire" className="grid gap-3">
        <h2 id="a-faire">{t("toDo")}</h2>
        <ReportsToDo toDo={shown} topics={topics} />
        {shown.length < toDo.length && (
          <PageLink href={REPORTS} className="inline-flex min-h-target items-center">
            {t("all", { count: toDo.length })}
          </PageLink>
        )}
        <p className="flex flex-wrap gap-3">
          <PageLink href={`${REPORTS}/${HELP}`} className={buttonClass("full")}>
            {t("help")}
          </PageLink>
          <PageLink href={`${REPORTS}/${WORKSHOP}`} className={buttonClass("ghost")}>
            {t("workshop")}
          </PageLink>
        </p>
      </section>
      <section aria-labelledby="faits" className="grid gap-3">
        <h2 id="faits">{t("written", { month: sayMonth(month.from, locale) })}</h2>
        <p className="flex flex-wrap gap-x-5">
          <PageLink href={`${REPORTS}?mois=${before}`} className="inline-flex min-h-target items-center">
            {t("previous")}
          </PageLink>
          {month.said < thisMonth && (
            <PageLink href={`${REPORTS}?mois=${after}`} className="inline-flex min-h-target items-center">
              {t("next")}
            </PageLink>
          )}
        </p>
        {reports.length === 0 ? (
          <p>{t("nothingWritten")}</p>
        ) : (
          <>
            <div className="grid gap-1">
              <FileButton fields={{ mois: month.said }} label={t("monthFile")} />
              <p className="text-soft">{t("files")}</p>
            </div>
            <ReportsWritten reports={reports} open={open} />
          </>
        )}
      </section>
    </div>
  );
}
