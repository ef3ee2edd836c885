import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { openStaffPage, type StaffPageProps } from "#app/[locale]/coordination/open-staff-page.ts";
import { singleValue } from "#app/[locale]/_every-page/search-params.ts";
import { OtherOrganisations } from "#components/staff/other-organisations.tsx";
import { PlanSomebody } from "#components/staff/planning/plan-somebody.tsx";
import { SayWays } from "#components/staff/series/say-ways.tsx";
import { SaySeries } from "#components/staff/series/say-series.tsx";
import { StaffDone } from "#components/staff/staff-done.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { FrenchText } from "#components/ui/french-text.tsx";
import { Notice } from "#components/ui/notice.tsx";
import { PageLink } from "#components/ui/page-link.tsx";
import { distinctNames } from "#lib/place/distinct-names.ts";
import { organisationOfPage } from "#lib/server/auth/organisation-of-page.ts";
import { firstDateShort } from "#lib/server/planning/series/first-date-short.ts";
import { readSeriesOf, type SeriesAtPlace } from "#lib/server/planning/series/read-series.ts";
import { clock } from "#lib/server/clock.ts";
import { sayDate } from "#lib/time/say.ts";
import { localDateOf } from "#lib/time/zone.ts";

const HREF = "/coordination/regles";

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("staff.sections.series"))("name"), robots: { index: false } };
}

/**
 * The series of an organisation, by place. `horaire` in the address: the series that was just saved, of which the first
 * date without anybody is offered.
 */
export default async function SeriesOfOrganisationPage(props: StaffPageProps) {
  const { actor, query, done } = await openStaffPage(props, HREF);
  const [t, oneDay, section, staff, held] = await Promise.all([
    getTranslations("staff.series"),
    getTranslations("staff.halfDay"),
    getTranslations("staff.sections.series"),
    getTranslations("staff"),
    organisationOfPage(actor, "plan-half-days", singleValue(query["organisation"]), "some-place"),
  ]);
  const series = held && (await readSeriesOf(actor, held.chosen.id));
  if (!held || !series?.ok) return <Notice>{staff("nothingHere")}</Notice>;
  const short = await firstDateShort(actor, held.chosen.id, singleValue(query["horaire"]));
  const byPlace = Map.groupBy(series.value, ({ place }) => place.id);
  const places = distinctNames([...new Map(series.value.map(({ place }) => [place.id, place])).values()]);
  return (
    <div className="grid gap-5">
      <h1>{section("name")}</h1>
      <OtherOrganisations href={HREF} {...held} />
      <StaffDone done={done} />
      {short && <PlanSomebody short={short} organisation={held.chosen.slug} />}
      <p className="text-lg">{t("lead")}</p>
      <p className="flex flex-wrap gap-3">
        <PageLink href={`${HREF}/creer?organisation=${held.chosen.slug}`} className={buttonClass()}>
          {t("create")}
        </PageLink>
        <PageLink
          href={`/coordination/permanences/creer?organisation=${held.chosen.slug}`}
          className={buttonClass("ghost")}
        >
          {oneDay("create")}
        </PageLink>
        <PageLink
          href={`/coordination/planning/importer?organisation=${held.chosen.slug}`}
          className={buttonClass("quiet")}
        >
          {t("asTable")}
        </PageLink>
      </p>
      {byPlace.size === 0 && <Notice>{t("none")}</Notice>}
      <div className="grid gap-4 md:grid-cols-2">
        {places.map(({ id, name }) => (
          <Card key={id} className="grid content-start gap-2">
            <h2>
              <FrenchText text={name} />
            </h2>
            <ul className="grid">
              {byPlace.get(id)?.map((one) => (
                <SeriesLine key={one.id} series={one} organisation={held.chosen.slug} />
              ))}
            </ul>
          </Card>
        ))}
      </div>
    </div>
  );
}

/** A series in words, with what can be done with it. */
async function SeriesLine({ series, organisation }: { series: SeriesAtPlace; organisation: string }) {
  const t = await getTranslations("staff.series");
  const locale = await getLocale();
  return (
    <li className="grid gap-1 border-t border-hair py-3">
      <b className="first-letter:uppercase">
        <SaySeries series={series} />
      </b>
      <span>
        {t("desks", { desks: series.desks })}
        {series.fromDate > localDateOf(clock.now(), series.timeZone) &&
          ` · ${t("fromDay", { day: sayDate(series.fromDate, locale) })}`}
        {series.untilDate !== undefined && ` · ${t("untilDay", { day: sayDate(series.untilDate, locale) })}`}
      </span>
      <span>
        <SayWays series={series} />
      </span>
      {series.audience !== null && <span>{t.rich("audience", { audience: series.audience })}</span>}
      <span className="flex flex-wrap gap-x-6">
        <PageLink href={`${HREF}/${series.id}`} className="inline-flex min-h-target items-center font-bold">
          {t("change")}
        </PageLink>
        <PageLink
          href={`${HREF}/creer?${new URLSearchParams({ organisation, comme: series.id })}`}
          className="inline-flex min-h-target items-center font-bold"
        >
          {t("createLike")}
        </PageLink>
      </span>
    </li>
  );
}
