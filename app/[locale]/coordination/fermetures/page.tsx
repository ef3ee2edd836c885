import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { openStaffPage, type StaffPageProps } from "#app/[locale]/coordination/open-staff-page.ts";
import { singleValue } from "#app/[locale]/_every-page/search-params.ts";
import { ClosureList, LiftedList } from "#components/staff/closures/closure-list.tsx";
import { CalendarAhead } from "#components/staff/closures/calendar-ahead.tsx";
import { OtherOrganisations } from "#components/staff/other-organisations.tsx";
import { StaffDone } from "#components/staff/staff-done.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { organisationOfPage } from "#lib/server/auth/organisation-of-page.ts";
import { readCalendarAhead } from "#lib/server/planning/closures/calendar-ahead.ts";
import { hostFor } from "#lib/server/organisation/host.ts";
import { readClosures, readLiftedClosures } from "#lib/server/planning/closures/read-closures.ts";

const HREF = "/coordination/fermetures";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("staff.sections.closures"))("name"), robots: { index: false } };
}

/** The closures of an organisation, those to decide first, and what is closed by the calendar. */
export default async function ClosuresPage(props: StaffPageProps) {
  const { actor, query, done } = await openStaffPage(props, HREF);
  const [t, section, staff, held] = await Promise.all([
    getTranslations("staff.closures"),
    getTranslations("staff.sections.closures"),
    getTranslations("staff"),
    organisationOfPage(actor, "plan-half-days", singleValue(query["organisation"]), "some-place"),
  ]);
  const [closures, lifted, ahead, host] = held
    ? await Promise.all([
        readClosures(actor, held.chosen.id),
        readLiftedClosures(actor, held.chosen.id),
        readCalendarAhead(actor, held.chosen.id),
        hostFor(actor),
      ])
    : [];
  if (!held || !closures?.ok || !lifted?.ok || !ahead) return <Notice>{staff("nothingHere")}</Notice>;
  return (
    <div className="grid gap-5">
      <h1>{section("name")}</h1>
      <OtherOrganisations href={HREF} {...held} />
      <StaffDone done={done} />
      <p className="text-lg">{t("lead")}</p>
      <p>
        <PageLink href={`${HREF}/creer?organisation=${held.chosen.slug}`} className={buttonClass()}>
          {t("create")}
        </PageLink>
      </p>
      <LiftedList closures={lifted.value} />
      <ClosureList closures={closures.value} />
      <CalendarAhead ahead={ahead} update={host && `${HREF}/vacances`} />
    </div>
  );
}
