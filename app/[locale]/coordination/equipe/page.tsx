import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { openStaffPage, type StaffPageProps } from "#app/[locale]/coordination/open-staff-page.ts";
import { singleValue } from "#app/[locale]/_every-page/search-params.ts";
import { OtherOrganisations } from "#components/staff/other-organisations.tsx";
import { InvitationCard } from "#components/staff/people/invitation-card.tsx";
import { PeopleList } from "#components/staff/people/people-list.tsx";
import { StaffDone } from "#components/staff/staff-done.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { organisationsWhere } from "#lib/access/where-may.ts";
import { organisationOfPage } from "#lib/server/auth/organisation-of-page.ts";
import { readPeople } from "#lib/server/auth/people/read-people.ts";
import { env } from "#lib/server/env.ts";
import { teamWeekAddress } from "#lib/wire/planning/team-week-address.ts";

const HREF = "/coordination/equipe";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("staff.people"))("title"), robots: { index: false } };
}

/** The people of an organisation and its open invitations. */
export default async function PeoplePage(props: StaffPageProps) {
  const { actor, query, typed, done } = await openStaffPage(props, HREF);
  const [t, week, staff, held] = await Promise.all([
    getTranslations("staff.people"),
    getTranslations("staff.absences.week"),
    getTranslations("staff"),
    organisationOfPage(actor, "manage-people", singleValue(query["organisation"])),
  ]);
  if (!held) return <Notice>{staff("nothingHere")}</Notice>;
  const aloud = singleValue(query["lire"]);
  const read = await readPeople(actor, held.chosen.id, aloud);
  if (!read.ok) return <Notice>{staff("nothingHere")}</Notice>;
  const { people, invitations } = read.value;
  return (
    <div className="grid gap-6">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h1>{t("title")}</h1>
        <div className="flex flex-wrap gap-3">
          {organisationsWhere(actor, "plan-half-days").includes(held.chosen.id) && (
            <PageLink href={teamWeekAddress({ organisation: held.chosen.slug })} className={buttonClass("ghost")}>
              {week("link")}
            </PageLink>
          )}
          <PageLink href={`${HREF}/inviter?organisation=${held.chosen.slug}`} className={buttonClass()}>
            {t("invite")}
          </PageLink>
        </div>
      </div>
      <StaffDone done={done} />
      <OtherOrganisations href={HREF} {...held} />
      {invitations.length > 0 && (
        <section aria-labelledby="invitations" className="grid gap-3">
          <h2 id="invitations">{t("invitations")}</h2>
          <ul className="grid items-start gap-3 md:grid-cols-2">
            {invitations.map((one) => (
              <InvitationCard
                key={one.id}
                invitation={one}
                codePage={`${env.APP_URL}/invitation`}
                typed={typed}
                organisation={held.chosen.slug}
                asked={aloud}
              />
            ))}
          </ul>
        </section>
      )}
      <section aria-labelledby="people" className="grid gap-3">
        <h2 id="people">{t("people")}</h2>
        <PeopleList people={people} organisation={held.chosen.slug} />
      </section>
    </div>
  );
}
