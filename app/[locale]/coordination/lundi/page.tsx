import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { openStaffPage, type StaffPageProps } from "#app/[locale]/coordination/open-staff-page.ts";
import { singleValue } from "#app/[locale]/_every-page/search-params.ts";
import { NotHeldThisWeek, PeopleToTell } from "#components/staff/monday/not-held.tsx";
import { PostersToHang } from "#components/staff/monday/posters-to-hang.tsx";
import { NotRecordedHalfDays, ShortHalfDays } from "#components/staff/monday/to-settle.tsx";
import { WeekDoneCard } from "#components/staff/monday/week-done.tsx";
import { OtherOrganisations } from "#components/staff/other-organisations.tsx";
import { StaffDone } from "#components/staff/staff-done.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { PrintButton } from "#components/ui/print-button.tsx";
import { organisationOfPage } from "#lib/server/auth/organisation-of-page.ts";
import { readOrganisationOf } from "#lib/server/place/read-organisation.ts";
import { readMonday } from "#lib/server/planning/monday/read-monday.ts";
import { sayDate } from "#lib/time/say.ts";
import { plusDays } from "#lib/time/zone.ts";

const HREF = "/coordination/lundi";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("staff.sections.monday"))("name"), robots: { index: false } };
}

/**
 * What a coordinator needs on a Monday, on one page that prints: last week, what is short, not held or not recorded,
 * whom to tell, posters (docs/planning.md#the-monday-page).
 */
export default async function MondayPage(props: StaffPageProps) {
  const { actor, query, typed, done } = await openStaffPage(props, HREF);
  const asked = singleValue(query["organisation"]) ?? typed?.fields["slug"];
  const [t, calls, staff, locale, held] = await Promise.all([
    getTranslations("staff.monday"),
    getTranslations("staff.calls"),
    getTranslations("staff"),
    getLocale(),
    organisationOfPage(actor, "plan-half-days", asked, "some-place"),
  ]);
  const read = held && (await readMonday(actor, held.chosen.id));
  if (!held || !read?.ok) return <Notice>{staff("nothingHere")}</Notice>;
  const monday = read.value;
  const organisation = await readOrganisationOf(held.chosen.id);
  return (
    <div className="grid gap-5 print:gap-3 print:text-sm">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h1>{t("title", { day: sayDate(monday.thisWeek, locale) })}</h1>
        <PrintButton label={t("print")} />
      </div>
      <p className="hidden print:block">
        {t("printed", { organisation: held.chosen.name, day: sayDate(monday.today, locale) })}
      </p>
      <OtherOrganisations href={HREF} {...held} />
      <StaffDone done={done} />
      <div className="grid grid-cols-[minmax(0,1fr)] gap-x-8 gap-y-6 lg:grid-cols-2 print:grid-cols-2 print:gap-4">
        <div className="grid content-start gap-6 print:gap-3">
          <ShortHalfDays short={monday.short} organisation={held.chosen.slug} week={monday.thisWeek} />
          {monday.shortNext && (
            <ShortHalfDays
              short={monday.shortNext}
              organisation={held.chosen.slug}
              week={plusDays(monday.thisWeek, 7)}
              next
            />
          )}
          <PeopleToTell toCall={monday.toCall} />
          {monday.toCall.people > 0 && (
            <p className="-mt-4 print:hidden">
              <PageLink
                href={`/conseiller/a-rappeler?organisation=${held.chosen.slug}`}
                className="inline-flex min-h-target items-center font-bold"
              >
                {calls("all")}
              </PageLink>
            </p>
          )}
          <NotHeldThisWeek
            shut={monday.shut}
            cancelled={monday.cancelled}
            organisation={held.chosen.slug}
            week={monday.thisWeek}
          />
          <NotRecordedHalfDays unclosed={monday.unclosed} withoutReports={monday.withoutReports} />
        </div>
        <div className="grid content-start gap-6 print:gap-3">
          <WeekDoneCard
            week={monday.lastWeek}
            service={organisation?.service ?? held.chosen.name}
            done={monday.done}
            topics={monday.topics}
          />
          <PostersToHang wrong={monday.wrong} unknown={monday.unknown} slug={held.chosen.slug} typed={typed} />
        </div>
      </div>
    </div>
  );
}
