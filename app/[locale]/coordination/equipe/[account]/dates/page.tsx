import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { openStaffPage, type StaffPageProps } from "#app/[locale]/coordination/open-staff-page.ts";
import { singleValue } from "#app/[locale]/_every-page/search-params.ts";
import { DatesToHandOver } from "#components/staff/people/dates-to-hand-over.tsx";
import { StaffDone } from "#components/staff/staff-done.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { organisationOfPage } from "#lib/server/auth/organisation-of-page.ts";
import { channelsSetUp } from "#lib/server/message/channels-set-up.ts";
import { readDatesToHandOver } from "#lib/server/planning/assignments/hand-over-dates.ts";
import { readDatesAddress } from "#lib/wire/planning/dates-address.ts";
import { teamWeekAddress } from "#lib/wire/planning/team-week-address.ts";

type Props = StaffPageProps & { readonly params: Promise<{ locale: string; account: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("staff.people.dates"))("title"), robots: { index: false } };
}

/** The dates to come of somebody, which colleagues are free at them, and handing them over to one. */
export default async function DatesPage(props: Props) {
  const { account } = await props.params;
  const { actor, query, typed, done } = await openStaffPage(props, `/coordination/equipe/${account}/dates`);
  const asked = readDatesAddress((name) => singleValue(query[name]));
  const [t, staff, people, absences, held] = await Promise.all([
    getTranslations("staff.people.dates"),
    getTranslations("staff"),
    getTranslations("staff.people"),
    getTranslations("staff.absences"),
    organisationOfPage(actor, "plan-half-days", asked.organisation, "some-place"),
  ]);
  if (!held) return <Notice>{staff("nothingHere")}</Notice>;
  const { id: organisation, slug } = held.chosen;
  const read = await readDatesToHandOver(actor, { ...asked, organisation, account });
  const name = read.ok ? read.value.name : undefined;
  return (
    <div className="grid max-w-2xl gap-5">
      <p>
        <PageLink
          href={teamWeekAddress({ organisation: slug })}
          className="inline-flex min-h-target items-center font-bold"
        >
          {absences("toWeek")}
        </PageLink>
      </p>
      <h1>{name === undefined ? t("title") : t("of", { name })}</h1>
      <StaffDone done={done} />
      {read.ok ? (
        <DatesToHandOver
          dates={read.value}
          address={{ ...asked, organisation: slug }}
          typed={typed}
          byMail={channelsSetUp().mail}
        />
      ) : (
        <Notice>{people("noSuch")}</Notice>
      )}
    </div>
  );
}
