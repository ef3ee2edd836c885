import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { openStaffPage, type StaffPageProps } from "#app/[locale]/coordination/open-staff-page.ts";
import { singleValue } from "#app/[locale]/_every-page/search-params.ts";
import { localeOf } from "#i18n/routing.ts";
import { OtherOrganisations } from "#components/staff/other-organisations.tsx";
import { PlanningFileForm } from "#components/staff/planning/planning-file-form.tsx";
import { PlanningImport } from "#components/staff/planning/planning-import.tsx";
import { StaffDone } from "#components/staff/staff-done.tsx";
import { sayRefusal } from "#components/staff/wording.ts";
import { Notice } from "#components/ui/notice.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { organisationOfPage } from "#lib/server/auth/organisation-of-page.ts";
import { clock } from "#lib/server/clock.ts";
import { db } from "#lib/server/db.ts";
import { planningFiles } from "#lib/server/planning/file/kept-planning-file.ts";
import { planningWords } from "#lib/server/planning/file/planning-words.ts";
import { zoneOfOrganisation } from "#lib/server/schedule/zone-of-organisation.ts";
import { sayProblem } from "#lib/server/say-problem.ts";
import { localDateOf, plusDays } from "#lib/time/zone.ts";
import type { LineProblemSaid } from "#lib/wire/planning/planning-import.ts";
import { isStaffRefusal } from "#lib/wire/staff-form.ts";
import { firstOfNext } from "#lib/wire/planning/week-address.ts";

const HREF = "/coordination/planning/importer";

/** Days of the table of a whole year, with the weeks in which it begins and ends. */
const YEAR = 366;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("staff.planningImport"))("title"), robots: { index: false } };
}

/**
 * The planning as a table: it is downloaded, and a file of it is chosen or pasted, what its import would do is shown,
 * then it is imported.
 */
export default async function ImportPlanningPage(props: StaffPageProps) {
  const { actor, query, typed, done } = await openStaffPage(props, HREF);
  const [t, staff, all, held, locale] = await Promise.all([
    getTranslations("staff.planningImport"),
    getTranslations("staff"),
    getTranslations(),
    organisationOfPage(actor, "plan-half-days", singleValue(query["organisation"]), "some-place"),
    getLocale(),
  ]);
  if (!held) return <Notice>{staff("nothingHere")}</Notice>;
  const { id, slug } = held.chosen;
  const kept = singleValue(query["fichier"]) ?? "";
  const [said, zone] = await Promise.all([planningFiles.readSaid(actor.user, kept), zoneOfOrganisation(db, id)]);
  const shown = said?.organisation === id ? said : undefined;
  const today = localDateOf(clock.now(), zone);
  const month = `${today.slice(0, 7)}-01`;
  const table = (name: string, days: Readonly<Record<string, string>> = {}): string =>
    `/api/v1/planning/${name}.csv?${new URLSearchParams({ organisation: id, ...days })}`;
  const sentenceOf = ({ code, what, values }: LineProblemSaid): string =>
    what === undefined && isStaffRefusal(code)
      ? sayRefusal(all, code)
      : sayProblem(
          { path: "", code, ...(what !== undefined && { what }), ...(values && { values }) },
          localeOf(locale),
        );
  return (
    <div className="grid gap-5">
      <p>
        <PageLink
          href={`/coordination/planning?organisation=${slug}`}
          className="inline-flex min-h-target items-center font-bold"
        >
          {t("back")}
        </PageLink>
      </p>
      <h1>{t("title")}</h1>
      {!shown && <OtherOrganisations href={HREF} {...held} />}
      {shown ? (
        <PlanningImport
          href={HREF}
          said={{ ...shown, undoable: shown.made !== undefined }}
          refused={shown.report.refused.map(({ problems, ...line }) => ({
            ...line,
            problems: problems.map((one) => ({ ...one, sentence: sentenceOf(one) })),
          }))}
          columns={planningWords().columns}
          kept={kept}
          slug={slug}
          typed={typed}
          done={<StaffDone done={shown.imported ? done : undefined} />}
        />
      ) : (
        <PlanningFileForm
          href={HREF}
          typed={typed}
          organisation={held.chosen}
          tables={{
            series: table("series"),
            month: table("half-days", { from: month, to: firstOfNext(month) }),
            year: table("half-days", { from: today, to: plusDays(today, YEAR) }),
          }}
        />
      )}
    </div>
  );
}
