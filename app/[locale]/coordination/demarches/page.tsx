import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { openStaffPage, type StaffPageProps } from "#app/[locale]/coordination/open-staff-page.ts";
import { singleValue } from "#app/[locale]/_every-page/search-params.ts";
import { OtherOrganisations } from "#components/staff/other-organisations.tsx";
import { StaffDone } from "#components/staff/staff-done.tsx";
import { TopicList } from "#components/staff/topic/topic-list.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { organisationOfPage } from "#lib/server/auth/organisation-of-page.ts";
import { listManagedTopics } from "#lib/server/schedule/managed-topics.ts";

const HREF = "/coordination/demarches";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("staff.sections.topics"))("name"), robots: { index: false } };
}

/** The topics of an organisation in their order, each on or off. */
export default async function ManagedTopicsPage(props: StaffPageProps) {
  const { actor, query, done } = await openStaffPage(props, HREF);
  const [t, section, staff, held] = await Promise.all([
    getTranslations("staff.topics"),
    getTranslations("staff.sections.topics"),
    getTranslations("staff"),
    organisationOfPage(actor, "manage-topics", singleValue(query["organisation"])),
  ]);
  const topics = held ? await listManagedTopics(actor, held.chosen.id) : undefined;
  if (!held || !topics?.ok) return <Notice>{staff("nothingHere")}</Notice>;
  const of = `?organisation=${held.chosen.slug}`;
  return (
    <div className="grid gap-5">
      <h1>{section("name")}</h1>
      <OtherOrganisations href={HREF} {...held} />
      <StaffDone done={done} />
      <p className="text-lg">{t("lead")}</p>
      <p>
        <PageLink href={`${HREF}/creer${of}`} className={buttonClass()}>
          {t("create")}
        </PageLink>
      </p>
      <TopicList topics={topics.value} of={of} />
    </div>
  );
}
