import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { openStaffPage, type StaffPageProps } from "#app/[locale]/coordination/open-staff-page.ts";
import { singleValue } from "#app/[locale]/_every-page/search-params.ts";
import { SchoolFileForm, SchoolImport } from "#components/staff/closures/school-import.tsx";
import { StaffDone } from "#components/staff/staff-done.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { schoolFiles } from "#lib/server/organisation/school-calendar.ts";
import { hostFor } from "#lib/server/organisation/host.ts";

const HREF = "/coordination/fermetures/vacances";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("staff.schoolCalendar"))("title"), robots: { index: false } };
}

/**
 * The school holidays of the installation: the calendar of the ministry is chosen, what its import would do is shown,
 * then it is imported.
 */
export default async function SchoolCalendarPage(props: StaffPageProps) {
  const { actor, query, typed, done } = await openStaffPage(props, HREF);
  const kept = singleValue(query["fichier"]) ?? "";
  const [t, staff, host, said] = await Promise.all([
    getTranslations("staff.schoolCalendar"),
    getTranslations("staff"),
    hostFor(actor),
    schoolFiles.readSaid(actor.user, kept),
  ]);
  if (!host) return <Notice>{staff("nothingHere")}</Notice>;
  return (
    <div className="grid gap-5">
      <p>
        <PageLink
          href={`/coordination/fermetures?organisation=${host.slug}`}
          className="inline-flex min-h-target items-center font-bold"
        >
          {t("back")}
        </PageLink>
      </p>
      <h1>{t("title")}</h1>
      {said ? (
        <SchoolImport
          href={HREF}
          said={said}
          kept={kept}
          slug={host.slug}
          typed={typed}
          done={<StaffDone done={said.imported ? done : undefined} />}
        />
      ) : (
        <SchoolFileForm href={HREF} typed={typed} organisation={host} />
      )}
    </div>
  );
}
