import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { openStaffPage, type StaffPageProps } from "#app/[locale]/coordination/open-staff-page.ts";
import { DayAndHours } from "#components/day-and-hours.tsx";
import { NotFound } from "#components/site/not-found.tsx";
import { CodeOfDay } from "#components/staff/shared-tablet/code-of-day.tsx";
import { TabletPass } from "#components/staff/shared-tablet/pass-to-show.tsx";
import { StaffDone } from "#components/staff/staff-done.tsx";
import { StaffForm } from "#components/staff/staff-form.tsx";
import { FrenchText } from "#components/ui/french-text.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { readTabletOfHalfDay } from "#lib/server/auth/tablet/tablet-passes.ts";
import "#app/[locale]/_every-page/print.css";

type Props = StaffPageProps & { params: Promise<{ id: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("staff.tablet"))("title"), robots: { index: false } };
}

/**
 * What a colleague shows so that another opens the shared tablet of this half-day, and the code of the day of the
 * place.
 */
export default async function OpenForColleaguePage(props: Props) {
  const { id } = await props.params;
  const href = `/conseiller/permanences/${id}/tablette`;
  const { actor, typed, done } = await openStaffPage(props, href);
  const [t, read] = await Promise.all([getTranslations("staff.tablet"), readTabletOfHalfDay(actor, id)]);
  if (!read.ok) return <NotFound />;
  const { place, span, timeZone, over, pass, day } = read.value;
  return (
    <div className="grid gap-6 lg:max-w-3xl">
      <p className="print:hidden">
        <PageLink href="/conseiller" className="inline-flex min-h-target items-center font-bold">
          {t("back")}
        </PageLink>
      </p>
      <header className="grid gap-2">
        <h1>{t("title")}</h1>
        <p className="text-lg">
          <FrenchText text={place.name} />
          <br />
          <DayAndHours span={span} timeZone={timeZone} />
        </p>
      </header>
      <StaffDone done={done} />
      {over ? (
        <Notice tone="warn">{t("over")}</Notice>
      ) : (
        <section aria-labelledby="half-day" className="grid gap-3">
          <h2 id="half-day">{t("halfDay")}</h2>
          <p>{t("halfDayWhat")}</p>
          {pass ? (
            <TabletPass pass={pass} />
          ) : (
            <StaffForm form="montrer" action={`${href}/montrer`} typed={typed} submit={t("show")} />
          )}
        </section>
      )}
      {day && <CodeOfDay href={href} place={place.slug} day={day} typed={typed} />}
    </div>
  );
}
