import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { openStaffPage, type StaffPageProps } from "#app/[locale]/coordination/open-staff-page.ts";
import { singleValue } from "#app/[locale]/search-params.ts";
import { HistoryPages } from "#components/staff/journal/history-pages.tsx";
import { FrenchText } from "#components/ui/french-text.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { readHistoryOfHalfDay } from "#lib/server/planning/history/read-history.ts";
import { sayDay } from "#lib/time/say.ts";

type Props = StaffPageProps & { params: Promise<{ id: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("staff.history"))("title"), robots: { index: false } };
}

/** Who changed what at one half-day, and when. */
export default async function HalfDayHistoryPage(props: Props) {
  const { id } = await props.params;
  const href = `/coordination/permanences/${id}/histoire`;
  const { actor, query } = await openStaffPage(props, href);
  const before = singleValue(query["avant"]);
  const [t, staff, locale, read] = await Promise.all([
    getTranslations("staff.history"),
    getTranslations("staff"),
    getLocale(),
    readHistoryOfHalfDay(actor, id, before),
  ]);
  if (!read.ok) return <Notice tone="warn">{staff("nothingHere")}</Notice>;
  const { about, next, ...history } = read.value;
  return (
    <div className="grid max-w-4xl gap-5">
      <p>
        <PageLink
          href={`/coordination/permanences/${about.id}`}
          className="inline-flex min-h-target items-center font-bold"
        >
          {t("backHalfDay")}
        </PageLink>
      </p>
      <h1>{t("title")}</h1>
      <p className="text-lg">
        <FrenchText text={about.place} />
        {`, ${sayDay(about.localDate, locale)}`}
      </p>
      <HistoryPages href={href} before={before} next={next} {...history} />
    </div>
  );
}
