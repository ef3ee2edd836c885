import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { effectOfAbsenceForm } from "#app/[locale]/coordination/equipe/absence-forms.ts";
import { openStaffPage, type StaffPageProps } from "#app/[locale]/coordination/open-staff-page.ts";
import { singleValue } from "#app/[locale]/_every-page/search-params.ts";
import { AbsencePanel } from "#components/staff/absences/absence-panel.tsx";
import { StaffDone } from "#components/staff/staff-done.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { organisationOfPage } from "#lib/server/auth/organisation-of-page.ts";
import { readAbsences } from "#lib/server/planning/absences/read-absences.ts";
import { absenceAddress, teamWeekAddress } from "#lib/wire/planning/team-week-address.ts";

type Props = StaffPageProps & { readonly params: Promise<{ locale: string; account: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("staff.absences"))("one"), robots: { index: false } };
}

/** When somebody of the team is away: the buttons of the days, what that touches, and the absences that are noted. */
export default async function AbsencePage(props: Props) {
  const { account } = await props.params;
  const { actor, query, typed, done } = await openStaffPage(props, `/coordination/equipe/${account}/absence`);
  const [t, staff, people, held] = await Promise.all([
    getTranslations("staff.absences"),
    getTranslations("staff"),
    getTranslations("staff.people"),
    organisationOfPage(
      actor,
      "note-absence",
      singleValue(query["organisation"]) ?? typed?.fields["slug"],
      "some-place",
    ),
  ]);
  if (!held) return <Notice>{staff("nothingHere")}</Notice>;
  const { id: organisation, slug } = held.chosen;
  const [read, looked] = await Promise.all([
    readAbsences(actor, { organisation, account }),
    effectOfAbsenceForm(actor, typed, { organisation, account }),
  ]);
  const address = { organisation: slug };
  return (
    <div className="grid max-w-2xl gap-5">
      <p>
        <PageLink href={teamWeekAddress(address)} className="inline-flex min-h-target items-center font-bold">
          {t("toWeek")}
        </PageLink>
      </p>
      <h1>{read.ok && read.value.name !== undefined ? t("of", { name: read.value.name }) : t("one")}</h1>
      <StaffDone done={done} />
      {read.ok ? (
        <AbsencePanel
          person={read.value}
          looked={looked}
          typed={typed}
          slug={slug}
          actions={(acte) => absenceAddress(account, address, `/${acte}`)}
          page={absenceAddress(account, address)}
          changes={singleValue(query["changer"])}
          settle={(day) => `/coordination/imprevu?${new URLSearchParams({ organisation: slug, jour: day })}`}
        />
      ) : (
        <Notice>{people("noSuch")}</Notice>
      )}
    </div>
  );
}
