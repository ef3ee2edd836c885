import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { effectOfAbsenceForm } from "#app/[locale]/coordination/equipe/absence-forms.ts";
import { openStaffPage, type StaffPageProps } from "#app/[locale]/coordination/open-staff-page.ts";
import { singleValue } from "#app/[locale]/_every-page/search-params.ts";
import { AbsencePanel } from "#components/staff/absences/absence-panel.tsx";
import { TeamWeek } from "#components/staff/absences/team-week.tsx";
import { TeamWeekHead } from "#components/staff/absences/team-week-head.tsx";
import { OtherOrganisations } from "#components/staff/other-organisations.tsx";
import { StaffDone } from "#components/staff/staff-done.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { organisationOfPage } from "#lib/server/auth/organisation-of-page.ts";
import { readAbsences, readTeamWeek } from "#lib/server/planning/absences/read-absences.ts";
import { absenceAddress, readTeamWeekAddress, teamWeekAddress } from "#lib/wire/planning/team-week-address.ts";

const HREF = "/coordination/equipe/semaine";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("staff.absences.week"))("caption"), robots: { index: false } };
}

/** The people of an organisation in a week, with the absence of one beside them (docs/planning.md#the-team). */
export default async function TeamWeekPage(props: StaffPageProps) {
  const { actor, query, typed, done } = await openStaffPage(props, HREF);
  const asked = readTeamWeekAddress((name) => singleValue(query[name]));
  const [t, staff, planning, held] = await Promise.all([
    getTranslations("staff.absences"),
    getTranslations("staff"),
    getTranslations("staff.planning"),
    organisationOfPage(actor, "plan-half-days", asked.organisation, "some-place"),
  ]);
  if (!held) return <Notice>{staff("nothingHere")}</Notice>;
  const { id: organisation, slug } = held.chosen;
  const read = await readTeamWeek(actor, { organisation, ...(asked.day !== undefined && { from: asked.day }) });
  if (!read.ok) return <Notice>{staff("nothingHere")}</Notice>;
  const week = read.value;
  const address = { ...asked, organisation: slug, day: week.monday };
  const { person: account, ...closed } = address;
  const whose = account === undefined ? undefined : { organisation, account };
  const [absences, looked] = await Promise.all([
    whose ? readAbsences(actor, whose) : undefined,
    whose ? effectOfAbsenceForm(actor, typed, whose) : undefined,
  ]);
  const people = week.people.filter(
    ({ languages }) => asked.language === undefined || languages.includes(asked.language),
  );
  const person = absences?.ok ? absences.value : undefined;
  return (
    <div className="grid gap-5">
      <TeamWeekHead week={week} address={address} people={people.length} />
      <OtherOrganisations href={HREF} {...held} />
      <StaffDone done={done} />
      <div className={`grid items-start gap-5 ${person ? "lg:grid-cols-[minmax(0,1fr)_22rem]" : ""}`}>
        {person && looked && (
          <section
            id="absence"
            tabIndex={-1}
            aria-labelledby="absence-title"
            className="grid gap-4 rounded-card border-4 border-accent bg-card p-4 lg:col-start-2 lg:row-start-1"
          >
            <div className="flex items-start justify-between gap-3">
              <h2 id="absence-title">{t("of", { name: person.name ?? planning("unnamed") })}</h2>
              <PageLink href={teamWeekAddress(closed)} className={buttonClass("quiet")} aria-label={t("close")}>
                <span aria-hidden="true">✕</span>
              </PageLink>
            </div>
            <AbsencePanel
              person={person}
              looked={looked}
              typed={typed}
              slug={slug}
              actions={(acte) => absenceAddress(person.account, closed, `/${acte}`)}
              page={teamWeekAddress(address)}
              changes={singleValue(query["changer"])}
              settle={(day) => `/coordination/imprevu?${new URLSearchParams({ organisation: slug, jour: day })}`}
            />
          </section>
        )}
        <div className="lg:col-start-1 lg:row-start-1">
          {people.length === 0 ? (
            <Notice>{t("week.nobody")}</Notice>
          ) : (
            <TeamWeek week={week} address={address} people={people} />
          )}
        </div>
      </div>
    </div>
  );
}
