import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { openStaffPage, type StaffPageProps } from "#app/[locale]/coordination/open-staff-page.ts";
import { singleValue } from "#app/[locale]/_every-page/search-params.ts";
import { OtherOrganisations } from "#components/staff/other-organisations.tsx";
import { ShareRequests } from "#components/staff/share/share-requests.tsx";
import { ShareList } from "#components/staff/share/share-list.tsx";
import { StaffDone } from "#components/staff/staff-done.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { SHARE_REQUESTS_KEPT } from "#lib/access/retention.ts";
import { organisationOfPage } from "#lib/server/auth/organisation-of-page.ts";
import { FEED_ZONE } from "#lib/server/calendar/feed-zone.ts";
import { listGivenShares } from "#lib/server/calendar/given-shares.ts";
import { listShareRequests } from "#lib/server/calendar/share-requests.ts";

const HREF = "/coordination/partages";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("staff.sections.shares"))("name"), robots: { index: false } };
}

/** The calendars that an organisation shares with partners. */
export default async function GivenSharesPage(props: StaffPageProps) {
  const { actor, query, typed, done } = await openStaffPage(props, HREF);
  const [t, referrers, section, staff, held] = await Promise.all([
    getTranslations("staff.shares"),
    getTranslations("staff.referrers"),
    getTranslations("staff.sections.shares"),
    getTranslations("staff"),
    organisationOfPage(actor, "manage-shares", singleValue(query["organisation"])),
  ]);
  const [shares, requests] = held
    ? await Promise.all([listGivenShares(actor, held.chosen.id), listShareRequests(actor, held.chosen.id)])
    : [];
  if (!held || !shares?.ok || !requests?.ok) return <Notice>{staff("nothingHere")}</Notice>;
  return (
    <div className="grid gap-5">
      <h1>{section("name")}</h1>
      <OtherOrganisations href={HREF} {...held} />
      <StaffDone done={done} />
      <p className="text-lg">{t("lead")}</p>
      <p>
        <PageLink href={`${HREF}/creer?organisation=${held.chosen.slug}`} className={buttonClass()}>
          {t("create")}
        </PageLink>{" "}
        <PageLink href={`${HREF}/orienteurs?organisation=${held.chosen.slug}`} className={buttonClass("ghost")}>
          {referrers("name")}
        </PageLink>
      </p>
      <ShareRequests
        requests={requests.value}
        slug={held.chosen.slug}
        zone={FEED_ZONE}
        days={SHARE_REQUESTS_KEPT.days}
        typed={typed}
      />
      {shares.value.length === 0 ? <Notice>{t("none")}</Notice> : <ShareList shares={shares.value} zone={FEED_ZONE} />}
      <p className="text-soft">{t("lastReadHint")}</p>
    </div>
  );
}
