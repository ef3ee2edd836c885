import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import type { Locale } from "#i18n/routing.ts";
import { openStaffPage, type StaffPageProps } from "#app/[locale]/coordination/open-staff-page.ts";
import { NotFound } from "#components/site/not-found.tsx";
import { HalfDayOfSheet } from "#components/staff/figures/half-day-of-sheet.tsx";
import { PaperRowsForm } from "#components/staff/figures/paper-rows-form.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { lastDayToWrite } from "#lib/report/report-deadline.ts";
import { readHalfDaySummary } from "#lib/server/report/read-half-day-summary.ts";
import { readTopics } from "#lib/server/schedule/read-topics.ts";
import { sayDate } from "#lib/time/say.ts";
import { fieldsOfRows } from "#lib/wire/report/paper-rows.ts";

type Props = StaffPageProps & { params: Promise<{ locale: Locale; id: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("figures.rows"))("enter"), robots: { index: false } };
}

/** The paper sheet of a half-day is entered one row a person, with the hours, beside what its line holds. */
export default async function PaperRowsPage(props: Props) {
  const { locale, id } = await props.params;
  const sheet = `/conseiller/permanences/${id}/saisie`;
  const { actor, typed } = await openStaffPage(props, `${sheet}/lignes`);
  const read = await readHalfDaySummary(actor, id);
  if (!read.ok) return <NotFound />;
  const [t, totals, topics] = await Promise.all([
    getTranslations("figures.rows"),
    getTranslations("figures.sheet"),
    readTopics({ permanence: id }),
  ]);
  const { held, recorded, mayRecord, version } = read.value;
  return (
    <div className="grid gap-5">
      <h1>{t("enter")}</h1>
      <HalfDayOfSheet summary={read.value} by="paper-rows" />
      {mayRecord ? (
        <>
          <p>
            {t("how")} {t("hours")} {t("blank")}
            <br />
            {t("until", { day: sayDate(lastDayToWrite(held.localDate), locale) })}
          </p>
          <p>
            <PageLink href={sheet} className={buttonClass("ghost")}>
              {t("byTotals")}
            </PageLink>
          </p>
          <PaperRowsForm
            action={`${sheet}/lignes/enregistrer`}
            typed={typed}
            stored={fieldsOfRows(recorded, version, held.timeZone)}
            topics={topics}
          />
        </>
      ) : (
        <Notice tone="warn">{totals("notNow")}</Notice>
      )}
      <p>
        <PageLink href={`/conseiller/permanences/${id}/bilan`} className={buttonClass("quiet")}>
          {totals("toSummary")}
        </PageLink>
      </p>
    </div>
  );
}
